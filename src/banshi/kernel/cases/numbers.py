"""Case numbers: division, day, running number of the day. No gaps, no doubles."""

import datetime as dt

from django.conf import settings
from django.db import connection

# One statement that both databases know: the row lock lasts to the end of the act, so a rollback
# gives the number back.
_NEXT = (
    "INSERT INTO cases_dayseries (day, last) VALUES (%s, 1) "
    "ON CONFLICT (day) DO UPDATE SET last = cases_dayseries.last + 1 RETURNING last"
)


def next_number(day: dt.date) -> str:
    """The next case number of `day`, such as 210900-20261029-000035, inside the caller's transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [day.isoformat()])
        (last,) = cursor.fetchone()
    return f"{settings.BUREAU['division']}-{day:%Y%m%d}-{last:06d}"
