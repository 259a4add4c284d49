"""Writes the command reference into the README, between its two marks."""

from pathlib import Path

from commands.catalogue import registry
from commands.handbook import reference

BEGIN, END = "<!-- commands: begin (python -m bot handbook) -->", "<!-- commands: end -->"


def with_reference(text: str) -> str:
    """The text with the present reference between the marks. Raises ValueError if the marks are not there."""
    before, _, rest = text.partition(BEGIN)
    _, found, after = rest.partition(END)
    if not found:
        raise ValueError("the README has lost its marks")
    table = reference(registry(), "de")
    return f"{before}{BEGIN}\n\n{table}\n{END}{after}"


def write(readme: Path) -> None:
    """Bring the README up to date."""
    readme.write_text(with_reference(readme.read_text(encoding="utf-8")), encoding="utf-8")
