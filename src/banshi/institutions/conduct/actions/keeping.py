"""Cleaning ticked, gifts and the like registered, interests declared (09-07-1, 09-08)."""

import datetime as dt

from banshi.institutions.conduct import rules
from banshi.institutions.conduct.models import GROUNDS, Cleaning, Declaration, IntegrityRecord
from banshi.kernel.cases.actions import locked, record
from banshi.kernel.cases.facts import Recused
from banshi.kernel.cases.models import Case
from banshi.kernel.cases.queries import card_of
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.notifications.actions import Notice, send_many
from banshi.kernel.notifications.addressing import to_staff
from banshi.kernel.organisation.people import holders
from banshi.kernel.organisation.permissions import Relation
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.citation import Citation
from banshi.kernel.regulations.registry import parameter
from banshi.kernel.workdays.queries import table
from banshi.lib import clock
from banshi.lib.results import require


@act("tick_cleaning", "09-07-1")
def tick_cleaning(
    *, section_id: int, kind: str, day: dt.date, actor: Actor, cites: tuple[Citation, ...]
) -> int:
    """A day's cleaning or a month's clean-up is done. Returns the tick's id."""
    permit(actor, "tick_cleaning", Relation(section_id))
    chosen, today = rules.CleaningKind(kind), clock.today()
    day = day.replace(day=1) if chosen is rules.CleaningKind.MONTHLY else day
    known = table().get(day)
    require(
        rules.cleaning(
            kind=chosen,
            day=day,
            today=today,
            works=known is None or known.kind.works,
            late_days=parameter("09-07-1", "tick_late_days", today),
            ticked=Cleaning.objects.filter(section_id=section_id, kind=chosen, day=day).exists(),
        )
    )
    late = rules.made_up_for(kind=chosen, day=day, today=today)
    row = Cleaning.objects.create(
        section_id=section_id,
        kind=chosen,
        day=day,
        ticked_by_id=actor.officer,
        ticked_at=clock.now(),
        late=late,
    )
    payload = {"kind": kind, "day": str(day), "late": late}
    append([NewEntry(f"cleaning:{section_id}", "cleaning_ticked", cites, payload)], actor=actor)
    return row.pk


@act("register_integrity", "09-08-1", "09-08-2", "09-08-4")
def register_integrity(
    *,
    kind: str,
    from_whom: str,
    what: str,
    disposal: str,
    happened_on: dt.date | None,
    actor: Actor,
    cites: tuple[Citation, ...],
) -> int:
    """A colleague enters a gift, an invitation or a word put in for somebody. Returns the entry's id."""
    permit(actor, "see_work")
    require(
        rules.registering(
            kind=kind,
            from_whom=from_whom,
            what=what,
            disposal=disposal,
            happened_on=happened_on,
            today=clock.today(),
        )
    )
    assert happened_on is not None
    row = IntegrityRecord.objects.create(
        kind=rules.IntegrityKind(kind),
        staff_id=actor.officer,
        from_whom=from_whom.strip(),
        what=what.strip(),
        happened_on=happened_on,
        disposal=disposal,
        recorded_at=clock.now(),
    )
    payload = {"kind": kind, "disposal": disposal}
    append([NewEntry(f"probity:{row.pk}", "integrity_registered", cites, payload)], actor=actor)
    send_many(_told_party_office(row))
    return row.pk


def _told_party_office(row: IntegrityRecord) -> list[Notice]:
    """That there is something new to look at; never what."""
    stream, key = f"probity:{row.pk}", "integrity_registered"
    return [
        Notice(channel="inapp", to=one, template_key=key, params={}, stream=stream)
        for one in holders("party_office")
    ]


@act("receive_gift", "09-08-1")
def receive_gift(*, record_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """The party office takes what was handed in. Returns the entry's id."""
    permit(actor, "keep_gifts")
    row = IntegrityRecord.objects.select_for_update().get(pk=record_id)
    require(
        rules.receiving(
            kind=row.kind,
            disposal=row.disposal,
            received=row.received_by_id is not None,
            keeper=actor.officer,
            owner=row.staff_id,
        )
    )
    row.received_by_id, row.received_at = actor.officer, clock.now()
    row.save(update_fields=["received_by", "received_at"])
    append([NewEntry(f"probity:{row.pk}", "gift_received", cites, {})], actor=actor)
    return row.pk


@act("declare_interest", "09-08", "10-06")
def declare_interest(*, ground: str, with_whom: str, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """A colleague declares an interest that concerns no case yet. Returns the declaration's id."""
    permit(actor, "see_work")
    require(rules.declaring(ground=ground, grounds=GROUNDS, with_whom=with_whom, already=False))
    row = _declared(None, ground, with_whom, actor)
    append([NewEntry(f"declaration:{row.pk}", "interest_declared", cites, {"ground": ground})], actor=actor)
    return row.pk


@act("recuse", "09-08", "10-06")
def recuse(
    *,
    case_id: int,
    version: int | None,
    ground: str,
    with_whom: str,
    actor: Actor,
    cites: tuple[Citation, ...],
) -> int:
    """A colleague declares an interest in a case and is off it from this moment; the head gives it to another.

    Returns the declaration's id.
    """
    case = locked(case_id, version, "recused")
    permit(actor, "declare_interest", Relation(case.section_id, case.handler_id))
    already = actor.officer in case.recused
    require(rules.declaring(ground=ground, grounds=GROUNDS, with_whom=with_whom, already=already))
    row = _declared(case, ground, with_whom, actor)
    handler = None if case.handler_id == actor.staff_id else case.handler_id
    fact = Recused(staff=actor.officer, declaration=row.pk)
    columns = {"recused": [*case.recused, actor.officer], "handler_id": handler}
    record(case, fact, actor=actor, cites=cites, **columns)
    if handler is None and card_of(case).is_open:
        heads = [one for one in holders("head", case.section_id) if one not in case.recused]
        send_many(to_staff(case, heads or holders("leader"), "case_to_assign"))
    return row.pk


def _declared(case: Case | None, ground: str, with_whom: str, actor: Actor) -> Declaration:
    return Declaration.objects.create(
        staff_id=actor.officer,
        case=case,
        ground=ground,
        with_whom=with_whom.strip(),
        declared_at=clock.now(),
    )
