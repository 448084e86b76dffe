"""Noting backups and proofs; after a restoration: holding everything back, going on, sending or dropping."""

import datetime as dt

from django.contrib.sessions.models import Session

from banshi.kernel.documents import leasing
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.notifications.actions import Notice, send_many
from banshi.kernel.organisation.models import OpenSession
from banshi.kernel.organisation.people import holders
from banshi.kernel.regulations.citation import Citation
from banshi.kernel.safekeeping import queries
from banshi.kernel.safekeeping.models import Restoration, Run
from banshi.kernel.webhooks.worker import queue_new
from banshi.lib import clock
from banshi.lib.results import Reason, Refused

STREAM = "installation"
NOT_PAUSED = "现在没有因为恢复而停下的事 (nothing is paused)。"
STILL_PAUSED = "请先用 --resume 恢复正常运行，再决定这些消息 (resume first, then decide)。"


@act("mark_restored")
def mark_restored(*, archive: str, backup_at: dt.datetime, cites: tuple[Citation, ...], actor: Actor) -> int:
    """The database is a former one: say so in the ledger with both moments, hold back everything that was on its way
    out, end every session, and pause duties and sending until `resume`. Returns how many were held.
    """
    now = clock.now()
    queue_new()
    held = sum(leasing.hold(model) for model in leasing.outward())
    Session.objects.all().delete()
    OpenSession.objects.filter(ended_at=None).update(ended_at=now, session_key="")
    Restoration.objects.filter(resumed_at=None).update(resumed_at=now)
    Restoration.objects.create(backup_at=backup_at, restored_at=now, archive=archive, held=held)
    told = {"backup_at": backup_at.isoformat(), "restored_at": now.isoformat(), "held": held}
    append([NewEntry(STREAM, "restored", cites, told)], actor=actor)
    return held


@act("resume_after_restoration")
def resume(*, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Duties and sending go on; what is held stays held. Returns how many that is; raises `Refused`."""
    paused = queries.pause()
    if paused is None:
        raise Refused(Reason(NOT_PAUSED))
    paused.resumed_at = clock.now()
    paused.save(update_fields=["resumed_at"])
    held = queries.held()
    append([NewEntry(STREAM, "resumed", cites, {"held": held})], actor=actor)
    return held


@act("decide_held")
def decide_held(*, send: bool, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Send everything that is held, or give it up for good; returns how many. Raises `Refused` while paused."""
    if queries.paused():
        raise Refused(Reason(STILL_PAUSED))
    count = sum(leasing.release(model, send=send) for model in leasing.outward())
    append([NewEntry(STREAM, "held_sent" if send else "held_dropped", cites, {"count": count})], actor=actor)
    return count


def note(run: Run) -> Run:
    """Keep the outcome of a backup or a proof; a failed one is told to the administrators at once."""
    run.save()
    if run.problem:
        _tell(f"{run.kind}_failed", f"run:{run.pk}", {"problem": run.problem})
    return run


def warn_late(*, limit: int, actor: Actor) -> int:
    """Tell the administrators, once a day, that a backup or its proof is older than wanted; returns how many kinds."""
    late = queries.late()[:limit]
    for kind in late:
        _tell(f"{kind}_late", f"{clock.today()}", {})
    return len(late)


def _tell(key: str, occasion: str, params: dict[str, object]) -> None:
    send_many(
        Notice(
            channel="inapp",
            to=one,
            template_key=key,
            params=params,
            stream=STREAM,
            dedupe_key=f"{key}:{occasion}:{one}",
        )
        for one in holders("administrator")
    )
