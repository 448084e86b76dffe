"""Reading ratings, their follow-ups, the public figures and the opinion book (08-04-3)."""

import datetime as dt
import hmac
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from banshi.institutions.guidance.models import FollowUp, FollowUpLapse, Opinion, Rating, RatingChannel
from banshi.institutions.guidance.queries.subjects import subject
from banshi.institutions.guidance.rules import FINDINGS, LEVELS, REASONS, Finding, Level
from banshi.kernel.clocks.reckoning import due
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.hours import close_of
from banshi.kernel.organisation.people import holders
from banshi.kernel.regulations.registry import parameter
from banshi.kernel.workdays.limits import Limit, Unit
from banshi.kernel.workdays.queries import table

SHOWN = 100
# Fewer ratings than this could point at one person: the figures of a month then stay closed.
FEWEST = 5


@dataclass(frozen=True, slots=True)
class FollowUpCard:
    """A bad rating and how far it is; never shown to the one who was rated."""

    id: int
    rating_id: int
    title: str
    level: str
    reasons: tuple[str, ...]
    comment: str
    channel: str
    rated_at: dt.datetime
    handler_id: int
    handler: str
    rated: tuple[int, ...]
    verify_by: dt.datetime | None
    mend_by: dt.datetime | None
    verified_at: dt.datetime | None
    finding: str
    finding_name: str
    facts: str
    measure: str
    reply: str
    closed_at: dt.datetime | None
    document_id: int | None
    late: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """The ratings of a month in public: how many at each level; None where too few to be anonymous."""

    first: dt.date
    total: int
    levels: tuple[tuple[str, int], ...] | None
    satisfied: float | None
    bad: int
    answered: int


@dataclass(frozen=True, slots=True)
class OpinionCard:
    """An entry of the opinion book."""

    id: int
    number: str
    text: str
    channel: str
    at: dt.datetime
    reply: str
    shown: str
    public: bool
    replied_at: dt.datetime | None
    document_id: int | None


def follow_ups(actor: Actor, limit: int = SHOWN) -> tuple[FollowUpCard, ...]:
    """The open follow-ups this person handles, those due first."""
    rows = FollowUp.objects.filter(handler_id__in=actor.staff_ids, closed_at=None)
    return _cards(rows.order_by("verify_by", "id")[:limit])


def closed_follow_ups(actor: Actor, limit: int = 20) -> tuple[FollowUpCard, ...]:
    """The ones this person has closed, newest first."""
    rows = FollowUp.objects.filter(handler_id__in=actor.staff_ids, closed_at__isnull=False)
    return _cards(rows.order_by("-closed_at", "-id")[:limit])


def follow_up(follow_up_id: int, actor: Actor) -> FollowUpCard | None:
    """One follow-up of this handler; None for anybody else, the rated above all."""
    found = _cards(FollowUp.objects.filter(pk=follow_up_id, handler_id__in=actor.staff_ids))
    return next((one for one in found if not set(one.rated) & set(actor.staff_ids)), None)


def reply_to(reference: str) -> tuple[str, dt.datetime] | None:
    """The reply to a bad rating, for who gave it; None while there is none."""
    row = FollowUp.objects.filter(rating__subject=reference, closed_at__isnull=False).first()
    return (row.reply, row.closed_at) if row and row.closed_at else None


def candidates(section_id: int | None) -> tuple[tuple[int, ...], ...]:
    """Who may follow up a bad rating of a section, group after group: its head, approvals, office, supervisor."""
    heads = holders("head", section_id) if section_id else []
    return (tuple(heads), *(tuple(holders(role)) for role in ("approvals", "office", "supervisor")))


def held(staff_ids: Collection[int]) -> dict[int, int]:
    """How many open follow-ups each of these has."""
    rows = FollowUp.objects.filter(handler_id__in=list(staff_ids), closed_at=None)
    return dict(rows.order_by().values_list("handler_id").annotate(n=Count("id")))


def limits(on: dt.date) -> tuple[dt.datetime | None, dt.datetime | None]:
    """Until when a bad rating of this day is verified and mended; None past the published calendar."""
    names = ("bad_rating_verify_working_days", "bad_rating_mend_working_days")
    first, last = (_close(on, int(parameter("08-04-3", name, on))) for name in names)
    return first, last


def _close(on: dt.date, working_days: int) -> dt.datetime | None:
    reckoned = due(on, Limit(working_days, Unit.WORKING_DAY), table())
    return close_of(reckoned.date) if reckoned.date and not reckoned.provisional else None


