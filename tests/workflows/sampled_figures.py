"""The figures of the sample bureau add up and agree with what stands behind them; asked by `TestSample`."""

import datetime as dt
from collections import Counter

from banshi.institutions.supervision.models.appraisal import AppraisalFigure, AppraisalPeriod, AppraisalSheet
from banshi.institutions.supervision.queries import appraisal as queries
from banshi.institutions.supervision.queries import appraisal_lines as shown
from banshi.institutions.supervision.rules.appraisal import Period, PeriodKind
from banshi.kernel.ledger.verify import verify
from banshi.kernel.organisation.figures import Span, Whose
from banshi.workflows import figures

OCTOBER = Period(PeriodKind.MONTH, dt.date(2026, 10, 1))
WHOLE = Span(dt.date(2026, 7, 1), dt.date(2026, 11, 30))
LONG = 100_000


def figures_add_up():
    """Of every room, section and colleague; the watch has drafted the sheets of the months that ended."""
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
