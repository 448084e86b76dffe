"""A day in the hall: numbers taken, called, served (08-04-2, 09-06). Acts of visitors, guides and counters."""

from dataclasses import replace
from typing import Any

from django.conf import settings

from banshi.institutions.extended_hours import rules as after_hours
from banshi.institutions.extended_hours.queries import sessions as extended
from banshi.kernel.hall import actions as hall
from banshi.kernel.hall.actions import Arrival
from banshi.kernel.hall.life import VisitState, undoing_call
from banshi.kernel.hall.models import Counter, Visit
from banshi.kernel.hall.opening import may_arrive
from banshi.kernel.hall.queries import left_behind, open_on
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.organisation.hours import close_of
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.citation import Citation
from banshi.lib import clock
from banshi.lib.results import NotPermitted, Reason, Refused, gettext_noop, require
from banshi.workflows.arrival import follow

TAKEN = gettext_noop("这个窗口现在由%(name)s使用。")
SHUT = gettext_noop("%(counter)s现在停用，请换一个窗口。")
ELSEWHERE = gettext_noop("您还坐在%(counter)s，请先离开那个窗口。")
UNFINISHED = gettext_noop("%(ticket)s 号还没有办完，请先办完、请其稍候或者转到别的科室，再离开窗口。")
NOT_YOURS = gettext_noop("这个号不在您的窗口。")


