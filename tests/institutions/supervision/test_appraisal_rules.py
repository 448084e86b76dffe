"""考核: periods, shares, lamps, comparison; who may do what to a sheet."""

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from banshi.institutions.supervision.rules import appraisal as rules
from banshi.institutions.supervision.rules.appraisal import (
    Answer,
    Period,
    PeriodKind,
    Share,
    SheetNow,
    SheetState,
    Thresholds,
    Trend,
    period_of,
)
from banshi.institutions.supervision.rules.indicators import BY_KEY, FIGURE_NAMES, FIVE, INDICATORS, Direction
from banshi.kernel.regulations import registry

pytestmark = pytest.mark.pure

MONTH, YEAR = PeriodKind.MONTH, PeriodKind.YEAR
LIMITS = Thresholds(95, 90, 2)
RATE, FAULT, NEUTRAL = BY_KEY["on_time_rate"], BY_KEY["deemed"], BY_KEY["told"]
DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2030, 12, 31))
KINDS = st.sampled_from(PeriodKind)


def day(text):
    return dt.date.fromisoformat(text)


@given(KINDS, DAYS)
def test_periods_follow_each_other_without_a_gap(kind, one):
    period = period_of(kind, one)
    assert period.first <= one <= period.last
    assert period.following.first == period.last + dt.timedelta(days=1)
    assert period.following.before == period


@pytest.mark.parametrize(
    ("kind", "newest", "today", "workday", "due"),
    [
        (MONTH, None, "2026-11-01", "2026-11-02", []),
        (MONTH, None, "2026-11-02", "2026-11-02", ["2026-10"]),
        (MONTH, None, "2026-11-25", "2026-11-02", ["2026-10"]),
        (MONTH, "2026-10-01", "2026-11-25", "2026-11-02", []),
        (MONTH, "2026-08-01", "2026-11-01", "2026-11-02", ["2026-09"]),
        (MONTH, "2026-08-01", "2026-11-02", "2026-11-02", ["2026-09", "2026-10"]),
        (MONTH, "2026-12-01", "2026-11-25", "2026-11-02", []),
        (YEAR, None, "2026-01-04", "2026-01-05", []),
        (YEAR, None, "2026-01-05", "2026-01-05", ["2025"]),
        (YEAR, "2024-01-01", "2026-06-01", "2026-01-05", ["2025"]),
    ],
)
def test_a_period_is_due_from_the_first_working_day_after_it(kind, newest, today, workday, due):
    found = rules.periods_due(
        kind=kind,
        newest=day(newest) if newest else None,
        today=day(today),
        first_workday=day(workday),
    )
    assert [one.code for one in found] == due


@given(KINDS, DAYS, st.integers(0, 400), st.integers(0, 5))
def test_what_is_due_ended_is_newer_than_the_newest_and_is_not_due_twice(kind, newest, later, holidays):
    today = newest + dt.timedelta(days=later)
    running = period_of(kind, today)
    first_workday = running.first + dt.timedelta(days=holidays)
    begun = period_of(kind, newest).first
    found = rules.periods_due(kind=kind, newest=begun, today=today, first_workday=first_workday)
    assert found == sorted(found)
    assert len(found) <= rules.LONGEST_CATCHING_UP
    assert all(begun < one.first and one.last < today for one in found)
    if found:
        again = rules.periods_due(kind=kind, newest=found[-1].first, today=today, first_workday=first_workday)
        assert again == []


def test_an_outage_of_years_is_caught_up_with_no_more_than_a_year():
    found = rules.periods_due(
        kind=MONTH, newest=day("2020-01-01"), today=day("2026-11-25"), first_workday=day("2026-11-02")
    )
    assert [found[0].code, found[-1].code, len(found)] == ["2025-11", "2026-10", 12]


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_a_share_is_exact_and_is_never_rounded_up(good, missed):
    found = Share(good, good + missed)
    if not found.whole:
        assert (str(found), found.exact, found.percent) == ("—", None, None)
        return
    assert found.exact == Fraction(good, found.whole)
    assert Fraction(found.tenths, 1000) <= found.exact < Fraction(found.tenths + 1, 1000)
    assert (str(found) == "100.0%") is (missed == 0)


@pytest.mark.parametrize(
    ("indicator", "counts", "shown"),
    [
        (RATE, {"decided": 40, "decided_late": 1}, "green"),
        (RATE, {"decided": 20, "decided_late": 1}, "green"),
        (RATE, {"decided": 100, "decided_late": 6}, "amber"),
        (RATE, {"decided": 10, "decided_late": 1}, "amber"),
        (RATE, {"decided": 100, "decided_late": 11}, "red"),
        (RATE, {}, ""),
        (FAULT, {}, "green"),
        (FAULT, {"deemed": 2}, "amber"),
        (FAULT, {"deemed": 3}, "red"),
        (NEUTRAL, {"told": 9}, ""),
    ],
)
def test_lamps_follow_the_bureaus_thresholds(indicator, counts, shown):
    assert rules.lamp(indicator, counts, LIMITS) == shown


