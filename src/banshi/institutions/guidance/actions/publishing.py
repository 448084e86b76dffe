"""Publishing a policy with its explanation, and retiring it (08-04-1)."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from banshi.institutions.guidance import rules
from banshi.institutions.guidance.models import Policy, PolicyWord
from banshi.kernel.catalogue.index import words
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.citation import Citation
from banshi.lib import clock
from banshi.lib.results import Reason, Refused, gettext_noop, require

LONGEST_WORD = 40
_TITLE, _EXPLANATION, _TEXT = 10, 3, 1
NO_REASON = gettext_noop("请写明为什么撤下。")
GONE = gettext_noop("这份政策已经撤下了。")


@dataclass(frozen=True, slots=True)
class Draft:
    """A policy as it is to be published."""

    title: str
    text: str
    explanation: str
    effective_from: dt.date | None
    effective_to: dt.date | None = None
    number: str = ""
    issuer: str = ""
    items: tuple[str, ...] = ()
    sample: bool = False


@act("publish_policy", "08-02", "08-04-1")
def publish(*, draft: Draft, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Publish a policy with its explanation, and make its words findable. Returns its id."""
    permit(actor, "publish_policy")
    require(
        rules.publishing(
            title=draft.title,
            text=draft.text,
            explanation=draft.explanation,
            first=draft.effective_from,
            last=draft.effective_to,
        )
    )
    assert draft.effective_from is not None
    row = Policy.objects.create(
        title=draft.title.strip(),
        number=draft.number.strip(),
        issuer=draft.issuer.strip(),
        text=draft.text.strip(),
        explanation=draft.explanation.strip(),
        items=list(draft.items),
        sample=draft.sample,
        effective_from=draft.effective_from,
        effective_to=draft.effective_to,
        published_at=clock.now(),
        published_by_id=actor.officer,
    )
    PolicyWord.objects.bulk_create(
        PolicyWord(policy=row, word=word, weight=weight) for word, weight in _weights(draft).items()
    )
    payload = {"from": draft.effective_from.isoformat(), "items": list(draft.items)}
    append([NewEntry(f"policy:{row.pk}", "policy_published", cites, payload)], actor=actor, begins=True)
    return row.pk


@act("retire_policy", "08-04-1")
def retire(*, policy_id: int, reason: str, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Take a policy out of the public pages; who kept its address reads why. Returns its id."""
    permit(actor, "publish_policy")
    if not reason.strip():
        raise Refused(Reason(NO_REASON, ("08-04-1",), "reason"))
    row = Policy.objects.select_for_update().filter(pk=policy_id, retired_at=None).first()
    if row is None:
        raise Refused(Reason(GONE, ("08-04-1",)))
    row.retired_at, row.retire_reason = clock.now(), reason.strip()
    row.save(update_fields=["retired_at", "retire_reason"])
    append([NewEntry(f"policy:{row.pk}", "policy_retired", cites, {})], actor=actor)
    return row.pk


def _weights(draft: Draft) -> dict[str, int]:
    found: dict[str, int] = {}
    parts = ((_TEXT, draft.text), (_EXPLANATION, draft.explanation), (_TITLE, draft.title))
    for weight, text in parts:
        for word in _fit(words(text)):
            found[word] = max(weight, found.get(word, 0))
    return found


def _fit(cut: Collection[str]) -> list[str]:
    return [word for word in cut if len(word) <= LONGEST_WORD]
