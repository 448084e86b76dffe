"""What of this room has a date: official documents, superiors' tasks, transfers, their parts; extensions asked for."""

from typing import Any

from django.db.models import BigIntegerField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from banshi.institutions.time_limits.models import Extension, Matter, Part
from banshi.institutions.time_limits.rules import OPEN_MATTERS, Grade, MatterState
from banshi.kernel.clocks import dated as cases
from banshi.kernel.clocks import shades
from banshi.kernel.clocks.shades import Shades
from banshi.kernel.organisation.dated import (
    WITHIN,
    Dated,
    DatedKind,
    DatedLine,
    Reader,
    Source,
    Wanted,
)
from banshi.lib.results import gettext_noop

MATTER_ACTS = ("see_matter", "see_lamps")
PARTS = "matter_parts"
KINDS = (
    DatedKind("official_document", gettext_noop("公文"), ("07-02",), acts=MATTER_ACTS),
    DatedKind("superior_task", gettext_noop("上级交办"), ("07-05",), acts=MATTER_ACTS),
    DatedKind("peer_transfer", gettext_noop("同级转办"), ("07-05",), acts=MATTER_ACTS),
    DatedKind(PARTS, gettext_noop("会办意见"), ("07-02",), acts=MATTER_ACTS),
)
EXTENSIONS = DatedKind("extensions", gettext_noop("等批示的延期"), ("06-05-1",), WITHIN)
SECTION = "led_by"


def counts(reader: Reader) -> list[Dated]:
    """The numbers of the reader's sections: two queries."""
    own = shades.within(_matters(), reader, SECTION)
    found = [Dated(*row) for row in shades.tally(own, _of_matter(), section=SECTION, by="kind")]
    parts = shades.within(_parts(), reader, "section_id")
    return found + shades.counted(PARTS, parts, _of_part(), section="section_id")


def lines(wanted: Wanted) -> list[DatedLine]:
    """The matters or parts behind a number, the most urgent first: one query."""
    if wanted.kind == PARTS:
        rows = shades.chosen(_parts(), _of_part(), wanted, section="section_id")
        found = shades.page(shades.shaded(rows, _of_part()), wanted, "until", "id")
        return [_line(row.matter, row.section_id, row.handler_id, row.until, row.shade) for row in found]
    matters = _matters().filter(kind=wanted.kind)
    rows = shades.chosen(matters, _of_matter(), wanted, section=SECTION)
    found = shades.page(shades.shaded(rows, _of_matter()), wanted, "due", "id")
    return [_line(row, row.led_by, row.handled_by, row.due, row.shade) for row in found]


def _line(matter: Matter, section: int, handler: int | None, due: Any, lamp: str) -> DatedLine:
    return DatedLine(f"matter:{matter.pk}", matter.number, matter.title, section, handler, due, lamp)


def _matters() -> QuerySet[Matter]:
    """Open matters with the lead section; the office's while none leads."""
    lead = Part.objects.filter(matter=OuterRef("pk"), lead=True, returned_at=None).order_by("id")
    led_by = Coalesce(Subquery(lead.values("section_id")[:1]), F("office_id"), output_field=BigIntegerField())
    rows = Matter.objects.filter(state__in=sorted(OPEN_MATTERS))
    return rows.annotate(led_by=led_by, handled_by=Subquery(lead.values("handler_id")[:1]))


def _of_matter() -> Shades:
    return shades.of_dates(shades.edges(), "due", "start", provisional="provisional")


def _parts() -> QuerySet[Part]:
    """Opinions of other sections that are still to come, with the part's own date or the matter's."""
    rows = Part.objects.filter(lead=False, done_at=None, returned_at=None)
    waiting = rows.filter(matter__state__in=sorted(OPEN_MATTERS)).select_related("matter")
    return waiting.annotate(until=Coalesce(F("due"), F("matter__due")))


def _of_part() -> Shades:
    """A date of the part's own is a settled one."""
    given = shades.of_dates(shades.edges(), "until", "matter__start")
    guessed = Q(due=None, matter__provisional=True)
    hollow = next(lamp for lamp in given if lamp == "hollow")
    settled = {lamp: Q(~guessed & condition) for lamp, condition in given.items() if lamp != hollow}
    return settled | {hollow: guessed}


def waiting_for_a_word(limit: int = 50) -> list[tuple[int, str, str, bool]]:
    """Open matters that need a date set, or sections named: id, number, title, whether it is the date."""
    undated = Q(grade=Grade.SPECIAL, set_due=None)
    unrouted = Q(state__in=[MatterState.REGISTERED, MatterState.RETURNED])
    rows = Matter.objects.filter(state__in=sorted(OPEN_MATTERS)).filter(undated | unrouted)
    return [
        (row.pk, row.number, row.title, row.grade == Grade.SPECIAL and row.set_due is None)
        for row in rows.order_by("due", "id")[:limit]
    ]


def _asked() -> Any:
    return Extension.objects.filter(granted=None).order_by().values("case_id")


SOURCES = (Source(KINDS, counts, lines), cases.waiting(EXTENSIONS, _asked))
