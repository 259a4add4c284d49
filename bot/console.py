"""`python -m bot console`: the whole bot in this terminal, without a homeserver, with a clock that is moved by hand."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, time, timedelta
from pathlib import Path

from bot.demo import screenplay, script
from bot.demo.screen import Screen, stamp
from bot.demo.screenplay import Spoken
from bot.demo.seen import Seen
from bot.demo.town import PEOPLE, PLACES, TOWN, surname
from bot.lock import FolderInUse, FolderLock
from bot.stage import BOT_ID, NothingThere, Stage
from storage.store import Store

_BEGINS = datetime.fromisoformat("2027-01-11T08:00")
_CLOCK = "clock.txt"
_QUIET_DAYS = 60

_HELP = """\
Was Sie eintippen, schreibt die gewählte Person in den gewählten Raum. Befehle des Bots beginnen mit „!“: !hilfe
Andere Person, anderer Raum, und was man sonst mit Nachrichten tut:
  JF petersen> !top Ganztag        schreiben; \\n beginnt eine neue Zeile in der Nachricht
  JF petersen~ !top Ganztag 2027   ihren letzten Befehl in diesem Raum ändern
  JF petersen^ !erledigt           auf den letzten Beitrag des Bots antworten
  JF petersen+ ✅                  den letzten Beitrag des Bots markieren
