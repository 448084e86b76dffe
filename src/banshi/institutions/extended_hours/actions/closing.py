"""Deciding the closing list: what becomes of everybody still here at closing time (02-04)."""

from dataclasses import dataclass

from banshi.institutions.extended_hours import rules
from banshi.institutions.extended_hours.models import ClosingLine
from banshi.institutions.extended_hours.queries import sessions as queries
from banshi.institutions.extended_hours.rules import HANDED_OVER, SERVE_ON
from banshi.kernel.cases.life import State
from banshi.kernel.cases.models import Case
from banshi.kernel.clocks.actions import hold_until
from banshi.kernel.hall import actions as hall
from banshi.kernel.hall.life import PRESENT, VisitState
from banshi.kernel.hall.models import Visit
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.organisation.models import Staff
from banshi.kernel.organisation.permissions import Relation
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.citation import Citation
from banshi.lib import clock
from banshi.lib.results import Reason, Refused, gettext_noop, require

GONE = gettext_noop("这一行已经不在下班清单上，请刷新以后再看。")
DECIDED = gettext_noop("这一行已经处理过。")


@dataclass(frozen=True, slots=True)
class LineChoice:
    """What is decided for one line: of a visit or of a case; `successor` is a staff id."""

    decision: str
    visit_id: int | None = None
    case_id: int | None = None
    reason: str = ""
    agreed: bool = False
    successor: int | None = None


@act("decide_closing_line", "02-03", "02-04", many=True)
def decide_closing_line(*, choice: LineChoice, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Decide what becomes of a visitor still here, or of a case of today, at closing time.

    Who is not served on goes home: the visit ends with the line. Returns the line's id. A case that is served on
    counts as the same day (ruling R6): its breach is not looked for before the session has to end.
    """
    require(rules.may_decide(clock.now(), queries.close_today()))
    visit, case = _subject(choice)
    section_id = case.section_id if case else visit.queue.section_id if visit else None
    section_id = section_id or Staff.objects.get(pk=actor.officer).section_id
    permit(actor, "decide_closing", Relation(section_id))
    require(
        rules.line(
            decision=choice.decision,
            reason=choice.reason,
            agreed=choice.agreed,
            successor=_known(choice.successor),
        )
    )
    line = _keep(choice, visit, case, section_id, actor)
    payload = {
        "visit": choice.visit_id,
        "case": choice.case_id,
        "work": line.work,
        "decision": choice.decision,
    }
    append([NewEntry(f"closing:{line.pk}", "closing_line_decided", cites, payload)], actor=actor)
    if visit is not None and choice.decision != SERVE_ON:
        hall.move(visit, "visit_left", actor=actor, cites=cites)
    if case is not None and choice.decision == SERVE_ON:
        hold_until([case.pk], queries.latest_on(clock.today()))
    return line.pk


def _keep(
    choice: LineChoice, visit: Visit | None, case: Case | None, section_id: int, actor: Actor
) -> ClosingLine:
    accepted = case.state == State.REVIEW if case else None
    by_section = visit is None or visit.queue.section_id is not None
    return ClosingLine.objects.create(
        day=clock.today(),
        section_id=section_id,
        visit=visit,
        case=case,
        work=rules.work_of(accepted=accepted, section=by_section),
        decision=choice.decision,
        reason=choice.reason.strip(),
        agreed=choice.agreed,
        successor_id=choice.successor if choice.decision == HANDED_OVER else None,
        decided_by_id=actor.officer,
        decided_at=clock.now(),
    )


def _subject(choice: LineChoice) -> tuple[Visit | None, Case | None]:
    """The visit or the case of a line, locked; raises `Refused` when it is not on the list (any more)."""
    today = clock.today()
    if choice.visit_id is not None:
        rows = Visit.objects.select_for_update(of=("self",)).select_related("queue")
        visit = rows.filter(pk=choice.visit_id, day=today).order_by("id").first()
        if visit is None or VisitState(visit.state) not in PRESENT:
            raise Refused(Reason(GONE, ("02-04",)))
        if ClosingLine.objects.filter(visit=visit).exists():
            raise Refused(Reason(DECIDED, ("02-04",)))
        return visit, None
    case = Case.objects.select_for_update(of=("self",)).filter(pk=choice.case_id or 0).order_by("id").first()
    if case is None or not queries.case_is_due(case):
        raise Refused(Reason(GONE, ("02-04",)))
    if ClosingLine.objects.filter(day=today, case=case).exists():
        raise Refused(Reason(DECIDED, ("02-04",)))
    return None, case


def _known(staff_id: int | None) -> int | None:
    """A colleague who works here, or None."""
    known = staff_id is not None and Staff.objects.filter(pk=staff_id, is_active=True).exists()
    return staff_id if known else None
