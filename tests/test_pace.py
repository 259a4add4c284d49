"""The bot learns how fast it may send (reliability A2): computed against a homeserver that counts as Synapse does."""

import pytest

from bot.pace import LONGEST_REST, Pace, break_after


class Bucket:
    """Synapse's limit: `burst` events at once, then `rate` a second; a refusal costs nothing."""

    def __init__(self, rate: float, burst: int) -> None:
        self._rate, self._burst, self._count, self._at = rate, burst, 0.0, 0.0

    def ask(self, now: float) -> float:
        """0 if the event passes, else the seconds to wait."""
        self._count = max(0.0, self._count - (now - self._at) * self._rate)
        self._at = now
        if self._count + 1 <= self._burst:
            self._count += 1
            return 0.0
        return (self._count + 1 - self._burst) / self._rate


@pytest.mark.parametrize(("rate", "burst", "posts"), [(0.2, 10, 200), (1.0, 5, 100), (10.0, 20, 500)])
def test_posts_go_out_in_the_computed_time(rate: float, burst: int, posts: int) -> None:
    """And the homeserver has to refuse few of them."""
    bucket, pace, now, sent, refused = Bucket(rate, burst), Pace(), 1000.0, 0, 0
    begun = now
    while sent < posts:
        now = max(now + 0.01, pace.until)
        wait = bucket.ask(now)
        if wait:
            refused += 1
            pace.refused(now, wait)
            now += 0.5  # Synapse takes its time to refuse
        else:
            pace.passed(now)
            sent += 1
    assert now - begun <= (posts - burst) / rate * 1.1 + 1
    assert refused <= 2 + posts / 10


def test_a_hostile_wait_is_cut_and_forgotten() -> None:
    pace = Pace()
    pace.passed(100.0)
    pace.refused(100.0, 1e6)
    assert pace.until <= 100.0 + LONGEST_REST + 1
    now = pace.until
    for _ in range(40):
        pace.passed(now)
        now = pace.until
    assert pace.until - 100.0 - LONGEST_REST < 1200


def test_without_a_word_how_long_the_waits_grow() -> None:
    pace, now, waits = Pace(), 0.0, []
    for _ in range(15):
        pace.refused(now, 0.0)
        waits.append(pace.until - now)
        now = pace.until
    assert waits[0] < 2 and waits == pytest.approx(sorted(waits))
    assert max(waits) <= LONGEST_REST + 1


def test_after_a_quiet_time_nothing_is_limited() -> None:
    pace = Pace()
    pace.refused(10.0, 5.0)
    pace.idle(16.0)
    assert pace.is_limited
    pace.idle(100.0)
    assert not pace.is_limited


def test_a_room_that_is_not_reached_rests_for_a_minute_at_most() -> None:
    assert [break_after(failures, refused=False) for failures in (0, 1, 5, 7, 40)] == [0.5, 1, 16, 60, 60]
    assert break_after(40, refused=True) == LONGEST_REST
