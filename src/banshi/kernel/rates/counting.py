"""Taking one's share of a rate, counted in the database by keyed digest."""

import datetime as dt
import ipaddress
import threading
from dataclasses import dataclass

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F

from banshi.kernel.organisation.network import network_of
from banshi.kernel.rates.models import Count
from banshi.kernel.rates.table import Per, Rate
from banshi.kernel.vault.digests import digest
from banshi.lib import clock

EPOCH = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_MOST_KEPT = 5000


@dataclass(slots=True)
class _Share:
    ends: dt.datetime
    left: int


# What this process has taken from the database and not yet used, so that not every search is a write.
_shares: dict[str, _Share] = {}
_turn = threading.Lock()


def must_wait(rate: Rate, who: str) -> int:
    """Seconds until `who` (an address, or an account) may go on; 0: at once, and this request is counted."""
    if rate.per is Per.NETWORK and _free(who):
        return 0
    now = clock.now()
    ends = _end_of_window(now, rate)
    subject = digest(f"rate-{rate.name}", network_of(who) if rate.per is Per.NETWORK else who)
    with _turn:
        share = _shares.get(subject)
        if share is not None and share.ends == ends and share.left > 0:
            share.left -= 1
            return 0
    if not _taken(subject, ends, rate):
        return max(1, int((ends - now).total_seconds()))
    if rate.step > 1:
        with _turn:
            if len(_shares) >= _MOST_KEPT:
                _shares.clear()
            _shares[subject] = _Share(ends, rate.step - 1)
    return 0


def forget() -> None:
    """Give up what this process has taken and not used."""
    _shares.clear()


def _end_of_window(now: dt.datetime, rate: Rate) -> dt.datetime:
    gone = int((now - EPOCH).total_seconds())
    return EPOCH + dt.timedelta(seconds=gone - gone % rate.seconds + rate.seconds)


def _taken(subject: str, ends: dt.datetime, rate: Rate) -> bool:
    """Take a step of the share; False when it is used up."""
    within = Count.objects.filter(subject=subject, ends=ends)
    if within.filter(taken__lte=rate.most - rate.step).update(taken=F("taken") + rate.step):
        return True
    if within.exists():
        return False
    Count.objects.filter(ends__lte=clock.now()).delete()
    try:
        with transaction.atomic():
            Count.objects.create(subject=subject, ends=ends, taken=rate.step)
    except IntegrityError:
        return bool(within.filter(taken__lte=rate.most - rate.step).update(taken=F("taken") + rate.step))
    return True


def _free(address: str) -> bool:
    """Whether an address is one of the bureau's own, whose kiosks and public screens are never stopped.

    So is this machine itself: behind a proxy that names nobody all of the city would come from it.
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    return found.is_loopback or any(found in ipaddress.ip_network(one) for one in settings.RATE_FREE_NETWORKS)
