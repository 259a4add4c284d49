"""How fast time expressions are read: our reader beside dateparser, and the longest that a text can take.

The common forms are the phrases of the corpus for days and moments. Each is read by every reader in turn, in several
rounds, so that a busy machine slows all of them alike; ratios are worth more than figures. Nothing here fails for
being slow.
"""

import argparse
import inspect
import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import dateparser
from dateparser.date import DateDataParser

from commands.dates import read, sentences
from tests.dates.corpus.cases import Case, cases

_COMMON = ("numeric", "months", "weekday_dates", "weekdays", "relative", "clock", "date_times")
_MEDIAN_AIM_MS = 0.2
_P99_AIM_MS = 5.0
_LONG = 200
_HOSTILE = (
    "1.1. ", "Di ", "bis ", "vor ", "3 nach ", "erster ", "um um ", "1-1-", "9:30 ", "Di 3.3. 14:00, ", "alle 2 ",
    "Mai ", "jeden ", "am ", "von 1 bis ", "Ende ", "KW 1 ", "und ", "halb ", "the ", "in 2 ", "1", "1.", "1/", "(",
)  # fmt: skip

Reader = Callable[[Case], object]


def main() -> None:
    parser = argparse.ArgumentParser(description="How fast time expressions are read.")
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    common(options.rounds)
    longest()


def common(rounds: int) -> None:
    """The common forms, by turns, in one run."""
    those = [case for case in cases() if case.language == "de" and case.family in _COMMON and not case.past]
    readers: dict[str, Reader] = {"ours": _ours, "dateparser, reused": _reused(), "dateparser.parse": _parse}
    samples: dict[str, list[float]] = {name: [] for name in readers}
    for turn in range(rounds + 1):
        for case in those:
            for name, reader in readers.items():
                took = _ms(partial(reader, case))
                if turn:
                    samples[name].append(took)
    print(
        f"\nreading the common German forms; n = {rounds} rounds x {len(those)} phrases, by turns, after one to warm up"
    )
    ours = statistics.median(samples["ours"])
    for name, each in samples.items():
        median = statistics.median(each)
        print(f"  {name:18}  median {median:7.3f} ms   p99 {_p99(each):7.3f} ms   {median / ours:5.1f} x ours")
    _aim("median", ours, _MEDIAN_AIM_MS)


def longest() -> None:
    """Texts of 200 characters through every public reader."""
    texts = [*_sentences(), *_heaps(), *_repetitions()]
    case = cases()[0]
    print(f"\n{_LONG} characters: sentences, heaps of our own words, repetitions; n = {len(texts)} for each reader")
    worst = 0.0
    for name, reader in _public():
        takes_now = len(inspect.signature(reader).parameters) > 1
        timed: list[tuple[float, str]] = []
        for text in texts:
            arguments: tuple[Any, ...] = (text, case.now, case.calendar) if takes_now else (text,)
            reader(*arguments)
            timed.append((_ms(partial(reader, *arguments)), text))
        p99 = _p99([took for took, _ in timed])
        worst = max(worst, p99)
        most, text = max(timed)
        median = statistics.median(took for took, _ in timed)
        print(f"  {name:20} median {median:6.3f} ms   p99 {p99:6.3f} ms   most {most:6.3f} ms at {text[:40]!r}")
    _aim("p99 of the slowest reader", worst, _P99_AIM_MS)


def _ours(case: Case) -> object:
    reader = read.read_day if case.asked == "day" else read.read_moment
    return reader(case.phrase, case.now, case.calendar)


def _settings(case: Case) -> dict[str, Any]:
    return {"PREFER_DATES_FROM": "future", "DATE_ORDER": "DMY", "RELATIVE_BASE": case.now.replace(tzinfo=None)}


def _reused() -> Reader:
    parsers: dict[str, DateDataParser] = {}

    def reused(case: Case) -> object:
        said = str(case.now)
        if said not in parsers:
            parsers[said] = DateDataParser(languages=["de"], settings=_settings(case))
        return parsers[said].get_date_data(case.phrase)

    return reused


def _parse(case: Case) -> object:
    return dateparser.parse(case.phrase, languages=["de"], settings=_settings(case))


def _public() -> Iterator[tuple[str, Callable[..., object]]]:
    for name, value in (vars(read) | vars(sentences)).items():
        if name.startswith(("read_", "find_")) and inspect.isfunction(value):
            yield name, value


def _sentences() -> list[str]:
    """Two hundred characters of what people write, phrases in it."""
    dice, phrases = random.Random(3), [case.phrase for case in cases()]
    return [" ".join(dice.choices(phrases, k=40))[:_LONG] for _ in range(300)]


def _heaps() -> list[str]:
    dice = random.Random(4)
    words = sorted({word for case in cases() for word in case.phrase.split()})
    return [" ".join(dice.choices(words, k=80))[:_LONG] for _ in range(300)]


def _repetitions() -> list[str]:
    dice, phrases = random.Random(5), sorted({case.phrase for case in cases() if len(case.phrase) < 16})
    return [(piece * _LONG)[:_LONG] for piece in (*_HOSTILE, *(f"{one} " for one in dice.sample(phrases, 200)))]


def _ms(run: Callable[[], object]) -> float:
    begin = time.perf_counter()
    run()
    return (time.perf_counter() - begin) * 1000


def _p99(each: Sequence[float]) -> float:
    return sorted(each)[int(len(each) * 0.99)]


def _aim(what: str, reached: float, aim: float) -> None:
    print(f"  {what}: {reached:.3f} ms   aim <= {aim} ms: {'reached' if reached <= aim else 'MISSED'}")


if __name__ == "__main__":
    main()
