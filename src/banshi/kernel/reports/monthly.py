"""Reading the monthly reports: which there are, which are missing, their files."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from banshi.kernel.cases.models import Case
from banshi.kernel.documents import files
from banshi.kernel.reports.models import MonthlyReport
from banshi.kernel.reports.scope import Scope
from banshi.kernel.workdays.periods import months
from banshi.lib import clock

SHOWN = 12


@dataclass(frozen=True, slots=True)
class ReportCard:
    """A report in the list; without files it is still being typeset."""

    id: int
    month: dt.date
    section_id: int | None
    made_at: dt.datetime
    ready: bool


def kept(scope: Scope, today: dt.date) -> list[ReportCard]:
    """The reports of the last twelve months that somebody may read, the newest first."""
    rows = MonthlyReport.objects.filter(_readable(scope), month__gte=months(today, SHOWN + 1)[0].first)
    found = rows.order_by("-month", "section__code").values_list(
        "id", "month", "section_id", "made_at", "pdf"
    )
    return [ReportCard(pk, month, section, at, bool(pdf)) for pk, month, section, at, pdf in found]


def missing(today: dt.date) -> list[dt.date]:
    """The whole months of the last twelve since the first application that have no report, the newest first."""
    first = Case.objects.order_by("received_at").values_list("received_at", flat=True).first()
    if first is None:
        return []
    since = first.astimezone(clock.BEIJING).date()
    made = set(MonthlyReport.objects.filter(section=None).order_by("month").values_list("month", flat=True))
    past = [one for one in months(today, SHOWN + 1)[:-1] if since <= one.last]
    return [one.first for one in reversed(past) if one.first not in made]


def file_of(report_id: int, kind: str, scope: Scope) -> tuple[dt.date, bytes] | None:
    """The month of a report and its file ("pdf" or "xlsx"); None where there is none that this person may read."""
    row = MonthlyReport.objects.filter(_readable(scope), pk=report_id).first()
    if row is None or not row.pdf:
        return None
    name, digest = (row.pdf, row.pdf_sha256) if kind == "pdf" else (row.excel, row.excel_sha256)
    content = files.read(name, digest)
    return None if content is None else (row.month, content)


def _readable(scope: Scope) -> Q:
    """Whole reports only: whoever counts just their own work has none."""
    return Q() if scope.whole is None else Q(section_id__in=sorted(scope.whole))
