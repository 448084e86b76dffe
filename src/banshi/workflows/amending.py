"""A number of the regulation is changed from a later day on: one proposes, another approves (11-03-1, decision 0023).

What began before that day keeps its number: every limit is looked up by the day on which it began.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.notifications.actions import Notice, send_many
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.people import holders
from banshi.kernel.organisation.permissions import may
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations import amended, registry
from banshi.kernel.regulations.amending import (
    UNKNOWN,
    Partner,
    Proposal,
    amendable,
    answered,
    proposed,
    read_value,
    withdrawable,
)
from banshi.kernel.regulations.citation import Citation, cite
from banshi.kernel.regulations.models import APPROVED, DECLINED, WITHDRAWN, Amendment, AmendmentStep
from banshi.kernel.ui.articles import article_label
from banshi.lib import clock
from banshi.lib.results import Decision, NotPermitted, Reason, Refused, gettext_noop, require
from banshi.workflows.parameter_words import NAMES, in_words

NOT_YOURS = gettext_noop("已经批准的，由局领导撤回。")
MOST = 200


@dataclass(frozen=True, slots=True)
class Step:
    """What became of a proposal: approved, declined or withdrawn, by whom, when, with which words."""

    kind: str
    by: str
    on: dt.date
    opinion: str


@dataclass(frozen=True, slots=True)
class AmendmentCard:
    """A proposal as pages show it. `state` is "" while it waits, else the kind of its last step."""

    id: int
    article: str
    name: str
    value: int | str
    before: int | str
    since: dt.date
    reason: str
    document: str
    by: str
    on: dt.date
    proposer: str
    state: str
    steps: tuple[Step, ...]

    @property
    def key(self) -> tuple[str, str]:
        """Which parameter."""
        return self.article, self.name

    @property
    def waits(self) -> bool:
        """Whether it waits for the second person."""
        return not self.state and self.since > clock.today()

    @property
    def lapsed(self) -> bool:
        """Whether its day came without an answer."""
        return not self.state and self.since <= clock.today()


def parameters() -> list[tuple[str, str]]:
    """The parameters a bureau may change, in the order of the articles."""
    keys = [key for key, values in registry.parameters().items() if amendable(key, values[-1].value)]
    return sorted(keys)


def judge(proposal: Proposal) -> int | str:
    """The value of a lawful proposal; raises `Refused` with everything that stands against it."""
    if proposal.key not in parameters():
        raise Refused(Reason(UNKNOWN, ("11-03-1",), "parameter"))
    value = read_value(proposal.key, proposal.value)
    if isinstance(value, Reason):
        raise Refused(value)
    day = max(proposal.since, clock.today())
    partners = {
        name: Partner(NAMES[name], registry.parameter(article, name, day))
        for article, name in parameters()
        if article == proposal.article and name != proposal.name
    }
    require(
        proposed(
            proposal,
            value,
            now=registry.parameter(*proposal.key, day),
            partners=partners,
            waiting=any(card.waits for card in amendments(proposal.key)),
            today=clock.today(),
        )
    )
    return value


@act("propose_amendment", "11-03-1")
def propose(*, proposal: Proposal, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Put a change to a second person. Returns its id; the leaders are told. Nothing holds yet."""
    permit(actor, "propose_amendment")
    value = judge(proposal)
    row = Amendment.objects.create(
        article=proposal.article,
        name=proposal.name,
        value=value,
        since=proposal.since,
        reason=proposal.reason.strip(),
        document=proposal.document.strip(),
        proposed_by=actor.ref,
        proposed_on=clock.today(),
    )
    _record(row, "amendment_proposed", cites, actor)
    send_many(_notices(row, "amendment_waiting", holders("leader")))
    return row.pk


