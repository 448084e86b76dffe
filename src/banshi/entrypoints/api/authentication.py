"""Who calls: a key in the `Authorization` header stands for a staff account and the posts it holds."""

import datetime as dt
import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, Throttled
from rest_framework.request import Request

from banshi.entrypoints.api.throttling import share
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.models import Staff
from banshi.kernel.organisation.network import address_of
from banshi.kernel.organisation.people import actor_for
from banshi.kernel.organisation.queries import staff_by_key
from banshi.kernel.vault.digests import digest
from banshi.lib import clock

REALM = 'Bearer realm="banshi"'
WRONG_KEY = _("密钥无效、已停用，或者没有按“Authorization: Bearer 密钥”的样式写。")
# A revoked key and a change of posts take effect within this time: most calls then ask no table who calls.
KEPT_FOR = dt.timedelta(seconds=30)
MOST_KEPT = 1000

_SHAPE = re.compile(r"[Bb]earer +([\x21-\x7e]{1,200}) *")


@dataclass(frozen=True, slots=True)
class _Kept:
    staff: Staff
    actor: Actor
    since: dt.datetime


# By keyed digest, so that no key lies about in memory.
_shelf: dict[str, _Kept] = {}


class KeyAuthentication(BaseAuthentication):
    """`Authorization: Bearer <key>`; `request.user` is the account, `request.auth` the Actor."""

    def authenticate(self, request: Request) -> tuple[Staff, Actor] | None:
        """The account behind the key; None without the header. Raises `AuthenticationFailed`."""
        header = request.META.get("HTTP_AUTHORIZATION", "")
        if not header:
            return None
        found = _SHAPE.fullmatch(header)
        caller = _caller(found[1]) if found else None
        if caller is None:
            if wait := share("api-unknown", address_of(request.META)):
                raise Throttled(wait)
            raise AuthenticationFailed(WRONG_KEY)
        return caller.staff, caller.actor

    def authenticate_header(self, request: Request) -> str:
        """The challenge of a 401 answer."""
        return REALM


def forget() -> None:
    """Look every caller up anew: after a key was revoked in this process."""
    _shelf.clear()


def _caller(secret: str) -> _Kept | None:
    """Who the key stands for, looked up at most every `KEPT_FOR`."""
    mark, now = digest("caller", secret), clock.now()
    kept = _shelf.get(mark)
    # The clock can be moved back in rehearsals and tests, hence the lower bound.
    if kept and dt.timedelta(0) <= now - kept.since < KEPT_FOR:
        return kept
    _shelf.pop(mark, None)
    staff = staff_by_key(secret)
    if staff is None:
        return None
    if len(_shelf) >= MOST_KEPT:
        _shelf.clear()
    _shelf[mark] = _Kept(staff, actor_for(staff), now)
    return _shelf[mark]
