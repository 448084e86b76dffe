"""Reading findings and their corrections (11-03, 11-03-5)."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from banshi.institutions.supervision.models.findings import CRITICS, SOURCES, Correction, Finding, Late, Reply
from banshi.institutions.supervision.queries.runs import figures
from banshi.institutions.supervision.queries.saying import sentence
from banshi.institutions.supervision.rules.correcting import (
    CORRECTION_STATES,
    FINDING_STATES,
    CorrectionState,
    FindingState,
    late,
)
from banshi.institutions.supervision.rules.judging import INDICATORS, SEVERITIES, Indicator, Severity
from banshi.kernel.clocks.explanation import Explanation, explain
from banshi.kernel.clocks.lamps import LampState, lamp
from banshi.kernel.clocks.reckoning import Reckoned
from banshi.kernel.clocks.reckoning import due as reckoned
from banshi.kernel.organisation.models import Section
from banshi.kernel.organisation.permissions import Relation
from banshi.kernel.workdays.limits import Limit, Unit
from banshi.kernel.workdays.queries import table
from banshi.lib import clock
from banshi.lib.results import Reason

SHOWN = 400
HEAVIEST = {one: place for place, one in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class FindingCard:
    """A finding as pages show it, opened from the vault; `correction_id` where one was demanded."""

    id: int
    run_id: int | None
    source: str
    source_name: str
    article: str
    indicator_name: str
    severity: Severity
    severity_name: str
    section_id: int | None
    section: str
    staff_id: int | None
    staff: str
    sentence: Reason
    words: str
    figures: tuple[tuple[str, object], ...]
    link: str
    state: FindingState
    state_name: str
    dismissed_why: str
    found_at: dt.datetime
    gone_at: dt.datetime | None
    correction_id: int | None

    @property
    def open(self) -> bool:
        """Whether it waits for somebody to deal with it."""
        return self.state is FindingState.OPEN and self.gone_at is None


@dataclass(frozen=True, slots=True)
class ReplyCard:
    """What a section did in one round, and what the re-check said."""

    id: int
    round: int
    due: dt.date
    measures: str
    proof: str
    has_photo: bool
    by_id: int
    by: str
    at: dt.datetime
    passed: bool | None
    note: str
    rechecked_by: str
    rechecked_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class CorrectionCard:
    """A correction with its finding; `late` are the dates that it ran over."""

    id: int
    finding: FindingCard
    section_id: int
    section: str
    demand: str
    days: int
    start: dt.date
    due: dt.date
    round: int
    state: CorrectionState
    state_name: str
    issued_by_id: int
    issued_by: str
    issued_at: dt.datetime
    document_id: int
    passed_at: dt.datetime | None
    late: tuple[dt.date, ...]

    @property
    def relation(self) -> Relation:
        """What the permission table asks about."""
        return Relation(self.section_id)

    @property
    def overdue(self) -> bool:
        """Whether its date has passed while it is with the section."""
        return late(state=self.state, due=self.due, today=clock.today())

    @property
    def lamp(self) -> LampState | None:
        """The lamp of its date while it is with the section."""
        return lamp(_reckoned(self), table(), today=clock.today()) if self.running else None

    @property
    def running(self) -> bool:
        """Whether the section's limit is running."""
        return self.state is CorrectionState.ISSUED


def findings(run_id: int) -> tuple[FindingCard, ...]:
    """The findings of a run, the heaviest first."""
    rows = _finding_rows(Q(run_id=run_id)).order_by("article", "section__code", "id")[:SHOWN]
    return tuple(sorted(map(_finding, rows), key=lambda one: HEAVIEST[one.severity]))


def finding(finding_id: int) -> FindingCard | None:
    """One finding; None when there is none."""
    row = _finding_rows(Q(pk=finding_id)).first()
    return _finding(row) if row else None


def criticism(limit: int = 100) -> tuple[FindingCard, ...]:
    """Criticism from outside, the newest first, to its end (11-03-5)."""
    return tuple(map(_finding, _finding_rows(Q(source__in=sorted(CRITICS))).order_by("-id")[:limit]))


def _finding_rows(which: Q) -> QuerySet[Finding]:
    return Finding.objects.filter(which).select_related("section", "staff", "correction")


