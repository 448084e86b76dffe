"""The sweep: what is late becomes visible by itself, each warning once (10-02, 10-07, 10-09, 10-12)."""

import datetime as dt
from uuid import UUID

from banshi.institutions.complaints.actions.file import File
from banshi.institutions.complaints.models import Breach, Complaint, Duty, Rung
from banshi.institutions.complaints.queries import dues, standing
from banshi.kernel.clocks.actions import steps
from banshi.kernel.clocks.rungs import BREACH, HANDLER, LEADER, Step, next_moment, reached
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.organisation.standing import LEADING, RECEIVING
from banshi.kernel.regulations.citation import Citation
from banshi.kernel.workdays.queries import table
from banshi.lib import clock

__all__ = ["settle_duty", "warn"]


@act("warn_complaint", "10-07", "10-09", "10-12", many=True)
def warn(*, duty: UUID, actor: Actor, cites: tuple[Citation, ...]) -> bool:
    """Warn of one duty whose moment has come, or record once that it was missed. False when another was faster."""
    now = clock.now()
    rows = Duty.objects.select_for_update(skip_locked=True).filter(pk=duty, ended_at=None, next_at__lte=now)
    row = rows.first()
    if row is None:
        return False
    complaint = Complaint.objects.get(pk=row.complaint_id)
    ladder = _refreshed(row, complaint)
    rung = reached(ladder, online=False, now=now)
    row.next_at = next_moment(ladder, online=False, beyond=now)
    row.save(update_fields=["start", "due", "next_at"])
    if rung is None or row.due is None:
        return True
    if Rung.objects.filter(duty=row, rung=rung, due=row.due).exists():
        return True
    Rung.objects.create(duty=row, rung=rung, due=row.due, at=now)
    file = File(complaint, actor, cites)
    if rung == BREACH:
        _breach(complaint, row.kind, row.due, now)
    file.tell(_listeners(complaint, rung), "complaint_overdue" if rung == BREACH else "complaint_due")
    file.note("complaint_breached" if rung == BREACH else "complaint_warned", kind=row.kind, due=str(row.due))
    return True


@act("settle_complaint_duty", "10-09", "10-12", many=True)
def settle_duty(*, duty: UUID, actor: Actor, cites: tuple[Citation, ...]) -> bool:
    """A date that could not be known is known now that the calendar is out. False while it still is not."""
    row = Duty.objects.select_for_update(skip_locked=True).filter(pk=duty, ended_at=None, due=None).first()
    if row is None:
        return False
    complaint = Complaint.objects.get(pk=row.complaint_id)
    ladder = _refreshed(row, complaint)
    if row.due is None:
        return False
    row.next_at = next_moment(ladder, online=False)
    row.save(update_fields=["start", "due", "next_at"])
    file = File(complaint, actor, cites)
    file.tell([complaint.investigator_id], "complaint_word")
    file.note("complaint_due_settled", kind=row.kind, due=str(row.due))
    return True


def _refreshed(row: Duty, complaint: Complaint) -> list[Step]:
    """The ladder of a duty by today's calendar; the row takes the date that binds."""
    found = dues.binding(complaint, row.kind)
    if found is not None:
        row.start, row.due = found.binding.reckoned.start, found.date
    return list(steps(row.start, row.due, table())) if row.due else []


def _breach(complaint: Complaint, kind: str, due: dt.date, now: dt.datetime) -> None:
    Breach.objects.get_or_create(
        complaint=complaint,
        kind=kind,
        due=due,
        defaults={"staff_id": complaint.investigator_id, "found_at": now},
    )


def _listeners(complaint: Complaint, rung: str) -> list[int | None]:
    """The investigator; from the second rung on the receiving office too; at the end the leaders as well."""
    people: list[int | None] = [complaint.investigator_id]
    if rung != HANDLER or complaint.investigator_id is None:
        people += standing.colleagues(RECEIVING)
    if rung in {LEADER, BREACH}:
        people += standing.colleagues(LEADING)
    return people
