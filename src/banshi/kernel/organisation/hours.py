"""Office hours: when a working day begins and when a due date ends."""

import datetime as dt

from django.conf import settings

from banshi.lib.clock import BEIJING


def close_of(day: dt.date) -> dt.datetime:
    """The close of office hours on `day`: the last moment that is in time at the counter."""
    return dt.datetime.combine(day, settings.OFFICE_HOURS[-1][1], BEIJING)


def end_of(day: dt.date, *, online: bool) -> dt.datetime:
    """The last moment in time on a due date: midnight for what is filed online, else the close."""
    if online:
        return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(0), BEIJING)
    return close_of(day)


def opening_text() -> str:
    """The daily hours as "9:00–12:00，13:30–17:00"."""
    return "，".join(f"{a:%-H:%M}–{b:%-H:%M}" for a, b in settings.OFFICE_HOURS)
