"""Whose turn it is. Pure.

Three standings: who goes first by the bureau's setting (08-04-2-2), then appointments whose time has come
(03-08), then everybody by the moment of arrival. An appointment that is early stands among the others at its
own time. Who was parked, or passed on to another section, keeps the turn they had.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Waiting:
    """One waiting visit: `turn_at` is the booked time or the arrival; `id` settles equal moments."""

    id: int
    priority: bool
    appointed: bool
    turn_at: dt.datetime


def standing(visit: Waiting, now: dt.datetime) -> int:
    """0 goes first, 1 has an appointment that is due, 2 is everybody else."""
    if visit.priority:
        return 0
    return 1 if visit.appointed and visit.turn_at <= now else 2


def turn(visit: Waiting, now: dt.datetime) -> tuple[int, dt.datetime, int]:
    """The key by which visits are called, smallest first."""
    return standing(visit, now), visit.turn_at, visit.id


def in_order(waiting: Iterable[Waiting], now: dt.datetime) -> list[Waiting]:
    """The waiting visits as they will be called if nobody else comes."""
    return sorted(waiting, key=lambda visit: turn(visit, now))
