"""临时闭厅: the bureau closes its hall for days; what follows for appointments and promises (03-04, 07-01, 07-04).

Appointments on these days are displaced by their own duty. A statutory date is never moved.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from banshi.kernel.cases.facts import PromiseSuspended
from banshi.kernel.cases.models import Case
from banshi.kernel.cases.queries import timelines
from banshi.kernel.cases.stream import Recorded, stream
from banshi.kernel.clocks.actions import store
from banshi.kernel.clocks.fold import Standing, standings
from banshi.kernel.clocks.models import ClosureEffect
from banshi.kernel.clocks.queries import promises_touched
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.notifications.actions import Notice, send_many
from banshi.kernel.notifications.addressing import to_party, to_staff
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.permissions import may
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.citation import Citation
from banshi.kernel.regulations.registry import parameter
from banshi.kernel.workdays import actions as workdays
from banshi.kernel.workdays.queries import Closure, closures, moving_closures, table
from banshi.lib import clock
from banshi.lib.results import Reason, Refused, gettext_noop

LONGEST = 31
# How long the tick may have stood still and every promise is still looked after.
OUTAGE = dt.timedelta(days=31)
TOO_LONG = gettext_noop("一次闭厅最多登记 %(longest)s 天，请核对日期。")
IN_THE_PAST = gettext_noop("请从今天或者以后的一天起闭厅。")
TWICE = gettext_noop("%(first)s 至 %(last)s 已经登记过闭厅，请核对日期。")
BEGUN = gettext_noop("这次闭厅已经开始或者过去，不能撤回。")
PROMISED = gettext_noop("这次闭厅已经决定承诺期限顺延，新的日期告诉过申请人，不能撤回。")
LEADER_ONLY = gettext_noop("承诺期限要不要顺延，只有局领导可以决定；可以先登记闭厅，不顺延。")


@dataclass(frozen=True, slots=True)
class Closing:
    """The hall is closed first..last, both included; whether these days leave the promised time untouched."""

    first: dt.date
    last: dt.date
    reason: str
    moves_promises: bool = False


@act("close_hall", "03-04", "07-01", "07-04")
def close_hall(*, closing: Closing, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Close the hall for some days. Returns the closure's id; the duties of the tick do what follows from it.

    Raises `Refused` for days gone by, too many or closed already, and when others than a leader move promises.
    """
    permit(actor, "close_hall")
    if closing.moves_promises and not may(actor, "move_promises"):
        raise Refused(Reason(LEADER_ONLY, ("07-04",), "moves_promises"))
    if closing.first < clock.today():
        raise Refused(Reason(IN_THE_PAST, ("03-04",), "first"))
    if (closing.last - closing.first).days >= LONGEST:
        raise Refused(Reason(TOO_LONG, ("03-04",), "last", {"longest": LONGEST}))
    for other in closures(closing.first, closing.last):
        raise Refused(Reason(TWICE, ("03-04",), "first", {"first": other.first, "last": other.last}))
    row = workdays.close_hall(
        first=closing.first,
        last=closing.last,
        reason=closing.reason.strip(),
        moves_promises=closing.moves_promises,
        decided_by=actor.ref,
    )
    payload = {
        "first": closing.first.isoformat(),
        "last": closing.last.isoformat(),
        "reason": row.reason,
        "moves_promises": closing.moves_promises,
    }
    append([NewEntry(f"closure:{row.pk}", "hall_closed", cites, payload)], actor=actor)
    return row.pk


@act("withdraw_closure", "03-04", "07-01")
def withdraw_closure(*, closure_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Open the hall after all on days that have not come yet. Returns the closure's id.

    Who was told to move an appointment keeps that offer. Raises `Refused` once it has begun, or when it moves
    promises: a date that was told is not taken back.
    """
    permit(actor, "close_hall")
    found = workdays.locked_closure(closure_id)
    if found.first <= clock.today():
        raise Refused(Reason(BEGUN, ("03-04",)))
    if found.moves_promises:
        raise Refused(Reason(PROMISED, ("07-04",)))
    found.delete()
    append([NewEntry(f"closure:{closure_id}", "closure_withdrawn", cites, {})], actor=actor)
    return closure_id


@act("suspend_promises", "07-01", "07-04", many=True)
def suspend_promises(*, limit: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Where a leader decided it, the closed days do not count towards the promise of an open case, once.

    A promise that would then end after the statutory date stays as it is: a promise is only ever shorter (07-04).
    Returns how many cases were settled, at most `limit`.
    """
    done = 0
    for closure in moving_closures(clock.today() - OUTAGE):
        ids = promises_touched(closure, limit - done)
        if ids:
            _suspend(closure, ids, actor, cites)
        done += len(ids)
    return done


def _suspend(closure: Closure, ids: Sequence[int], actor: Actor, cites: tuple[Citation, ...]) -> None:
    days = table()
    cases = Case.objects.select_for_update(of=("self",)).in_bulk(list(ids))
    fact = PromiseSuspended(closure=closure.id, first=closure.first, last=closure.last, reason=closure.reason)
    entries, stored, notes, effects = [], [], [], []
    for case_id, events in timelines(ids).items():
        before = standings(events, days, parameter)
        after = standings([*events, Recorded(0, clock.now(), "", "", (), fact)], days, parameter)
        moved = _lawful(before, after)
        effects.append(ClosureEffect(closure_id=closure.id, case_id=case_id, moved=moved))
        if moved:
            entries.append(NewEntry(stream(case_id), fact.kind, cites, fact.payload()))
            stored.append((cases[case_id], after))
            notes += _notes(closure, cases[case_id], before["promised"], after["promised"])
    ClosureEffect.objects.bulk_create(effects)
    append(entries, actor=actor)
    store(stored, days)
    send_many(notes)


def _lawful(before: dict[str, Standing], after: dict[str, Standing]) -> bool:
    """Whether the promise ends on another day and still not after the statutory date."""
    promise, law = after["promised"].reckoned.date, after.get("statutory")
    if promise == before["promised"].reckoned.date:
        return False
    latest = law.reckoned.date if law else None
    return promise is None or latest is None or promise <= latest


def _notes(closure: Closure, case: Case, before: Standing, after: Standing) -> list[Notice]:
    about = {"reason": closure.reason, "first": closure.first, "last": closure.last}
    due = after.reckoned.date or "—"
    handlers = [case.handler_id] if case.handler_id is not None else []
    notes = to_staff(case, handlers, "suspended_promise", due=due, **about)
    section = organisation.section(case.section_id)
    dates = {"before": before.reckoned.date or "—", "after": due}
    return [*notes, to_party(case, section, "promise_suspended", **dates, **about)]
