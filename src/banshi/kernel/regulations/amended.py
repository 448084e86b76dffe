"""The values this bureau amended, as the registry asks for them: kept in the process, and read anew now and then.

A value begins two days after it was proposed at the earliest, so every process knows it long before its day.
"""

from collections.abc import Callable
from types import MappingProxyType

from django.conf import settings

from banshi.kernel.regulations.registry import Amended
from banshi.lib import clock

_reader: list[Callable[[], Amended]] = []


class _Kept:
    """What this process read last, and when on the ticking clock."""

    values: Amended = MappingProxyType({})
    at: float | None = None


def read_from(reader: Callable[[], Amended]) -> None:
    """Say how they are read: the tables do, because this module is loaded before there are tables."""
    _reader[:] = [reader]


def known() -> Amended:
    """Every approved value by parameter, at most BANSHI_AMENDMENTS_SECONDS old (0: never asked by itself)."""
    most = settings.BANSHI_AMENDMENTS_SECONDS
    if most and (_Kept.at is None or clock.ticking() - _Kept.at >= most):
        refresh()
    return _Kept.values


def refresh() -> None:
    """Read them now: one query."""
    _Kept.values, _Kept.at = _reader[0](), clock.ticking()


def forget() -> None:
    """As if nothing was ever amended, until they are read again: for tests."""
    _Kept.values, _Kept.at = MappingProxyType({}), None
