"""第一天: five steps for whoever holds a post for the first time, each with its page."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from banshi.entrypoints.workbench.context import MENU
from banshi.entrypoints.workbench.touring import STEPS, address
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.organisation.models import Role
from banshi.kernel.organisation.permissions import may, needs

ACTS = {name: act for _label, entries in MENU for _entry, name, act in entries}


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what to do, and where."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Tour:
    """The steps of a post."""

    post: str
    steps: tuple[Step, ...]


@needs("see_work")
@require_safe
def tour(request: HttpRequest) -> HttpResponse:
    """The first day of each post this colleague holds."""
    actor = actor_of(request)
    tours = [
        Tour(
            str(Role(role).label),
            tuple(
                Step(words, address(role, number))
                for number, (words, name) in enumerate(STEPS[role], start=1)
                if may(actor, ACTS[name])
            ),
        )
        for role in sorted({role for role, _section in actor.posts}, key=Role.values.index)
    ]
    return render(request, "workbench/tour.html", {"tours": tours})