def figures(first: dt.date, last: dt.date) -> Figures:
    """The ratings of the days first..last (08-04-3)."""
    rows = Rating.objects.filter(day__gte=first, day__lte=last)
    counted = dict(rows.order_by().values_list("level").annotate(n=Count("id")))
    total = sum(counted.values())
    bad = counted.get(Level.BAD, 0) + counted.get(Level.VERY_BAD, 0)
    answered = FollowUp.objects.filter(
        rating__day__gte=first, rating__day__lte=last, closed_at__isnull=False
    ).count()
    if total < FEWEST:
        return Figures(first, total, None, None, 0, 0)
    levels = tuple((LEVELS[level], counted.get(level, 0)) for level in Level)
    return Figures(first, total, levels, (total - bad) * 1000 // total / 10, bad, answered)


def late_follow_ups(limit: int = SHOWN) -> tuple[tuple[int, str, dt.datetime, str], ...]:
    """Steps that ran out, newest first: follow-up id, stage, when due, handler. No words of the rating."""
    rows = FollowUpLapse.objects.select_related("handler").order_by("-id")[:limit]
    return tuple((row.follow_up_id, row.stage, row.due_at, row.handler.called) for row in rows)


def waiting_opinions(limit: int = SHOWN) -> tuple[OpinionCard, ...]:
    """Opinions without a reply, oldest first."""
    return tuple(map(_opinion, Opinion.objects.filter(replied_at=None).order_by("id")[:limit]))


def answered_opinions(limit: int = 20) -> tuple[OpinionCard, ...]:
    """Opinions with their replies, newest first."""
    rows = Opinion.objects.filter(replied_at__isnull=False).order_by("-replied_at", "-id")[:limit]
    return tuple(map(_opinion, rows))


def public_opinions(limit: int = 20) -> tuple[OpinionCard, ...]:
    """What was answered in public, newest first."""
    rows = Opinion.objects.filter(public=True).order_by("-replied_at", "-id")[:limit]
    return tuple(map(_opinion, rows))


def opinion(opinion_id: int) -> OpinionCard | None:
    """One opinion."""
    row = Opinion.objects.filter(pk=opinion_id).first()
    return _opinion(row) if row else None


def own_opinion(number: str, tail: str) -> OpinionCard | None:
    """The opinion of this number, if the telephone given with it ends with these four digits."""
    row = Opinion.objects.filter(number=number).first()
    known = row is not None and bool(tail) and hmac.compare_digest(row.phone[-4:].encode(), tail.encode())
    return _opinion(row) if row and known else None


def _opinion(row: Opinion) -> OpinionCard:
    return OpinionCard(
        row.pk,
        row.number,
        row.text,
        str(RatingChannel(row.channel).label),
        row.at,
        row.reply,
        row.shown,
        row.public,
        row.replied_at,
        row.document_id,
    )


def _cards(rows: QuerySet[FollowUp] | Sequence[FollowUp]) -> tuple[FollowUpCard, ...]:
    found = rows.select_related("rating", "handler") if isinstance(rows, QuerySet) else rows
    ready = list(found)
    late: dict[int, list[str]] = {}
    for row in FollowUpLapse.objects.filter(follow_up_id__in=[one.pk for one in ready]).order_by("id"):
        late.setdefault(row.follow_up_id, []).append(row.stage)
    return tuple(_card(one, tuple(late.get(one.pk, ()))) for one in ready)


def _card(row: FollowUp, late: tuple[str, ...]) -> FollowUpCard:
    rated = row.rating
    about = subject(rated.subject)
    return FollowUpCard(
        id=row.pk,
        rating_id=rated.pk,
        title=about.title if about else rated.subject,
        level=LEVELS[Level(rated.level)],
        reasons=tuple(REASONS[code] for code in rated.reasons),
        comment=rated.comment,
        channel=str(RatingChannel(rated.channel).label),
        rated_at=rated.at,
        handler_id=row.handler_id,
        handler=row.handler.called,
        rated=tuple(rated.rated),
        verify_by=row.verify_by,
        mend_by=row.mend_by,
        verified_at=row.verified_at,
        finding=row.finding,
        finding_name=FINDINGS[Finding(row.finding)] if row.finding else "",
        facts=row.facts,
        measure=row.measure,
        reply=row.reply,
        closed_at=row.closed_at,
        document_id=row.document_id,
        late=late,
    )
