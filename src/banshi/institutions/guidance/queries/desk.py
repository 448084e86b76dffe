"""Reading the consultation desk: records of the day, searches in vain, help going on (08-03, 08-04)."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Max, Sum

from banshi.institutions.guidance.models import (
    AssistedSession,
    Consent,
    Guiding,
    MissedSearch,
    Need,
    Outcome,
    Place,
)
from banshi.institutions.guidance.rules import expired
from banshi.lib import clock

SHOWN = 50
# Under this name the guide's browser keeps which help it is giving.
SESSION_KEY = "assisting"
MONTH = dt.timedelta(days=31)


@dataclass(frozen=True, slots=True)
class GuidingCard:
    """One record of the register W31."""

    id: int
    guide: str
    place: str
    need: str
    help: str
    section: str
    outcome: str
    elderly: bool
    at: dt.datetime
    document_id: int | None


@dataclass(frozen=True, slots=True)
class Missed:
    """Words looked for in vain in the last month: how often, and when last."""

    words: str
    count: int
    last: dt.date


@dataclass(frozen=True, slots=True)
class Assisted:
    """Help going on or ended: both names, how they agreed, until when."""

    id: int
    guide_id: int
    guide: str
    person: str
    consent: str
    started_at: dt.datetime
    expires_at: dt.datetime
    ended_at: dt.datetime | None
    by_itself: bool
    document_id: int | None

    @property
    def reference(self) -> str:
        """How its acts are marked in the ledger."""
        return f"assisted:{self.id}"


def guidings(day: dt.date, limit: int = SHOWN) -> tuple[GuidingCard, ...]:
    """The records of a day, newest first."""
    begin = dt.datetime.combine(day, dt.time(0), clock.BEIJING)
    rows = Guiding.objects.filter(at__gte=begin, at__lt=begin + dt.timedelta(days=1))
    return tuple(map(_guiding, rows.select_related("guide", "section").order_by("-id")[:limit]))


def missed_searches(limit: int = SHOWN) -> tuple[Missed, ...]:
    """What people looked for in vain in the last month, the most frequent first (08-04-1)."""
    rows = (
        MissedSearch.objects.filter(day__gt=clock.today() - MONTH)
        .values("words")
        .annotate(total=Sum("count"), last=Max("day"))
        .order_by("-total", "-last", "words")[:limit]
    )
    return tuple(Missed(row["words"], row["total"], row["last"]) for row in rows)


def running(guide_id: int) -> Assisted | None:
    """The help this guide is giving now; None when there is none or it has closed itself."""
    row = AssistedSession.objects.filter(guide_id=guide_id, ended_at=None).select_related("guide").first()
    return _assisted(row) if row and not expired(expires_at=row.expires_at, now=clock.now()) else None


def assisted(session_id: int) -> Assisted | None:
    """One time of helping."""
    row = AssistedSession.objects.filter(pk=session_id).select_related("guide").first()
    return _assisted(row) if row else None


def assisted_lately(limit: int = 20) -> tuple[Assisted, ...]:
    """The newest times of helping."""
    rows = AssistedSession.objects.select_related("guide").order_by("-id")[:limit]
    return tuple(map(_assisted, rows))


def _assisted(row: AssistedSession) -> Assisted:
    return Assisted(
        row.pk,
        row.guide_id,
        row.guide.called,
        row.person_masked,
        str(Consent(row.consent).label),
        row.started_at,
        row.expires_at,
        row.ended_at,
        row.by_itself,
        row.document_id,
    )


def _guiding(row: Guiding) -> GuidingCard:
    return GuidingCard(
        row.pk,
        row.guide.called,
        str(Place(row.place).label),
        str(Need(row.need).label),
        row.help,
        row.section.called if row.section else "",
        str(Outcome(row.outcome).label),
        row.elderly,
        row.at,
        row.document_id,
    )