def _finding(row: Finding) -> FindingCard:
    correction = getattr(row, "correction", None)
    severity = Severity(row.severity)
    return FindingCard(
        id=row.pk,
        run_id=row.run_id,
        source=row.source,
        source_name=SOURCES[row.source],
        article=row.article,
        indicator_name=INDICATORS[Indicator(row.indicator)],
        severity=severity,
        severity_name=SEVERITIES[severity],
        section_id=row.section_id,
        section=row.section.called if row.section else "",
        staff_id=row.staff_id,
        staff=row.staff.called if row.staff else "",
        sentence=sentence(row.text, row.params, row.article),
        words=row.words,
        figures=figures(row.figures),
        link=row.link,
        state=FindingState(row.state),
        state_name=FINDING_STATES[FindingState(row.state)],
        dismissed_why=row.dismissed_why,
        found_at=row.found_at,
        gone_at=row.gone_at,
        correction_id=correction.pk if correction else None,
    )


def corrections(
    section_ids: Collection[int] | None = None, *, open_only: bool = True, limit: int = 100
) -> tuple[CorrectionCard, ...]:
    """Corrections of these sections, or of all, those due first; the open ones, or all."""
    rows = _correction_rows(Q() if section_ids is None else Q(section_id__in=list(section_ids)))
    if open_only:
        rows = rows.exclude(state=CorrectionState.PASSED)
    return _corrections(rows.order_by("due", "id")[:limit])


def correction(correction_id: int) -> CorrectionCard | None:
    """One correction; None when there is none."""
    return next(iter(_corrections(_correction_rows(Q(pk=correction_id)))), None)


def _correction_rows(which: Q) -> QuerySet[Correction]:
    return Correction.objects.filter(which).select_related(
        "section", "issued_by", "finding__section", "finding__staff", "finding__correction"
    )


def _corrections(rows: QuerySet[Correction]) -> tuple[CorrectionCard, ...]:
    found = list(rows)
    over: dict[int, list[dt.date]] = {}
    for row in Late.objects.filter(correction_id__in=[one.pk for one in found]).order_by("id"):
        over.setdefault(row.correction_id, []).append(row.due)
    return tuple(_correction(row, tuple(over.get(row.pk, ()))) for row in found)


def _correction(row: Correction, over: tuple[dt.date, ...]) -> CorrectionCard:
    return CorrectionCard(
        id=row.pk,
        finding=_finding(row.finding),
        section_id=row.section_id,
        section=row.section.called,
        demand=row.demand,
        days=row.days,
        start=row.start,
        due=row.due,
        round=row.round,
        state=CorrectionState(row.state),
        state_name=CORRECTION_STATES[CorrectionState(row.state)],
        issued_by_id=row.issued_by_id,
        issued_by=row.issued_by.called,
        issued_at=row.issued_at,
        document_id=row.document_id,
        passed_at=row.passed_at,
        late=over,
    )


def explained(card: CorrectionCard) -> Explanation:
    """Why a correction is due when it is."""
    return explain(_reckoned(card), table())


def _reckoned(card: CorrectionCard) -> Reckoned:
    return reckoned(card.start, Limit(card.days, Unit.WORKING_DAY), table())


def replies(correction_id: int) -> tuple[ReplyCard, ...]:
    """What the section did, round by round."""
    rows = Reply.objects.filter(correction_id=correction_id).select_related("by", "rechecked_by")
    return tuple(
        ReplyCard(
            row.pk,
            row.round,
            row.due,
            row.measures,
            row.proof,
            bool(row.photo_stored_as),
            row.by_id,
            row.by.called,
            row.at,
            row.passed,
            row.note,
            row.rechecked_by.called if row.rechecked_by else "",
            row.rechecked_at,
        )
        for row in rows.order_by("round")
    )


def sections() -> list[tuple[int, str]]:
    """The sections a correction can be sent to."""
    return [(one.pk, one.called) for one in Section.objects.order_by("code")]


def kept_photos() -> list[tuple[UUID, str]]:
    """Every photo that is kept here: its row's uid, and the name it is stored under."""
    rows = Reply.objects.exclude(photo_stored_as="").order_by("pk")
    return list(rows.values_list("uid", "photo_stored_as"))
