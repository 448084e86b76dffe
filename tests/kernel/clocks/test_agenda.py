"""The parts of a list of work: overdue, today, tomorrow, this week, later, waiting for others."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banshi.kernel.clocks.agenda import NAMES, Span, span
from banshi.kernel.clocks.lamps import Lamp

pytestmark = pytest.mark.pure
D = dt.date
WEDNESDAY = D(2026, 11, 25)
LAMPS = st.none() | st.sampled_from(list(Lamp))


@pytest.mark.parametrize(
    ("lamp", "due", "theirs", "part"),
    [
        (Lamp.RED, D(2026, 11, 24), False, Span.OVERDUE),
        (Lamp.RED, WEDNESDAY, False, Span.OVERDUE),  # the office has closed
        (Lamp.RED, D(2026, 11, 24), True, Span.OVERDUE),  # the applicant's time is over: it is our turn again
        (Lamp.AMBER, WEDNESDAY, False, Span.TODAY),
        (Lamp.AMBER, D(2026, 11, 26), False, Span.TOMORROW),
        (Lamp.GREEN, D(2026, 11, 27), False, Span.WEEK),
        (Lamp.GREEN, D(2026, 11, 29), False, Span.WEEK),
        (Lamp.GREEN, D(2026, 11, 30), False, Span.LATER),
        (Lamp.GREEN, None, False, Span.LATER),
        (Lamp.HOLLOW, D(2026, 11, 26), False, Span.LATER),
        (Lamp.GREY, D(2026, 11, 26), False, Span.WAITING),
        (Lamp.GREEN, D(2026, 11, 26), True, Span.WAITING),
        (None, None, False, Span.LATER),
    ],
)
def test_where_a_case_stands(lamp, due, theirs, part):
    assert span(lamp, due, WEDNESDAY, theirs=theirs) is part


@given(LAMPS, *[st.integers(-60, 60)] * 2)
def test_an_earlier_day_never_stands_further_down(lamp, one, other):
    parts, order = [], list(Span)
    for days in sorted((one, other)):
        parts.append(order.index(span(lamp, WEDNESDAY + dt.timedelta(days), WEDNESDAY, theirs=False)))
    assert parts == sorted(parts)


def test_every_part_has_a_name():
    assert set(NAMES) == set(Span)
