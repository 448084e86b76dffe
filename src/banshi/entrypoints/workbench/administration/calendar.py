"""导入日历: hand in whole years, read what they would change, confirm; then the due dates are recomputed."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from banshi.entrypoints.workbench.administration import recomputing, uploads
from banshi.entrypoints.workbench.administration.catalogue import GIVEN_UP, GONE
from banshi.entrypoints.workbench.administration.forms import CalendarForm
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.clocks.queries import cases_concerned
from banshi.kernel.organisation.permissions import needs
from banshi.kernel.workdays.actions import ImportReport, import_calendar
from banshi.kernel.workdays.days import Day, Kind
from banshi.lib.results import NotPermitted, Refused, gettext_noop
from banshi.workflows.administration import load_calendar

KIND = "calendar"
NOT_A_TEXT = gettext_noop("这不是能读出来的 CSV 文件。请用表格软件另存为 CSV（UTF-8）格式后再试。")
DAY_KINDS = {
    Kind.WORKDAY: gettext_noop("工作日"),
    Kind.WEEKEND: gettext_noop("周末"),
    Kind.HOLIDAY: gettext_noop("放假"),
    Kind.ADJUSTED_WORKDAY: gettext_noop("调休上班"),
}
MOST_SHOWN = 100


@dataclass(slots=True)
class Festival:
    """What the file says about one festival: first and last day off, and the days worked instead."""

    name: str
    first: dt.date
    last: dt.date
    days: int
    instead: list[dt.date] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A day that is not what it was."""

    date: dt.date
    before: str
    after: str
    name: str
    moves_dates: bool


@needs("import_calendar")
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Choose the file and name the paper it rests on."""
    sent = request.method == "POST"
    form = CalendarForm(request.POST, request.FILES) if sent else CalendarForm()
    if sent and form.is_valid():
        file = form.cleaned_data["file"]
        content = file.read()
        if _text(content) is None:
            form.add_error("file", gettext(NOT_A_TEXT))
        else:
            uploads.keep(request, KIND, file.name, content, {"source": form.cleaned_data["source"]})
            return redirect("workbench:check_calendar")
    return render(
        request, "workbench/administration/calendar.html", {"form": form}, status=422 if form.errors else 200
    )


@needs("import_calendar")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """What the kept calendar would change; confirming loads it and leads to the recomputation."""
    kept = uploads.kept(request, KIND)
    if kept is None:
        if request.method == "POST" and recomputing.standing(request):
            return redirect("workbench:recompute")
        messages.info(request, gettext(GONE))
        return redirect("workbench:import_calendar")
    if request.POST.get("do") == "drop":
        uploads.drop(request, KIND)
        messages.info(request, gettext(GIVEN_UP))
        return redirect("workbench:administration")
    file, content = kept
    text, source, refused = _text(content) or "", file.terms["source"], None
    if request.POST.get("do") == "load":
        refused = _load(request, text, source)
        if refused is None:
            return redirect("workbench:recompute")
    report = import_calendar(text=text, source=source, actor_ref=actor_of(request).ref, dry_run=True)
    context = {"file": file, "source": source, "refused": refused} | _shown(report)
    return render(
        request, "workbench/administration/calendar_check.html", context, status=422 if refused else 200
    )


def _load(request: HttpRequest, text: str, source: str) -> Refused | None:
    """Load the years; returns why not, or None when they are in force and the recomputation stands ready."""
    try:
        report = load_calendar(text=text, source=source, actor=actor_of(request))
    except NotPermitted:
        raise
    except Refused as refused:
        return refused
    uploads.drop(request, KIND)
    if report.counts_from is not None:
        recomputing.begin(request, [year for year, _version in report.versions], report.counts_from)
    return None


def _shown(report: ImportReport) -> dict[str, Any]:
    days = [row.day for row in report.rows if row.day is not None]
    moving = [change for change in report.changes if change.moves_dates]
    return {
        "report": report,
        "bad": report.bad[:MOST_SHOWN],
        "bad_more": max(len(report.bad) - MOST_SHOWN, 0),
        "festivals": festivals(days) if report.ok else [],
        "changes": [
            ChangeLine(c.date, DAY_KINDS[c.before.kind], DAY_KINDS[c.after.kind], c.after.name, c.moves_dates)
            for c in report.changes
        ],
        "moving": len(moving),
        "concerned": cases_concerned(report.counts_from) if report.counts_from else 0,
    }


def festivals(days: Iterable[Day]) -> list[Festival]:
    """The breaks of a calendar, to be held against the paper: from when to when, and the days worked instead."""
    ordered = sorted(days)
    found = []
    for (off, name), group in groupby(ordered, key=lambda day: (day.kind is Kind.HOLIDAY, day.name)):
        dates = [day.date for day in group]
        if off:
            found.append(Festival(name, dates[0], dates[-1], len(dates)))
    for day in ordered:
        if day.kind is Kind.ADJUSTED_WORKDAY and found:
            alike = [one for one in found if one.name == day.name] or found
            min(alike, key=lambda one: abs(one.first - day.date)).instead.append(day.date)
    return found


def _text(content: bytes) -> str | None:
    """The text of a CSV file as offices write it; None when it is no text."""
    if b"\0" in content:
        return None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
