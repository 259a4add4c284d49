"""The figures as a table: in the terminal, and in docs/reliability.md between two marks."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.faults.ground import Figures

BEGIN, END = "<!-- faults: begin (make faults WRITE=1) -->", "<!-- faults: end -->"


@dataclass(frozen=True)
class Result:
    """What became of a row. `figures` is None if it did not come to its end; `error` says why then.

    `seconds` by the clock; `cpu`: how many seconds a core worked for it.
    """

    number: str
    title: str
    aims: Mapping[str, float]
    scale: float
    seed: int
    seconds: float
    cpu: float
    figures: Figures | None
    error: str

    @property
    def missed(self) -> list[str]:
        """The aims of the long form that were not reached; the short form has none."""
        if self.figures is None or self.scale < 1.0:
            return []
        counts = self.figures.counts
        return [
            f"{name} {counts.get(name, 0):g} < {aim:g}" for name, aim in self.aims.items() if counts.get(name, 0) < aim
        ]

    @property
    def good(self) -> bool:
        return self.figures is not None and self.figures.clean and not self.missed

    @property
    def bound(self) -> str:
        """The upper bound at 95 % of how often it goes wrong, if nothing went wrong in n trials: 3/n."""
        if self.figures is None or not self.figures.clean:
            return "-"
        n = max((self.figures.counts.get(name, 0) for name in self.aims), default=0)
        return f"{300 / n:.2g} % (n = {_number(n)})" if n >= 3 else "-"


def in_words(results: Sequence[Result], seconds: float) -> str:
    """The table for the terminal, with what a failed row has to say."""
    lines = [""]
    for result in results:
        word, times = "ok" if result.good else "FAILED", f"{result.seconds:5.0f} s {result.cpu:5.0f} s of a core"
        lines.append(f"{word:7}{result.number:>7} {times}  {result.title}")
        if result.figures is None:
            lines.append(f"         {result.error.strip()}")
            continue
        lines.append(f"         {_list(result.figures.counts)}; {_list(result.figures.wrong)}")
        lines += [f"         missed: {each}" for each in result.missed]
        if not result.good:
            lines += [f"         seed {result.seed}", *(f"         {note}" for note in result.figures.notes)]
    bad = sum(not result.good for result in results)
    worked = sum(result.cpu for result in results)
    lines.append(f"{len(results)} rows in {seconds / 60:.1f} minutes ({worked / 60:.1f} of a core), {bad} failed")
    return "\n".join(lines)


def write(path: Path, result: Result) -> None:
    """Put a row's figures between the marks of a Markdown file; the other rows keep the figures that they have.

    Raises ValueError if it has no such marks.
    """
    text = path.read_text(encoding="utf-8")
    begin, end = text.index(BEGIN) + len(BEGIN), text.index(END)
    lines = {_title(line): line for line in text[begin:end].splitlines() if line.startswith("| ")}
    lines[result.title] = _line(result)
    kept = [line for title, line in lines.items() if title not in ("What", "---")]
    table = "\n".join([*_HEAD, *sorted(kept, key=_by_number)])
    path.write_text(f"{text[:begin]}\n\n{table}\n\n{text[end:]}", "utf-8")


_HEAD = (
    "| Row | What | Done | Must be 0 | At most (95 %) | Seconds | of a core | Made |",
    "| --- | --- | --- | --- | --- | --- | --- | --- |",
)


def _line(result: Result) -> str:
    made = f"{datetime.now(UTC):%Y-%m-%d}, seed {result.seed}" + (
        "" if result.scale == 1 else f", scale {result.scale:g}"
    )
    row = f"| {result.number} | {result.title} |"
    if result.figures is None:
        return f"{row} did not come to its end | | | {result.seconds:.0f} | | {made} |"
    done, wrong = _list(result.figures.counts), _list(result.figures.wrong)
    return f"{row} {done} | {wrong} | {result.bound} | {result.seconds:.0f} | {result.cpu:.0f} | {made} |"


def _title(line: str) -> str:
    return line.split("|")[2].strip()


def _by_number(line: str) -> tuple[float, str]:
    first = line.split("|")[1].partition(",")[0].strip()
    return (float(first) if first.isdigit() else math.inf, _title(line))


def _list(figures: Mapping[str, float]) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {_number(value)}" for name, value in figures.items())


def _number(value: float) -> str:
    return f"{value:,.4g}".replace(",", "\u202f") if value % 1 else f"{value:,.0f}".replace(",", "\u202f")
