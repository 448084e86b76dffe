"""听证: the right is told, a hearing asked for, announced, held and minuted, or given up (06-05-2).

The licensing law (46 to 48): five working days to ask, held within twenty, told seven ahead, chaired by somebody
else than the handler, the minutes signed. The twenty are the clock `hearing`, which warns. The days of the hearing
are taken out of the limits by the special procedure `hearing`, announced like any other.
"""

from typing import Any

from banshi.institutions.one_time_notice.models import Hearing, InterestedPerson
from banshi.institutions.one_time_notice.queries.telling import (
    hearing_bounds,
    hearing_limit,
    pending_hearing,
    working_day_after,
)
from banshi.institutions.one_time_notice.rules import hearings as rules
from banshi.institutions.one_time_notice.rules.hearings import Arrangement
from banshi.kernel.cases.actions import locked, record
from banshi.kernel.cases.facts import (
    HearingArranged,
    HearingHeld,
    HearingOffered,
    HearingRequested,
    HearingWaived,
)
from banshi.kernel.cases.models import Case
from banshi.kernel.cases.queries import card_of
from banshi.kernel.cases.sides import acting
from banshi.kernel.cases.stream import stream
from banshi.kernel.catalogue import queries as catalogue
from banshi.kernel.clocks.actions import refresh
from banshi.kernel.documents.actions import issue
from banshi.kernel.documents.models import Document
from banshi.kernel.documents.papers import facts_by
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.notifications.actions import send_many
from banshi.kernel.notifications.addressing import to_party
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.citation import Citation
from banshi.lib import clock
from banshi.lib.results import Reason, Refused, gettext_noop, require

NO_PERSON = gettext_noop("请先告知这位利害关系人，再登记听证的要求。")


@act("offer_hearing", "06-05-2", "06-07")
def offer_hearing(
    *, case_id: int, version: int | None, matter: str, actor: Actor, cites: tuple[Citation, ...]
) -> int:
    """Tell of the right to a hearing before the decision described by `matter` (W22a). Returns the document's id."""
    case = locked(case_id, version, "hearing_offered")
    permit(actor, "hear", card_of(case).relation)
    today = clock.today()
    require(rules.offering(pending_hearing(case.pk), matter=matter, today=today))
    days = hearing_limit("request", card_of(case).received_at.astimezone(clock.BEIJING).date())
    until = working_day_after(today, days)
    told = {"matter": matter.strip(), "until": until or "", "days": days}
    document = _paper(case, "W22a", told, actor)
    row = Hearing.objects.create(case=case, told=document, until=until)
    if until is not None:
        section = organisation.section(case.section_id)
        send_many([to_party(case, section, "hearing_offered", until=until)])
    fact = HearingOffered(hearing=row.pk, until=until, document=document.pk)
    record(case, fact, actor=actor, cites=cites)
    return document.pk


@act("request_hearing", "06-05-2")
def request_hearing(
    *,
    case_id: int,
    version: int | None,
    actor: Actor,
    cites: tuple[Citation, ...],
    person: int | None = None,
    power: int | None = None,
) -> int:
    """The applicant (perhaps by an agent) or an interested person asks for a hearing. Returns the case id."""
    case = locked(case_id, version, "hearing_requested")
    if not actor.for_citizen:
        permit(actor, "request_hearing", card_of(case).relation)
    require(rules.asking(pending_hearing(case.pk), today=clock.today()))
    require(acting(case, power, catalogue.spec(case.item_version_id), "06-05-2"))
    if person is not None and not InterestedPerson.objects.filter(pk=person, case=case).exists():
        raise Refused(Reason(NO_PERSON, ("06-05",), "person"))
    row = _open(case)
    row.requested_on, row.person_id = clock.today(), person
    row.save(update_fields=["requested_on", "person"])
    latest = hearing_bounds(card_of(case)).latest
    fact = HearingRequested(hearing=row.pk, person=person, latest=latest, power=power)
    record(case, fact, actor=actor, cites=cites)
    refresh(case)
    return case.pk


