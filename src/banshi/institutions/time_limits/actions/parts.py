"""公文、交办、转办 in the sections: taken up, given back, finished, explained (07-02, 07-05)."""

import datetime as dt
from dataclasses import dataclass

from banshi.institutions.time_limits import rules
from banshi.institutions.time_limits.actions.standing import MatterDesk, Sheet
from banshi.institutions.time_limits.models import Explanation, Matter, Part
from banshi.institutions.time_limits.rules import Grade
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.notifications.actions import send_many
from banshi.kernel.organisation.people import holders
from banshi.kernel.organisation.permissions import Relation
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.citation import Citation
from banshi.lib import clock
from banshi.lib.results import Reason, Refused, Stale, gettext_noop, require


@dataclass(frozen=True, slots=True)
class Explained:
    """Why a date cannot be kept, who set the new one, and which it is."""

    reason: str
    agreed_by: str = ""
    new_due: dt.date | None = None


@act("take_up_matter", "07-02", "07-05")
def take_up_matter(
    *,
    matter_id: int,
    version: int | None,
    part_id: int,
    handler_id: int | None = None,
    actor: Actor,
    cites: tuple[Citation, ...],
) -> int:
    """A section takes its part up: a handler for themselves, a head also for a colleague.

    Returns the matter's id.
    """
    part = _part(matter_id, part_id)
    happening = "matter_taken_up" if part.lead else "part_taken_up"
    desk = MatterDesk.locked(matter_id, version, happening, actor, cites)
    permit(actor, "work_on_matter", Relation(part.section_id))
    chosen = handler_id if handler_id is not None else actor.officer
    if chosen != actor.staff_id:
        permit(actor, "assign_matter", Relation(part.section_id))
    members = {*holders("handler", part.section_id), *holders("head", part.section_id)}
    if chosen not in members:
        raise Refused(Reason(gettext_noop("请选择本科室在岗的人员办理。"), ("07-02",), "handler"))
    if part.done_at is not None:
        raise Refused(Reason(gettext_noop("这个科室的部分已经办完。"), ("07-02",), "handler"))
    part.handler_id, part.taken_up_at = chosen, part.taken_up_at or clock.now()
    part.save(update_fields=["handler", "taken_up_at"])
    desk.write(happening, {"part": part.pk, "section": part.section_id, "handler": chosen})
    if chosen != actor.staff_id:
        send_many(desk.notes([chosen], "matter_assigned"))
    return matter_id


@act("return_matter", "07-05")
def return_matter(
    *,
    matter_id: int,
    version: int | None,
    part_id: int,
    reason: str,
    actor: Actor,
    cites: tuple[Citation, ...],
) -> int:
    """A section gives its part back to the office, with the reason. Returns the matter's id."""
    part = _part(matter_id, part_id)
    happening = "matter_returned" if part.lead else "part_returned"
    desk = MatterDesk.locked(matter_id, version, happening, actor, cites)
    permit(actor, "work_on_matter", Relation(part.section_id))
    require(rules.returning(reason=reason))
    part.returned_at, part.return_reason = clock.now(), reason.strip()
    part.save(update_fields=["returned_at", "return_reason"])
    desk.write(happening, {"part": part.pk, "section": part.section_id})
    send_many(desk.notes([desk.matter.registered_by_id], "matter_returned", section=part.section.name_zh))
    return matter_id


@act("finish_matter_part", "07-02", "07-05")
def finish_matter_part(
    *,
    matter_id: int,
    version: int | None,
    part_id: int,
    opinion: str,
    actor: Actor,
    cites: tuple[Citation, ...],
) -> int:
    """A section's part is done, with its opinion or result; the lead's part, the last one, ends the matter.

    Returns the matter's id.
    """
    part = _part(matter_id, part_id)
    happening = "matter_done" if part.lead else "part_done"
    desk = MatterDesk.locked(matter_id, version, happening, actor, cites)
    permit(actor, "finish_matter_part", Relation(part.section_id, part.handler_id))
    if part.handler_id is None or part.done_at is not None:
        raise Refused(Reason(gettext_noop("请先接办，再填写办理结果。"), ("07-02",), "opinion"))
    others = [one for one in desk.parts() if not one.lead and one.done_at is None]
    names = [one.section.name_zh for one in others]
    require(rules.finishing(opinion=opinion, lead=part.lead, waiting_for=names))
    part.opinion, part.done_at = opinion.strip(), clock.now()
    part.save(update_fields=["opinion", "done_at"])
    if part.lead:
        desk.matter.done_at = part.done_at
    desk.write(happening, {"part": part.pk, "section": part.section_id})
    if part.lead:
        send_many(desk.notes([desk.matter.registered_by_id], "matter_done", section=part.section.name_zh))
    return matter_id


@act("explain_matter", "07-05")
def explain_matter(
    *,
    matter_id: int,
    version: int | None,
    explained: Explained,
    actor: Actor,
    cites: tuple[Citation, ...],
) -> int:
    """Say why a superior's date cannot be kept: before it, the newly set date counts; after it, the breach stays.

    Returns the id of the paper, the explanation W43.
    """
    desk = MatterDesk.locked(matter_id, version, "matter_explained", actor, cites)
    matter, late = desk.matter, desk.over
    lead = next((part for part in desk.parts() if part.lead), None)
    relation = Relation(lead.section_id, lead.handler_id) if lead else desk.at_office
    permit(actor, "explain_matter", relation)
    require(
        rules.explaining(
            kind=matter.kind,
            reason=explained.reason,
            agreed_by=explained.agreed_by,
            new_due=explained.new_due,
            due=matter.due,
            today=clock.today(),
            over=late,
        )
    )
    row = _explanation(desk, explained, late=late)
    if row.new_due is not None:
        matter.demanded = row.new_due
        matter.grade = Grade.SET
    payload = {"explanation": row.pk, "in_time": row.in_time, "document": row.document_id}
    desk.write("matter_explained", payload | {"new_due": str(row.new_due) if row.new_due else None})
    if row.new_due is not None:
        send_many(desk.notes([matter.registered_by_id, *desk.listeners()], "matter_limit_set"))
    return row.document_id


def _explanation(desk: MatterDesk, explained: Explained, *, late: bool) -> Explanation:
    """The explanation with its paper; what came too late sets no date."""
    new_due = rules.redates(over=late, new_due=explained.new_due)
    agreed_by = explained.agreed_by.strip() if new_due else ""
    said = {
        "reason": explained.reason.strip(),
        "old_due": desk.matter.due,
        "new_due": new_due or "",
        "agreed_by": agreed_by,
        "late": late,
    }
    return Explanation.objects.create(
        matter=desk.matter,
        reason=explained.reason.strip(),
        old_due=desk.matter.due,
        new_due=new_due,
        agreed_by=agreed_by,
        in_time=not late,
        made_by_id=desk.actor.officer,
        made_at=clock.now(),
        document=Sheet("explanation", {"explanation": said}).issue(desk),
    )


def _part(matter_id: int, part_id: int) -> Part:
    """A section's part as it stands, its matter locked before it; raises `Stale` when it was given back meanwhile."""
    Matter.objects.select_for_update().get(pk=matter_id)
    rows = Part.objects.select_related("section").filter(matter_id=matter_id, returned_at=None)
    part = rows.filter(pk=part_id).first()
    if part is None:
        sentence = gettext_noop("这一部分刚刚被重新分办或者退回。您填写的内容还在，请先看一下新的情况。")
        raise Stale(Reason(sentence, ("07-02", "07-05")))
    return part
