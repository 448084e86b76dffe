"""Why a date is what it is, for the citizen: before applying, and of one's own case; and what we were late with."""

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from banshi.kernel.cases.lookups import clean_number, proven
from banshi.kernel.catalogue.queries import NotInForce, version_in_force
from banshi.kernel.catalogue.schema import IMMEDIATE, LimitSpec
from banshi.kernel.clocks import record as own_record
from banshi.kernel.clocks.explanation import Explanation, explain
from banshi.kernel.clocks.fold import limit_of, limit_text
from banshi.kernel.clocks.kinds import KINDS, PROMISED, STATUTORY
from banshi.kernel.clocks.queries import explanation
from banshi.kernel.clocks.reckoning import due
from banshi.kernel.organisation.permissions import public
from banshi.kernel.ui.wording import english
from banshi.kernel.workdays.queries import table
from banshi.lib import clock
from banshi.lib.results import gettext_noop

# The word under the first day of the drawn calendar, by the fact that started the clock.
STARTED_BY: Mapping[str, str] = {
    "received": gettext_noop("收件"),
    "supplement_asked": gettext_noop("告知"),
    "accepted": gettext_noop("受理"),
    "decided": gettext_noop("决定"),
}


@public
@require_safe
def due_today(request: HttpRequest, code: str) -> HttpResponse:
    """By when an item would be done if it were accepted today: both limits, day by day (07-01)."""
    try:
        spec = version_in_force(code, clock.today()).spec
    except NotInForce:
        raise Http404 from None
    pairs = ((PROMISED, spec.promised_limit), (STATUTORY, spec.statutory_limit))
    context = {
        "code": spec.code,
        "name": spec.name_en if english() else spec.name_zh,
        "today": clock.today(),
        "start": STARTED_BY["accepted"],
        "clocks": [(kind.title, kind.articles, _explained(limit)) for kind, limit in pairs],
    }
    return render(request, "time_limits/citizen/due.html", context)


@public
@never_cache
@require_safe
def own_clock(request: HttpRequest, number: str, kind: str) -> HttpResponse:
    """Why a date of one's own case is what it is: for who has proved within half an hour that it is theirs."""
    number = clean_number(number)
    case = proven(request.session, number)
    if case is None:
        return redirect(f"{reverse('portal:my_cases')}?{urlencode({'number': number})}")
    explained = explanation(case.id, kind)
    if explained is None:
        raise Http404
    context = {
        "case": case,
        "title": KINDS[kind].title,
        "articles": KINDS[kind].articles,
        "explanation": explained,
        "counted": _counted(explained),
        "today": clock.today(),
        "start": STARTED_BY[KINDS[kind].starts[0]],
    }
    return render(request, "time_limits/citizen/clock.html", context)


@public
@require_safe
def record(request: HttpRequest) -> HttpResponse:
    """What we were late with this month, one by one, without names (07-03)."""
    today = clock.today()
    context = {"record": own_record.month(today), "lines": own_record.overdue_lines(today), "today": today}
    return render(request, "time_limits/citizen/record.html", context)


def _explained(limit: LimitSpec) -> tuple[Explanation, bool]:
    """The explanation, and whether there are days to draw."""
    days = table()
    explained = explain(due(clock.today(), limit_of(limit_text(limit.value, limit.unit)), days), days)
    return explained, limit.unit != IMMEDIATE and _counted(explained)


def _counted(explained: Explanation) -> bool:
    return len(explained.lines) > 1
