"""What happens to a visit. Called inside acts of the workflows and of rooms; each writes one ledger entry."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from banshi.kernel.hall import life
from banshi.kernel.hall.life import AT_COUNTER, ENDED, VisitState
from banshi.kernel.hall.models import Call, Counter, How, Queue, Visit, VisitCase
from banshi.kernel.hall.numbers import next_ticket
from banshi.kernel.hall.order import in_order
from banshi.kernel.hall.queries import waiting
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.regulations.citation import Citation
from banshi.lib import clock, ids
from banshi.lib.results import Reason, Refused, gettext_noop, require

CODE_LENGTH = 12
NOBODY = gettext_noop("现在没有人在等候。")
BUSY = gettext_noop("这个窗口还有 %(ticket)s 号没有办完，请先办完、请其稍候或者转到别的科室。")
NOT_SEATED = gettext_noop("您没有坐在这个窗口，请先在窗口签到。")
UNKNOWN_VISIT = gettext_noop("没有找到这个号，请核对以后再试。")
UNKNOWN_QUEUE = gettext_noop("请选择要办的事。")
UNKNOWN_COUNTER = gettext_noop("没有这个窗口，请重新选择。")
QUEUE_SHUT = gettext_noop("“%(queue)s”现在不取号，请到咨询台。")


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody comes: to which queue, how, and what else is known.

    `appointed_at` is the booked time (aware) of an appointment; `first_contact` a staff id.
    """

    queue_id: int
    priority: bool = False
    appointed_at: dt.datetime | None = None
    first_contact: int | None = None
    phone: str = ""
    language: str = "zh-hans"


def stream(visit_id: int) -> str:
    """The name of a visit's stream in the ledger."""
    return f"visit:{visit_id}"


def arrive(arrival: Arrival, *, actor: Actor, cites: tuple[Citation, ...]) -> Visit:
    """Give somebody a number of today, without gaps, and write "visit_arrived".

    Raises `Refused` when the queue is shut. Whether the hall is open is for the act to ask.
    """
    queue = open_queue(arrival.queue_id)
    now = clock.now()
    visit = Visit.objects.create(
        code=ids.code(CODE_LENGTH),
        day=now.date(),
        ticket=next_ticket(now.date(), queue.letter),
        queue=queue,
        how=How.APPOINTMENT if arrival.appointed_at else How.WALK_IN,
        priority=arrival.priority,
        state=VisitState.WAITING,
        arrived_at=now,
        turn_at=arrival.appointed_at or now,
        first_contact_id=arrival.first_contact,
        phone=arrival.phone,
        language=arrival.language,
    )
    payload = {"ticket": visit.ticket, "queue": queue.pk, "how": visit.how, "priority": visit.priority}
    append([NewEntry(stream(visit.pk), "visit_arrived", cites, payload)], actor=actor, begins=True)
    return visit


def locked(visit_id: int, kind: str) -> Visit:
    """The visit, locked until the act ends, for an entry of `kind`.

    Raises `Refused` when there is no such visit, or when it may not happen now.
    """
    visit = Visit.objects.select_for_update(of=("self",)).filter(pk=visit_id).order_by("id").first()
    if visit is None:
        raise Refused(Reason(UNKNOWN_VISIT, ("08-04-2-1",), "visit"))
    require(life.open_to(VisitState(visit.state), kind))
    return visit


def move(
    visit: Visit,
    kind: str,
    *,
    actor: Actor,
    cites: tuple[Citation, ...],
    payload: dict[str, Any] | None = None,
    **columns: Any,
) -> Visit:
    """Write one entry to the visit's stream and move its state; `columns` are further indexed values.

    Raises `Refused` when it may not happen in the visit's state.
    """
    state = VisitState(visit.state)
    require(life.open_to(state, kind))
    visit.state = life.MOVES[kind][state]
    if visit.state in ENDED:
        columns["ended_at"] = clock.now()
    for name, value in columns.items():
        setattr(visit, name, value)
    visit.save(update_fields=["state", *columns])
    append([NewEntry(stream(visit.pk), kind, cites, payload or {})], actor=actor)
    return visit


