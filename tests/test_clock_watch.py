"""A clock that jumps gives no orders until it has run on evenly for a while, and somebody is told (reliability B9)."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app import App
from bot.clock import ClockWatch, MovableClock
from tests.stub_homeserver import StubHomeserver
from tests.test_listener import Echo, prepared, rows, settings_for

NOW = datetime(2027, 1, 19, 8, tzinfo=UTC)


class Hands:
    """A clock and the machine's own time, both moved by the test."""

    def __init__(self) -> None:
        self.clock = MovableClock(NOW, runs=False)
        self.seconds = 0.0
        self.watch = ClockWatch(self.clock.now, lambda: self.seconds, calm=60)

    def pass_(self, seconds: float, jump: timedelta = timedelta(0)) -> timedelta | None:
        """Time passes, and the clock jumps beside it; what the watch says then."""
        self.seconds += seconds
        self.clock.move_to(self.clock.now() + timedelta(seconds=seconds) + jump)
        return self.watch.look()


@given(st.lists(st.floats(-60, 600), max_size=30))
def test_a_clock_that_is_put_right_by_little_is_believed(corrections: list[float]) -> None:
    """As time servers do."""
    hands = Hands()
    assert [hands.pass_(10, timedelta(seconds=round(each, 3))) for each in corrections] == [None] * len(corrections)
    assert hands.watch.believed


@pytest.mark.parametrize("seconds", [7200, 601, -61, -7200])
def test_after_a_jump_it_has_to_run_on_evenly_for_a_minute(seconds: int) -> None:
    jump = timedelta(seconds=seconds)
    hands = Hands()
    assert hands.pass_(10, jump) == jump
    assert not hands.watch.believed
    for _ in range(5):
        assert hands.pass_(10) is None
        assert not hands.watch.believed
    assert hands.pass_(10) is None
    assert hands.watch.believed


def test_a_second_jump_makes_it_wait_anew() -> None:
    hands = Hands()
    hands.pass_(10, timedelta(hours=2))
    hands.pass_(50)
    assert hands.pass_(9, timedelta(hours=-2)) == timedelta(hours=-2)
    hands.pass_(50)
    assert not hands.watch.believed
    hands.pass_(10)
    assert hands.watch.believed


async def test_the_clock_orders_nothing_after_a_jump_and_the_operators_can_be_told(tmp_path: Path) -> None:
    """What became due by the jump waits, and is carried out once when the clock is believed again."""
    hands, echo = Hands(), Echo()
    prepared(tmp_path)
    async with StubHomeserver() as server:
        app = App(settings_for(server, tmp_path), hands.clock, lambda _: echo, watch=hands.watch)
        running = asyncio.create_task(app.run())
        await app.ready.wait()
        echo.duties = [NOW + timedelta(hours=1)]
        hands.seconds = 10
        hands.clock.move_to(NOW + timedelta(hours=2))
        app.look_at_clock()
        while rows(tmp_path, "select kind, over_at from incident") != [("clock", None)]:
            await asyncio.sleep(0.01)
        assert echo.duties
        hands.seconds = 80
        hands.clock.move_to(NOW + timedelta(hours=2, seconds=70))
        app.look_at_clock()
        await app.settled()
        assert echo.duties == []
        while rows(tmp_path, "select count(*) from incident where over_at is null") != [(0,)]:
            await asyncio.sleep(0.01)
        app.stop()
        await running
