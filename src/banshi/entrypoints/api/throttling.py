"""How often a system may call: by its key's account, or by network without a valid key."""

from django.conf import settings
from django.db import DatabaseError
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from banshi.kernel.organisation.network import address_of
from banshi.kernel.rates.counting import must_wait
from banshi.kernel.rates.table import RATES


class KeyThrottle(BaseThrottle):
    """Asked by the framework once for each request, after the key was read."""

    def __init__(self) -> None:
        self._wait = 0

    def allow_request(self, request: Request, view: object) -> bool:
        """Whether this call may go on; it is counted."""
        if request.auth is not None:
            self._wait = share("api", str(request.user.pk))
        else:
            self._wait = share("api-unknown", address_of(request.META))
        return self._wait == 0

    def wait(self) -> float:
        """Seconds until the next call."""
        return float(self._wait)


def share(name: str, who: str) -> int:
    """Seconds to wait of this rate; a database that cannot count keeps nobody out."""
    try:
        return must_wait(RATES[name], who) if settings.RATE_LIMITS else 0
    except DatabaseError:
        return 0
