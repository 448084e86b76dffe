"""The sections' registers, the approvals section's desk, the filings (01-06)."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet

from banshi.institutions.refusals.models import Filing, FilingState, Refusal
from banshi.institutions.refusals.rules.filing import rung
from banshi.institutions.refusals.rules.grounds import NAMES, Ground
from banshi.kernel.catalogue.queries import item_called
from banshi.kernel.clocks.lamps import Lamp, LampState
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.regulations.registry import parameter
from banshi.kernel.workdays.days import BeyondCalendar
from banshi.kernel.workdays.queries import table
from banshi.lib import clock
from banshi.lib.results import Reason, gettext_noop

PAGE = 50
OUTLETS = ("download", "email", "http")
FILING_STATES = {each.value: str(each.label) for each in FilingState}
WAITS = gettext_noop("还没有报送")
AMBER = gettext_noop("决定已过 %(n)s 个工作日，请报送")
RED = gettext_noop("决定已过 %(n)s 个工作日还没有报送")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a register: masked, without opening the vault."""

    id: int
    number: str
    case_id: int
    case_number: str
    item_name: str
    party_masked: str
    section: str
    stage_name: str
    ground: str
    ground_name: str
    refused_on: dt.date
    archive_number: str
    to_be_filed: bool
    filing_id: int | None
    filing_number: str
    sent_on: dt.date | None
    receipt_number: str
    lamp: LampState | None


@dataclass(frozen=True, slots=True)
class FilingLine:
    """One filing, with the numbers of its refusals."""

    id: int
    number: str
    outlet: str
    state: str
    state_name: str
    made_at: dt.datetime
    sent_at: dt.datetime | None
    receipt_number: str
    receipt_date: dt.date | None
    attempts: int
    error_code: str
    document_id: int
    refusals: tuple[str, ...]


def register(
    *,
    section_ids: Collection[int] | None,
    year: int | None = None,
    before: int | None = None,
    limit: int = PAGE,
) -> tuple[Line, ...]:
    """Lines of these sections' registers (None: of all), newest first, from the id `before` down."""
    rows = _rows()
    if section_ids is not None:
        rows = rows.filter(section_id__in=list(section_ids))
    if year is not None:
        rows = rows.filter(year=year)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return tuple(_line(row) for row in rows.order_by("-id")[:limit])


def unarchived(limit: int = PAGE) -> tuple[Line, ...]:
    """Confirmed refusals that wait for their archive number, oldest first."""
    return tuple(_line(row) for row in _rows().filter(archived_at=None).order_by("id")[:limit])


def unfiled(limit: int = PAGE) -> tuple[Line, ...]:
    """Archived refusals that are to be filed and are in no filing yet, oldest first."""
    rows = _rows().filter(to_be_filed=True, archived_at__isnull=False, filing=None)
    return tuple(_line(row) for row in rows.order_by("id")[:limit])


def pressing(limit: int = PAGE) -> tuple[Line, ...]:
    """Refusals that should have left the house by now, wherever they got stuck, oldest first."""
    rows = _rows().filter(look_at__isnull=False).exclude(warned="").order_by("id")[:limit]
    return tuple(_line(row) for row in rows)


def filings(*, limit: int = PAGE, before: int | None = None) -> tuple[FilingLine, ...]:
    """Filings, newest first."""
    rows = Filing.objects.defer("package").select_related("document").prefetch_related("refusals")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return tuple(_filing(row) for row in rows.order_by("-id")[:limit])


def filing(filing_id: int) -> FilingLine | None:
    """One filing, or None."""
    row = Filing.objects.defer("package").select_related("document").filter(pk=filing_id).first()
    return _filing(row) if row else None


def registered(refusal_id: int) -> bool:
    """Whether there is such a line in any register."""
    return Refusal.objects.filter(pk=refusal_id).exists()


def days_of(refused_on: dt.date) -> tuple[dt.date | None, dt.date | None]:
    """The first day of amber and the first of red; None where the calendar does not reach so far."""
    return (
        _after(refused_on, int(parameter("01-06", "file_amber_working_days", refused_on))),
        _after(refused_on, int(parameter("01-06", "file_red_working_days", refused_on))),
    )


def first_look(refused_on: dt.date) -> dt.datetime:
    """When somebody has to look whether the refusal was filed."""
    return next_look(refused_on, "") or _midnight(refused_on + dt.timedelta(days=1))


def next_look(refused_on: dt.date, warned: str) -> dt.datetime | None:
    """When to look again after the rung `warned`; tomorrow while the calendar does not say; None after red."""
    amber, red = days_of(refused_on)
    if warned == "red":
        return None
    day = red if warned == "amber" else amber
    return _midnight(day or clock.today() + dt.timedelta(days=1))


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(0), clock.BEIJING)


def _after(day: dt.date, number: int) -> dt.date | None:
    try:
        return table().add(day, number)
    except BeyondCalendar:
        return None


def _rows() -> QuerySet[Refusal]:
    found = Refusal.objects.select_related("case", "filing__document")
    return found.defer("grounds", "filing__package", "filing__document__data")


def _line(row: Refusal) -> Line:
    refused_on = row.refused_at.astimezone(clock.BEIJING).date()
    filing, section = row.filing, organisation.section(row.section_id)
    return Line(
        row.pk,
        row.number,
        row.case_id,
        row.case.number,
        item_called(row.case.item_version_id, row.case.item_name),
        row.case.party_masked,
        section.name_zh,
        row.get_stage_display(),
        row.ground,
        NAMES[Ground(row.ground)],
        refused_on,
        row.archive_number or "",
        row.to_be_filed,
        row.filing_id,
        filing.document.number if filing else "",
        filing.sent_at.astimezone(clock.BEIJING).date() if filing and filing.sent_at else None,
        filing.receipt_number if filing else "",
        _lamp(refused_on) if row.to_be_filed and not (filing and filing.sent_at) else None,
    )


def _lamp(refused_on: dt.date) -> LampState:
    amber, red = days_of(refused_on)
    today = clock.today()
    found = rung(today, amber=amber, red=red)
    if not found:
        return LampState(Lamp.GREEN if amber else Lamp.HOLLOW, 0, Reason(WAITS))
    passed = table().between(refused_on, min(today, table().last_day))
    text = RED if found == "red" else AMBER
    return LampState(Lamp(found), -passed, Reason(text, ("01-06",), params={"n": passed}))


def _filing(row: Filing) -> FilingLine:
    return FilingLine(
        row.pk,
        row.document.number,
        row.outlet,
        row.state,
        str(row.get_state_display()),
        row.made_at,
        row.sent_at,
        row.receipt_number,
        row.receipt_date,
        row.attempts,
        row.error_code,
        row.document_id,
        tuple(one.number for one in sorted(row.refusals.all(), key=lambda one: one.pk)),
    )


def to_look_at(now: dt.datetime, limit: int) -> list[tuple[int, int]]:
    """Unfiled refusals whose moment has come: their ids with those of their cases, in the order of the cases."""
    rows = Refusal.objects.filter(look_at__lte=now).order_by("look_at", "id")
    return sorted(rows.values_list("pk", "case_id")[:limit], key=lambda pair: pair[1])


def open_outlets() -> tuple[str, ...]:
    """The ways of filing that this bureau has set up; the download is always there."""
    own = settings.FILING
    return tuple(one for one in OUTLETS if one == "download" or own[one])
