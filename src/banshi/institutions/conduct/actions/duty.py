"""值班: who is on duty, who is away, who stands in (09-02-5)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from banshi.institutions.conduct import rules
from banshi.institutions.conduct.models import Absence, Duty
from banshi.institutions.conduct.queries import duty as queries
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.notifications.actions import Notice, send_many
from banshi.kernel.organisation.models import Deputy, Staff
from banshi.kernel.organisation.people import holders
from banshi.kernel.organisation.permissions import Relation
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.citation import Citation
from banshi.kernel.workdays.queries import table
from banshi.lib import clock
from banshi.lib.results import Reason, Refused, gettext_noop, require


@act("put_on_duty", "09-02-5")
def put_on_duty(
    *,
    section_id: int,
    day: dt.date,
    period: int,
    staff_id: int,
    actor: Actor,
    cites: tuple[Citation, ...],
) -> int:
    """Put a colleague on duty in one working period of a day. Returns the section's id."""
    permit(actor, "plan_duty", Relation(section_id))
    known = table().get(day)
    member = Staff.objects.filter(pk=staff_id, is_active=True).exists()
    works = known is None or known.kind.works
    require(rules.rostering(day=day, today=clock.today(), works=works, member=member))
    if period not in queries.periods():
        raise Refused(Reason(gettext_noop("没有这个工作时段。"), ("09-02-5",), "period"))
    Duty.objects.get_or_create(section_id=section_id, day=day, period=period, staff_id=staff_id)
    payload = {"day": str(day), "period": period, "staff": staff_id}
    append([NewEntry(f"duty:{section_id}", "put_on_duty", cites, payload)], actor=actor)
    return section_id


