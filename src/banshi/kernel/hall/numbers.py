"""Ticket numbers: letter and running number of the day, A001. No gaps, no doubles."""

import datetime as dt

from django.db import connection

# One statement that both databases know: the row lock lasts to the end of the act, so a rollback
# gives the number back.
_NEXT = (
    "INSERT INTO hall_ticketseries (day, letter, last) VALUES (%s, %s, 1) "
    "ON CONFLICT (day, letter) DO UPDATE SET last = hall_ticketseries.last + 1 RETURNING last"
)


def next_ticket(day: dt.date, letter: str) -> str:
    """The next ticket of `letter` on `day`, inside the caller's transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [day.isoformat(), letter])
        (last,) = cursor.fetchone()
    return f"{letter}{last:03d}"
