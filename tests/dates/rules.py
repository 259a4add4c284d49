"""Every kind of rule that can be read, for the property tests."""

from hypothesis import strategies as st

from commands.dates.recurrence import WORKWEEK, Rule

_NTH = st.lists(st.sampled_from((1, 2, 3, 4, -1)), min_size=1, max_size=2, unique=True).map(
    lambda nths: tuple(sorted(nths, key=lambda n: n % 9))
)
_DAY = st.integers(0, 6).map(lambda day: (day,))
_DAYS = st.sets(st.integers(0, 6), min_size=1, max_size=6).map(lambda days: tuple(sorted(days)))
_DATES = st.sets(st.integers(1, 28), min_size=1, max_size=2).map(lambda days: tuple(sorted(days)))
_MONTH = st.integers(1, 12).map(lambda month: (month,))

RULES = st.one_of(
    st.builds(Rule, st.just("WEEKLY"), st.integers(1, 8), _DAYS),
    st.builds(Rule, st.just("DAILY"), st.sampled_from((1, 2, 3, 4, 5, 6, 8))),
    st.builds(Rule, st.just("MONTHLY"), st.integers(1, 6), _DAY, _NTH),
    st.builds(Rule, st.just("MONTHLY"), st.integers(1, 6), month_days=_DATES),
    st.builds(Rule, st.just("MONTHLY"), month_days=st.just((-1,))),
    st.builds(Rule, st.just("MONTHLY"), st.integers(1, 3), st.just(WORKWEEK), set_positions=_NTH),
    st.builds(
        Rule,
        st.just("MONTHLY"),
        weekdays=_DAY,
        nths=st.just((-1,)),
        months=st.just((3, 6, 9, 12)),
    ),
    st.builds(Rule, st.just("YEARLY"), st.just(1), month_days=_DATES, months=_MONTH),
    st.builds(Rule, st.just("YEARLY"), st.just(1), weekdays=_DAY, nths=_NTH, months=_MONTH),
)