@pytest.mark.parametrize(
    ("indicator", "now", "before", "said"),
    [
        (RATE, {"decided": 10}, {"decided": 10, "decided_late": 1}, Trend.BETTER),
        (RATE, {"decided": 3, "decided_late": 1}, {"decided": 300, "decided_late": 100}, Trend.SAME),
        (RATE, {}, {"decided": 10}, Trend.UNKNOWN),
        (FAULT, {"deemed": 1}, {}, Trend.WORSE),
        (FAULT, {}, {"deemed": 1}, Trend.BETTER),
        (NEUTRAL, {"told": 1}, {}, Trend.MORE),
        (NEUTRAL, {}, {"told": 1}, Trend.FEWER),
        (FAULT, {"deemed": 1}, None, Trend.UNKNOWN),
    ],
)
def test_an_indicator_is_compared_with_the_period_before(indicator, now, before, said):
    assert rules.trend(indicator, now, before) is said


COUNTS = st.dictionaries(st.sampled_from(sorted(FIGURE_NAMES)), st.integers(0, 50))


@given(st.sampled_from(INDICATORS), COUNTS, COUNTS)
def test_better_one_way_is_worse_the_other(indicator, now, before):
    there, back = rules.trend(indicator, now, before), rules.trend(indicator, before, now)
    opposite = {Trend.BETTER: Trend.WORSE, Trend.MORE: Trend.FEWER}
    opposite |= {two: one for one, two in opposite.items()}
    assert back is opposite.get(there, there)


@given(st.sampled_from(INDICATORS), COUNTS)
def test_nothing_neutral_or_merely_good_ever_lights_a_lamp(indicator, counts):
    assume(not indicator.out_of and indicator.direction is not Direction.FAULT)
    assert rules.lamp(indicator, counts, LIMITS) == ""


def test_every_indicator_has_a_name_and_an_article_and_the_five_of_the_regulation_are_there():
    assert len({one.key for one in INDICATORS}) == len(INDICATORS)
    assert all(registry.article(one.article) for one in INDICATORS)
    assert all(key in FIGURE_NAMES for one in INDICATORS for key in one.keys)
    assert set(registry.article("11-03-6").parameters["indicators"]) == {
        "on_time_rate",
        "procedure_violations",
        "conduct_findings",
        "first_contact_rate",
        "integrity_findings",
    }
    assert len(FIVE) == 5
    assert all(key in FIGURE_NAMES for heading in FIVE for key in heading.added)


STATES = st.sampled_from(SheetState)
SHEETS = st.builds(SheetNow, STATES, st.booleans(), st.none() | DAYS, st.integers(0, 3))


@given(SHEETS, DAYS)
def test_a_closed_sheet_never_moves(sheet, today):
    assume(sheet.state is SheetState.CLOSED)
    assert not rules.confirming(sheet)
    assert not rules.objecting(sheet, known=True, open_already=False, reason="不对", today=today)
    assert not rules.closing(sheet, today=today)


@given(SHEETS, DAYS)
def test_who_checks_a_sheet_never_closes_it_and_nobody_else_confirms(sheet, today):
    assert not (sheet.own and rules.closing(sheet, today=today))
    assert not (not sheet.own and rules.confirming(sheet))


@given(SHEETS, DAYS)
def test_an_open_objection_keeps_a_sheet_open(sheet, today):
    assume(sheet.open_objections)
    assert not rules.confirming(sheet)
    assert not rules.closing(sheet, today=today)


@given(
    st.builds(Answer, st.booleans(), st.none() | st.integers(-3, 9), st.text(max_size=5)), st.integers(0, 9)
)
def test_nobody_answers_their_own_objection_and_an_accepted_one_changes_the_figure(answer, count):
    given = {"sheet_state": SheetState.DRAFTED, "answered": False, "count": count}
    assert not rules.answering(answer, by_concerned=True, **given)
    if rules.answering(answer, by_concerned=False, **given):
        assert answer.reason.strip()
        assert not answer.accepted or answer.count not in {None, count}


@given(SHEETS, DAYS, st.text(max_size=5), st.booleans(), st.booleans())
def test_every_refusal_gives_a_reason_with_its_article(sheet, today, reason, known, open_already):
    decisions = (
        rules.confirming(sheet),
        rules.objecting(sheet, known=known, open_already=open_already, reason=reason, today=today),
        rules.closing(sheet, today=today),
    )
    assert all(bool(one) is not bool(one.reasons) for one in decisions)
    assert all(reason.articles for one in decisions for reason in one.reasons)


def test_a_period_is_written_as_in_an_address():
    assert [Period(MONTH, day("2026-10-01")).code, Period(YEAR, day("2026-01-01")).code] == [
        "2026-10",
        "2026",
    ]
