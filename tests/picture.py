"""Draws docs/conversation.svg from a real dialogue: `python -m tests.picture`."""

import tempfile
import textwrap
from html import escape
from pathlib import Path

from bot.demo.town import PEOPLE
from tests.world import World

WIDTH, MARGIN, LINE, COLUMNS = 760, 18, 20, 88
BOT = "Gremienassistenz"


def week(world: World) -> list[tuple[str, str, str]]:
    """(when, who, text) of a week in the room of a jour fixe."""
    world.room("JF", "petersen", "yilmaz", moderators=("vogt",))
    world.say("vogt", "JF", "!gremium neu JF Jour fixe austausch")
    world.say("vogt", "JF", "ja")
    world.say("vogt", "JF", "!reihe jeden Dienstag 9 Uhr")
    world.until("2027-01-12 10:00")
    world.say("vogt", "JF", "!top Datenblatt Übergang")
    said: list[tuple[str, str, str]] = []
    script = (
        ("2027-01-15 10:00", None, ""),
        ("2027-01-15 10:07", "petersen", "!Top Raumplanung Vorbereitungsklassen"),
        ("2027-01-15 10:20", "yilmaz", "!topp Zensusdaten"),
        ("2027-01-15 10:21", "yilmaz", "ja"),
        ("2027-01-19 08:30", None, ""),
        ("2027-01-19 09:10", "vogt", "!ergebnis 2 Klärung mit FB 65 bis Ende Januar"),
        ("2027-01-19 09:11", "vogt", "1"),
        ("2027-01-19 09:11", "vogt", "FB 40"),
        ("2027-01-19 09:30", "vogt", "!schluss"),
    )
    for moment, who, text in script:
        world.until(moment)
        world.heard("JF") if who else None
        when = f"{world.now:%d.%m. %H:%M}"
        if who:
            said.append((when, PEOPLE[who], text))
            world.say(who, "JF", text)
        answers = world.heard("JF")
        said += [(when, BOT, answer) for answer in answers[-1:]]
    return said


def drawn(said: list[tuple[str, str, str]]) -> str:
    """The dialogue as an SVG: what people typed on white, what the bot said on grey."""
    parts: list[str] = []
    y = MARGIN
    for when, who, text in said:
        lines = [part for line in text.split("\n") for part in textwrap.wrap(line, COLUMNS) or [""]]
        height = LINE * (len(lines) + 1) + 12
        fill = "#eef1f5" if who == BOT else "#ffffff"
        parts.append(
            f'<rect x="{MARGIN}" y="{y}" width="{WIDTH - 2 * MARGIN}" height="{height}" rx="8" fill="{fill}" '
            'stroke="#d5dae1"/>'
        )
        parts.append(_text(y + LINE, f"{who}", "#0b5d8a" if who == BOT else "#333333", bold=True))
        parts.append(
            f'<text x="{WIDTH - MARGIN - 12}" y="{y + LINE}" text-anchor="end" fill="#777777">{escape(when)}</text>'
        )
        parts += [_text(y + LINE * (row + 2), line, "#222222") for row, line in enumerate(lines)]
        y += height + 8
    body = "\n".join(parts)
    style = "font-family='Helvetica, Arial, sans-serif' font-size='14'"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y + MARGIN - 8}" {style} role="img">\n'
        f"<title>Eine Woche im Raum des Jour fixe</title>\n"
        f'<rect width="100%" height="100%" fill="#f8f9fb"/>\n{body}\n</svg>\n'
    )


def _text(y: int, words: str, colour: str, *, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{MARGIN + 12}" y="{y}" fill="{colour}"{weight}>{escape(words)}</text>'


def main() -> None:
    """Draw the picture anew."""
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder), "2027-01-11 08:00")
        picture = drawn(week(world))
        world.close()
    path = Path(__file__).parent.parent / "docs" / "conversation.svg"
    path.write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main()
