"""What can be rated: a case or a visit, by a generic reference such as "case:12" or "visit:5" (08-04-3)."""

from dataclasses import dataclass

from django.urls import reverse

from banshi.institutions.guidance.models import Rating
from banshi.kernel.cases.life import OPEN, State
from banshi.kernel.cases.models import Case
from banshi.kernel.hall.life import VisitState
from banshi.kernel.hall.models import Visit
from banshi.kernel.ledger.queries import stream
from banshi.kernel.vault.handles import handle, reference_of

PURPOSE = "rating"
# The visitor is no longer at the counter, and the applicant knows the outcome.
DONE_CASES = frozenset(State) - OPEN | {State.GRANTED, State.REFUSED}


@dataclass(frozen=True, slots=True)
class Subject:
    """A visit or case to be rated: its name for the one served, its section, who took part, whether it is over."""

    reference: str
    title: str
    section_id: int | None
    staff_ids: tuple[int, ...]
    over: bool
    rated: bool


def address(reference: str) -> str:
    """The page of the citizens' site on which this visit or case is rated."""
    return reverse("portal:rate", args=[handle(PURPOSE, reference)])


def subject_of(text: str) -> Subject | None:
    """What a link is about; None for a link we did not make."""
    reference = reference_of(PURPOSE, text)
    return subject(reference) if reference else None


def subject(reference: str) -> Subject | None:
    """A case or visit by its reference; None when there is no such thing."""
    kind, _, number = reference.partition(":")
    found = {"case": _case, "visit": _visit}.get(kind)
    return found(int(number), reference) if found else None


def is_rated(reference: str) -> bool:
    """Whether it was rated."""
    return Rating.objects.filter(subject=reference).exists()


def _case(case_id: int, reference: str) -> Subject | None:
    case = Case.objects.filter(pk=case_id).first()
    if case is None:
        return None
    people = {*_took_part(reference), *([case.handler_id] if case.handler_id else [])}
    over = State(case.state) in DONE_CASES
    rated = is_rated(reference)
    return Subject(reference, case.item_name, case.section_id, tuple(sorted(people)), over, rated)


def _visit(visit_id: int, reference: str) -> Subject | None:
    visit = Visit.objects.select_related("queue").filter(pk=visit_id).first()
    if visit is None:
        return None
    people = {*_took_part(reference), *([visit.staff_id] if visit.staff_id else [])}
    over = visit.state == VisitState.SERVED
    title = f"{visit.day:%Y-%m-%d} {visit.ticket}"
    rated = is_rated(reference)
    return Subject(reference, title, visit.queue.section_id, tuple(sorted(people)), over, rated)


def _took_part(reference: str) -> set[int]:
    """The staff whose acts are in the ledger of it."""
    actors = {entry.actor for entry in stream(reference)}
    return {int(ref.partition(":")[2]) for ref in actors if ref.startswith("staff:")}
