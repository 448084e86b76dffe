"""What of this room has a date: refusals to be archived or filed (01-06); instructions asked for (01-07)."""

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet

from banshi.institutions.refusals.models import Instruction, Refusal
from banshi.kernel.clocks import dated as cases
from banshi.kernel.clocks import shades
from banshi.kernel.clocks.lamps import Lamp
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
from banshi.kernel.regulations.registry import parameter
from banshi.kernel.workdays.queries import table
from banshi.lib import clock
from banshi.lib.results import gettext_noop

UNFILED = DatedKind("refusals", gettext_noop("待归档、待报送的否定事项"), ("01-06",))
INSTRUCTIONS = DatedKind("instructions", gettext_noop("等批示的请示"), ("01-07",), WITHIN)
SECTION = "section_id"


def counts(reader: Reader) -> list[Dated]:
    """The numbers of the reader's sections: one query."""
    return shades.counted(
        UNFILED.name, shades.within(_waiting(), reader, SECTION), _shades(), section=SECTION
    )


def lines(wanted: Wanted) -> list[DatedLine]:
    """The refusals behind a number, the oldest first: one query."""
    rows = shades.chosen(_waiting(), _shades(), wanted, section=SECTION)
    found = shades.page(shades.shaded(rows, _shades()), wanted, "refused_at", "id")
    return [
        DatedLine(
            f"case:{row.case_id}",
            row.number,
            row.case.item_name,
            row.section_id,
            row.case.handler_id,
            None,
            row.shade,
        )
        for row in found
    ]


def _waiting() -> QuerySet[Refusal]:
    rows = Refusal.objects.filter(Q(archived_at=None) | _unsent())
    return rows.select_related("case").defer("grounds")


def _unsent() -> Q:
    return Q(to_be_filed=True) & (Q(filing=None) | Q(filing__sent_at=None))


def _shades() -> Shades:
    """By the days since the refusal, as the register's lamps; what is only to be archived has no date."""
    days, today = table(), clock.today()
    amber, red = (int(parameter("01-06", f"file_{name}_working_days", today)) for name in ("amber", "red"))
    near, over = (_midnight(days.before(today + dt.timedelta(days=1), n)) for n in (amber, red))
    unknown = _midnight(days.workdays[-amber])
    unsent = _unsent()
    return {
        Lamp.RED: unsent & Q(refused_at__lt=over),
        Lamp.AMBER: unsent & Q(refused_at__gte=over, refused_at__lt=near),
        Lamp.GREEN: ~unsent | Q(refused_at__gte=near, refused_at__lt=unknown),
        Lamp.HOLLOW: unsent & Q(refused_at__gte=max(near, unknown)),
    }


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(0), clock.BEIJING)


def _asked() -> Any:
    rows = Instruction.objects.filter(answer="", case__state__in=["received", "supplement", "review"])
    return rows.order_by().values("case_id")


SOURCES = (Source((UNFILED,), counts, lines), cases.waiting(INSTRUCTIONS, _asked))
