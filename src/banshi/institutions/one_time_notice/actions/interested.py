"""利害关系人: told before the decision that touches them, and heard (06-05; licensing law, 36)."""

import datetime as dt
from dataclasses import dataclass, field

from banshi.institutions.one_time_notice.models import InterestedPerson
from banshi.institutions.one_time_notice.rules import hearings as rules
from banshi.kernel.cases.actions import locked, record
from banshi.kernel.cases.facts import InterestedTold, StatementHeard
from banshi.kernel.cases.models import Case
from banshi.kernel.cases.queries import card_of
from banshi.kernel.cases.stream import stream
from banshi.kernel.documents.actions import issue
from banshi.kernel.documents.models import Document
from banshi.kernel.documents.papers import facts_by
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.parties.texts import parse_name
from banshi.kernel.regulations.citation import Citation
from banshi.kernel.vault.masks import mask_name
from banshi.lib import clock
from banshi.lib.results import Reason, Refused, gettext_noop, require


@dataclass(frozen=True, slots=True)
class Interested:
    """Whom an application touches: name, how to reach them, what of theirs is touched, until when they may speak."""

    name: str = field(repr=False)
    contact: str = field(repr=False)
    interest: str
    until: dt.date | None


@act("tell_interested", "06-05", "06-07")
def tell_interested(
    *, case_id: int, version: int | None, told: Interested, actor: Actor, cites: tuple[Citation, ...]
) -> int:
    """Tell an interested person of the application and how to be heard (W23). Returns the document's id."""
    case = locked(case_id, version, "interested_told")
    permit(actor, "hear", card_of(case).relation)
    require(
        rules.telling_interested(
            name=told.name, interest=told.interest, until=told.until, today=clock.today()
        )
    )
    assert told.until is not None
    name = parse_name(told.name)
    document = _paper(case, name, told, actor)
    row = InterestedPerson.objects.create(
        case=case,
        name=name,
        masked_name=mask_name(name),
        contact=told.contact.strip(),
        interest=told.interest.strip(),
        until=told.until,
        document=document,
    )
    fact = InterestedTold(person=row.pk, until=told.until, document=document.pk)
    record(case, fact, actor=actor, cites=cites)
    return document.pk


@act("hear_statement", "06-05")
def hear_statement(
    *,
    case_id: int,
    version: int | None,
    person: int,
    made: bool,
    statement: str,
    actor: Actor,
    cites: tuple[Citation, ...],
) -> int:
    """Put on record what an interested person says, or that nothing is said. Returns the case id."""
    case = locked(case_id, version, "statement_heard")
    permit(actor, "hear", card_of(case).relation)
    row = InterestedPerson.objects.filter(pk=person, case=case).first()
    if row is None:
        raise Refused(Reason(gettext_noop("这件办件没有告知过这位利害关系人。"), ("06-05",), "person"))
    require(rules.hearing_statement(heard_before=row.heard_on is not None, made=made, statement=statement))
    row.statement, row.heard_on = statement.strip() if made else "", clock.today()
    row.save(update_fields=["statement", "heard_on"])
    record(case, StatementHeard(person=row.pk, made=made), actor=actor, cites=cites)
    return case.pk


def _paper(case: Case, name: str, told: Interested, actor: Actor) -> Document:
    """The paper is the interested person's: it names the applicant masked, as far as the person must know."""
    data = facts_by(case, actor) | {"person": name, "party": case.party_masked}
    data |= {"interest": told.interest.strip(), "until": told.until}
    for private in ("query_code", "qr_url", "agent"):
        data.pop(private, None)
    return issue(
        kind="W23",
        stream=stream(case.pk),
        addressee_masked=mask_name(name),
        data=data | {"applicant": name},
        issued_by=actor.ref,
    )
