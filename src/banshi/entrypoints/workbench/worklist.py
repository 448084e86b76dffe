"""轮到我: the first page after logging in."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from banshi.entrypoints.workbench.desks import COUNTER, Desk, desks
from banshi.entrypoints.workbench.filters import SHAPES, Chosen, chosen_of
from banshi.entrypoints.workbench.saved import tabs
from banshi.institutions.provisional_acceptance.queries import promises, records
from banshi.institutions.refusals.queries.standing import InstructionCard, waiting_instructions
from banshi.institutions.time_limits.queries.limits import ExtensionCard, waiting_extensions
from banshi.institutions.time_limits.queries.matters import MatterCard, MatterScope, matters, sections_of
from banshi.kernel.cases.life import NAMES, State
from banshi.kernel.clocks import worklist
from banshi.kernel.clocks.agenda import NAMES as SPANS
from banshi.kernel.clocks.agenda import Span
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.clocks.lamps import Lamp
from banshi.kernel.clocks.worklist import Row, WorkPage
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.permissions import may, needs
from banshi.lib import ids
from banshi.lib.results import Reason, gettext_noop

LABELS = {
    Lamp.RED: gettext_noop("超期 %(n)s"),
    Lamp.AMBER: gettext_noop("临近 %(n)s"),
    Lamp.GREEN: gettext_noop("正常 %(n)s"),
    Lamp.GREY: gettext_noop("停表 %(n)s"),
    Lamp.HOLLOW: gettext_noop("暂定 %(n)s"),
}
TODO = {
    State.RECEIVED: gettext_noop("核对材料，受理或者一次性告知"),
    State.SUPPLEMENT: gettext_noop("等申请人补正，补齐就受理"),
    State.PROVISIONAL: gettext_noop("先审起来，等申请人补齐承诺的材料"),
    State.REVIEW: gettext_noop("审查，作出决定"),
    State.GRANTED: gettext_noop("送达准予决定"),
    State.REFUSED: gettext_noop("书面告知不予许可并送达"),
    State.NOT_ACCEPTED: gettext_noop("书面告知不予受理并送达"),
    State.TERMINATED: gettext_noop("书面或者电话告知终止，退还材料"),
}
LATE_TODO = {
    State.RECEIVED: gettext_noop("告知期限已过，马上受理或者一次性告知"),
    State.SUPPLEMENT: gettext_noop("补正期限已过，请联系申请人"),
    State.PROVISIONAL: gettext_noop("承诺期限已过，材料补齐就作出决定"),
    State.REVIEW: gettext_noop("作出决定，说明超期原因"),
    State.GRANTED: gettext_noop("已超过送达期限，马上送达"),
    State.REFUSED: gettext_noop("已超过告知期限，马上书面告知"),
    State.NOT_ACCEPTED: gettext_noop("已超过告知期限，马上书面告知"),
    State.TERMINATED: gettext_noop("已超过告知期限，马上书面或者电话告知"),
}
SHORT = 10
MATTERS_AT_HOME = 10
WAITING = gettext_noop("等特别程序结束，最后一天是 %(last)s")


@dataclass(frozen=True, slots=True)
class Line:
    """A row with what is to be done, in words; `once` is set where the reader may claim the case (07-03)."""

    row: Row
    todo: Reason | str
    once: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """The lines of one part of the list; `total` counts other pages too, `number` says "100+" where it stops."""

    label: str
    total: int
    number: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class MatterLine:
    """An official document, task or transfer with its lead section."""

    card: MatterCard
    section: str


@dataclass(frozen=True, slots=True)
class Count:
    """A lamp with its number."""

    lamp: Lamp
    text: Reason


@dataclass(frozen=True, slots=True)
class Tally:
    """A lamp with its number, as a link that shows only these."""

    lamp: Lamp
    text: Reason
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Link:
    """A filter."""

    label: str
    url: str
    chosen: bool


@needs("see_work")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits for this person, the most urgent first."""
    actor = actor_of(request)
    own = desks(actor)
    extensions = _extensions() if may(actor, "answer_extension") else ()
    asked = _instructions() if may(actor, "answer_instructions") else ()
    context: dict[str, object] = {
        "extensions": extensions,
        "instructions": asked,
        "dashboard_url": reverse("workbench:dashboard") if may(actor, "see_dashboard") else "",
        "chosen": None,
        "bands": (),
        "tallies": (),
    }
    context |= _promised(actor)
    context |= _matters(actor)
    if own:
        chosen = chosen_of(request.GET, own)
        found = worklist.page(chosen.desk.scope, shape=chosen.shape, state=chosen.state, after=chosen.after)
        kept = tabs(actor, own, chosen)
        context |= _list(chosen, found, own, actor) | {
            "tabs": kept,
            "filters": chosen.url()[1:],
            "filtered": not any(tab.chosen for tab in kept),
        }
    return render(request, "workbench/worklist.html", context)


