"""What a session says of its log-in: by which way, when, and whether with a second factor. Pure but for the clock."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from banshi.lib import clock

KEY = "account"
PASSWORD, PROVIDER, PASSKEY = "password", "oidc", "passkey"


def mark(way: str, *, strong: bool, row: int) -> dict[str, Any]:
    """What is kept in a session that begins now; `row` is its line in the list of sessions."""
    return {"way": way, "strong": strong, "at": clock.now().isoformat(), "row": row}


def strong(session: Mapping[str, Any]) -> bool:
    """Whether a second factor was shown; no for a session of which nothing is known."""
    return bool(session.get(KEY, {}).get("strong"))


def worn_out(session: Mapping[str, Any], hours: int) -> bool:
    """Whether nobody proved for so many hours who they are, however busy the session was."""
    at = session.get(KEY, {}).get("at")
    return at is not None and clock.now() - dt.datetime.fromisoformat(at) > dt.timedelta(hours=hours)


def fresh(session: Mapping[str, Any], minutes: int) -> bool:
    """Whether somebody proved within so many minutes who they are."""
    at = session.get(KEY, {}).get("at")
    return at is not None and clock.now() - dt.datetime.fromisoformat(at) <= dt.timedelta(minutes=minutes)
