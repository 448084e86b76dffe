"""失信记录: told, heard, decided by a person; objected to, repaired, published, referred (04-13, ruling R8)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from banshi.institutions.provisional_acceptance.models import IntegrityRecord, RecordState
from banshi.institutions.provisional_acceptance.queries import records
from banshi.institutions.provisional_acceptance.rules import register
from banshi.kernel.documents.actions import issue
from banshi.kernel.documents.models import Document
from banshi.kernel.documents.papers import facts_by
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.notifications.actions import send_many
from banshi.kernel.notifications.addressing import to_party
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.citation import Citation
from banshi.kernel.regulations.registry import parameter
from banshi.kernel.workdays.days import BeyondCalendar
from banshi.kernel.workdays.queries import table
from banshi.lib import clock
from banshi.lib.results import require

KEEP, PUBLISH = "keep_integrity", "publish_integrity"


@act("tell_breach", "04-13")
def tell_breach(*, record_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Tell the party in writing (W14): the facts, the bar that would follow, how to speak, object and repair.

    Returns the document's id.
    """
    row = _locked(record_id, actor, KEEP)
    require(register.telling(state=row.state))
    days = int(parameter("04-13", "hearing_working_days", clock.today()))
    try:
        row.speak_until = table().add(clock.today(), days)
    except BeyondCalendar:
        row.speak_until = clock.today() + dt.timedelta(days=2 * days)
    row.notice, row.state = _notice(row, actor, {"speak_until": row.speak_until}), RecordState.TOLD
    row.save()
    _log(row, "integrity_told", actor, cites, document=row.notice.pk)
    _text(row, "integrity_told", until=row.speak_until)
    return row.notice.pk


