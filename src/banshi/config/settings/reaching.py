"""How the database is reached: over a network only with TLS. Pure."""

from collections.abc import Mapping
from typing import Any

# What libpq does not quietly do without.
ENCRYPTED = frozenset({"require", "verify-ca", "verify-full"})
HERE = frozenset({"", "localhost", "127.0.0.1", "::1"})


def in_clear(database: Mapping[str, Any]) -> bool:
    """Whether a database of the settings is on another machine and may be spoken with unencrypted."""
    options = database.get("OPTIONS") or {}
    named = (database.get("HOST"), options.get("host"), options.get("hostaddr"))
    hosts = [host for one in named for host in str(one or "").split(",")]
    away = [host for host in hosts if host not in HERE and not host.startswith(("/", "@"))]
    return bool(away) and options.get("sslmode") not in ENCRYPTED
