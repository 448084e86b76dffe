"""Applications being filled in online: saved at every step, sealed, gone after a day.

A draft is found only by its handle, which only the applicant's browser knows (as a cookie); the table keeps
the handle's digest.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from banshi.kernel.cases import uploads
from banshi.kernel.cases.models import Draft
from banshi.kernel.catalogue import competence
from banshi.kernel.catalogue.schema import ItemSpec
from banshi.kernel.vault.digests import digest
from banshi.lib import clock, ids
from banshi.lib.results import Decision, Reason, gettext_noop

LASTS = dt.timedelta(hours=24)
_SWEPT_AT_ONCE = 20
_SENT = "sent_as"

ON_SITE = gettext_noop("这件事需要本人到现场办理，不能在网上申请。")


@dataclass(frozen=True, slots=True)
class DraftCard:
    """A draft as the journey sees it; `case_id` once it has been sent."""

    id: int
    item_version_id: int
    answers: Mapping[str, Any]
    case_id: int | None = None


def online(spec: ItemSpec) -> Decision:
    """Whether an item can be applied for online, and otherwise where to go (06-03-4)."""
    decision = competence.online(spec)
    if not decision:
        return decision
    if not spec.window.online:
        return Decision(False, (Reason(ON_SITE, ("06-03-1",)),))
    return Decision(True)


def begin(item_version_id: int) -> str:
    """Open an empty draft and return its handle: a secret for the applicant's browser."""
    _sweep()
    handle = ids.token()
    Draft.objects.create(
        handle_digest=_digest(handle),
        item_version_id=item_version_id,
        answers={},
        expires_at=clock.now() + LASTS,
    )
    return handle


def find(handle: str) -> DraftCard | None:
    """The draft of a handle; None when there is none or its day is over."""
    row = _row(handle)
    if row is None:
        return None
    answers = row.answers or {}
    return DraftCard(row.pk, row.item_version_id, answers, answers.get(_SENT))


def save(handle: str, answers: Mapping[str, Any]) -> None:
    """Keep the answers; the draft's day begins anew. Does nothing when the draft is gone."""
    row = _row(handle)
    if row is not None:
        row.answers = dict(answers)
        row.expires_at = clock.now() + LASTS
        row.save(update_fields=["answers", "expires_at"])


def renew(draft: DraftCard, item_version_id: int) -> None:
    """The catalogue has changed meanwhile: the person's data stay, the papers are asked for again."""
    uploads.remove_all(draft_id=draft.id)
    row = Draft.objects.get(pk=draft.id)
    row.item_version_id = item_version_id
    row.answers = {name: value for name, value in draft.answers.items() if name != "papers"}
    row.save(update_fields=["item_version", "answers"])


def sent(handle: str, case_id: int) -> None:
    """The draft has become a case: only that is kept, so that sending it twice leads to the same case."""
    save(handle, {_SENT: case_id})


def discard(handle: str) -> None:
    """Delete a draft with its files."""
    row = _row(handle)
    if row is not None:
        _delete(row)


def _row(handle: str) -> Draft | None:
    if not handle:
        return None
    return Draft.objects.filter(handle_digest=_digest(handle), expires_at__gt=clock.now()).first()


def _digest(handle: str) -> str:
    return digest("draft", handle)


def _sweep() -> None:
    """Delete some drafts whose day is over; every new draft clears away more than itself."""
    for row in Draft.objects.filter(expires_at__lte=clock.now()).order_by("id")[:_SWEPT_AT_ONCE]:
        _delete(row)


def _delete(row: Draft) -> None:
    uploads.remove_all(draft_id=row.pk)
    row.delete()
