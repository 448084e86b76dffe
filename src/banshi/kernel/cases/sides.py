"""The applicant's side of a case: all who apply, and the agents with their powers of attorney.

Entering and judging happen inside acts, which write the ledger. A power handed in for a case counts for that
case only: what a stranger brings online says nothing about anybody's other cases.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from banshi.kernel.cases.models import Case, CoApplicant, Representation
from banshi.kernel.catalogue.schema import ItemSpec
from banshi.kernel.parties import agency
from banshi.kernel.parties.actions import appoint_agent, enter_party
from banshi.kernel.parties.agency import Power
from banshi.kernel.parties.entry import Entry, read_entry
from banshi.kernel.parties.models import Agent, Party
from banshi.kernel.parties.queries import PartyCard, cards
from banshi.lib import clock
from banshi.lib.results import Decision, Reason, Refused, gettext_noop, require

MASKED_LIMIT, NAMES_SHOWN = 80, 3
HANDED_IN = ("06-03-2",)


class Sided(Protocol):
    """A case's row or card: who applies first, how many do, and its agent of last."""

    @property
    def id(self) -> int: ...
    @property
    def party_id(self) -> int: ...
    @property
    def applicants(self) -> int: ...
    @property
    def agent_id(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Side:
    """The applicant's side as entered: the parties in order, and the agent with the power of attorney."""

    parties: tuple[Party, ...]
    phone: str
    agent: Party | None = None
    terms: Mapping[str, Any] | None = None

    @property
    def masked(self) -> str:
        """All who apply, masked, in one line."""
        return joined([party.masked_name for party in self.parties])


@dataclass(frozen=True, slots=True)
class PowerCard:
    """A power of attorney handed in for a case; `id` is what acts name it by."""

    id: int
    agent: PartyCard
    principal: PartyCard
    scope: str
    items: tuple[str, ...]
    first: dt.date
    last: dt.date
    evidence: str

    @property
    def power(self) -> Power:
        """What the rule judges."""
        return Power(self.principal.id, self.agent.id, self.items, self.first, self.last, self.evidence)

    def holds(self, day: dt.date) -> bool:
        """Whether the day lies within it."""
        return self.first <= day <= self.last


def joined(names: Sequence[str]) -> str:
    """Several masked names in one line that fits its column."""
    shown = "、".join(names[:NAMES_SHOWN]) + (f"等{len(names)}人" if len(names) > NAMES_SHOWN else "")
    return shown if len(shown) <= MASKED_LIMIT else shown[: MASKED_LIMIT - 1] + "…"


def enter(
    spec: ItemSpec,
    applicants: Sequence[Mapping[str, str]],
    given: Mapping[str, Any] | None,
    *,
    trusted: bool,
) -> Side:
    """Judge and enter all who apply and their agent, as typed.

    `given` holds `agent` (typed like an applicant), `scope`, `items`, `first`, `last`, `evidence`. Raises
    `Refused` with the fields named applicant-wise: "number", "co_applicants[1].number", "agent.number".
    """
    entries = [_read(typed, f"co_applicants[{at}]." if at else "") for at, typed in enumerate(applicants)]
    require(agency.together([f"{e.number_kind}:{e.number}" for e in entries], needed=spec.applicants))
    parties = [
        _enter(entry, f"co_applicants[{at}]." if at else "", trusted=trusted)
        for at, entry in enumerate(entries)
    ]
    agent = _agent(given, trusted=trusted) if given else None
    if agent is not None:
        for party in parties:
            require(_judged(given or {}, party, agent, spec))
    return Side(tuple(parties), entries[0].phone, agent, given)


def attach(case: Case, side: Side) -> None:
    """Write down who else applies, and under which powers the agent acts. The case has just been opened."""
    CoApplicant.objects.bulk_create(
        CoApplicant(case=case, seq=seq, party=party) for seq, party in enumerate(side.parties[1:], start=2)
    )
    if side.agent is not None and side.terms is not None:
        for party in side.parties:
            _represent(case, party.pk, side.agent.pk, side.terms)


def add_power(
    case: Case, principal_id: int, given: Mapping[str, Any], spec: ItemSpec, *, trusted: bool
) -> Representation:
    """A further power of attorney for a case, from one of its applicants; raises `Refused`."""
    principal = next((party for party in _parties(case) if party.pk == principal_id), None)
    if principal is None:
        raise Refused(Reason(gettext_noop("委托人必须是这件办件的申请人。"), HANDED_IN, "principal"))
    agent = _agent(given, trusted=trusted)
    require(_judged(given, principal, agent, spec))
    return _represent(case, principal.pk, agent.pk, given)


def applicants_of(case: Sided) -> tuple[PartyCard, ...]:
    """All who apply, masked, the first one first."""
    ids = [case.party_id]
    if case.applicants > 1:
        others = CoApplicant.objects.filter(case_id=case.id).order_by("seq")
        ids += others.values_list("party_id", flat=True)
    found = cards(ids)
    return tuple(found[each] for each in ids)


def powers_of(case: Sided) -> tuple[PowerCard, ...]:
    """The powers of attorney of a case, oldest first, those that have ended too."""
    if case.agent_id is None:
        return ()
    rows = list(Representation.objects.filter(case_id=case.id).select_related("power").order_by("id"))
    people = cards({one for row in rows for one in (row.power.principal_id, row.power.agent_id)})
    return tuple(_card(row, people) for row in rows)


def people_of(case: Sided) -> tuple[PartyCard, ...]:
    """Everybody on the applicant's side: all who apply, then their agents, each once."""
    everybody = (*applicants_of(case), *(one.agent for one in powers_of(case)))
    return tuple({one.id: one for one in everybody}.values())


def acting(
    case: Case, power_id: int | None, spec: ItemSpec, *articles: str, on: dt.date | None = None
) -> Decision:
    """Whether the one who acts may: an applicant in person (None), or an agent by this power; `on`: not today."""
    if power_id is None:
        return Decision(True, (), articles)
    found = next((one for one in powers_of(case) if one.id == power_id), None)
    if found is None:
        sentence = gettext_noop("这件办件没有登记这份授权委托书。")
        again = (Reason(agency.PERSONALLY, articles),)
        return Decision(False, (Reason(sentence, articles, "power"),), articles, again)
    decision = agency.power(
        found.power, item=case.item_code, today=on or clock.today(), agents=spec.agents, articles=articles
    )
    return replace(decision, reasons=tuple(replace(why, field="power") for why in decision.reasons))


def full_names(case: Case) -> dict[str, str]:
    """Names in full for a paper: `applicant`, all of them, and `agent` while the agent's power holds."""
    names = {"applicant": case.party.name if case.applicants == 1 else _names(case)}
    if case.agent_id is not None:
        today = clock.today()
        held = Representation.objects.filter(
            case=case, power__agent=case.agent_id, power__first__lte=today, power__last__gte=today
        )
        if case.agent is not None and held.exists():
            names["agent"] = case.agent.name
    return names


def _names(case: Case) -> str:
    return "、".join(party.name for party in _parties(case))


def _parties(case: Case) -> list[Party]:
    others = CoApplicant.objects.filter(case=case).select_related("party").order_by("seq")
    return [case.party, *(one.party for one in others)]


def _read(typed: Mapping[str, str], before: str) -> Entry:
    try:
        return read_entry(**typed)
    except Refused as refused:
        raise _placed(refused, before) from None


def _enter(entry: Entry, before: str, *, trusted: bool) -> Party:
    try:
        return enter_party(entry, trusted=trusted)
    except Refused as refused:
        raise _placed(refused, before) from None


def _placed(refused: Refused, before: str) -> Refused:
    return Refused(*(replace(why, field=before + why.field) for why in refused.reasons))


def _agent(given: Mapping[str, Any], *, trusted: bool) -> Party:
    return _enter(_read(given["agent"], "agent."), "agent.", trusted=trusted)


def _judged(given: Mapping[str, Any], principal: Party, agent: Party, spec: ItemSpec) -> Decision:
    return agency.power(
        Power(
            principal.pk,
            agent.pk,
            tuple(given["items"]),
            given["first"],
            given["last"],
            given["evidence"],
        ),
        item=spec.code,
        today=clock.today(),
        agents=spec.agents,
        articles=HANDED_IN,
    )


def _represent(case: Case, principal_id: int, agent_id: int, given: Mapping[str, Any]) -> Representation:
    terms = {name: given[name] for name in ("scope", "first", "last", "evidence")}
    try:
        row: Agent = appoint_agent(
            principal_id=principal_id, agent_id=agent_id, item_codes=given["items"], **terms
        )
    except Refused as refused:
        raise _placed(refused, "agent.") from None
    return Representation.objects.create(case=case, power=row, at=clock.now())


def _card(row: Representation, people: Mapping[int, PartyCard]) -> PowerCard:
    power = row.power
    return PowerCard(
        id=row.pk,
        agent=people[power.agent_id],
        principal=people[power.principal_id],
        scope=power.scope,
        items=tuple(power.item_codes),
        first=power.first,
        last=power.last,
        evidence=power.evidence,
    )
