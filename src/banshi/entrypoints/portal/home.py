"""The front door: what do you want to do, how did we keep our word this month, are we open today."""

from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from banshi.entrypoints.portal import hall, listing
from banshi.institutions.one_time_notice.queries.telling import asked_since
from banshi.kernel.clocks.record import MonthRecord, month
from banshi.kernel.organisation.permissions import public
from banshi.lib import clock

A_MINUTE = 60


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """The month so far: decisions in time, and supplement notices given only once."""

    month: MonthRecord
    notices: int
    repeated: int

    @property
    def once_share(self) -> float | None:
        """Notices that did not repeat an earlier one, in percent, never rounded up to 100."""
        return (self.notices - self.repeated) * 1000 // self.notices / 10 if self.notices else None


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The home page."""
    return render(
        request,
        "portal/home.html",
        {"tiles": listing.tiles(), "record": own_record(), "hall": hall.today()},
    )


def own_record() -> OwnRecord:
    """Our record of this month, at most a minute old."""
    today = clock.today()
    key = f"portal:record:{today}"
    found = cache.get(key)
    if not isinstance(found, OwnRecord):
        found = OwnRecord(month(today), *asked_since(today.replace(day=1)))
        cache.set(key, found, A_MINUTE)
    return found
