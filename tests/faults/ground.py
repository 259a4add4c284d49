"""What a row of the bench gets and what it gives back."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Ground:
    """What one run of one row stands on.

    `folder` is the row's alone and empty. `scale` is 1.0 in the long form; a row does about this share of its work.
    `seed` decides everything that is left to chance. `tell` shows a few words of progress while the row runs.
    """

    folder: Path
    scale: float
    seed: int
    tell: Callable[[str], None]

    @property
    def chance(self) -> random.Random:
        """A new generator of this run's chance: the same each time it is asked for."""
        return random.Random(self.seed)

    def share(self, number: int, least: int = 1) -> int:
        """So much of a number as the scale asks for, but not less than `least`."""
        return max(least, round(number * self.scale))


@dataclass(frozen=True)
class Figures:
    """What came of a run. `counts`: what was done and measured; `wrong`: what must not be, each of them 0.

    `notes` are lines that somebody who mends a fault needs: seeds, event ids, places in a history.
    """

    counts: Mapping[str, float]
    wrong: Mapping[str, int]
    notes: tuple[str, ...] = field(default=())

    @property
    def clean(self) -> bool:
        return not any(self.wrong.values())
