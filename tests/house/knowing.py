"""Who may know that a thing exists, kind by kind: written beside the regulation, for the round of swapped ids.

Each says yes for whoever may at all; what they may do with it is the table's and the rule's to say.
"""

from collections.abc import Callable, Mapping
from typing import Any

from banshi.institutions.accountability.models import Lead
from banshi.institutions.accountability.queries import standing as accountable
from banshi.institutions.complaints.queries import standing as complained
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.permissions import Relation, may
from tests.house.swapping import Route, model

Knows = Callable[[Actor, Any], bool]


def _case(actor: Actor, row: Any) -> bool:
    return may(actor, "see_case", Relation(row.section_id, row.handler_id, tuple(row.recused)))


def _failure(actor: Actor, row: Any) -> bool:
    """Its own colleague, and who judges them: the head, the party office and the secretary (06-09)."""
    section = row.case.section_id if row.case else row.staff.section_id if row.staff else None
    return row.staff_id == actor.staff_id or may(actor, "judge_failure", Relation(section))


def _matter(actor: Actor, row: Any) -> bool:
    parts = row.parts.order_by("id") if hasattr(row, "parts") else ()
    return may(actor, "see_matter", Relation(row.office_id)) or any(
        may(actor, "see_matter", Relation(part.section_id, part.handler_id)) for part in parts
    )


def _sheet(actor: Actor, row: Any) -> bool:
    return row.staff_id == actor.staff_id or may(actor, "read_appraisals", Relation(row.section_id))


def _absence(actor: Actor, row: Any) -> bool:
    return row.staff_id == actor.staff_id or may(actor, "plan_absence", Relation(row.staff.section_id))


def _line(actor: Actor, row: Any) -> bool:
    """Who wrote it, who answers for it, who inspects; what is about a place, the section (09-02)."""
    section = row.inspection.section_id
    place = row.staff_id is None and any(post[1] == section for post in actor.posts)
    return place or row.staff_id == actor.staff_id or may(actor, "inspect", Relation(section))


def _post(actor: Actor, row: Any) -> bool:
    """Of the third group only few may read (11-02-3)."""
    if row.owner_id == actor.staff_id or may(actor, "see_closed_posts"):
        return True
    return row.group != "three" and may(actor, "see_posts", Relation(row.section_id, row.owner_id))


def _simulation(actor: Actor, row: Any) -> bool:
    return all(may(actor, "simulate", Relation(section)) for section in row.sections or [None])


def _case_of_12(actor: Actor, row: Any) -> bool:
    return bool(accountable.parts_in_cases(actor, [row], accountable.house()))


def _request(actor: Actor, row: Any) -> bool:
    case = row.case
    relation = Relation(case.section_id, case.handler_id, tuple(case.recused))
    return may(actor, "answer_personal", relation)


KNOWING: Mapping[str, Knows] = {
    "privacy.Request": _request,
    "cases.Case": _case,
    "complaints.Complaint": lambda actor, row: bool(complained.held_by(actor, row.pk)),
    "accountability.Lead": lambda actor, row: bool(
        accountable.leads_of(actor, Lead.objects.filter(pk=row.pk))
    ),
    "accountability.Case": _case_of_12,
    "one_time_notice.Failure": _failure,
    "time_limits.Matter": _matter,
    "appointments.Booking": lambda actor, row: may(actor, "see_bookings", Relation(row.section_id)),
    "supervision.AppraisalSheet": _sheet,
    "supervision.Correction": lambda actor, row: may(actor, "see_corrections", Relation(row.section_id)),
    "supervision.KeyPost": _post,
    "conduct.Absence": _absence,
    "conduct.Finding": _line,
    "conduct.Inspection": lambda actor, row: may(actor, "inspect", Relation(row.section_id)),
    "reports.Simulation": _simulation,
    "organisation.SavedView": lambda actor, row: row.staff_id == actor.staff_id,
    "notifications.Message": lambda actor, row: row.recipient_staff_id in {None, actor.staff_id},
}
# Of the sections everybody knows; what is behind the address is the section's.
OF_A_SECTION = frozenset({"read_appraisals", "close_appraisal", "open_session", "plan_duty"})


def knows(route: Route, actor: Actor, pk: object) -> bool:
    """Whether the actor may know of the thing that the first id of this address names."""
    kind = route.ids[0][1]
    if not may(actor, route.act):
        return False
    if kind == "organisation.Section" and route.act in OF_A_SECTION:
        return may(actor, route.act, Relation(int(str(pk))))
    judge = KNOWING.get(kind)
    return judge is None or judge(actor, model(kind)._default_manager.get(pk=pk))
