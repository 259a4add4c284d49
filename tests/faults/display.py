"""What one sees while the bench runs: a line for each row, or plain lines where there is no terminal."""

import sys
import threading
from collections.abc import Sequence
from time import monotonic
from typing import Self

_PLAIN_SECONDS = 15.0
_WIDTH = 118


class Display:
    """Use as a context manager. `place` is a row's place in `rows`, which are (number, title)."""

    def __init__(self, rows: Sequence[tuple[str, str]]) -> None:
        self._rows = rows
        self._states = ["waits"] * len(rows)
        self._begun = [0.0] * len(rows)
        self._took = [0.0] * len(rows)
        self._said = [0.0] * len(rows)
        self.rest = ""
        """What is still to be done, in words."""
        self._live = sys.stdout.isatty()
        self._drawn = 0
        self._over = threading.Event()
        self._clock = threading.Thread(target=self._tick, daemon=True)

    def __enter__(self) -> Self:
        if self._live:
            self._clock.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        if self._live:
            self._clock.join()
            self._draw()

    def begin(self, place: int) -> None:
        self._begun[place] = monotonic()
        self.tell(place, "begins")

    def tell(self, place: int, words: str) -> None:
        """What a row is doing."""
        self._states[place] = words
        if not self._live and monotonic() - self._said[place] > _PLAIN_SECONDS:
            self._said[place] = monotonic()
            print(self._line(place), flush=True)

    def end(self, place: int, words: str) -> None:
        self._took[place] = monotonic() - self._begun[place]
        self._said[place] = 0.0
        self.tell(place, words)
        if not self._live:
            print(f"{'':9}{self.rest}", flush=True)

    def _line(self, place: int) -> str:
        number, title = self._rows[place]
        elapsed = self._took[place] or (monotonic() - self._begun[place] if self._begun[place] else 0.0)
        return f"{number:>7}  {elapsed:5.0f} s  {title[:50]:50}  {self._states[place]}"[:_WIDTH]

    def _tick(self) -> None:
        while not self._over.wait(0.5):
            self._draw()

    def _draw(self) -> None:
        up = f"\x1b[{self._drawn}A" if self._drawn else ""
        sys.stdout.write(up + "".join(f"\x1b[2K{self._line(place)}\n" for place in range(len(self._rows))))
        sys.stdout.write(f"\x1b[2K{'':9}{self.rest}\n")
        sys.stdout.flush()
        self._drawn = len(self._rows) + 1
