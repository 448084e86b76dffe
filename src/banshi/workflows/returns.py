"""退还材料: the applicant asks for the papers back, and gets them against a signed list (01-09)."""

from collections.abc import Collection
from dataclasses import dataclass

from banshi.kernel.cases import returning
from banshi.kernel.cases.actions import locked, record
from banshi.kernel.cases.facts import MaterialsReturned, ReturnRequested
from banshi.kernel.cases.models import Case, PaperReturn
from banshi.kernel.cases.queries import card_of, handed_in, may_ask_back
from banshi.kernel.cases.stream import stream
from banshi.kernel.documents.actions import issue
from banshi.kernel.documents.papers import facts_by
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.notifications.actions import send_many
from banshi.kernel.notifications.addressing import to_party, to_staff
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.people import holders
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.citation import Citation
from banshi.kernel.vault.masks import mask_name
from banshi.lib import clock
from banshi.lib.results import Reason, Refused, gettext_noop, require


@act("request_return", "01-09")
def request_return(
    *,
    case_id: int,
    version: int | None,
    papers: Collection[int],
    channel: str,
    actor: Actor,
    cites: tuple[Citation, ...],
) -> int:
    """The applicant wants these papers back (numbers of the catalogue): the list W25 is made. Returns its id."""
    case = locked(case_id, version, "return_requested")
    if not actor.for_citizen:
        permit(actor, "request_return", card_of(case).relation)
    require(may_ask_back(case.pk))
    there = handed_in(case.pk)
    require(returning.choosing(handed_in=there, chosen=papers))
    names = [there[seq] for seq in sorted(set(papers))]
    document = issue(
        kind="W25",
        stream=stream(case.pk),
        addressee_masked=case.party_masked,
        data=facts_by(case, actor) | {"papers": names, "asked_at": clock.now()},
        issued_by=actor.ref,
    )
    row = PaperReturn.objects.create(
        case=case,
        channel=channel,
        papers=names,
        document=document.pk,
        requested_at=clock.now(),
        requested_by=actor.ref,
    )
    fact = ReturnRequested(request=row.pk, channel=channel, document=document.pk)
    record(case, fact, actor=actor, cites=cites)
    _announce(case)
    return document.pk


@dataclass(frozen=True, slots=True)
class HandBack:
    """How the papers went back: signed for in person, or by post with its number."""

    way: str
    signed_by: str = ""
    tracking_number: str = ""


@act("return_materials", "01-09")
def return_materials(
    *, case_id: int, version: int | None, hand_back: HandBack, actor: Actor, cites: tuple[Citation, ...]
) -> int:
    """Note that the papers of the list went back, and who signed for them. Returns the case id."""
    case = locked(case_id, version, "materials_returned")
    permit(actor, "return_materials", card_of(case).relation)
    row = PaperReturn.objects.filter(case=case).first()
    if row is None:
        raise Refused(Reason(gettext_noop("申请人还没有要求退还材料，请先登记。"), ("01-09",)))
    require(
        returning.handing_back(
            way=hand_back.way,
            signed_by=hand_back.signed_by,
            tracking_number=hand_back.tracking_number,
            returned=row.returned_at is not None,
        )
    )
    in_person = hand_back.way == "in_person"
    row.way, row.returned_at, row.returned_by = hand_back.way, clock.now(), actor.ref
    row.signed_by_masked = mask_name(hand_back.signed_by.strip()) if in_person else ""
    row.tracking_number = "" if in_person else hand_back.tracking_number.strip()
    row.save(update_fields=["way", "returned_at", "returned_by", "signed_by_masked", "tracking_number"])
    record(case, MaterialsReturned(request=row.pk, way=row.way), actor=actor, cites=cites)
    return case.pk


def _announce(case: Case) -> None:
    """The applicant hears how to get them, the handler (or the section) that they are wanted."""
    people = [case.handler_id] if case.handler_id else holders("handler", case.section_id)
    section = organisation.section(case.section_id)
    send_many([to_party(case, section, "return_requested"), *to_staff(case, people, "papers_wanted_back")])
