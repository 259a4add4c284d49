"""How a rule says no: a key and data, turned into a sentence at the edge in the body's language."""

from typing import Any


class Refused(Exception):
    """A command cannot be carried out as things are, or must not be. Nothing has been changed."""

    def __init__(self, key: str, /, **data: Any) -> None:
        super().__init__(key)
        self.key = key
        self.data = data
