"""Extended-hours sessions that run now (02-05)."""

from django.db.models import QuerySet

from banshi.institutions.extended_hours.models import Session
from banshi.kernel.clocks import shades
from banshi.kernel.clocks.shades import Shades
from banshi.kernel.organisation.dated import Dated, DatedKind, DatedLine, Reader, Source, Wanted
from banshi.lib import clock
from banshi.lib.results import gettext_noop

SESSIONS = DatedKind(
    "sessions", gettext_noop("正在进行的延时服务"), ("02-05",), acts=("see_extended", "see_lamps")
)
SECTION = "section_id"


def counts(reader: Reader) -> list[Dated]:
    """The numbers of the reader's sections: one query."""
    rows = shades.within(_running(), reader, SECTION)
    return shades.counted(SESSIONS.name, rows, _shades(), section=SECTION)


def lines(wanted: Wanted) -> list[DatedLine]:
    """The sessions behind a number, ending first: one query."""
    rows = shades.chosen(_running(), _shades(), wanted, section=SECTION)
    return [
        DatedLine(
            f"session:{row.pk}",
            f"{row.until.astimezone(clock.BEIJING):%H:%M}",
            SESSIONS.title,
            row.section_id,
            None,
            row.day,
            row.shade,
        )
        for row in shades.page(shades.shaded(rows, _shades()), wanted, "until", "id")
    ]


def _running() -> QuerySet[Session]:
    return Session.objects.filter(closed_at=None)


def _shades() -> Shades:
    return shades.of_moments(shades.edges(), "until", "opened_at")


SOURCES = (Source((SESSIONS,), counts, lines),)