@act("take_off_duty", "09-02-5")
def take_off_duty(*, duty_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Take a colleague off a period that has not passed. Returns the section's id."""
    duty = Duty.objects.select_for_update().get(pk=duty_id)
    permit(actor, "plan_duty", Relation(duty.section_id))
    require(rules.rostering(day=duty.day, today=clock.today(), works=True, member=True))
    payload = {"day": str(duty.day), "period": duty.period, "staff": duty.staff_id}
    duty.delete()
    append([NewEntry(f"duty:{duty.section_id}", "taken_off_duty", cites, payload)], actor=actor)
    return duty.section_id


@act("fill_week", "09-02-5")
def fill_week(*, section_id: int, monday: dt.date, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Put every colleague of a section on duty in all periods of a week that are not over. Returns the section's id."""
    permit(actor, "plan_duty", Relation(section_id))
    days = [day.day for day in queries.week(section_id, monday) if day.works is not False]
    days = [day for day in days if day >= clock.today() and (table().get(day) or day.weekday() < 5)]
    people = list(queries.colleagues(section_id))
    if not days or not people:
        raise Refused(Reason(gettext_noop("这一周没有可以排班的日子或者同事。"), ("09-02-5",), "monday"))
    Duty.objects.bulk_create(
        (
            Duty(section_id=section_id, day=day, period=period, staff_id=staff_id)
            for day in days
            for period in queries.periods()
            for staff_id in people
        ),
        ignore_conflicts=True,
    )
    payload = {"first": str(days[0]), "last": str(days[-1]), "staff": people}
    append([NewEntry(f"duty:{section_id}", "week_filled", cites, payload)], actor=actor)
    return section_id


@act("plan_absence", "09-02-5")
def plan_absence(
    *,
    staff_id: int,
    first: dt.date | None,
    last: dt.date | None,
    kind: str,
    note: str = "",
    actor: Actor,
    cites: tuple[Citation, ...],
) -> int:
    """Somebody will be away: planned by themselves or by the head; gaps it leaves are told at once.

    It is never refused for leaving a gap. Returns the absence's id.
    """
    staff = Staff.objects.select_for_update().get(pk=staff_id)
    if staff_id != actor.staff_id:
        permit(actor, "plan_absence", Relation(staff.section_id))
    overlapping = first is not None and last is not None and queries.is_away(staff_id, first, last)
    require(rules.absence(first=first, last=last, today=clock.today(), overlapping=overlapping))
    assert first is not None
    assert last is not None
    row = Absence.objects.create(
        staff=staff,
        first=first,
        last=last,
        kind=rules.AbsenceKind(kind),
        note=note.strip(),
        planned_by_id=actor.officer,
        planned_at=clock.now(),
    )
    left = queries.gaps({staff.section_id: ""}, first, last)
    payload = {"staff": staff_id, "first": str(first), "last": str(last), "kind": kind, "gaps": len(left)}
    append([NewEntry(f"absence:{row.pk}", "absence_planned", cites, payload)], actor=actor)
    if left:
        send_many(_asked(row, staff, len(left)))
    return row.pk


@act("name_deputy", "09-02-5")
def name_deputy(*, absence_id: int, deputy_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """The head names who stands in: the deputy holds the absent colleague's powers and fills the gaps.

    Returns the absence's id.
    """
    row = Absence.objects.select_for_update(of=("self",)).select_related("staff").get(pk=absence_id)
    permit(actor, "plan_absence", Relation(row.staff.section_id))
    require(
        rules.deputising(
            absent=row.staff_id,
            deputy=deputy_id,
            known=Staff.objects.filter(is_active=True).order_by("id").values_list("id", flat=True),
            away=queries.is_away(deputy_id, row.first, row.last),
            cancelled=row.cancelled_at is not None,
        )
    )
    _end(row.appointed)
    row.appointed = Deputy.objects.create(
        absent_id=row.staff_id,
        deputy_id=deputy_id,
        first=max(row.first, clock.today()),
        last=row.last,
        reason=row.get_kind_display()[:100],
    )
    row.save(update_fields=["appointed"])
    filled = _fill_gaps(row, deputy_id)
    payload = {"deputy": deputy_id, "staff": row.staff_id, "periods": filled}
    append([NewEntry(f"absence:{row.pk}", "deputy_named", cites, payload)], actor=actor)
    send_many([_notice(row, deputy_id, "deputy_named", {"name": row.staff.name_zh, **_dates(row)})])
    return row.pk


@act("cancel_absence", "09-02-5")
def cancel_absence(*, absence_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Somebody is not away after all; the deputy's powers end. Returns the absence's id."""
    row = Absence.objects.select_for_update(of=("self",)).select_related("staff").get(pk=absence_id)
    if row.staff_id != actor.staff_id:
        permit(actor, "plan_absence", Relation(row.staff.section_id))
    if row.cancelled_at is not None or row.last < clock.today():
        raise Refused(Reason(gettext_noop("这次离岗已经结束或者取消。"), ("09-02-5",)))
    row.cancelled_at = clock.now()
    appointed, row.appointed = row.appointed, None
    row.save(update_fields=["cancelled_at", "appointed"])
    _end(appointed)
    payload = {"staff": row.staff_id, "deputy": appointed.deputy_id if appointed else None}
    append([NewEntry(f"absence:{row.pk}", "absence_cancelled", cites, payload)], actor=actor)
    return row.pk


def _end(appointed: Deputy | None) -> None:
    """End a deputy's powers: at once if they have not begun, else with today."""
    if appointed is None:
        return
    if appointed.first >= clock.today():
        appointed.delete()
    else:
        appointed.last = clock.today()
        appointed.save(update_fields=["last"])


def _fill_gaps(row: Absence, deputy_id: int) -> int:
    """Put the deputy on duty wherever nobody is; returns in how many periods."""
    section = row.staff.section_id
    left = queries.gaps({section: ""}, max(row.first, clock.today()), row.last)
    Duty.objects.bulk_create(
        (Duty(section_id=section, day=gap.day, period=gap.period, staff_id=deputy_id) for gap in left),
        ignore_conflicts=True,
    )
    return len(left)


def _asked(row: Absence, staff: Staff, number: int) -> list[Notice]:
    """The head is asked for a deputy; the one who is away knows it already."""
    heads = holders("head", staff.section_id) or holders("office")
    params = {"name": staff.name_zh, "count": number, **_dates(row)}
    return [_notice(row, head, "duty_gap", params) for head in heads]


def _dates(row: Absence) -> dict[str, object]:
    return {"first": row.first, "last": row.last}


def _notice(row: Absence, to: int, key: str, params: Mapping[str, Any]) -> Notice:
    return Notice(channel="inapp", to=to, template_key=key, params=params, stream=f"absence:{row.pk}")