def todo(row: Row) -> Reason | str:
    """What is to be done with a case, in words; empty when nothing is."""
    if row.pause_ends is not None:
        return Reason(WAITING, params={"last": row.pause_ends})
    late = row.lamp is not None and row.lamp.lamp is Lamp.RED
    return (LATE_TODO if late else TODO).get(row.state, "")


def _claim(row: Row, actor: Actor) -> str:
    """The key of the button that claims a case nobody has; "" where there is none."""
    return ids.token() if row.handler_id is None and may(actor, "claim", row.relation) else ""


def _list(chosen: Chosen, found: WorkPage, own: tuple[Desk, ...], actor: Actor) -> dict[str, object]:
    states = [state for state in TODO if state in chosen.desk.scope.states]
    return {
        "chosen": chosen,
        "bands": _bands(found, actor),
        "tallies": _tallies(chosen, found),
        "beyond": worklist.COUNTED if found.beyond else 0,
        "everything": sum(found.tallies.values()),
        "desks": [Link(desk.label, f"?desk={desk.name}", desk == chosen.desk) for desk in own],
        "states": [
            Link(gettext_noop("各种状态"), chosen.url(state=None), chosen.state is None),
            *(Link(NAMES[state], chosen.url(state=state), state is chosen.state) for state in states),
        ],
        "several_url": reverse("workbench:several") + chosen.url(after=chosen.after),
        "first_url": chosen.url() if chosen.after else "",
        "next_url": chosen.url(after=found.next) if found.next else "",
    }


def _bands(found: WorkPage, actor: Actor) -> list[Band]:
    """The page in its parts; within each the most urgent first, as in the whole list."""
    lines: dict[Span, list[Line]] = {part: [] for part in Span}
    for row in found.rows:
        lines[row.span].append(Line(row, todo(row), _claim(row, actor)))
    return [
        Band(
            SPANS[part],
            found.spans.get(part, 0),
            f"{found.spans.get(part, 0)}{'+' if found.beyond else ''}",
            own,
        )
        for part, own in lines.items()
        if own
    ]


def _tallies(chosen: Chosen, found: WorkPage) -> list[Tally]:
    counted = [(shape, found.tallies.get(shape, 0)) for shape in SHAPES]
    return [
        Tally(
            shape,
            Reason(LABELS[shape], params={"n": f"{number}+" if found.beyond else number}),
            chosen.url(lamp=None if shape is chosen.shape else shape),
            shape is chosen.shape,
        )
        for shape, number in counted
        if number or shape is chosen.shape
    ]


def _promised(actor: Actor) -> dict[str, object]:
    """What the counter does at once: requests signed online, papers that arrived; records to be verified."""
    counter = any(role in COUNTER for role, _section in actor.posts)
    requests = promises.waiting_requests() if counter else []
    arrived = promises.waiting_pieces() if counter else []
    rows = worklist.with_ids([*requests, *arrived]) if requests or arrived else {}
    return {
        "requests": [rows[one] for one in requests[:SHORT]],
        "arrived": [rows[one] for one in arrived[:SHORT]],
        "records": records.waiting_records() if may(actor, "keep_integrity") else 0,
    }


def _matters(actor: Actor) -> dict[str, object]:
    """The most urgent official documents, tasks and transfers of this person, with their lamps counted."""
    scope = _matter_scope(actor)
    if scope is None:
        return {"matter_lines": (), "matter_tallies": (), "more_matters": False}
    found = matters(scope)
    shown = found.rows[:MATTERS_AT_HOME]
    leads = sections_of(card.id for card in shown)
    return {
        "matter_lines": [MatterLine(card, leads.get(card.id, "")) for card in shown],
        "matter_tallies": [
            Count(shape, Reason(LABELS[shape], params={"n": f"{number}+" if found.beyond else number}))
            for shape in SHAPES
            if (number := found.tallies.get(shape, 0))
        ],
        "more_matters": len(found.rows) > MATTERS_AT_HOME,
    }


def _matter_scope(actor: Actor) -> MatterScope | None:
    """A handler's own and what their section has not taken up; a head's section; the office and leaders all."""
    roles = {role for role, _ in actor.posts}
    if roles & {"office", "leader"}:
        return MatterScope()
    members = {section for role, section in actor.posts if role in {"handler", "head"}}
    if not members:
        return None
    if "head" in roles:
        return MatterScope(sections=tuple(sorted(members)))
    return MatterScope(sections=tuple(sorted(members)), handlers=actor.staff_ids)


def _extensions() -> list[tuple[Row, ExtensionCard]]:
    """Requests that wait for a leader, with their cases."""
    waiting = waiting_extensions()
    rows = worklist.with_ids(one.case_id for one in waiting)
    return [(rows[one.case_id], one) for one in waiting]


def _instructions() -> list[tuple[Row, InstructionCard]]:
    """Refusals beyond a section's power that wait for a leader, with their cases."""
    waiting = waiting_instructions()
    rows = worklist.with_ids(one.case_id for one in waiting)
    return [(rows[one.case_id], one) for one in waiting]
