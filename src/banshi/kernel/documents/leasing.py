"""Rows that are their own queue: a worker claims them for a while, a killed worker's claim runs out.

Used by documents (to be typeset), and by messages, filings and webhooks (to be sent). No task library: what is
due is found through an index, so a lost worker costs a lease, never a notice.
"""

import datetime as dt
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ClassVar, TypeVar

from django.db import models, transaction
from django.db.models import F, Q

from banshi.lib import clock

LEASE = dt.timedelta(minutes=2)
FIRST_PAUSE = dt.timedelta(seconds=30)
LONGEST_PAUSE = dt.timedelta(hours=6)
QUEUED, FAILED = "queued", "failed"
# The code of what is not sent because a lost system may have sent it; and of what was then given up for good.
HELD, DROPPED = "held", "dropped"
_holding: ContextVar[bool] = ContextVar("new_messages_are_held", default=False)
log = logging.getLogger(__name__)


class Leased(models.Model):
    """The columns of a row that waits for a worker; `state` is the subclass's own."""

    MAX_ATTEMPTS: ClassVar[int] = 14

    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=clock.now)
    lease_until = models.DateTimeField(null=True, blank=True)
    error_code = models.CharField(max_length=80, blank=True)

    class Meta:
        abstract = True

    @classmethod
    def outward(cls) -> Q | None:
        """Which rows leave the house or disturb a person outside; None: none of them."""
        return Q()


Row = TypeVar("Row", bound=Leased)


def claim(model: type[Row], *, limit: int) -> list[Row]:
    """Take up to `limit` queued rows that are due, for `LEASE`; no other worker gets them meanwhile.

    The attempt is counted here, so that a row that kills its worker is counted too. PostgreSQL workers
    share by SKIP LOCKED; on SQLite the transaction begins immediate, so workers follow each other.
    """
    now = clock.now()
    free = Q(lease_until=None) | Q(lease_until__lte=now)
    ripe = Q(next_attempt_at__lte=now)
    # Further ahead than any lease or pause lasts: written while the clock was ahead, and never waited for.
    free |= Q(lease_until__gt=now + 2 * LEASE)
    ripe |= Q(next_attempt_at__gt=now + 2 * LONGEST_PAUSE)
    table: models.Manager[Row] = model._default_manager
    with transaction.atomic():
        due = table.filter(free, ripe, state=QUEUED).order_by("next_attempt_at", "pk")
        ids = list(due.select_for_update(skip_locked=True).values_list("pk", flat=True)[:limit])
        if not ids:
            return []
        table.filter(pk__in=ids).update(lease_until=now + LEASE, attempts=F("attempts") + 1)
    return list(table.filter(pk__in=ids).order_by("next_attempt_at", "pk"))


def still_mine(row: Leased) -> bool:
    """Renew the claim on a row just before working on it; False when it ran out and another took it."""
    until = clock.now() + LEASE
    mine = _rows(row).filter(pk=row.pk, state=QUEUED, lease_until=row.lease_until, attempts=row.attempts)
    if not mine.update(lease_until=until):
        return False
    row.lease_until = until
    return True


def settle(row: Leased, state: str, **columns: Any) -> None:
    """Record the end of the work: the row leaves the queue, once."""
    _rows(row).filter(pk=row.pk, state=QUEUED).update(state=state, lease_until=None, **columns)


def failed(row: Leased, code: str, *, lasting: bool = False) -> bool:
    """An attempt failed: the row waits for the next one. Whether that was the last, as `MAX_ATTEMPTS` were made or
    the failure is `lasting`: then the row is settled as failed, and somebody has to look at it."""
    last = lasting or row.attempts >= row.MAX_ATTEMPTS
    if last:
        log.error("%s %s failed: %s", row._meta.model_name, row.pk, code)
        settle(row, FAILED, error_code=code[:80])
    else:
        log.warning("%s %s failed in attempt %s: %s", row._meta.model_name, row.pk, row.attempts, code)
        put_back(row, code)
    return last


def put_back(row: Leased, error_code: str) -> None:
    """Let the row wait for its next attempt: 30 s, 1 min, 2 min … at most 6 h."""
    pause = min(FIRST_PAUSE * 2 ** min(row.attempts - 1, 16), LONGEST_PAUSE)
    _rows(row).filter(pk=row.pk, state=QUEUED).update(
        lease_until=None, next_attempt_at=clock.now() + pause, error_code=error_code[:80]
    )


def queue_again(model: type[Row], ids: Sequence[int], failed: str) -> int:
    """Put failed rows back into the queue, due at once, with fresh attempts; returns how many."""
    return model._default_manager.filter(pk__in=ids, state=failed).update(
        state=QUEUED, attempts=0, next_attempt_at=clock.now(), lease_until=None, error_code=""
    )


def outward() -> list[type[Leased]]:
    """Every queue that leads out of the house."""
    return [model for model in Leased.__subclasses__() if model.outward() is not None]


def hold(model: type[Leased]) -> int:
    """Take what waits to leave the house off the queue, in doubt whether it left before; returns how many."""
    waiting = _all(model).filter(model.outward() or Q(), state=QUEUED)
    return waiting.update(state=FAILED, error_code=HELD, lease_until=None)


def held(model: type[Leased]) -> models.QuerySet[Any]:
    """What `hold` took off a queue and nobody has decided about, oldest first."""
    return _all(model).filter(state=FAILED, error_code=HELD).order_by("pk")


def release(model: type[Leased], *, send: bool) -> int:
    """Put everything held back into its queue, or give it up for good; returns how many."""
    ids = list(held(model).values_list("pk", flat=True))
    if send:
        return queue_again(model, ids, FAILED)
    return model._default_manager.filter(pk__in=ids).update(error_code=DROPPED)


@contextmanager
def holding() -> Iterator[None]:
    """Messages that are made inside are held from the beginning."""
    token = _holding.set(True)
    try:
        yield
    finally:
        _holding.reset(token)


def are_held() -> bool:
    """Whether messages made now are held."""
    return _holding.get()


def _rows(row: Leased) -> models.Manager[Any]:
    return _all(type(row))


def _all(model: type[Leased]) -> models.Manager[Any]:
    return model._default_manager
