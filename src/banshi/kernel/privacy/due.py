"""Which rows are due to be erased now: asked of the tables themselves, so that nothing has to be remembered."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.models import F, Q, QuerySet, TextField
from django.db.models.functions import Cast, Coalesce

from banshi.kernel.privacy.dictionary import ELSEWHERE, ROWS, Table, tables
from banshi.kernel.privacy.periods import kept_for_ever
from banshi.kernel.vault.fields import SealedField
from banshi.lib import clock

GONE = "＊"
_STATE = "state__in"


def erasable() -> Iterator[Table]:
    """The tables with a rule that is carried out column by column or row by row."""
    for table in tables().values():
        timed = table.since or table.until
        if timed and table.erase != ELSEWHERE and table.kind and any(p.ends for p in table.kind.periods):
            yield table


def due(table: Table, now: dt.datetime) -> QuerySet[Any]:
    """The rows of a table whose time is over and that still hold something; in the order of their keys."""
    rows: QuerySet[Any] = table.model._default_manager.filter(**(table.only or {}))
    rows = _over(rows, table, now)
    if table.kept == "case" and (path := _path_of_case(table)) is not None:
        rows = rows.exclude(**{f"{path}item_code__in": sorted(kept_for_ever())})
    return (rows if table.erase == ROWS else _not_empty(rows, table)).order_by("pk")


def _over(rows: QuerySet[Any], table: Table, now: dt.datetime) -> QuerySet[Any]:
    if table.until:
        return rows.filter(**{f"{table.until}__lte": _like(table, table.until, now)})
    cutoff = table.kind.cutoff(now) if table.kind else None
    if cutoff is None:
        return rows.none()
    before = _like(table, table.since[0], cutoff)
    if len(table.since) == 1:
        return rows.filter(**{f"{table.since[0]}__lt": before})
    return rows.annotate(ended=Coalesce(*table.since)).filter(ended__lt=before)


def _path_of_case(table: Table) -> str | None:
    """How a table of the cases' kind reaches its case, read off its condition; None when it has none."""
    return next((name.removesuffix(_STATE) for name in table.only or {} if name.endswith(_STATE)), None)


def _not_empty(rows: QuerySet[Any], table: Table) -> QuerySet[Any]:
    full = Q(pk__in=[])
    for name in table.emptied:
        field = table.model._meta.get_field(name)
        if isinstance(field, SealedField):
            rows = rows.annotate(**{f"raw_{name}": Cast(F(name), TextField())})
            full |= Q(**{f"raw_{name}__gt": ""})
        elif isinstance(field, models.CharField | models.TextField):
            full |= ~Q(**{f"{name}__in": ["", GONE]})
        else:
            full |= Q(**{f"{name}__isnull": False})
    return rows.filter(full)


def _like(table: Table, path: str, moment: dt.datetime) -> dt.datetime | dt.date:
    """The moment as the column holds it: its Beijing day for a date."""
    model: Any = table.model
    *through, last = path.split("__")
    for name in through:
        model = model._meta.get_field(name).related_model
    is_moment = isinstance(model._meta.get_field(last), models.DateTimeField)
    return moment if is_moment else moment.astimezone(clock.BEIJING).date()
