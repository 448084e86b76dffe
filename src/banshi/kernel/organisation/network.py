"""Where a request comes from. Never stored or logged as it is: only keyed digests of it."""

import ipaddress
from collections.abc import Mapping
from typing import Any

from django.conf import settings


def address_of(meta: Mapping[str, Any]) -> str:
    """Where a request comes from. Behind a proxy the bureau names the header the proxy sets."""
    return str(meta.get(settings.BANSHI_ADDRESS_HEADER, "")).rpartition(",")[2].strip()


def network_of(address: str) -> str:
    """The network an address belongs to: an IPv4 address itself, of IPv6 the half that names the house."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((found, 64), strict=False) if found.version == 6 else found)