@act("arrange_hearing", "06-05-2", "06-07")
def arrange_hearing(
    *, case_id: int, version: int | None, wanted: Arrangement, actor: Actor, cites: tuple[Citation, ...]
) -> int:
    """Announce day, time, place and chair of the hearing (W22b). Returns the document's id."""
    case = locked(case_id, version, "hearing_arranged")
    permit(actor, "hear", card_of(case).relation)
    require(rules.arranging(pending_hearing(case.pk), wanted, hearing_bounds(card_of(case))))
    assert wanted.on is not None
    row = _open(case)
    told: dict[str, Any] = {"on": wanted.on, "time": wanted.time.strip(), "place": wanted.place.strip()}
    told["chair"] = organisation.staff_names({wanted.chair})[wanted.chair]
    document = _paper(case, "W22b", told, actor)
    row.on, row.time, row.place = wanted.on, told["time"], told["place"]
    row.chair_id, row.notice = wanted.chair, document
    row.save(update_fields=["on", "time", "place", "chair", "notice"])
    section = organisation.section(case.section_id)
    words = {name: told[name] for name in ("on", "time", "place")}
    send_many([to_party(case, section, "hearing_arranged", **words)])
    fact = HearingArranged(hearing=row.pk, on=wanted.on, chair=wanted.chair, document=document.pk)
    record(case, fact, actor=actor, cites=cites)
    return document.pk


@act("hold_hearing", "06-05-2")
def hold_hearing(
    *,
    case_id: int,
    version: int | None,
    participants: str,
    minutes: str,
    signed: bool,
    actor: Actor,
    cites: tuple[Citation, ...],
) -> int:
    """The hearing was held and its minutes are signed (W22c). Returns the document's id."""
    case = locked(case_id, version, "hearing_held")
    permit(actor, "hear", card_of(case).relation)
    today = clock.today()
    require(
        rules.closing(
            pending_hearing(case.pk), today=today, minutes=minutes, participants=participants, signed=signed
        )
    )
    row = _open(case)
    assert row.chair is not None
    told = {"on": row.on, "time": row.time, "place": row.place, "chair": row.chair.name_zh}
    told |= {"participants": participants.strip(), "minutes": minutes.strip()}
    document = _paper(case, "W22c", told, actor)
    row.held_on, row.record = row.on, document
    row.participants, row.minutes = participants.strip(), minutes.strip()
    row.save(update_fields=["held_on", "record", "participants", "minutes"])
    assert row.on is not None
    record(case, HearingHeld(hearing=row.pk, on=row.on, document=document.pk), actor=actor, cites=cites)
    refresh(case)
    return document.pk


@act("waive_hearing", "06-05-2")
def waive_hearing(
    *,
    case_id: int,
    version: int | None,
    actor: Actor,
    cites: tuple[Citation, ...],
    power: int | None = None,
) -> int:
    """Those who may have a hearing said in writing that they want none. Returns the case id."""
    case = locked(case_id, version, "hearing_waived")
    permit(actor, "request_hearing", card_of(case).relation)
    require(rules.waiving(pending_hearing(case.pk)))
    require(acting(case, power, catalogue.spec(case.item_version_id), "06-05-2"))
    row = _open(case)
    row.waived_on = clock.today()
    row.save(update_fields=["waived_on"])
    record(case, HearingWaived(hearing=row.pk), actor=actor, cites=cites)
    refresh(case)
    return case.pk


def _open(case: Case) -> Hearing:
    """The hearing at hand; the rules have found that there is one."""
    return Hearing.objects.filter(case=case).order_by("-id")[0]


def _paper(case: Case, kind: str, told: dict[str, Any], actor: Actor) -> Document:
    return issue(
        kind=kind,
        stream=stream(case.pk),
        addressee_masked=case.party_masked,
        data=facts_by(case, actor) | {"hearing": told},
        issued_by=actor.ref,
    )
