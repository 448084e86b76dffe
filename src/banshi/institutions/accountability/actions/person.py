"""What the person may do: state or waive, ask for a review or an appeal, report a correction (12-04)."""

from uuid import UUID

from banshi.institutions.accountability.actions.file import File
from banshi.institutions.accountability.actions.working import Heard, take_down
from banshi.institutions.accountability.models import Correction, Remedy
from banshi.institutions.accountability.rules.causes import filled
from banshi.institutions.accountability.rules.judging import remedy
from banshi.institutions.accountability.rules.steps import REVIEW, WAIVER, WRITTEN
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.regulations.citation import Citation
from banshi.lib import clock
from banshi.lib.results import require


@act("state_defence", "12-04")
def state(*, uid: UUID, text: str, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """The person states and defends themselves in writing (W46-3). Nothing heavier follows from it. The paper's id."""
    file = File.opened(uid, "state", actor, cites)
    paper = take_down(file, "state", Heard(WRITTEN, text, clock.today()))
    file.tell([file.case.investigator_id], "accountability_word")
    file.note("state_defence", document=paper)
    return paper


@act("waive_defence", "12-04")
def waive(*, uid: UUID, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """The person says, on this day, that they have nothing to state (W46-3). Returns the paper's id."""
    file = File.opened(uid, "waive", actor, cites)
    paper = take_down(file, "waive", Heard(WAIVER, "", clock.today()))
    file.tell([file.case.investigator_id], "accountability_word")
    file.note("waive_defence", document=paper)
    return paper


@act("object_to_decision", "12-04")
def ask(*, uid: UUID, kind: str, text: str, actor: Actor, cites: tuple[Citation, ...]) -> None:
    """The person asks for a review, or says that they appealed; the decision stands meanwhile."""
    file = File.opened(uid, "object", actor, cites)
    require(remedy(kind=kind, text=text, now=file.now))
    Remedy.objects.create(case=file.case, kind=kind, text=text.strip(), asked_at=clock.now())
    if kind == REVIEW:
        file.tell_deciders("accountability_decide")
    file.tell_receivers("accountability_word")
    file.note("object_to_decision", kind=kind)


@act("report_accountability_correction", "12-04")
def report(*, uid: UUID, text: str, actor: Actor, cites: tuple[Citation, ...]) -> None:
    """The person reports that a measure was carried out."""
    file = File.opened(uid, "report_correction", actor, cites)
    require(filled(("12-04",), text=text))
    waiting = Correction.objects.filter(case=file.case, reported_at=None, checked_at=None)
    row = waiting.order_by("due", "uid").first()
    assert row is not None
    row.report, row.reported_at = text.strip(), clock.now()
    row.save()
    file.tell_receivers("accountability_word")
    file.note("report_accountability_correction", correction=row.uid.hex)
