"""导入目录: hand in a file, read what it would change, confirm. All rows or none (07-04, 11-03-1)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from banshi.entrypoints.workbench.administration import uploads
from banshi.entrypoints.workbench.administration.forms import CatalogueForm
from banshi.kernel.catalogue.actions import (
    BAD,
    CHANGED,
    NEW,
    UNCHANGED,
    ImportReport,
    ImportRow,
    import_catalogue,
)
from banshi.kernel.catalogue.formats import export_excel, read_file, write_template
from banshi.kernel.catalogue.labels import LABELS
from banshi.kernel.catalogue.parsing import parse_item
from banshi.kernel.catalogue.queries import published
from banshi.kernel.catalogue.reader import ROW_KEY
from banshi.kernel.catalogue.schema import to_dict
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.permissions import needs
from banshi.kernel.ui.wording import say
from banshi.lib import clock
from banshi.lib.results import NotPermitted, Refused, gettext_noop
from banshi.workflows.administration import load_catalogue

KIND = "catalogue"
DONE = "imported:catalogue"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEMPLATE_NAME = gettext_noop("事项目录模板")
EXPORT_NAME = gettext_noop("事项目录")
GONE = gettext_noop("请重新选择文件：上次选的文件已经不在了。什么也没有导入。")
GIVEN_UP = gettext_noop("没有导入，原来的内容不变。")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the report; of a changed item, the names of the fields that are different."""

    row: ImportRow
    fields: tuple[str, ...]


@needs("import_catalogue")
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Choose the file; one that can be read is kept for its report."""
    sent = request.method == "POST"
    form = CatalogueForm(request.POST, request.FILES) if sent else CatalogueForm()
    if sent and form.is_valid():
        file = form.cleaned_data["file"]
        content = file.read()
        try:
            read_file(file.name, content)
        except Refused as refused:
            form.add_error("file", [say(reason) for reason in refused.reasons])
        else:
            terms = {"effective_from": form.cleaned_data["effective_from"].isoformat()}
            uploads.keep(request, KIND, file.name, content, terms)
            return redirect("workbench:check_catalogue")
    context = {"form": form}
    return render(
        request, "workbench/administration/catalogue.html", context, status=422 if form.errors else 200
    )


@needs("import_catalogue")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """What the kept file would change, row by row; confirming imports it, giving up forgets it."""
    kept = uploads.kept(request, KIND)
    if kept is None:
        if request.method == "POST" and DONE in request.session:
            return redirect("workbench:catalogue_loaded")
        messages.info(request, gettext(GONE))
        return redirect("workbench:import_catalogue")
    if request.POST.get("do") == "drop":
        uploads.drop(request, KIND)
        messages.info(request, gettext(GIVEN_UP))
        return redirect("workbench:administration")
    file, content = kept
    rows = read_file(file.name, content)
    since = dt.date.fromisoformat(file.terms["effective_from"])
    refused = _load(request, rows, since) if request.POST.get("do") == "load" else None
    if request.POST.get("do") == "load" and refused is None:
        return redirect("workbench:catalogue_loaded")
    context = {"file": file, "since": since, "refused": refused} | _report(request, rows, since)
    return render(
        request, "workbench/administration/catalogue_check.html", context, status=422 if refused else 200
    )


@needs("import_catalogue")
@never_cache
@require_safe
def loaded(request: HttpRequest) -> HttpResponse:
    """What the last import of this session did."""
    done = request.session.get(DONE)
    if done is None:
        return redirect("workbench:administration")
    since = dt.date.fromisoformat(done["since"])
    return render(
        request, "workbench/administration/catalogue_loaded.html", {"items": done["items"], "since": since}
    )


@needs("import_catalogue")
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """An empty Excel file with headers, choices and notes."""
    target = BytesIO()
    write_template(target)
    return excel(target, gettext(TEMPLATE_NAME))


@needs("see_administration")
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The catalogue in force today as an Excel file that can be changed and imported again."""
    target, today = BytesIO(), clock.today()
    export_excel((card.spec for card in published(today)), target)
    return excel(target, f"{gettext(EXPORT_NAME)} {today:%Y-%m-%d}")


def _load(request: HttpRequest, rows: list[dict[str, Any]], since: dt.date) -> Refused | None:
    """Import; returns why not, or None when it is done and noted for the next page."""
    try:
        report = load_catalogue(rows=rows, effective_from=since, actor=actor_of(request))
    except NotPermitted:
        raise
    except Refused as refused:
        return refused
    items = [(row.code, row.name, row.status == NEW) for row in report.rows if row.status in {NEW, CHANGED}]
    request.session[DONE] = {"items": items, "since": since.isoformat()}
    uploads.drop(request, KIND)
    return None


def _report(request: HttpRequest, rows: list[dict[str, Any]], since: dt.date) -> dict[str, Any]:
    report = import_catalogue(
        rows=rows,
        effective_from=since,
        actor_ref=actor_of(request).ref,
        dry_run=True,
        sections=organisation.section_codes(),
    )
    lines = _lines(report, _differences(rows, since))
    return {
        "counts": [(status, report.counts.get(status, 0)) for status in (BAD, NEW, CHANGED, UNCHANGED)],
        "bad": lines[BAD],
        "moved": [*lines[NEW], *lines[CHANGED]],
        "unchanged": lines[UNCHANGED],
        "ready": not report.bad and bool(lines[NEW] or lines[CHANGED]),
    }


def _lines(report: ImportReport, fields: Mapping[str, tuple[str, ...]]) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {status: [] for status in (BAD, NEW, CHANGED, UNCHANGED)}
    for row in report.rows:
        found[row.status].append(Line(row, fields.get(row.code, ())))
    return found


def _differences(rows: Sequence[object], since: dt.date) -> dict[str, tuple[str, ...]]:
    """Item code → the names of its fields that differ from the published version."""
    now = {card.spec.code: to_dict(card.spec) for card in published(since)}
    found = {}
    for raw in rows:
        content = (
            {key: value for key, value in raw.items() if key != ROW_KEY} if isinstance(raw, dict) else raw
        )
        spec = parse_item(content).spec
        if spec is not None and spec.code in now:
            before = now[spec.code]
            found[spec.code] = tuple(
                LABELS[key] for key, value in to_dict(spec).items() if value != before[key]
            )
    return found


def excel(content: BytesIO, name: str) -> HttpResponse:
    """The answer that a browser keeps as an Excel file of this name."""
    response = HttpResponse(content.getvalue(), content_type=EXCEL)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name + '.xlsx')}"
    return response
