"""Legal holds: what is needed for a complaint, for accountability, for a court is not erased."""

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.parties.texts import parse_note
from banshi.kernel.privacy.models import Ground, Hold
from banshi.kernel.regulations.citation import Citation
from banshi.lib import clock
from banshi.lib.results import Reason, Refused, gettext_noop

WHY = gettext_noop("请写明理由，至少%(least)s个字。")
HELD_ALREADY = gettext_noop("这一件已经因为同样的理由暂停删除。")
NOT_HELD = gettext_noop("这一条已经解除。")
LEAST = 4


@dataclass(frozen=True, slots=True)
class HoldCard:
    """A hold as the page shows it."""

    id: int
    stream: str
    ground: str
    reason: str
    placed_at: dt.datetime
    placed_by: str
    lifted_at: dt.datetime | None

    @property
    def ground_label(self) -> str:
        """The ground in the reader's language."""
        return str(Ground(self.ground).label)


def held(
    streams: Collection[str], holders: Sequence[Callable[[Collection[str]], Collection[str]]]
) -> set[str]:
    """Which of these streams must not be erased now, by a hold or by what `holders` know."""
    wanted = set(streams)
    found = set(Hold.objects.filter(stream__in=wanted, lifted_at=None).values_list("stream", flat=True))
    for holder in holders:
        found |= wanted & set(holder(wanted))
    return found


@act("hold_record")
def hold(*, stream: str, ground: str, reason: str, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Stop the erasure of a stream such as "case:12"; returns the hold. Raises `Refused`, `NotPermitted`."""
    permit(actor, "hold_records")
    if Hold.objects.filter(stream=stream, ground=ground, lifted_at=None).exists():
        raise Refused(Reason(HELD_ALREADY, field="number"))
    row = Hold.objects.create(
        stream=stream,
        ground=Ground(ground),
        reason=_why(reason),
        placed_by_id=actor.officer,
        placed_at=clock.now(),
    )
    payload = {"stream": stream, "ground": ground}
    append([NewEntry(f"hold:{row.pk}", "held", cites, payload)], actor=actor)
    return row.pk


@act("lift_hold")
def lift(*, hold_id: int, reason: str, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Let the erasure go on; returns the hold. Raises `Refused`, `NotPermitted`."""
    permit(actor, "hold_records")
    row = Hold.objects.select_for_update().filter(pk=hold_id, lifted_at=None).first()
    if row is None:
        raise Refused(Reason(NOT_HELD))
    row.lifted_at, row.lifted_by_id, row.lift_reason = clock.now(), actor.officer, _why(reason)
    row.save(update_fields=["lifted_at", "lifted_by", "lift_reason"])
    append([NewEntry(f"hold:{row.pk}", "hold_lifted", cites, {"stream": row.stream})], actor=actor)
    return row.pk


def holds() -> list[HoldCard]:
    """All holds, those in force first, then the newest."""
    rows = Hold.objects.select_related("placed_by").order_by("-id")[:200]
    cards = [
        HoldCard(r.pk, r.stream, r.ground, r.reason, r.placed_at, r.placed_by.called, r.lifted_at)
        for r in rows
    ]
    return sorted(cards, key=lambda card: card.lifted_at is not None)


def _why(text: str) -> str:
    reason = parse_note(text, "reason")
    if len(reason) < LEAST:
        raise Refused(Reason(WHY, field="reason", params={"least": LEAST}))
    return reason
