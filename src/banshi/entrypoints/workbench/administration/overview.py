"""目录和日历: what is in force, since when, on which paper, and what is missing."""

from collections import Counter
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from banshi.entrypoints.workbench.administration import recomputing
from banshi.kernel.catalogue import queries as catalogue
from banshi.kernel.catalogue.queries import ItemVersionCard
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.clocks.queries import waiting_for_calendar
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.permissions import may, needs
from banshi.kernel.workdays import queries as workdays
from banshi.kernel.workdays.queries import YearInForce
from banshi.lib import clock
from banshi.lib.results import gettext_noop

SYSTEM = gettext_noop("系统")


@dataclass(frozen=True, slots=True)
class YearLine:
    """A year in force, with the name of who loaded it."""

    year: YearInForce
    loaded_by: str


@needs("see_administration")
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The catalogue and the calendar as they stand today."""
    today, actor = clock.today(), actor_of(request)
    now = catalogue.published(today)
    years = _years()
    context = {
        "cards": now,
        "since": sorted(Counter(card.effective_from for card in now).items()),
        "coming": _coming(now),
        "years": years,
        "next_year": years[-1].year.year + 1 if years else today.year,
        # The notice for the coming year appears in November; before that nothing is amiss.
        "late": not years or years[-1].year.year < today.year or today.month == 12,
        "waiting": waiting_for_calendar(),
        "unfinished": recomputing.unfinished(request),
        "loads_catalogue": may(actor, "import_catalogue"),
        "training": settings.BANSHI_TRAINING,
        "loads_people": may(actor, "import_cases"),
        "loads_calendar": may(actor, "import_calendar"),
    }
    return render(request, "workbench/administration/overview.html", context)


def _coming(now: tuple[ItemVersionCard, ...]) -> list[ItemVersionCard]:
    """Versions that are published and not yet in force."""
    known = {card.id for card in now}
    latest = catalogue.published(clock.today().replace(year=clock.today().year + 2, day=1))
    return [card for card in latest if card.id not in known]


def _years() -> list[YearLine]:
    years = workdays.years()
    ids = {number for year in years if (number := _staff_id(year.loaded_by)) is not None}
    names = organisation.called(ids)
    return [YearLine(year, names.get(_staff_id(year.loaded_by) or 0, SYSTEM)) for year in years]


def _staff_id(ref: str) -> int | None:
    kind, _, number = ref.partition(":")
    return int(number) if kind == "staff" else None
