"""What if: asking for a simulation, and stopping it (07-04). Both are recorded; nothing real is touched."""

import datetime as dt

from django.db.models import QuerySet

from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.citation import Citation
from banshi.kernel.reports import replay
from banshi.kernel.reports.models import WORKING, Simulation, SimulationState
from banshi.kernel.reports.replay import Scenario
from banshi.kernel.reports.scope import Scope, scope_of
from banshi.kernel.reports.simulating import cases_of
from banshi.lib import clock
from banshi.lib.results import NotPermitted, Reason, Refused, gettext_noop, require

ACT = "simulate"
ENDED = gettext_noop("这次推演已经结束了，不用再停。")
ELSEWHERE = gettext_noop("您只能推演自己科室的办件。")


@act("ask_simulation", "07-04")
def ask_simulation(
    *,
    first: dt.date,
    last: dt.date,
    sections: tuple[int, ...],
    item: str,
    scenario: Scenario,
    actor: Actor,
    cites: tuple[Citation, ...],
) -> int:
    """Ask for a simulation of the cases accepted in these days. Returns its id; a worker carries it out."""
    permit(actor, ACT)
    chosen = _own(scope_of(actor, ACT), sections)
    number = cases_of(first, last, chosen, item).filter(decided_at__lt=clock.now()).count()
    require(replay.asking(scenario, number))
    row = Simulation.objects.create(
        first=first,
        last=last,
        sections=list(chosen),
        item=item,
        promise=scenario.promise,
        saturdays=scenario.saturdays,
        fewer=scenario.fewer,
        seed=scenario.seed,
        total=number,
        asked_by_id=actor.officer,
        asked_at=clock.now(),
    )
    facts: dict[str, object] = {
        "first": first.isoformat(),
        "last": last.isoformat(),
        "sections": list(chosen),
        "item": item,
    }
    facts |= {"promise": scenario.promise, "saturdays": scenario.saturdays, "fewer": scenario.fewer}
    payload = facts | {"seed": scenario.seed, "cases": number}
    append([NewEntry(f"simulation:{row.pk}", "simulation_asked", cites, payload)], actor=actor, begins=True)
    return row.pk


@act("stop_simulation", "07-04")
def stop_simulation(*, simulation_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Stop a simulation under way; what it has looked at so far stays. Returns its id."""
    permit(actor, ACT)
    rows: QuerySet[Simulation] = Simulation.objects.filter(pk=simulation_id).order_by("pk")
    row = rows.select_for_update().get()
    _own(scope_of(actor, ACT), tuple(row.sections))
    if row.state not in WORKING:
        raise Refused(Reason(ENDED, (replay.ARTICLE,)))
    row.state, row.ended_at = SimulationState.STOPPED, clock.now()
    row.save(update_fields=["state", "ended_at"])
    append([NewEntry(f"simulation:{row.pk}", "simulation_stopped", cites, {})], actor=actor)
    return row.pk


def _own(scope: Scope, sections: tuple[int, ...]) -> tuple[int, ...]:
    """The sections of a simulation: those asked for, or all of the scope; raises `NotPermitted` for others."""
    if scope.whole is None:
        return sections
    if not set(sections) <= scope.whole:
        raise NotPermitted(Reason(ELSEWHERE, (replay.ARTICLE,), "section"))
    return sections or tuple(sorted(scope.whole))
