"""Figures add up, agree with what stands behind them, and are drafted once: on the sample bureau's ninety days."""

import datetime as dt
import threading
from collections import Counter

import pytest
from django.db import connections

from banshi.config.demo.load import load
from banshi.institutions.one_time_notice.models import Enquiry
from banshi.institutions.supervision.actions.appraisal import draft_appraisals
from banshi.institutions.supervision.models.appraisal import AppraisalFigure, AppraisalPeriod, AppraisalSheet
from banshi.institutions.supervision.queries import appraisal as queries
from banshi.institutions.supervision.queries import appraisal_lines as shown
from banshi.institutions.supervision.rules.appraisal import Period, PeriodKind
from banshi.institutions.supervision.rules.indicators import FIGURE_NAMES, INDICATORS
from banshi.kernel.ledger.acts import SYSTEM
from banshi.kernel.ledger.models import Entry
from banshi.kernel.ledger.verify import verify
from banshi.kernel.notifications.models import Message
from banshi.kernel.organisation.figures import Span, Whose
from banshi.lib import clock
from banshi.workflows import figures

pytestmark = pytest.mark.django_db

OCTOBER = Period(PeriodKind.MONTH, dt.date(2026, 10, 1))
WHOLE = Span(dt.date(2026, 7, 1), dt.date(2026, 11, 30))
LONG = 100_000


@pytest.fixture
def demo(empty_bureau):
    """A small load of the sample bureau; its watch has drafted the sheets of the months that ended."""
    return load(cases=25)


def test_every_figure_of_the_indicators_is_counted_by_exactly_one_room():
    keys = [source.key for room in figures.ROOMS for source in room]
    assert Counter(keys) == Counter(list(FIGURE_NAMES))
    assert {key for one in INDICATORS for key in one.keys} == set(keys)


def test_figures_add_up_and_agree_with_what_stands_behind_them(demo):
    found = figures.tally(WHOLE)
    assert {one.key for one in found} >= {"decided", "decided_late", "deemed", "limits_missed", "contacts"}
    assert {one.key for one in found} >= {"matters", "posts_empty", "told", "supplements", "commitments"}
    assert {one.key for one in found} >= {
        "conduct_findings",
        "bookings",
        "bookings_late",
        "guided",
        "refusals",
    }
    for key, source in figures.SOURCES.items():
        mine = [one for one in found if one.key == key]
        every = source.behind(WHOLE, Whose(), 0, LONG)
        assert sum(one.count for one in mine) == source.count(WHOLE, Whose()) == len(every), key
        for one in mine:
            whose = Whose(one.staff_id, one.section_id, nobody=one.staff_id is None)
            behind = source.behind(WHOLE, whose, 0, LONG)
            assert len(behind) == source.count(WHOLE, whose) == one.count, key
        for section in {one.section_id for one in mine if one.section_id is not None}:
            of_section = sum(one.count for one in mine if one.section_id == section)
            assert source.count(WHOLE, Whose(section_id=section)) == of_section, key
        for staff in {one.staff_id for one in mine if one.staff_id is not None}:
            theirs = sum(one.count for one in mine if one.staff_id == staff)
            assert source.count(WHOLE, Whose(staff_id=staff)) == theirs, key
        assert [one.on for one in every] == sorted(one.on for one in every) or key == "conduct_findings"
        assert all(WHOLE.first <= one.on <= WHOLE.last for one in every if key != "overdue")
    assert figures.tally(WHOLE) == found
    sheets_agree()
    paged()


def sheets_agree():
    """The drafted sheets: people and nobody add up to their section, sections to the bureau, pages to the whole."""
    assert verify().sound
    period = AppraisalPeriod.objects.get(kind="month", first=OCTOBER.first)
    facts = figures.tally(figures.span_of(OCTOBER))
    sections = {}
    for row in AppraisalSheet.objects.filter(period=period, staff=None).order_by("id"):
        card = queries.card_of(row)
        added = Counter()
        for line in queries.table(card):
            added.update(line.counts)
        assert added == Counter(card.facts)
        sections[row.section_id] = card
    bureau = Counter()
    for card in sections.values():
        bureau.update(card.facts)
    unplaced = Counter()
    for one in facts:
        unplaced[one.key] += one.count if one.section_id is None else 0
    assert bureau + unplaced == snapshot_or(facts)
    for row in AppraisalSheet.objects.filter(period=period, staff__isnull=False).order_by("id")[:5]:
        card = queries.card_of(row)
        assert all(one.number is None or one.number >= 0 for one in shown.lines(card, None))
        now = figures.counted_now(card, list(card.facts))
        assert {key: now[key] - card.facts[key] for key in now if now[key] < card.facts[key]} == {}


def snapshot_or(facts):
    """The bureau's figures: as drafted. Later records of the period only add to them."""
    total = Counter()
    for one in facts:
        total[one.key] += one.count
    drafted = Counter()
    rows = AppraisalFigure.objects.filter(sheet__staff=None, sheet__period__first=OCTOBER.first)
    for key, count in rows.order_by("id").values_list("key", "count"):
        drafted[key] += count
    assert all(drafted[key] <= total[key] for key in drafted)
    return drafted


def paged():
    """Page by page is the whole."""
    every = figures.behind("contacts", Period(PeriodKind.YEAR, dt.date(2026, 1, 1)), Whose(), 0, LONG)
    pages = []
    for start in range(0, len(every), 3):
        year = Period(PeriodKind.YEAR, dt.date(2026, 1, 1))
        pages += figures.behind("contacts", year, Whose(), start, start + 3)
    assert pages == every


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
