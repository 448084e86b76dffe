"""What of this room has a date: refusals to be archived or filed (01-06); instructions asked for (01-07)."""

import datetime as dt
from collections.abc import Iterator
from functools import reduce
from operator import or_
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
from banshi.kernel.regulations.registry import parameter, values
from banshi.kernel.workdays.queries import table
from banshi.lib import clock
from banshi.lib.results import gettext_noop

UNFILED = DatedKind("refusals", gettext_noop("待归档、待报送的否定事项"), ("01-06",))
INSTRUCTIONS = DatedKind("instructions", gettext_noop("等批示的请示"), ("01-07",), WITHIN)
SECTION = "section_id"
FILING = ("file_amber_working_days", "file_red_working_days")


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
    """By the days since the refusal, as the register's lamps; what is only to be archived has no date.

    The numbers of 01-06 are those of the refusal's day: between two amendments all refusals have the same ones.
    """
    days, today, unsent = table(), clock.today(), _unsent()
    found: dict[Lamp, list[Q]] = {lamp: [] for lamp in (Lamp.RED, Lamp.AMBER, Lamp.GREEN, Lamp.HOLLOW)}
    for first, inside in _eras(today):
        amber, red = (int(parameter("01-06", name, first)) for name in FILING)
        near, over = (_midnight(days.before(today + dt.timedelta(days=1), n)) for n in (amber, red))
        unknown = _midnight(days.workdays[-amber])
        found[Lamp.RED].append(inside & Q(refused_at__lt=over))
        found[Lamp.AMBER].append(inside & Q(refused_at__gte=over, refused_at__lt=near))
        found[Lamp.GREEN].append(inside & Q(refused_at__gte=near, refused_at__lt=unknown))
        found[Lamp.HOLLOW].append(inside & Q(refused_at__gte=max(near, unknown)))
    shades = {lamp: unsent & reduce(or_, each) for lamp, each in found.items()}
    return shades | {Lamp.GREEN: ~unsent | shades[Lamp.GREEN]}


def _eras(today: dt.date) -> Iterator[tuple[dt.date, Q]]:
    """The first day of each stretch of days with the same numbers of 01-06, and the refusals that fell into it."""
    each = [values("01-06", name) for name in FILING]
    start = max(one[0].since for one in each)
    known = [start, *sorted({value.since for one in each for value in one if start < value.since <= today})]
    for at, first in enumerate(known):
        inside = Q() if at == 0 else Q(refused_at__gte=_midnight(first))
        later = known[at + 1] if at + 1 < len(known) else None
        yield first, inside & (Q(refused_at__lt=_midnight(later)) if later else Q())


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(0), clock.BEIJING)


def _asked() -> Any:
    rows = Instruction.objects.filter(answer="", case__state__in=["received", "supplement", "review"])
    return rows.order_by().values("case_id")


SOURCES = (Source((UNFILED,), counts, lines), cases.waiting(INSTRUCTIONS, _asked))