def open_queue(queue_id: int) -> Queue:
    """A queue that takes people; raises `Refused` when there is none or it is shut."""
    queue = Queue.objects.filter(pk=queue_id).order_by("id").first()
    if queue is None:
        raise Refused(Reason(UNKNOWN_QUEUE, ("08-04-2-1",), "queue"))
    if not queue.open:
        raise Refused(Reason(QUEUE_SHUT, ("08-04-2-1",), "queue", {"queue": queue.name_zh}))
    return queue


def locked_counter(counter_id: int) -> Counter:
    """The counter, locked until the act ends; raises `Refused` when there is none."""
    rows = Counter.objects.select_for_update(of=("self",)).filter(pk=counter_id)
    counter = rows.order_by("id").first()
    if counter is None:
        raise Refused(Reason(UNKNOWN_COUNTER, ("09-02-5",), "counter"))
    return counter


def seated(counter_id: int, staff_id: int) -> Counter:
    """The counter, locked, with this staff member sitting there; raises `Refused` otherwise."""
    counter = locked_counter(counter_id)
    if counter.staff_id != staff_id:
        raise Refused(Reason(NOT_SEATED, ("09-02-5",), "counter"))
    return counter


def at_counter(counter_id: int) -> Visit | None:
    """The visit called to or served at a counter now."""
    return Visit.objects.filter(counter_id=counter_id, state__in=sorted(AT_COUNTER)).order_by("id").first()


def call_next(counter: Counter, *, actor: Actor, cites: tuple[Citation, ...]) -> Visit:
    """Call whose turn it is to a locked counter. Raises `Refused` when it is busy or nobody waits.

    Who is being called by another counter at this very moment is passed over, never called twice.
    """
    busy = at_counter(counter.pk)
    if busy is not None:
        raise Refused(Reason(BUSY, ("09-06-2",), "", {"ticket": busy.ticket}))
    queues = list(counter.queues.order_by("letter").values_list("pk", flat=True))
    visit = _take(queues)
    if visit is None:
        raise Refused(Reason(NOBODY, ("08-04-2-1",)))
    return _call(visit, counter, actor=actor, cites=cites)


def recall(visit: Visit, *, actor: Actor, cites: tuple[Citation, ...]) -> Visit:
    """Call a (locked) visit once more; the board shows it anew."""
    move(visit, "visit_recalled", actor=actor, cites=cites, payload={"counter": visit.counter_id})
    _show(visit, actor, again=True)
    return visit


def pass_on(visit: Visit, queue_id: int, *, actor: Actor, cites: tuple[Citation, ...]) -> Visit:
    """Let a (locked) visit wait in another queue, at the turn it had, under the number it has."""
    queue = open_queue(queue_id)
    payload = {"from": visit.queue_id, "to": queue.pk}
    return move(visit, "visit_passed_on", actor=actor, cites=cites, payload=payload, queue=queue)


def link_case(visit: Visit, case_id: int, *, actor: Actor, cites: tuple[Citation, ...]) -> None:
    """Tie a case to the (locked) visit during which it was taken in; raises `Refused` once it has ended."""
    VisitCase.objects.create(visit=visit, case_id=case_id, at=clock.now())
    move(visit, "visit_case_linked", actor=actor, cites=cites, payload={"case": case_id})


def _take(queue_ids: Collection[int]) -> Visit | None:
    """The first in order that no other counter is taking, locked."""
    for each in in_order(waiting(queue_ids), clock.now()):
        visit = (
            Visit.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(pk=each.id, state=VisitState.WAITING)
            .order_by("id")
            .first()
        )
        if visit is not None:
            return visit
    return None


def _call(visit: Visit, counter: Counter, *, actor: Actor, cites: tuple[Citation, ...]) -> Visit:
    move(
        visit,
        "visit_called",
        actor=actor,
        cites=cites,
        payload={"counter": counter.pk},
        counter=counter,
        staff_id=counter.staff_id,
        called_at=clock.now(),
        started_at=None,
    )
    _show(visit, actor, again=False)
    return visit


def _show(visit: Visit, actor: Actor, *, again: bool) -> None:
    assert visit.counter_id is not None
    Call.objects.create(
        visit=visit, counter_id=visit.counter_id, staff_id=actor.officer, at=clock.now(), again=again
    )
