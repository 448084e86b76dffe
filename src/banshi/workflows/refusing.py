"""不予受理: not taking an application up, with its register line (annex 1), or pointing to who is right (06-03)."""

from banshi.institutions.refusals.actions import registering
from banshi.institutions.refusals.queries.wording import decision_data
from banshi.institutions.refusals.rules.grounds import INTAKE, Grounds
from banshi.institutions.refusals.rules.refusing import Elsewhere, turning_away
from banshi.kernel.cases.actions import locked, record
from banshi.kernel.cases.facts import IntakeRefused
from banshi.kernel.cases.models import Case, Outcome, OutcomeKind
from banshi.kernel.cases.queries import card_of
from banshi.kernel.cases.stream import stream
from banshi.kernel.clocks.actions import refresh
from banshi.kernel.documents.actions import issue
from banshi.kernel.documents.models import Document
from banshi.kernel.documents.papers import facts_by, remedies
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.notifications.actions import send_many
from banshi.kernel.notifications.addressing import to_party
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.citation import Citation
from banshi.lib.results import require

LAW = {
    "not_needed": "《中华人民共和国行政许可法》第三十二条第一款第一项",
    "not_ours": "《中华人民共和国行政许可法》第三十二条第一款第二项",
}


@act("refuse_intake", "01-02", "01-04", "01-05", "01-06", "06-06")
def refuse_intake(
    *, case_id: int, version: int | None, grounds: Grounds, actor: Actor, cites: tuple[Citation, ...]
) -> int:
    """Refuse to take an application up on one of the four grounds: W06, and the register with W15.

    Returns the notice's id. Raises `Refused` where a rule of annex 1 stands in the way.
    """
    case = locked(case_id, version, "intake_refused")
    permit(actor, "refuse_intake", card_of(case).relation)
    judged = registering.judge(case=case, grounds=grounds, actor=actor)
    data = decision_data(case, judged.grounds) | {"why": "refused"}
    notice = _end(case, data, judged.grounds.ground, actor, cites)
    registering.enter(case=case, judged=judged, stage=INTAKE, decision=notice, actor=actor)
    return notice.pk


@act("turn_away", "06-03-3", "06-03-4", "06-06")
def turn_away(
    *, case_id: int, version: int | None, elsewhere: Elsewhere, actor: Actor, cites: tuple[Citation, ...]
) -> int:
    """Tell in writing that no permit is needed, or which authority is the right one: W06 (licensing law 32).

    Returns the notice's id.
    """
    case = locked(case_id, version, "intake_refused")
    permit(actor, "turn_away", card_of(case).relation)
    require(turning_away(elsewhere))
    data: dict[str, object] = {
        "why": elsewhere.why,
        "facts": elsewhere.explanation.strip(),
        "reasons": [],
        "legal_basis": [LAW[elsewhere.why]],
        "authority": elsewhere.authority.strip(),
        "handed_over": elsewhere.handed_over.strip(),
    }
    notice = _end(case, data, elsewhere.why, actor, cites)
    registering.note_elsewhere(case=case, elsewhere=elsewhere, actor=actor)
    return notice.pk


def _end(
    case: Case, data: dict[str, object], ground: str, actor: Actor, cites: tuple[Citation, ...]
) -> Document:
    """The notice, the outcome, the fact, and a message: what both ways of not taking up have in common."""
    notice = issue(
        kind="W06",
        stream=stream(case.pk),
        addressee_masked=case.party_masked,
        data=facts_by(case, actor) | {"decision": data, "remedies": remedies(electronic=case.electronic)},
        issued_by=actor.ref,
    )
    Outcome.objects.create(
        case=case,
        kind=OutcomeKind.NOT_ACCEPTED,
        reasons=[data["facts"], *_lines(data["reasons"])],
        legal_basis=_lines(data["legal_basis"]),
        document=notice.pk,
        decided_by_id=actor.officer,
    )
    record(case, IntakeRefused(ground=ground, document=notice.pk), actor=actor, cites=cites)
    refresh(case)
    send_many([to_party(case, organisation.section(case.section_id), "not_accepted")])
    return notice


def _lines(value: object) -> list[str]:
    return [str(line) for line in value] if isinstance(value, list) else []
