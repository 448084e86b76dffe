"""重算到期日: after a calendar, batch by batch, with an honest count; broken off, it goes on where it stood."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.clocks.kinds import KINDS
from banshi.kernel.clocks.queries import cases_concerned
from banshi.kernel.organisation.permissions import needs
from banshi.kernel.workdays.queries import years
from banshi.workflows.administration import DateChange, recompute_next

KEY = "recompute"
BATCH = 200
MOST_KEPT = 500


@dataclass(slots=True)
class Standing:
    """How far a recomputation is. `after` is the last case done, None when all are; `moved` counts the changes,
    of which the first are kept in `changes` as (number, clock, before, after, stands)."""

    label: str
    since: str
    total: int
    seen: int = 0
    after: int | None = 0
    moved: int = 0
    kept_promises: int = 0
    changes: list[Sequence[Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Moved:
    """A changed date for the page."""

    number: str
    clock: str
    before: dt.date | None
    after: dt.date | None
    stands: bool


def begin(request: HttpRequest, loaded: Iterable[int], since: dt.date) -> None:
    """Make a recomputation ready for this session."""
    label = "、".join(str(year) for year in loaded)
    _save(request, Standing(label, since.isoformat(), cases_concerned(since)))


def standing(request: HttpRequest) -> Standing | None:
    """This session's recomputation, finished or not."""
    data = request.session.get(KEY)
    return Standing(**data) if data else None


def unfinished(request: HttpRequest) -> Standing | None:
    """This session's recomputation, if it was broken off."""
    found = standing(request)
    return found if found and found.after is not None else None


@needs("import_calendar")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def recompute(request: HttpRequest) -> HttpResponse:
    """Show how far it is; each POST does one more batch. With script the page goes on by itself."""
    found = standing(request)
    if found is None:
        return redirect("workbench:administration")
    if request.method == "POST" and found.after is not None:
        _go_on(request, found)
        if not request.headers.get("HX-Request"):
            return redirect("workbench:recompute")
    changes = [_shown(*change) for change in found.changes]
    context = {"standing": found, "changes": changes, "more": found.moved - len(changes)}
    return render(request, "workbench/administration/recompute.html", context)


@needs("import_calendar")
@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """Go through the open cases once more, such as after an import that was broken off; harmless otherwise."""
    loaded = years()
    if loaded:
        newest = loaded[-1].year
        begin(request, [newest], dt.date(newest, 1, 1))
    return redirect("workbench:recompute")


def _go_on(request: HttpRequest, found: Standing) -> None:
    step = recompute_next(
        label=found.label,
        since=dt.date.fromisoformat(found.since),
        after=found.after or 0,
        actor=actor_of(request),
        batch=BATCH,
    )
    found.seen += step.seen
    found.total = max(found.total, found.seen)
    found.after = step.last if step.seen == BATCH else None
    found.moved += len(step.changes)
    found.kept_promises += sum(change.stands for change in step.changes)
    # Clashes need a person, so they come first; of the rest a long list is cut.
    flat = [*found.changes, *(_flat(change) for change in step.changes)]
    found.changes = sorted(flat, key=lambda change: not change[-1])[:MOST_KEPT]
    _save(request, found)


def _save(request: HttpRequest, found: Standing) -> None:
    request.session[KEY] = asdict(found)


def _flat(change: DateChange) -> Sequence[Any]:
    days = (day.isoformat() if day else None for day in (change.before, change.after))
    return [change.case_number, change.clock, *days, change.stands]


def _shown(number: str, kind: str, before: str | None, after: str | None, stands: bool) -> Moved:
    first, second = (dt.date.fromisoformat(day) if day else None for day in (before, after))
    return Moved(number, KINDS[kind].title, first, second, stands)
