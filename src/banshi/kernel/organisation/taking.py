"""Marking lapses as taken up: the same few lines for every room that records them (12-05)."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet


def take(rows: QuerySet[Any], prefix: str, sources: Collection[str], at: dt.datetime) -> frozenset[str]:
    """Set `lead_at` on the rows that these sources name, and return the sources of those that had none.

    A source is `prefix` and the row's key. Rows that another worker holds are passed over: they are that worker's.
    """
    keys = [source.removeprefix(prefix) for source in sources if source.startswith(prefix)]
    free = rows.select_for_update(skip_locked=True).filter(pk__in=keys, lead_at=None)
    taken = list(free.order_by("pk").values_list("pk", flat=True))
    rows.filter(pk__in=taken).update(lead_at=at)
    return frozenset(f"{prefix}{key}" for key in taken)
