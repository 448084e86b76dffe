"""Figures are counted by one room each and drafted once. That they add up on the sample bureau: `sampled_figures`."""

import datetime as dt
import threading
from collections import Counter

import pytest
from django.db import connections

from banshi.institutions.one_time_notice.models import Enquiry
from banshi.institutions.supervision.actions.appraisal import draft_appraisals
from banshi.institutions.supervision.models.appraisal import AppraisalPeriod, AppraisalSheet
from banshi.institutions.supervision.queries import appraisal as queries
from banshi.institutions.supervision.rules.appraisal import Period, PeriodKind
from banshi.institutions.supervision.rules.indicators import FIGURE_NAMES, INDICATORS
from banshi.kernel.ledger.acts import SYSTEM
from banshi.kernel.ledger.models import Entry
from banshi.kernel.notifications.models import Message
from banshi.kernel.organisation.figures import Span
from banshi.lib import clock
from banshi.workflows import figures

pytestmark = pytest.mark.django_db

OCTOBER = Period(PeriodKind.MONTH, dt.date(2026, 10, 1))


def test_every_figure_of_the_indicators_is_counted_by_exactly_one_room():
    keys = [source.key for room in figures.ROOMS for source in room]
    assert Counter(keys) == Counter(list(FIGURE_NAMES))
    assert {key for one in INDICATORS for key in one.keys} == set(keys)


def test_nothing_of_complaints_is_counted():
    assert not any("complaint" in source.key for source in figures.SOURCES.values())
    assert not any(
        "complaint" in room.__module__ for room in vars(figures).values() if hasattr(room, "__module__")
    )


def test_a_tally_asks_one_question_for_each_key(cast, django_assert_max_num_queries):
    with django_assert_max_num_queries(len(figures.SOURCES) + 8):
        figures.tally(Span(dt.date(2026, 10, 1), dt.date(2026, 10, 31)))


def test_the_tick_drafts_on_the_first_working_day_and_only_once(cast, told_in_october, at):
    with at("2026-11-01T10:00"):
        assert figures.draft_due(limit=9, actor=SYSTEM) == 1  # the year 2025, which is empty
        assert not AppraisalSheet.objects.exists()
    with at("2026-11-02T00:01"):
        assert figures.draft_due(limit=9, actor=SYSTEM) == 1
        drafted, messages = AppraisalSheet.objects.count(), Message.objects.count()
        assert drafted
        assert figures.draft_due(limit=9, actor=SYSTEM) == 0
    assert (AppraisalSheet.objects.count(), Message.objects.count()) == (drafted, messages)
    assert Entry.objects.filter(act="appraisal_drafted").count() == drafted
    staff = {cast.staff_id("周明")}
    assert not AppraisalSheet.objects.filter(staff_id__in=staff).exists()
    card = queries.section_sheet(cast.sections["SPK"], OCTOBER)
    assert card.until == dt.date(2026, 11, 9)
    assert card.facts["told"] == 1


def test_a_month_without_facts_has_no_sheets_and_is_not_counted_again(
    cast, at, django_assert_max_num_queries
):
    with at("2026-11-02"):
        figures.draft_due(limit=9, actor=SYSTEM)
        with django_assert_max_num_queries(2):
            assert figures.draft_due(limit=9, actor=SYSTEM) == 0
    assert queries.periods(PeriodKind.MONTH) == ()


def test_after_an_outage_the_months_missed_are_made_up_for(cast, told_in_october, at):
    with at("2026-09-01"):
        figures.draft_due(limit=9, actor=SYSTEM)
    with at("2026-12-01"):
        figures.draft_due(limit=9, actor=SYSTEM)
    months = AppraisalPeriod.objects.filter(kind="month").order_by("first").values_list("first", flat=True)
    assert [one.month for one in months] == [8, 9, 10, 11]
    assert queries.periods(PeriodKind.MONTH) == (OCTOBER,)


@pytest.fixture
def told_in_october(cast, at):
    """王芳 answered an enquiry on 20 October."""
    with at("2026-10-20"):
        tell(cast)


def tell(cast):
    Enquiry.objects.create(
        duty="06-04", written=False, channel="phone", staff_id=cast.staff_id("王芳"), at=clock.now()
    )


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_draft_once(cast, at):
    with at("2026-10-20"):
        tell(cast)
    facts = figures.tally(figures.span_of(OCTOBER))
    gun, outcomes = threading.Barrier(2), []

    def work():
        try:
            gun.wait()
            outcomes.append(draft_appraisals(period=OCTOBER, figures=facts, actor=SYSTEM))
        except Exception as error:
            outcomes.append(type(error).__name__)
        finally:
            connections.close_all()

    with at("2026-11-02"):
        workers = [threading.Thread(target=work) for _ in range(2)]
        for one in workers:
            one.start()
        for one in workers:
            one.join()
        figures.draft_due(limit=9, actor=SYSTEM)
    assert AppraisalPeriod.objects.filter(first=OCTOBER.first).count() == 1
    assert outcomes.count("IntegrityError") == 1
    assert AppraisalSheet.objects.filter(staff=None, section_id=cast.sections["SPK"]).count() == 1
