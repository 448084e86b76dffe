"""容缺受理的提供: a section's judgement, an offer that is not wanted, a person who is told why it is not open."""

from collections.abc import Sequence

from banshi.institutions.provisional_acceptance.models import Commitment, Judgement
from banshi.institutions.provisional_acceptance.queries import offers
from banshi.institutions.provisional_acceptance.rules import offering
from banshi.kernel.cases.actions import locked, record
from banshi.kernel.cases.facts import ProvisionalDeclined, ProvisionalDenied, ToleranceJudged
from banshi.kernel.cases.queries import card_of
from banshi.kernel.cases.stream import stream
from banshi.kernel.documents.actions import issue
from banshi.kernel.documents.papers import facts_by
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.citation import Citation
from banshi.kernel.ui.articles import article_label
from banshi.lib import clock
from banshi.lib.results import Reason, Refused, gettext_noop, require


@act("judge_tolerance", "04-05-4", "04-05")
def judge_tolerance(
    *,
    case_id: int,
    version: int | None,
    material: int,
    answered: Sequence[str],
    reason: str,
    actor: Actor,
    cites: tuple[Citation, ...],
) -> int:
    """A section head judges that another secondary paper may come later in this case. Returns the judgement's id."""
    case = locked(case_id, version, "tolerance_judged")
    permit(actor, "judge_tolerance", card_of(case).relation)
    found = {paper.seq: paper for paper in offers.papers(case.pk)}
    require(offering.judgement(paper=found.get(material), answered=answered, reason=reason))
    row = Judgement.objects.create(
        case=case, seq=material, reason=reason.strip(), judged_by_id=actor.officer, at=clock.now()
    )
    record(case, ToleranceJudged(judgement=row.pk, material=material), actor=actor, cites=cites)
    return row.pk


@act("decline_provisional", "04-03", "04-04")
def decline_provisional(
    *, case_id: int, version: int | None, actor: Actor, cites: tuple[Citation, ...]
) -> int:
    """Record that it was offered and the applicant does not want it; an open request falls. Returns the case id."""
    case = locked(case_id, version, "provisional_declined")
    if not actor.for_citizen:
        permit(actor, "accept_provisionally", card_of(case).relation)
    require(offers.offer(card_of(case)))
    Commitment.objects.filter(case=case, accepted_at=None, dropped_at=None).update(dropped_at=clock.now())
    gaps = tuple(paper.seq for paper in offering.gaps(offers.papers(case.pk)))
    record(case, ProvisionalDeclined(gaps=gaps), actor=actor, cites=cites)
    return case.pk


@act("deny_provisional", "04-04", "04-05", "04-13")
def deny_provisional(*, case_id: int, version: int | None, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Tell a person who asked, on the spot and in writing (W10), which articles forbid it and until when.

    Returns the document's id.
    """
    case = locked(case_id, version, "provisional_denied")
    permit(actor, "accept_provisionally", card_of(case).relation)
    decision = offers.offer(card_of(case))
    if decision:
        sentence = gettext_noop("这件可以容缺受理，应当提供给申请人。")
        raise Refused(Reason(sentence, ("04-04", "04-09")))
    until = offers.barred_until(case.party_id)
    document = issue(
        kind="W10",
        stream=stream(case.pk),
        addressee_masked=case.party_masked,
        data=facts_by(case, actor)
        | {
            "grounds": [_ground(why) for why in decision.reasons],
            "barred_until": until,
        },
        issued_by=actor.ref,
    )
    grounds = tuple(dict.fromkeys(a for why in decision.reasons for a in why.articles))
    fact = ProvisionalDenied(document=document.pk, grounds=grounds, until=until)
    record(case, fact, actor=actor, cites=cites)
    return document.pk


def _ground(why: Reason) -> dict[str, object]:
    return {"text": str(why), "articles": [article_label(one, "zh") for one in why.articles]}
