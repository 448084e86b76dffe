"""Lock-out: an account waits where it was tried too often, never everywhere, so nobody can shut a colleague out.

Of the network only a keyed digest is kept, together with the account's name (decision 0026).
"""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F

from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import SYSTEM, Actor, act
from banshi.kernel.organisation.models import LogInLock, Staff
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.citation import Citation
from banshi.kernel.vault.digests import digest
from banshi.lib import clock
from banshi.lib.results import Reason, Refused, gettext_noop

NOT_ONESELF = gettext_noop("不能给自己的账号解锁，请由另一位安全管理员办理。")
NOT_LOCKED = gettext_noop("这个账号现在没有锁定。")


@dataclass(frozen=True, slots=True)
class Locked:
    """An account that must wait somewhere; where is not known to anybody."""

    id: int
    staff_id: int
    name: str
    username: str
    until: dt.datetime


def waits(username: str, network: str) -> bool:
    """Whether this account must wait in this network, whatever is typed."""
    return LogInLock.objects.filter(key=_key(username, network), until__gt=clock.now()).exists()


def failed(username: str, network: str) -> None:
    """Count a wrong log-in; with the last one allowed, the account is locked here and the ledger says so."""
    now = clock.now()
    key = _key(username, network)
    begin = now - dt.timedelta(minutes=settings.LOCK_MINUTES)
    LogInLock.objects.filter(key=key, since__lt=begin).delete()
    if not LogInLock.objects.filter(key=key).update(wrong=F("wrong") + 1):
        staff = Staff.objects.filter(username=username).first()
        try:
            with transaction.atomic():
                LogInLock.objects.create(key=key, staff=staff, wrong=1, since=now)
        except IntegrityError:
            LogInLock.objects.filter(key=key).update(wrong=F("wrong") + 1)
    row = LogInLock.objects.get(key=key)
    if row.wrong >= settings.LOCK_AFTER and row.until is None:
        lock(lock_id=row.pk, actor=SYSTEM)


@act("lock_log_in")
def lock(*, lock_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Let an account wait in a network for the bureau's minutes; returns the lock."""
    row = LogInLock.objects.select_for_update().get(pk=lock_id)
    row.since = clock.now()
    row.until = row.since + dt.timedelta(minutes=settings.LOCK_MINUTES)
    row.save(update_fields=["since", "until"])
    stream = f"staff:{row.staff_id}" if row.staff_id else "accounts"
    append([NewEntry(stream, "log_in_locked", cites, {"lock": row.pk, "network": row.key[:16]})], actor=actor)
    return row.pk


def forgive(username: str, network: str) -> None:
    """A right log-in takes back the wrong ones before it."""
    LogInLock.objects.filter(key=_key(username, network)).delete()


@act("unlock_log_in")
def unlock(*, staff_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Open an account in every network where it waits; returns in how many. Never one's own."""
    permit(actor, "guard_accounts")
    if staff_id == actor.officer:
        raise Refused(Reason(NOT_ONESELF))
    count, _rows = LogInLock.objects.filter(staff_id=staff_id, until__gt=clock.now()).delete()
    if not count:
        raise Refused(Reason(NOT_LOCKED))
    append([NewEntry(f"staff:{staff_id}", "log_in_unlocked", cites, {"locks": count})], actor=actor)
    return count


def locked_now() -> list[Locked]:
    """The colleagues who wait somewhere, for the security administrator."""
    rows = (
        LogInLock.objects.filter(until__gt=clock.now(), staff__isnull=False)
        .select_related("staff")
        .order_by("-until", "id")
    )
    return [
        Locked(row.pk, row.staff.pk, row.staff.called, row.staff.username, row.until)
        for row in rows
        if row.staff is not None and row.until is not None
    ]


def _key(username: str, network: str) -> str:
    return digest("log-in", f"{username}\0{network}")
