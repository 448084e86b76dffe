"""The values this bureau amended, as the registry asks for them: kept in the process, and read anew now and then.

A value begins two days after it was proposed at the earliest, so every process knows it long before its day.
"""

from collections.abc import Mapping
from types import MappingProxyType

from django.apps import apps
from django.conf import settings

from banshi.kernel.regulations.registry import Amended, Value
from banshi.lib import clock

BUREAU = "bureau"
APPROVED, DECLINED, WITHDRAWN = "approved", "declined", "withdrawn"


class _Kept:
    """What this process read last, and when on the ticking clock."""

    values: Amended = MappingProxyType({})
    at: float | None = None


def known() -> Amended:
    """Every approved value by parameter, at most BANSHI_AMENDMENTS_SECONDS old (0: never asked by itself)."""
    most = settings.BANSHI_AMENDMENTS_SECONDS
    if most and (_Kept.at is None or clock.ticking() - _Kept.at >= most):
        refresh()
    return _Kept.values


def refresh() -> None:
    """Read them now: one query."""
    _Kept.values, _Kept.at = _read(), clock.ticking()


def forget() -> None:
    """As if nothing was ever amended, until they are read again: for tests."""
    _Kept.values, _Kept.at = MappingProxyType({}), None


def _read() -> Amended:
    # This module is loaded before there are tables, by the application itself.
    rows = apps.get_model("regulations", "Amendment")._default_manager.filter(steps__kind=APPROVED)
    found: dict[tuple[str, str], dict[object, Value]] = {}
    for row in rows.exclude(steps__kind=WITHDRAWN).order_by("id"):
        # Of two for the same day the later one holds.
        value = Value(row.since, row.value, BUREAU, row.document)
        found.setdefault((row.article, row.name), {})[row.since] = value
    values: Mapping[tuple[str, str], tuple[Value, ...]] = {
        key: tuple(those.values()) for key, those in found.items()
    }
    return MappingProxyType(values)
