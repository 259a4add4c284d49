"""Every kind of rule that can be read, for the property tests."""

from hypothesis import strategies as st

from commands.dates.recurrence import EVEN_WEEKS, ODD_WEEKS, WORKWEEK, Rule

_NTH = st.lists(st.sampled_from((1, 2, 3, 4, 5, -1, -2, -3)), min_size=1, max_size=2, unique=True).map(
    lambda nths: tuple(sorted(nths, key=lambda n: (n < 0, n)))
)
_FORWARD = st.integers(1, 5).map(lambda n: (n,))
_BACKWARD = st.integers(1, 3).map(lambda n: (-n,))
_DAY = st.integers(0, 6).map(lambda day: (day,))
_DAYS = st.sets(st.integers(0, 6), min_size=1, max_size=6).map(lambda days: tuple(sorted(days)))
# dateutil loses the Saturday of a week 52 that ends in January (2039-01-01); weeks 53 it knows.
_WORKDAYS = st.sets(st.integers(0, 4), min_size=1, max_size=5).map(lambda days: tuple(sorted(days)))
_DATES = st.sets(st.integers(1, 28), min_size=1, max_size=2).map(lambda days: tuple(sorted(days)))
_MONTH = st.integers(1, 12).map(lambda month: (month,))
_SOME_MONTHS = st.sets(st.integers(1, 12), min_size=1, max_size=11).map(lambda months: tuple(sorted(months)))
_MOST_MONTHS = st.sets(st.integers(1, 12), min_size=7, max_size=11).map(lambda months: tuple(sorted(months)))
_FEW_MONTHS = st.sets(st.integers(1, 12), min_size=2, max_size=6).map(lambda months: tuple(sorted(months)))
_ALWAYS = st.just(())

RULES = st.one_of(
    st.builds(Rule, st.just("WEEKLY"), st.integers(1, 8), _DAYS),
    st.builds(Rule, st.just("WEEKLY"), st.integers(1, 3), _DAYS, months=_SOME_MONTHS),
    st.builds(Rule, st.just("DAILY"), st.sampled_from((1, 2, 3, 4, 5, 6, 8)), months=_ALWAYS | _SOME_MONTHS),
    st.builds(Rule, st.just("YEARLY"), weekdays=_WORKDAYS, weeks=st.sampled_from((EVEN_WEEKS, ODD_WEEKS))),
    st.builds(Rule, st.just("MONTHLY"), st.integers(1, 6), _DAY, _NTH),
    st.builds(Rule, st.just("MONTHLY"), st.just(1), _DAY, _NTH, months=_MOST_MONTHS | _FEW_MONTHS),
    st.builds(Rule, st.just("MONTHLY"), st.integers(1, 6), month_days=_DATES),
    st.builds(Rule, st.just("MONTHLY"), month_days=_DATES, months=_MOST_MONTHS | _FEW_MONTHS),
    st.builds(Rule, st.just("MONTHLY"), month_days=st.sampled_from(((-1,), (1, -1), (15, -1)))),
    st.builds(Rule, st.just("MONTHLY"), st.integers(1, 3), st.just(WORKWEEK), set_positions=_NTH | st.just((12,))),
    st.builds(Rule, st.just("MONTHLY"), st.just(1), _DAY, _BACKWARD, months=st.sampled_from(((3, 6, 9, 12), (6, 12)))),
    st.builds(Rule, st.just("MONTHLY"), st.just(1), _DAY, _FORWARD, months=st.sampled_from(((1, 4, 7, 10), (1, 7)))),
    st.builds(Rule, st.just("YEARLY"), st.integers(1, 3), month_days=_DATES, months=_MONTH),
    st.builds(Rule, st.just("YEARLY"), st.integers(1, 3), weekdays=_DAY, nths=_NTH, months=_MONTH),
)
