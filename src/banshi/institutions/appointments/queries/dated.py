"""Requests for an appointment without an answer: all of them are red, for they should have one by now (03-07)."""

from django.db.models import QuerySet

from banshi.institutions.appointments.models import Booking
from banshi.institutions.appointments.rules.life import State
from banshi.kernel.clocks import shades
from banshi.kernel.clocks.lamps import Lamp
from banshi.kernel.organisation.dated import Dated, DatedKind, DatedLine, Reader, Source, Wanted
from banshi.lib import clock
from banshi.lib.results import gettext_noop

REQUESTS = DatedKind("requests", gettext_noop("没有答复的预约申请"), ("03-07",))
SECTION = "section_id"


def counts(reader: Reader) -> list[Dated]:
    """The numbers of the reader's sections: one query."""
    rows = shades.within(_unanswered(), reader, SECTION)
    return shades.counted(REQUESTS.name, rows, shades.always(Lamp.RED), section=SECTION)


def lines(wanted: Wanted) -> list[DatedLine]:
    """The requests behind a number, the oldest first: one query."""
    rows = shades.chosen(_unanswered(), shades.always(Lamp.RED), wanted, section=SECTION)
    return [
        DatedLine(
            f"booking:{row.pk}",
            row.number,
            row.item_name or REQUESTS.title,
            row.section_id,
            None,
            row.made_at.astimezone(clock.BEIJING).date(),
            Lamp.RED,
        )
        for row in shades.page(rows, wanted, "id")
    ]


def _unanswered() -> QuerySet[Booking]:
    return Booking.objects.filter(state=State.REQUESTED)


SOURCES = (Source((REQUESTS,), counts, lines),)
