"""Entering parties and agents, and reading a party's data in full.

These run inside the acts of the rooms, which write the ledger.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from django.db import IntegrityError, transaction

from banshi.kernel.parties.entry import Entry
from banshi.kernel.parties.models import Agent, Party, Unmasking, name_digest, number_digest, phone_digest
from banshi.kernel.parties.texts import parse_note
from banshi.lib.results import Reason, Refused
from banshi.lib.results import gettext_noop as _

REASON_LEAST = 4


@dataclass(frozen=True, slots=True)
class FullParty:
    """A party's data in full, as its `repr` never shows it."""

    id: int
    kind: str
    number_kind: str
    name: str = field(repr=False)
    number: str = field(repr=False)
    phone: str = field(repr=False)
    address: str = field(repr=False)
    legal_representative: str = field(repr=False)


def enter_party(entry: Entry, *, trusted: bool) -> Party:
    """Find the party by its number, or enter it. Safe when two clerks enter the same party at once.

    `trusted` (entered by staff, who saw the papers): phone, address and representative given replace older
    ones. What a stranger types online never changes what is known. Raises Refused if the number is already
    entered under another name.
    """
    party = _find(entry) or _create(entry)
    return _refresh(party, entry) if trusted else _same(party, entry)


@transaction.atomic
def unmask(*, party_id: int, actor_ref: str, reason: str) -> FullParty:
    """Read a party's data in full and log who did so and why; raises Refused without a real reason."""
    reason = parse_note(reason, "reason")
    if len(reason) < REASON_LEAST:
        sentence = _("请写明为什么要查看完整信息，至少%(least)s个字。")
        raise Refused(Reason(sentence, (), "reason", {"least": REASON_LEAST}))
    party = _get(party_id)
    Unmasking.objects.create(party=party, staff=actor_ref, reason=reason)
    return FullParty(
        id=party.id,
        kind=party.kind,
        number_kind=party.number_kind,
        name=party.name,
        number=party.number,
        phone=party.phone,
        address=party.address,
        legal_representative=party.legal_representative,
    )


def appoint_agent(
    *,
    principal_id: int,
    agent_id: int,
    scope: str,
    item_codes: Sequence[str],
    first: dt.date,
    last: dt.date,
    evidence: str,
) -> Agent:
    """Record a power of attorney from `first` to `last`, both included; raises Refused.

    No `item_codes` means every item within the scope; `evidence` says which paper was seen.
    """
    if principal_id == agent_id:
        raise Refused(Reason(_("代理人不能是委托人本人。"), (), "agent"))
    if last < first:
        raise Refused(Reason(_("委托的截止日期不能早于开始日期。"), (), "last"))
    return Agent.objects.create(
        principal=_get(principal_id),
        agent=_get(agent_id),
        scope=_filled(scope, "scope"),
        item_codes=list(item_codes),
        first=first,
        last=last,
        evidence=_filled(evidence, "evidence"),
    )


def _get(party_id: int) -> Party:
    party = Party.objects.filter(pk=party_id).first()
    if party is None:
        raise Refused(Reason(_("没有找到这位当事人。"), (), "party"))
    return party


def _filled(text: str, field: str) -> str:
    note = parse_note(text, field)
    if not note:
        raise Refused(Reason(_("这一项没有填写，请补充。"), (), field))
    return note


def _find(entry: Entry) -> Party | None:
    return Party.objects.filter(number_digest=number_digest(entry.number_kind, entry.number)).first()


def _create(entry: Entry) -> Party:
    party = Party(**asdict(entry))
    try:
        # A savepoint, so that losing a race does not spoil the transaction of the calling act.
        with transaction.atomic():
            party.save(force_insert=True)
    except IntegrityError:
        winner = _find(entry)
        if winner is None:
            raise
        return winner
    return party


def _same(party: Party, entry: Entry) -> Party:
    if party.name_digest != name_digest(entry.name):
        sentence = _("这个号码已经登记，但登记的姓名或者名称与您填写的不一致。请对照证件核对姓名和号码。")
        raise Refused(Reason(sentence, (), "name"))
    return party


def _refresh(party: Party, entry: Entry) -> Party:
    _same(party, entry)
    changed: list[str] = []
    if party.phone_digest != phone_digest(entry.phone):
        party.phone = entry.phone
        changed += ["phone", "phone_digest", "masked_phone"]
    if entry.address and entry.address != party.address:
        party.address = entry.address
        changed += ["address"]
    if entry.legal_representative and entry.legal_representative != party.legal_representative:
        party.legal_representative = entry.legal_representative
        changed += ["legal_representative"]
    if changed:
        party.save(update_fields=changed)
    return party