@act("take_number", "08-04-2-1", "08-04-2-2")
def take_number(*, arrival: Arrival, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Somebody without an appointment takes a number of today, at the kiosk or with a guide's help.

    Priority is given only where the bureau's setting says so. Returns the visit id. Raises `Refused` when the
    hall or the queue is shut.
    """
    if not actor.for_citizen:
        permit(actor, "take_number")
    now = clock.now()
    require(may_arrive(now, works=open_on(now.date()), hours=settings.OFFICE_HOURS))
    priority = arrival.priority and settings.HALL_PRIORITY
    return hall.arrive(replace(arrival, priority=priority, appointed_at=None), actor=actor, cites=cites).pk


@act("open_counter", "09-02-5")
def open_counter(*, counter_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """A staff member sits down at a free counter. Returns its id."""
    permit(actor, "work_counter")
    counter = hall.locked_counter(counter_id)
    if counter.staff is not None and counter.staff_id != actor.officer:
        raise Refused(Reason(TAKEN, ("09-02-5",), "counter", {"name": counter.staff.name_zh}))
    other = Counter.objects.filter(staff_id=actor.officer).exclude(pk=counter_id).order_by("id").first()
    if other is not None:
        raise Refused(Reason(ELSEWHERE, ("09-02-5",), "counter", {"counter": other.name_zh}))
    if not counter.in_use:
        raise Refused(Reason(SHUT, ("09-02-5",), "counter", {"counter": counter.name_zh}))
    _sit(counter, actor.officer)
    append([NewEntry(f"counter:{counter_id}", "counter_opened", cites, {})], actor=actor)
    return counter_id


@act("close_counter", "09-02-5")
def close_counter(*, counter_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """The staff member gets up; refused while somebody is being served. Returns the counter's id."""
    counter = hall.seated(counter_id, actor.officer)
    busy = hall.at_counter(counter_id)
    if busy is not None:
        raise Refused(Reason(UNFINISHED, ("09-06-2",), "", {"ticket": busy.ticket}))
    _sit(counter, None)
    append([NewEntry(f"counter:{counter_id}", "counter_closed", cites, {})], actor=actor)
    return counter_id


@act("call_next", "08-04-2-1", "09-06-1")
def call_next(*, counter_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Call whose turn it is to the own counter. Returns the visit id; `Refused` when nobody waits."""
    permit(actor, "work_counter")
    _in_hours(actor)
    return hall.call_next(hall.seated(counter_id, actor.officer), actor=actor, cites=cites).pk


@act("recall", "08-04-2-1", "09-06-1")
def recall(*, visit_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Call the same number once more. Returns the visit id."""
    visit = _own(visit_id, "visit_recalled", actor)
    return hall.recall(visit, actor=actor, cites=cites).pk


@act("undo_call", "08-04-2-1", "09-06-1")
def undo_call(*, visit_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """A number called by mistake waits again, at the turn it had (decision 0022). Returns the visit id."""
    visit = _own(visit_id, "visit_call_undone", actor)
    assert visit.called_at is not None
    require(undoing_call((clock.now() - visit.called_at).total_seconds()))
    free: dict[str, Any] = {"counter_id": None, "staff_id": None, "called_at": None}
    return hall.move(visit, "visit_call_undone", actor=actor, cites=cites, **free).pk


@act("start_serving", "09-06-1", "05-02")
def start_serving(*, visit_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Who was called is here; whoever asks first what they came for is their first contact. Returns the visit id."""
    visit = _own(visit_id, "visit_started", actor)
    first = visit.first_contact_id or actor.officer
    columns: dict[str, Any] = {"started_at": clock.now(), "first_contact_id": first}
    hall.move(visit, "visit_started", actor=actor, cites=cites, **columns)
    follow(visit.pk, "visit_started", actor)
    return visit.pk


@act("park_visit", "09-06-2")
def park_visit(*, visit_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Who was called does not come, or has to fetch something: the counter is free, the turn is kept."""
    return hall.move(_own(visit_id, "visit_parked", actor), "visit_parked", actor=actor, cites=cites).pk


@act("resume_visit", "09-06-2")
def resume_visit(*, visit_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Who was parked is back and waits again, at the turn they had. Returns the visit id."""
    visit = hall.locked(visit_id, "visit_resumed")
    if not actor.for_citizen:
        permit(actor, "take_number")
    return hall.move(visit, "visit_resumed", actor=actor, cites=cites).pk


@act("pass_on", "05-04-3", "08-04-2-1")
def pass_on(*, visit_id: int, queue_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Lead somebody to another section's queue, at the turn they had. Returns the visit id."""
    permit(actor, "take_number")
    visit = hall.locked(visit_id, "visit_passed_on")
    return hall.pass_on(visit, queue_id, actor=actor, cites=cites).pk


@act("finish_visit", "09-06-1", "09-04-5")
def finish_visit(*, visit_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """The matter is done for today, the visitor is seen off. Returns the visit id."""
    visit = _own(visit_id, "visit_finished", actor)
    started = visit.started_at or visit.called_at
    hall.move(visit, "visit_finished", actor=actor, cites=cites, started_at=started)
    follow(visit.pk, "visit_finished", actor)
    return visit.pk


@act("leave", "08-04-2-1")
def leave(*, visit_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """The visitor goes without being served: told at the desk, or on the page of the ticket."""
    if not actor.for_citizen:
        permit(actor, "take_number")
    visit = hall.move(hall.locked(visit_id, "visit_left"), "visit_left", actor=actor, cites=cites)
    follow(visit.pk, "visit_left", actor)
    return visit.pk


@act("give_up_visit", "08-04-2-1")
def give_up_visit(*, visit_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Called several times, did not come. Returns the visit id."""
    permit(actor, "work_counter")
    visit = hall.locked(visit_id, "visit_given_up")
    hall.move(visit, "visit_given_up", actor=actor, cites=cites)
    follow(visit.pk, "visit_given_up", actor)
    return visit.pk


@act("end_visits", "08-04-2-1", many=True)
def end_visits(*, limit: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """End up to `limit` visits of earlier days that nobody ended, and free counters nobody left.

    Who was being served counts as served, everybody else as given up. Returns how many visits were ended.
    """
    visits = left_behind(limit)
    for visit in visits:
        kind = "visit_finished" if visit.state == VisitState.SERVING else "visit_given_up"
        hall.move(visit, kind, actor=actor, cites=cites)
        follow(visit.pk, kind, actor)
    today = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    for counter in Counter.objects.select_for_update(of=("self",)).filter(since__lt=today).order_by("id"):
        if hall.at_counter(counter.pk) is None:
            _sit(counter, None)
            append([NewEntry(f"counter:{counter.pk}", "counter_closed", cites, {})], actor=actor)
    return len(visits)


@act("link_case", "06-03-2")
def link_case(*, visit_id: int, case_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Tie a case to the visit during which it was taken in. Returns the visit id."""
    visit = _own(visit_id, "visit_case_linked", actor)
    hall.link_case(visit, case_id, actor=actor, cites=cites)
    return visit.pk


def _own(visit_id: int, kind: str, actor: Actor) -> Visit:
    """The visit, locked, at the actor's own counter; raises `NotPermitted` otherwise."""
    permit(actor, "work_counter")
    visit = hall.locked(visit_id, kind)
    if visit.counter is None or visit.counter.staff_id != actor.officer:
        raise NotPermitted(Reason(NOT_YOURS, ("09-06-2",)))
    return visit


def _in_hours(actor: Actor) -> None:
    """After closing time only who stays in a session may call (02-02, 02-05); raises `Refused`."""
    now = clock.now()
    until = extended.stays_until(actor.officer)
    works = open_on(now.date())
    require(after_hours.may_serve(now=now, close=close_of(now.date()), works=works, until=until))


def _sit(counter: Counter, staff_id: int | None) -> None:
    counter.staff_id = staff_id
    counter.since = clock.now() if staff_id is not None else None
    counter.save(update_fields=["staff", "since"])
