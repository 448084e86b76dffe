"""服务行为规范: what must hold for any roster, any month, any round (annex 9)."""

import calendar
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banshi.institutions.conduct import rules
from banshi.institutions.conduct.models import DISPOSED, GROUNDS, INTEGRITY
from banshi.institutions.conduct.queries.inspecting import checklist, lines
from banshi.institutions.conduct.rules import ARTICLES, DISPOSALS, Disposal, IntegrityKind
from banshi.kernel.regulations import registry

pytestmark = pytest.mark.pure
PEOPLE = st.sets(st.integers(1, 6))


@given(rostered=PEOPLE, absent=PEOPLE, extra=st.integers(1, 6))
def test_one_more_at_the_post_never_opens_a_gap_and_one_more_away_never_closes_one(rostered, absent, extra):
    gap = rules.uncovered(rostered=rostered, absent=absent, minimum=1)
    assert gap is not bool(rostered - absent)
    assert rules.uncovered(rostered=rostered | {extra}, absent=absent, minimum=1) <= gap
    assert rules.uncovered(rostered=rostered, absent=absent | {extra}, minimum=1) >= gap


@given(day=st.dates(dt.date(2024, 1, 1), dt.date(2028, 12, 31)), after=st.integers(-40, 40))
def test_a_months_clean_up_is_in_time_to_its_last_day_and_never_before_it_begins(day, after):
    first = day.replace(day=1)
    last = day.replace(day=calendar.monthrange(day.year, day.month)[1])
    today = last + dt.timedelta(after)
    decision = rules.cleaning(kind="monthly", day=first, today=today, works=False, late_days=3, ticked=False)
    assert decision.allowed is (first <= today <= last + dt.timedelta(3))
    assert rules.made_up_for(kind="monthly", day=first, today=today) is (today > last)


@given(day=st.dates(dt.date(2024, 1, 1), dt.date(2028, 12, 31)), after=st.integers(-5, 9))
def test_a_days_cleaning_is_ticked_on_the_day_or_made_up_for(day, after):
    today = day + dt.timedelta(after)
    decision = rules.cleaning(kind="daily", day=day, today=today, works=True, late_days=3, ticked=False)
    assert decision.allowed is (0 <= after <= 3)


@given(inspector=st.integers(1, 3), concerned=st.none() | st.integers(1, 3), passed=st.booleans())
def test_nobody_inspects_or_rechecks_themselves(inspector, concerned, passed):
    today = dt.date(2026, 11, 23)
    found = rules.finding(
        inspector=inspector,
        concerned=concerned,
        note="看手机",
        has_photo=False,
        correct_by=today,
        today=today,
    )
    again = rules.rechecking(
        inspector=inspector,
        concerned=concerned,
        state="corrected",
        passed=passed,
        correct_by=today,
        today=today,
    )
    assert found.allowed is again.allowed is (inspector != concerned)


def test_the_checklist_is_the_annex_itself():
    with_items = {article.id for article in registry.annex(9) if article.item}
    assert set(lines()) == with_items
    assert [group.group.value for group in checklist()] == [f"09-0{n}" for n in range(2, 9)]


def test_each_kind_of_the_register_has_its_article_and_lawful_disposals():
    assert set(ARTICLES) == set(DISPOSALS) == set(INTEGRITY) == set(IntegrityKind)
    assert set(DISPOSED) == set(Disposal)
    assert all(len(name) <= 16 for name in GROUNDS)
