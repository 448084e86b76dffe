"""What of this room waits: bad ratings to verify and to mend, opinions without a reply (08-04-3).

Nobody counts or lists the follow-up of a rating of their own work.
"""

from typing import Any

from django.db.models import Case, F, Q, QuerySet, When

from banshi.institutions.guidance.models import FollowUp, Opinion
from banshi.kernel.clocks import shades
from banshi.kernel.clocks.lamps import Lamp
from banshi.kernel.clocks.shades import Shades
from banshi.kernel.organisation.dated import Dated, DatedKind, DatedLine, Reader, Source, Wanted
from banshi.lib import clock
from banshi.lib.results import gettext_noop

ACTS = ("see_feedback",)
FOLLOW_UPS = DatedKind("follow_ups", gettext_noop("差评核实和整改"), ("08-04-3",), acts=ACTS)
OPINIONS = DatedKind("opinions", gettext_noop("没有答复的意见"), ("08-04-3", "11-03-5"), acts=ACTS)
SECTION = "rating__section_id"
VERIFY, MEND = gettext_noop("核实"), gettext_noop("整改并答复")


def counts(reader: Reader) -> list[Dated]:
    """The numbers of the reader's sections: three queries. An opinion belongs to no section and has no limit."""
    own = shades.within(_follow_ups(reader), reader, SECTION)
    found = shades.counted(FOLLOW_UPS.name, own, _shades(), section=SECTION)
    waiting = shades.within(Opinion.objects.filter(replied_at=None), reader, "")
    return found + shades.counted(OPINIONS.name, waiting, shades.always(Lamp.GREEN))


def lines(wanted: Wanted) -> list[DatedLine]:
    """What is behind a number, due first; no words of the people who wrote."""
    if wanted.kind == OPINIONS.name:
        opinions = Opinion.objects.filter(replied_at=None).defer("text", "phone")
        rows = shades.page(shades.chosen(opinions, shades.always(Lamp.GREEN), wanted), wanted, "id")
        return [_opinion(row) for row in rows]
    chosen = shades.chosen(_follow_ups(wanted.reader), _shades(), wanted, section=SECTION)
    return [_line(row) for row in shades.page(shades.shaded(chosen, _shades()), wanted, "until", "id")]


def _line(row: Any) -> DatedLine:
    due = row.until.astimezone(clock.BEIJING).date() if row.until else None
    stage = MEND if row.verified_at else VERIFY
    return DatedLine(f"follow_up:{row.pk}", "", stage, row.rating.section_id, row.handler_id, due, row.shade)


def _opinion(row: Opinion) -> DatedLine:
    return DatedLine(f"opinion:{row.pk}", row.number, OPINIONS.title, None, None, None, Lamp.GREEN)


def _follow_ups(reader: Reader) -> QuerySet[FollowUp]:
    """Open ones that are about somebody else, with the limit of the step they are at."""
    rows = FollowUp.objects.filter(closed_at=None).select_related("rating")
    rated = rows.order_by("id").values_list("pk", "rating__rated")
    own = [pk for pk, staff in rated if reader.staff_ids & set(staff)]
    until = Case(When(verified_at=None, then=F("verify_by")), default=F("mend_by"))
    return rows.exclude(pk__in=own).annotate(until=until)


def _shades() -> Shades:
    """Before it is verified the first limit counts, afterwards the second."""
    at = shades.edges()
    first = shades.of_moments(at, "verify_by", "opened_on", start_is_day=True)
    second = shades.of_moments(at, "mend_by", "opened_on", start_is_day=True)
    waiting = Q(verified_at=None)
    return {lamp: (waiting & first[lamp]) | (~waiting & second[lamp]) for lamp in first}


SOURCES = (Source((FOLLOW_UPS, OPINIONS), counts, lines),)
