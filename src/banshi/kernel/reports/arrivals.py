"""When people come: arrivals by weekday and hour of Beijing. One question for each kind of arrival."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import ExtractHour, ExtractIsoWeekDay

from banshi.kernel.cases.models import Case, Channel
from banshi.kernel.hall.models import Visit
from banshi.kernel.reports.scope import Asked
from banshi.lib import clock
from banshi.lib.results import gettext_noop


@dataclass(frozen=True, slots=True)
class Arrival:
    """One thing that arrived, without the person: its stream, number, what about, whose, when."""

    stream: str
    label: str
    about: str
    section_id: int | None
    handler_id: int | None
    at: dt.datetime
    recused: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of arrival: its rows for what is asked, the field of its moment, a row as an `Arrival`."""

    name: str
    title: str
    rows: Callable[[Asked], QuerySet[Any]]
    field: str
    read: Callable[[Any], Arrival]


Hours = Mapping[tuple[int, int], int]


def by_hour(kind: Kind, asked: Asked) -> Hours:
    """How many arrived by (weekday, hour), Monday being 1: one question."""
    rows = _placed(kind, asked).order_by().values_list("weekday", "hour").annotate(number=Count("pk"))
    return {(weekday, hour): number for weekday, hour, number in rows}


def behind(kind: Kind, asked: Asked, weekday: int | None, hour: int | None) -> QuerySet[Any]:
    """The rows behind a number; None for all weekdays, or all hours."""
    chosen = Q() if weekday is None else Q(weekday=weekday)
    return _placed(kind, asked).filter(chosen if hour is None else chosen & Q(hour=hour))


def staffed(weekday: int, hour: int) -> bool:
    """Whether the bureau's office hours touch this hour of an ordinary week (Monday is 1)."""
    hours = settings.OFFICE_HOURS
    return weekday <= 5 and any(a.hour <= hour < b.hour + (b.minute > 0) for a, b in hours)


def _placed(kind: Kind, asked: Asked) -> QuerySet[Any]:
    return kind.rows(asked).annotate(
        weekday=ExtractIsoWeekDay(kind.field, tzinfo=clock.BEIJING),
        hour=ExtractHour(kind.field, tzinfo=clock.BEIJING),
    )


def of_case(case: Case) -> Arrival:
    """A case as it came in."""
    return Arrival(
        f"case:{case.pk}",
        case.number,
        case.item_name,
        case.section_id,
        case.handler_id,
        case.received_at,
        tuple(case.recused),
    )


def _visits(asked: Asked) -> QuerySet[Visit]:
    # A number is taken for a section, not for an item.
    rows = Visit.objects.filter(asked.during("arrived_at"), asked.within("queue__section_id", "staff_id"))
    return (rows.none() if asked.item else rows).select_related("queue").order_by("-arrived_at", "-id")


def _of_visit(visit: Visit) -> Arrival:
    return Arrival(
        f"visit:{visit.pk}",
        visit.ticket,
        visit.queue.name_zh,
        visit.queue.section_id,
        visit.staff_id,
        visit.arrived_at,
    )


KINDS = (
    Kind(
        "window",
        gettext_noop("窗口和邮寄的申请"),
        lambda asked: asked.cases("received_at").exclude(channel=Channel.ONLINE),
        "received_at",
        of_case,
    ),
    Kind(
        "online",
        gettext_noop("网上的申请"),
        lambda asked: asked.cases("received_at").filter(channel=Channel.ONLINE),
        "received_at",
        of_case,
    ),
    Kind("tickets", gettext_noop("大厅取号"), _visits, "arrived_at", _of_visit),
)