Nur für dieses Terminal:
  /room JF   /as petersen          in diesem Raum, als diese Person schreiben
  /time 2027-01-19 09:00           die Uhr vorstellen; auch nur das Datum oder die Uhrzeit
  /next                            die Uhr vorstellen, bis der Bot sich von selbst meldet
  /read                            noch einmal lesen, was in diesem Raum steht
  /file                            die letzte Datei des Bots in diesem Raum ansehen; /file ORDNER legt sie dort ab
  /drop termine.ics                diese Datei in den Raum legen
  /rooms   /help   /quit           Räume und Menschen, diese Hilfe, Ende"""


def main(arguments: Sequence[str]) -> int:
    """Read lines from standard input until it ends or `/quit`. 1 if the folder is in use."""
    parser = argparse.ArgumentParser(prog="python -m bot console", description="Der Bot in diesem Terminal.")
    parser.add_argument("--folder", type=Path, metavar="ORDNER", help="hier aufheben, was geschieht")
    folder: Path | None = parser.parse_args(arguments).folder
    if folder is None:
        with tempfile.TemporaryDirectory(prefix="brakenfeld-") as temporary:
            return _run(Path(temporary))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with FolderLock(folder):
            return _run(folder)
    except FolderInUse as error:
        print(error, file=sys.stderr)
        return 1


def _run(folder: Path) -> int:
    store = Store(f"sqlite:///{folder / 'gremienassistenz.db'}")
    store.migrate()
    clock = folder / _CLOCK
    console = Console(store, datetime.fromisoformat(clock.read_text()) if clock.exists() else _BEGINS)
    try:
        console.open()
        console.listen(_lines(console.prompt))
    except KeyboardInterrupt:
        print()
    finally:
        clock.write_text(console.now.isoformat())
        store.close()
    return 0


def _lines(prompt: Callable[[], str]) -> Iterable[str]:
    """Lines of standard input, with a prompt where somebody sits before it."""
    if not sys.stdin.isatty():
        yield from sys.stdin
        return
    import readline  # noqa: F401  (gives input() a history; it must not touch the terminal of a script)

    while True:
        try:
            yield input(prompt())
        except EOFError:
            return


class Console:
    """One session. `listen` deals with lines; what appears in the rooms is printed at once."""

    def __init__(self, store: Store, now: datetime) -> None:
        self._screen = Screen(surname)
        self._quiet = False
        self._stage = Stage(store, now, self._show)
        self._room, self._who = "JF", "vogt"
        self._commands: dict[str, Callable[[str], None]] = {
            "room": self._go,
            "as": self._become,
            "time": self._move_to,
            "next": self._next,
            "rooms": self._rooms,
            "read": self._read,
            "file": self._file,
            "drop": self._drop,
            "help": lambda _: self._screen.write(_HELP),
        }

    @property
    def now(self) -> datetime:
        return self._stage.now

    def prompt(self) -> str:
        return f"{stamp(self.now)}  {self._room} {self._who}> "

    def open(self) -> None:
        """Set up the town's bodies if the folder is new, and say how to go on."""
        if self._stage.open_rooms():
            self._quiet = True
            for step in screenplay.read(script.SET_UP):
                self._stage.perform(step)
            self._quiet = False
        self._screen.note(f"{TOWN.name}, {stamp(self.now)} Uhr {self.now.year}. Hilfe: /help, Befehle des Bots: !hilfe")
        self._rooms("")

    def listen(self, lines: Iterable[str]) -> None:
        for line in lines:
            text = line.strip()
            if text in ("/quit", "/exit"):
                return
            if text:
                self._deal_with(text)

    def _deal_with(self, text: str) -> None:
        word, _, rest = text.removeprefix("/").partition(" ")
        if not text.startswith("/"):
            self._speak(self._addressed(text))
        elif word in self._commands:
            self._commands[word](rest.strip())
        else:
            self._screen.write(f"/{word} gibt es nicht. Hilfe: /help")

    def _addressed(self, text: str) -> Spoken:
        line = screenplay.spoken(text)
        if line is not None and line.room.upper() in PLACES and line.who.lower() in PEOPLE:
            return Spoken(line.room.upper(), line.who.lower(), line.how, line.text)
        return Spoken(self._room, self._who, "says", text.replace("\\n", "\n"))

    def _speak(self, line: Spoken) -> None:
        if line.who not in PLACES[line.room].people:
            self._screen.write(f"{PEOPLE[line.who]} ist nicht in {line.room}. Wer wo ist: /rooms")
            return
        try:
            heard = self._stage.speak(line)
        except NothingThere as nothing:
            self._screen.write(str(nothing))
            return
        if not heard:
            self._screen.note("(Der Bot fühlt sich nicht angesprochen und merkt sich nichts davon.)")

    def _show(self, local: datetime, seen: Seen) -> None:
        is_bot = seen.sender == BOT_ID
        if self._quiet or (sys.stdin.isatty() and not is_bot):
            self._screen.remember(local, seen, is_bot=is_bot)
        else:
            self._screen.show(local, seen, is_bot=is_bot)

    # -- commands of the console --------------------------------------------------------------------------------------

    def _go(self, name: str) -> None:
        if name.upper() not in PLACES:
            self._screen.write(f"Den Raum „{name}“ gibt es nicht. Räume: {', '.join(PLACES)}")
            return
        self._room = name.upper()
        if self._who not in PLACES[self._room].people:
            self._who = PLACES[self._room].creator
        self._screen.note(f"Sie schreiben als {PEOPLE[self._who]} in {PLACES[self._room].name}.")

    def _become(self, name: str) -> None:
        who = name.lower()
        if who not in PEOPLE:
            self._screen.write(f"„{name}“ gibt es nicht. Menschen: {', '.join(PEOPLE)}")
            return
        self._who = who
        if who not in PLACES[self._room].people:
            self._room = next(place.sign for place in PLACES.values() if who in place.people)
        self._screen.note(f"Sie schreiben als {PEOPLE[who]} in {PLACES[self._room].name}.")

    def _move_to(self, text: str) -> None:
        moment = _moment(text, self.now)
        if moment is None:
            self._screen.write("So geht es: /time 2027-01-19 09:00, /time 19.1.2027, /time 10:00")
        elif moment < self.now:
            self._screen.write(f"Die Uhr geht nur vorwärts, es ist {stamp(self.now)} Uhr {self.now.year}.")
        else:
            self._stage.move_to(moment)
            self._say_time()

    def _next(self, _: str) -> None:
        """From duty to duty until something appears; many duties have nothing to say."""
        before, latest = len(self._stage.seen), self.now + timedelta(days=_QUIET_DAYS)
        while len(self._stage.seen) == before and self._stage.next_duty(latest):
            pass
        if len(self._stage.seen) == before:
            self._screen.write(f"Der Bot hätte in {_QUIET_DAYS} Tagen nichts von sich aus zu sagen.")
        self._say_time()

    def _say_time(self) -> None:
        self._screen.note(f"Es ist {stamp(self.now)} Uhr {self.now.year}.")

    def _rooms(self, _: str) -> None:
        for place in PLACES.values():
            self._screen.write(f"{place.sign:<6} {place.name:<26} {', '.join(place.people)}")
        self._screen.note(f"Sie schreiben als {PEOPLE[self._who]} in {PLACES[self._room].name}.")

    def _read(self, _: str) -> None:
        self._screen.reread(self._room)

    def _file(self, folder: str) -> None:
        """Show the bot's last file in this room, or keep it in a folder."""
        last = next((one.file for one in reversed(self._stage.seen) if one.file and one.room_id == self._room), None)
        if last is None:
            self._screen.write(f"In {self._room} hat der Bot noch keine Datei abgelegt.")
            return
        name, data = last
        if not folder:
            self._screen.write(data.decode(errors="replace").replace("\r\n", "\n").rstrip())
            return
        path = Path(folder).expanduser() / Path(name).name
        try:
            path.write_bytes(data)
        except OSError as error:
            self._screen.write(f"{path}: {error.strerror}")
        else:
            self._screen.note(f"{path} ist geschrieben.")

    def _drop(self, file: str) -> None:
        path = Path(file).expanduser()
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            self._screen.write(f"„{file}“ lässt sich nicht lesen. So geht es: /drop termine.ics")
            return
        if not self._stage.drop(self._who, self._room, path.name, text):
            self._screen.note("(Der Bot liest nur Kalenderdateien, die auf .ics enden.)")


def _moment(text: str, now: datetime) -> datetime | None:
    """A local moment: a day, a time, or both; a day alone begins at 08:00."""
    for form in ("%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M", "%Y-%m-%d", "%d.%m.%Y"):
        try:
            moment = datetime.strptime(text, form)  # noqa: DTZ007  (local, as everything at the console)
        except ValueError:
            continue
        return moment if "%H" in form else datetime.combine(moment, time(8))
    try:
        return datetime.combine(now, time.fromisoformat(text.zfill(5)))
    except ValueError:
        return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