@act("hear_party", "04-13")
def hear_party(*, record_id: int, statement: str, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Record what the party says. Returns the record's id."""
    row = _locked(record_id, actor, KEEP)
    require(register.hearing(state=row.state, statement=statement))
    row.statement, row.heard_at = statement.strip(), clock.now()
    row.save()
    _log(row, "integrity_heard", actor, cites)
    return row.pk


@act("confirm_breach", "04-13")
def confirm_breach(*, record_id: int, reason: str, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """A named person confirms the breach with a reason; only now the bar holds. Returns the notice's id."""
    row = _locked(record_id, actor, KEEP)
    require(
        register.confirming(
            state=row.state,
            heard=row.heard_at is not None,
            today=clock.today(),
            speak_until=row.speak_until,
            reason=reason,
        )
    )
    _decide(row, RecordState.CONFIRMED, reason, actor)
    notice = _notice(row, actor, {"decided": {"reason": row.reason, "on": clock.today()}})
    row.save()
    _log(row, "integrity_confirmed", actor, cites, document=notice.pk, until=row.bar_until.isoformat())
    _text(row, "integrity_confirmed", until=row.bar_until)
    return notice.pk


@act("withdraw_breach", "04-13")
def withdraw_breach(*, record_id: int, reason: str, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """A named person withdraws a record made in error: the bar and any publication fall with it.

    Returns the record's id.
    """
    row = _locked(record_id, actor, KEEP)
    require(register.withdrawing(state=row.state, reason=reason))
    _withdraw(row, reason, actor)
    row.save()
    _log(row, "integrity_withdrawn", actor, cites)
    _text(row, "integrity_withdrawn")
    return row.pk


@act("repair_breach", "04-13")
def repair_breach(*, record_id: int, reason: str, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """The breach was repaired: a named person ends the record early. Returns the record's id."""
    row = _locked(record_id, actor, KEEP)
    require(register.ending(state=row.state, reason=reason))
    _close(row, RecordState.ENDED, reason, actor)
    row.save()
    _log(row, "integrity_repaired", actor, cites)
    _text(row, "integrity_ended")
    return row.pk


@act("register_objection", "04-13")
def register_objection(*, record_id: int, objection: str, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Register what the party objects to; it waits for a reasoned answer. Returns the record's id."""
    row = _locked(record_id, actor, KEEP)
    require(register.objecting(state=row.state, objection=objection))
    row.objection, row.objected_at = objection.strip(), clock.now()
    row.objection_answer, row.objection_answered_at = "", None
    row.save()
    _log(row, "integrity_objected", actor, cites)
    return row.pk


@act("answer_objection", "04-13")
def answer_objection(
    *, record_id: int, upheld: bool, reason: str, actor: Actor, cites: tuple[Citation, ...]
) -> int:
    """Answer the objection: upheld, the record is withdrawn and the bar falls. Returns the record's id."""
    row = _locked(record_id, actor, KEEP)
    waiting = row.objected_at is not None and row.objection_answered_at is None
    require(register.answering(waiting=waiting and row.state == RecordState.CONFIRMED, reason=reason))
    row.objection_answer, row.objection_answered_at = reason.strip(), clock.now()
    if upheld:
        _withdraw(row, reason, actor)
    row.save()
    _log(row, "integrity_objection_answered", actor, cites, upheld=upheld)
    _text(row, "integrity_withdrawn" if upheld else "integrity_objection_declined")
    return row.pk


@act("publish_breach", "04-13")
def publish_breach(
    *, record_id: int, reason: str, until: dt.date | None, actor: Actor, cites: tuple[Citation, ...]
) -> int:
    """The leader decides to publish a confirmed record until a day, with a reason; the party is told (W14).

    Returns the document's id.
    """
    row = _locked(record_id, actor, PUBLISH)
    require(
        register.publishing(
            state=row.state, reason=reason, until=until, today=clock.today(), bar_until=row.bar_until
        )
    )
    row.published_by_id, row.published_at = actor.officer, clock.now()
    row.published_until, row.publish_reason = until, reason.strip()
    document = _notice(row, actor, {"publication": {"reason": row.publish_reason, "until": until}})
    row.save()
    _log(row, "integrity_published", actor, cites, document=document.pk)
    return document.pk


@act("stop_publication", "04-13")
def stop_publication(*, record_id: int, reason: str, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """End a publication before its day. Returns the record's id."""
    row = _locked(record_id, actor, PUBLISH)
    require(register.answering(waiting=row.published_until is not None, reason=reason))
    row.published_until, row.publish_reason = None, reason.strip()
    row.save()
    _log(row, "integrity_publication_stopped", actor, cites)
    return row.pk


@act("refer_breach", "04-13")
def refer_breach(*, record_id: int, reason: str, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Refer a confirmed breach for legal review, on paper; nothing is revoked here. Returns the document's id."""
    row = _locked(record_id, actor, KEEP)
    require(register.referring(state=row.state, reason=reason))
    row.referral = _paper("W13Z", row, actor, {"referral_reason": reason.strip()})
    row.referred_at = clock.now()
    row.save()
    _log(row, "integrity_referred", actor, cites, document=row.referral.pk)
    return row.referral.pk


def _locked(record_id: int, actor: Actor, power: str) -> IntegrityRecord:
    permit(actor, power)
    return IntegrityRecord.objects.select_for_update(of=("self",)).get(pk=record_id)


def _decide(row: IntegrityRecord, state: RecordState, reason: str, actor: Actor) -> None:
    row.state, row.reason, row.reasoned = state, reason.strip(), True
    row.decided_by_id, row.decided_at = actor.officer, clock.now()


def _withdraw(row: IntegrityRecord, reason: str, actor: Actor) -> None:
    if row.decided_at is None:
        _decide(row, RecordState.WITHDRAWN, reason, actor)
    _close(row, RecordState.WITHDRAWN, reason, actor)


def _close(row: IntegrityRecord, state: RecordState, reason: str, actor: Actor) -> None:
    row.state, row.end_reason = state, reason.strip()
    row.ended_by_id, row.ended_at = actor.officer, clock.now()
    row.published_until = None


def _notice(row: IntegrityRecord, actor: Actor, data: Mapping[str, Any]) -> Document:
    return _paper("W14", row, actor, {"rights": {"speak_until": row.speak_until}, **data})


def _paper(kind: str, row: IntegrityRecord, actor: Actor, data: Mapping[str, Any]) -> Document:
    breach = records.breach_facts(row, tuple(row.commitment.gaps))
    return issue(
        kind=kind,
        stream=f"integrity:{row.pk}",
        addressee_masked=row.case.party_masked,
        data=facts_by(row.case, actor) | {"breach": breach} | dict(data),
        issued_by=actor.ref,
    )


def _log(
    row: IntegrityRecord, name: str, actor: Actor, cites: tuple[Citation, ...], **payload: object
) -> None:
    append([NewEntry(f"integrity:{row.pk}", name, cites, payload)], actor=actor)


def _text(row: IntegrityRecord, key: str, **params: object) -> None:
    section = organisation.section(row.case.section_id)
    send_many([to_party(row.case, section, key, **params)])