@act("approve_amendment", "11-03-1")
def approve(*, amendment_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Put a proposal in force from its day on; it is public at once. Returns its id."""
    permit(actor, "approve_amendment")
    row, card = _locked(amendment_id)
    require(_answer(card, actor, approves=True))
    _step(row, APPROVED, actor)
    _record(row, "amendment_approved", cites, actor)
    amended.refresh()
    send_many(_notices(row, "amendment_approved", _staff_of(row.proposed_by)))
    return row.pk


@act("decline_amendment", "11-03-1")
def decline(*, amendment_id: int, opinion: str, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Decline a proposal with a reason. Returns its id."""
    permit(actor, "approve_amendment")
    row, card = _locked(amendment_id)
    require(_answer(card, actor, approves=False, opinion=opinion))
    _step(row, DECLINED, actor, opinion)
    _record(row, "amendment_declined", cites, actor)
    send_many(_notices(row, "amendment_declined", _staff_of(row.proposed_by)))
    return row.pk


@act("withdraw_amendment", "11-03-1")
def withdraw(*, amendment_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Take a proposal back, or (a leader) an approved value whose day has not come. Returns its id."""
    permit(actor, "see_amendments")
    row, card = _locked(amendment_id)
    leads = may(actor, "approve_amendment")
    if not leads and (card.state or not may(actor, "propose_amendment")):
        raise NotPermitted(Reason(NOT_YOURS, (row.article,)))
    require(withdrawable(article=row.article, since=row.since, today=clock.today(), state=card.state))
    _step(row, WITHDRAWN, actor)
    _record(row, "amendment_withdrawn", cites, actor)
    amended.refresh()
    return row.pk


def amendments(key: tuple[str, str] | None = None) -> list[AmendmentCard]:
    """The newest proposals first, of one parameter or of all: three queries."""
    rows = Amendment.objects.order_by("-id").prefetch_related("steps")
    if key is not None:
        rows = rows.filter(article=key[0], name=key[1])
    return _cards(list(rows[:MOST]))


def amendment(amendment_id: int) -> AmendmentCard | None:
    """One proposal with what became of it."""
    found = _cards(list(Amendment.objects.filter(pk=amendment_id).order_by("id").prefetch_related("steps")))
    return found[0] if found else None


def _answer(card: AmendmentCard, actor: Actor, *, approves: bool, opinion: str = "") -> Decision:
    own = card.proposer in {f"staff:{one}" for one in actor.staff_ids}
    return answered(
        article=card.article,
        since=card.since,
        today=clock.today(),
        state=card.state,
        own=own,
        approves=approves,
        opinion=opinion,
    )


def _locked(amendment_id: int) -> tuple[Amendment, AmendmentCard]:
    row = Amendment.objects.select_for_update().get(pk=amendment_id)
    return row, _cards([row])[0]


def _step(row: Amendment, kind: str, actor: Actor, opinion: str = "") -> None:
    AmendmentStep.objects.create(
        amendment=row,
        kind=kind,
        by=actor.ref,
        on=clock.today(),
        opinion=opinion.strip(),
        since=row.since,
        proposed_by=row.proposed_by,
    )


def _record(row: Amendment, name: str, cites: tuple[Citation, ...], actor: Actor) -> None:
    payload: Mapping[str, object] = {
        "article": row.article,
        "name": row.name,
        "value": row.value,
        "since": row.since.isoformat(),
    }
    articles = tuple(dict.fromkeys((*cites, *cite(row.article))))
    append([NewEntry(f"amendment:{row.pk}", name, articles, payload)], actor=actor)


def _notices(row: Amendment, text: str, staff_ids: Sequence[int]) -> list[Notice]:
    params = {
        "article": article_label(row.article),
        "name": NAMES[row.name],
        "value": in_words(row.value, row.name),
        "since": row.since,
    }
    return [
        Notice(channel="inapp", to=one, template_key=text, params=params, stream=f"amendment:{row.pk}")
        for one in staff_ids
    ]


def _staff_of(reference: str) -> list[int]:
    return [int(reference.partition(":")[2])]


def _cards(rows: Sequence[Amendment]) -> list[AmendmentCard]:
    steps = {row.pk: sorted(row.steps.all(), key=lambda step: step.pk) for row in rows}
    people = {row.proposed_by for row in rows} | {one.by for those in steps.values() for one in those}
    names = organisation.called({int(one.partition(":")[2]) for one in people})
    return [_card(row, steps[row.pk], names) for row in rows]


def _card(row: Amendment, steps: Sequence[AmendmentStep], names: Mapping[int, str]) -> AmendmentCard:
    eve = row.since - dt.timedelta(days=1)
    return AmendmentCard(
        id=row.pk,
        article=row.article,
        name=row.name,
        value=row.value,
        before=registry.parameter(row.article, row.name, eve),
        since=row.since,
        reason=row.reason,
        document=row.document,
        by=names.get(_staff_of(row.proposed_by)[0], ""),
        on=row.proposed_on,
        proposer=row.proposed_by,
        state=steps[-1].kind if steps else "",
        steps=tuple(Step(s.kind, names.get(_staff_of(s.by)[0], ""), s.on, s.opinion) for s in steps),
    )
