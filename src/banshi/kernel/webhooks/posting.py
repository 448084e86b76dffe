"""One way out of the house over HTTPS: no detours, no open line, and no address inside by accident.

Used by webhooks, whose address anybody with a key may name, and by the filing of refusals, whose address the
operator sets.
"""

import http.client
import ipaddress
import socket
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

LARGEST_ANSWER = 64 * 1024
# Answers after which trying again may help: too early, too busy; every 5xx too.
PASSING = frozenset({408, 425, 429})


class Unacceptable(Exception):
    """The other side will not take it, or it may not be sent there: trying again would not help."""


class _NoDetour(urllib.request.HTTPRedirectHandler):
    """A redirected POST would be lost or land elsewhere: it counts as not taken."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """Never follow."""
        return None


class _Checked(http.client.HTTPConnection):
    """Connects to the very address that was looked at, so that a second answer of the name server is no way in."""

    _create_connection: Callable[..., socket.socket]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._create_connection = _connect


class _CheckedSafely(http.client.HTTPSConnection, _Checked):
    """The same with TLS, for the name that was asked for."""


class _Handler(urllib.request.HTTPSHandler, urllib.request.HTTPHandler):
    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        """Open checked."""
        return self.do_open(_Checked, req)

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        """Open checked, with TLS."""
        return self.do_open(_CheckedSafely, req)


_trusting = urllib.request.build_opener(_NoDetour)
_wary = urllib.request.build_opener(_NoDetour, _Handler, urllib.request.ProxyHandler({}))


def post(
    url: str, body: bytes, headers: Mapping[str, str], *, timeout: float, trusted: bool = False
) -> bytes:
    """POST once; returns the beginning of a 2xx answer.

    `trusted`: the operator chose the address. Raises `Unacceptable` when trying again is no use, and whatever
    ails the line (`OSError`, `HTTPError`) when it may be.
    """
    refuse_open_line(url)
    request = urllib.request.Request(url, data=body, headers=dict(headers), method="POST")
    try:
        with (_trusting if trusted else _wary).open(request, timeout=timeout) as answer:
            content: bytes = answer.read(LARGEST_ANSWER + 1)
            return content
    except urllib.error.HTTPError as error:
        with error:
            if error.code in PASSING or error.code >= 500:
                raise
        raise Unacceptable(f"http_{error.code}") from None
    except urllib.error.URLError as error:
        if isinstance(error.reason, _Inside):
            raise Unacceptable("address_inside") from None
        raise


def refuse_open_line(url: str) -> None:
    """What concerns people does not cross the net in the open: raises `Unacceptable` unless it is HTTPS."""
    scheme = urlsplit(url).scheme
    if scheme != "https" and not (scheme == "http" and settings.BANSHI_REHEARSAL):
        raise Unacceptable("not_https")


def outside(address: str) -> bool:
    """Whether an IP address may be called: public, or in a network that the setting OUTBOUND_NETWORKS allows."""
    found = ipaddress.ip_address(address.partition("%")[0])
    found = getattr(found, "ipv4_mapped", None) or found
    allowed = (ipaddress.ip_network(network) for network in settings.OUTBOUND_NETWORKS)
    return (found.is_global and not found.is_multicast) or any(found in network for network in allowed)


class _Inside(OSError):
    """The name leads to an address inside the house."""


def _connect(address: tuple[str, int], timeout: Any = None, source_address: Any = None) -> socket.socket:
    found = socket.getaddrinfo(*address, type=socket.SOCK_STREAM)
    if not all(outside(str(where[0])) for *_, where in found):
        raise _Inside
    return socket.create_connection((str(found[0][4][0]), address[1]), timeout, source_address)
