"""Reading runs: how far each is, what its parts came to, the checklist (11-03)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q

from banshi.institutions.supervision.models.runs import KINDS, Part, Run, Seen
from banshi.institutions.supervision.queries.saying import shown
from banshi.institutions.supervision.rules.correcting import FindingState
from banshi.institutions.supervision.rules.judging import CONTENTS
from banshi.institutions.supervision.rules.running import ANSWERS, CHECKLIST, Answer, RunKind

SHOWN = 60


@dataclass(frozen=True, slots=True)
class PartCard:
    """One of the six contents of a run; `at` is None while it was not checked. Figures are (label, value)."""

    article: str
    name: str
    checked: int
    passed: int
    figures: tuple[tuple[str, object], ...]
    at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class RunCard:
    """A run, with how many contents are done, how many findings there are, how many of them nobody dealt with."""

    id: int
    kind_name: str
    first: dt.date
    last: dt.date
    started_by: str
    started_at: dt.datetime
    done: int
    findings: int
    waiting: int
    conclusion: str
    closed_by: str
    closed_at: dt.datetime | None
    document_id: int | None
    published_by: str
    published_at: dt.datetime | None

    @property
    def contents(self) -> int:
        """How many contents there are."""
        return len(CONTENTS)

    @property
    def complete(self) -> bool:
        """Whether every content was checked."""
        return self.done == len(CONTENTS)


@dataclass(frozen=True, slots=True)
class LineCard:
    """A line of the checklist with what was seen; `answer` is "" while nobody looked."""

    line: str
    article: str
    question: str
    answer: str
    answer_name: str
    note: str
    by: str
    at: dt.datetime | None


def run(run_id: int) -> RunCard | None:
    """One run; None when there is none."""
    return next(iter(_cards(Q(pk=run_id))), None)


def runs(limit: int = SHOWN) -> tuple[RunCard, ...]:
    """The newest runs."""
    return _cards(Q(), limit)


def published(limit: int = 12) -> tuple[RunCard, ...]:
    """The runs whose figures are public, the newest first."""
    return _cards(Q(published_at__isnull=False), limit)


def newest() -> RunCard | None:
    """The newest run; None before the first."""
    return next(iter(_cards(Q(), 1)), None)


def _cards(which: Q, limit: int = 1) -> tuple[RunCard, ...]:
    counted = Count("findings", filter=Q(findings__gone_at=None), distinct=True)
    open_ = Q(findings__gone_at=None, findings__state=FindingState.OPEN)
    rows = (
        Run.objects.filter(which)
        .annotate(n=counted, waiting=Count("findings", filter=open_, distinct=True))
        .annotate(done=Count("parts", distinct=True))
        .select_related("started_by", "closed_by", "published_by")
        .order_by("-id")[:limit]
    )
    return tuple(
        RunCard(
            row.pk,
            KINDS[RunKind(row.kind)],
            row.period_first,
            row.period_last,
            row.started_by.called if row.started_by else "",
            row.started_at,
            row.done,
            row.n,
            row.waiting,
            row.conclusion,
            row.closed_by.called if row.closed_by else "",
            row.closed_at,
            row.document_id,
            row.published_by.called if row.published_by else "",
            row.published_at,
        )
        for row in rows
    )


def parts(run_id: int) -> tuple[PartCard, ...]:
    """The six contents of a run in the order of the article, checked or not."""
    return parts_of([run_id])[run_id]


def parts_of(run_ids: list[int]) -> dict[int, tuple[PartCard, ...]]:
    """The six contents of several runs."""
    rows = Part.objects.filter(run_id__in=run_ids).order_by("run_id", "article")
    found = {(row.run_id, row.article): row for row in rows}
    return {
        run_id: tuple(
            _part(article, name, found.get((run_id, article))) for article, name in CONTENTS.items()
        )
        for run_id in run_ids
    }


def _part(article: str, name: str, row: Part | None) -> PartCard:
    if row is None:
        return PartCard(article, name, 0, 0, (), None)
    return PartCard(article, name, row.checked, row.passed, figures(row.figures), row.at)


def figures(given: Mapping[str, object]) -> tuple[tuple[str, object], ...]:
    """Figures as pairs (label, value); a list of words as one text."""
    return tuple((label, shown(value)) for label, value in given.items())


def waiting(limit: int) -> list[tuple[int, str]]:
    """(run id, article) of contents that were not checked yet, oldest run first."""
    rows = (
        Run.objects.filter(closed_at=None)
        .annotate(done=Count("parts"))
        .filter(done__lt=len(CONTENTS))
        .order_by("id")
        .values_list("id", flat=True)[:limit]
    )
    ids = list(rows)
    known = set(Part.objects.filter(run_id__in=ids).order_by("id").values_list("run_id", "article"))
    return [(run, article) for run in ids for article in CONTENTS if (run, article) not in known][:limit]


def period(run_id: int) -> tuple[dt.date, dt.date]:
    """The days a run covers; raises `Run.DoesNotExist`."""
    return Run.objects.values_list("period_first", "period_last").get(pk=run_id)


def checklist(run_id: int) -> tuple[LineCard, ...]:
    """The lines of the checklist with what was seen."""
    seen = {row.line: row for row in Seen.objects.filter(run_id=run_id).select_related("by").order_by("line")}
    return tuple(
        _line(line, article, question, seen.get(line)) for line, (article, question) in CHECKLIST.items()
    )


def _line(line: str, article: str, question: str, row: Seen | None) -> LineCard:
    if row is None:
        return LineCard(line, article, question, "", "", "", "", None)
    name = ANSWERS[Answer(row.answer)]
    return LineCard(line, article, question, row.answer, name, row.note, row.by.called, row.at)
