"""What is counted of guidance: people guided, ratings by section, follow-ups that ran out (08-03, 08-04-3).

A rating is its section's and no colleague's: who rated must not be found out from whose sheet it lowers.
"""

from django.db.models import Q

from banshi.institutions.guidance.models import FollowUpLapse, Guiding, Need, Rating
from banshi.institutions.guidance.rules import LEVELS, Level
from banshi.kernel.organisation.figures import Counted, Instance, Rows, Span, day
from banshi.lib.results import Reason, gettext_noop

RATED = gettext_noop("一条评价：%(level)s")
GUIDED = gettext_noop("导服一次：%(need)s")
LATE = gettext_noop("差评核实超过期限")


def _ratings(span: Span) -> Rows:
    return Rating.objects.filter(Q(day__gte=span.first, day__lte=span.last))


def _bad(span: Span) -> Rows:
    return _ratings(span).filter(level__gte=Level.BAD)


def _guided(span: Span) -> Rows:
    return Guiding.objects.filter(span.within("at"))


def _late(span: Span) -> Rows:
    return FollowUpLapse.objects.filter(span.within("found_at"))


def _rating(row: Rating) -> Instance:
    return Instance(row.day, Reason(RATED, params={"level": Reason(LEVELS[Level(row.level)])}))


def _guiding(row: Guiding) -> Instance:
    return Instance(day(row.at), Reason(GUIDED, params={"need": Reason(str(Need(row.need).label))}))


def _lapse(row: FollowUpLapse) -> Instance:
    address = ("workbench:follow_up", (row.follow_up_id,))
    return Instance(day(row.found_at), Reason(LATE), *address, own=row.handler_id)


FIGURES = (
    Counted("ratings", _ratings, _rating, "day", section="section"),
    Counted("ratings_bad", _bad, _rating, "day", section="section"),
    Counted("follow_ups_late", _late, _lapse, "found_at", "handler", "handler__section"),
    Counted("guided", _guided, _guiding, "at", "guide", "guide__section"),
)
