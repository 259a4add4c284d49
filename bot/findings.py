"""What the doctor found, one thing a line."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. `remedy` says how to mend it where it is not in order."""

    what: str
    remedy: str | None = None

    def __str__(self) -> str:
        return f"OK        {self.what}" if self.remedy is None else f"NICHT OK  {self.what}\n          -> {self.remedy}"


Tell = Callable[[Finding], None]
