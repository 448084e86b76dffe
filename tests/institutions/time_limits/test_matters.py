"""公文、交办、转办: which limit a matter has, and by when, as tables and for any day (07-01, 07-02, 07-05)."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banshi.institutions.time_limits import rules
from banshi.institutions.time_limits.rules import MATTER_MOVES, Grade, Lengths, MatterKind, MatterState, Terms
from banshi.kernel.workdays import bundled

pytestmark = pytest.mark.pure
LENGTHS = Lengths(ordinary=2, several=4, take_up=1)
DAYS = bundled.table()
MONDAY = dt.date(2026, 11, 23)


def terms(**changed):
    given = {"kind": MatterKind.OFFICIAL_DOCUMENT, "grade": Grade.ORDINARY, "since": MONDAY}
    return Terms(**(given | changed))


@pytest.mark.parametrize(
    ("changed", "name", "date"),
    [
        ({}, "ordinary", "2026-11-25"),
        ({"grade": Grade.SEVERAL}, "several_sections", "2026-11-27"),
        ({"grade": Grade.URGENT}, "urgent", "2026-11-23"),
        ({"grade": Grade.URGENT, "after_hours": True}, "urgent", "2026-11-24"),
        ({"grade": Grade.URGENT, "since": dt.date(2026, 11, 28)}, "urgent", "2026-11-30"),
        ({"grade": Grade.SPECIAL}, "ordinary", "2026-11-25"),
        ({"grade": Grade.SPECIAL, "set_due": dt.date(2026, 12, 10)}, "special", "2026-12-10"),
        ({"demanded": dt.date(2026, 11, 24)}, "demanded", "2026-11-24"),
        ({"demanded": dt.date(2026, 12, 24)}, "ordinary", "2026-11-25"),
        ({"grade": Grade.SET, "demanded": dt.date(2026, 11, 29)}, "demanded", "2026-11-29"),
        ({"kind": MatterKind.PEER_TRANSFER, "waiting": True}, "take_up", "2026-11-24"),
        ({"kind": MatterKind.PEER_TRANSFER}, "ordinary", "2026-11-25"),
        ({"since": dt.date(2026, 9, 30)}, "ordinary", "2026-10-09"),
    ],
)  # fmt: skip
def test_the_shortest_limit_of_a_matter_governs(changed, name, date):
    limits = rules.matter_limits(terms(**changed), LENGTHS, DAYS)
    assert rules.governing_limit(limits) == name
    assert str(limits[name].date) == date


def test_past_the_calendar_there_is_no_date_and_a_set_one_still_governs():
    late = terms(since=dt.date(2026, 12, 30))
    limits = rules.matter_limits(late, LENGTHS, DAYS)
    assert limits["ordinary"].provisional
    assert limits["ordinary"].date is None
    both = terms(since=dt.date(2026, 12, 30), demanded=dt.date(2027, 3, 1))
    assert rules.governing_limit(rules.matter_limits(both, LENGTHS, DAYS)) == "demanded"


@given(
    since=st.dates(dt.date(2026, 1, 5), dt.date(2026, 12, 18)),
    grade=st.sampled_from(Grade),
    kind=st.sampled_from(MatterKind),
    ahead=st.none() | st.integers(0, 40),
    after_hours=st.booleans(),
    waiting=st.booleans(),
)
def test_every_matter_has_a_date_never_before_it_came_in(since, grade, kind, ahead, after_hours, waiting):
    demanded = None if ahead is None else since + dt.timedelta(ahead)
    given_terms = Terms(
        kind=kind, grade=grade, since=since, after_hours=after_hours, demanded=demanded, waiting=waiting
    )
    limits = rules.matter_limits(given_terms, LENGTHS, DAYS)
    found = limits[rules.governing_limit(limits)]
    assert found.date is not None
    assert found.date >= since
    assert all(found.date <= one.date for one in limits.values() if one.date)
    if demanded is None and not after_hours:
        assert found.date == since or DAYS.is_workday(found.date)


@given(st.lists(st.sampled_from(sorted(MATTER_MOVES)), max_size=12))
def test_whatever_happens_a_filed_matter_is_filed_and_only_a_done_one_is_filed_with_a_result(happenings):
    state = MatterState.REGISTERED
    for happening in happenings:
        if not rules.matter_move(state, happening):
            continue
        after = MATTER_MOVES[happening][state]
        assert state is not MatterState.CLOSED
        if happening == "matter_closed":
            assert state is MatterState.DONE
        if after is MatterState.DONE:
            assert state is MatterState.IN_HAND
        state = after


@pytest.mark.parametrize(
    ("grade", "sections", "after"),
    [
        ("ordinary", 1, "ordinary"),
        ("ordinary", 2, "several_sections"),
        ("several_sections", 1, "ordinary"),
        ("several_sections", 3, "several_sections"),
        ("special", 3, "special"),
        ("urgent", 2, "urgent"),
        ("set", 2, "set"),
    ],
)
def test_the_class_follows_from_the_number_of_sections(grade, sections, after):
    assert rules.grade_when_routed(grade, sections=sections) == after
