"""导入人员和导入办件: hand in an Excel file, read the report row by row, confirm; all of it or nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from banshi.entrypoints.workbench.administration import uploads
from banshi.entrypoints.workbench.administration.catalogue import GIVEN_UP, GONE, excel
from banshi.entrypoints.workbench.administration.forms import MEGABYTE, FileForm
from banshi.kernel.cases.former import read_former, write_former_template
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.enrolment import preview
from banshi.kernel.organisation.permissions import View, needs
from banshi.kernel.organisation.queries import section_codes
from banshi.kernel.organisation.roster import Flaw
from banshi.kernel.organisation.roster_files import read_roster_file, write_roster_template
from banshi.kernel.ui.wording import say
from banshi.lib.results import NotPermitted, Reason, Refused, Stale, gettext_noop
from banshi.workflows.adoption import load_roster
from banshi.workflows.former import expected, take_over

MOST_SHOWN = 200
SOMEBODY_ELSE = gettext_noop("同时有人导入了同样的内容，请看一下新的检查结果，再决定是否继续。")
STATUS = {
    "new": gettext_noop("新增"),
    "changed": gettext_noop("变更"),
    "unchanged": gettext_noop("不变"),
    "done": gettext_noop("已经导入过"),
    "late": gettext_noop("新增，已经超期"),
}

SETTLED = {STATUS["unchanged"], STATUS["done"]}


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the report: where it stands, what it is about, what becomes of it, by when."""

    sheet: str
    row: int
    name: str
    status: str
    due: Any = None


@dataclass(frozen=True, slots=True)
class Report:
    """What a file would do: its flaws, or its rows."""

    flaws: Sequence[Flaw]
    lines: Sequence[Line]

    @property
    def ready(self) -> bool:
        """Whether it may be confirmed and changes something."""
        return not self.flaws and any(line.status not in SETTLED for line in self.lines)


@dataclass(frozen=True, slots=True)
class Import:
    """One kind of file: its name in addresses, who may, its home page, its words, how it is read and loaded."""

    name: str
    act: str
    home: str
    home_title: str
    title: str
    advice: tuple[str, ...]
    write_template: Callable[[BytesIO], None]
    report: Callable[[bytes], Report]
    load: Callable[[bytes, Actor], Mapping[str, Any]]


class ExcelForm(FileForm):
    """An Excel file."""

    allowed = (".xlsx",)
    most: ClassVar[int] = 5 * MEGABYTE
    file = forms.FileField(
        label=_("文件"),
        help_text=_("Excel 文件（.xlsx），不超过 5 MB，用模板填写。"),
        widget=forms.FileInput({"accept": ".xlsx"}),
    )


def _roster_report(content: bytes) -> Report:
    roster = read_roster_file(content, known=section_codes())
    if roster.flaws:
        return Report(roster.flaws, ())
    lines = [Line(one.sheet, one.row, one.name, STATUS[one.status]) for one in preview(roster)]
    return Report((), lines)


def _load_roster(content: bytes, actor: Actor) -> Mapping[str, Any]:
    roster = read_roster_file(content, known=section_codes())
    done = load_roster(roster=roster, actor=actor)
    names = {post.username: post.name_zh for post in roster.posts}
    return {
        "done": done,
        "passwords": [(username, names[username], secret) for username, secret in done.passwords.items()],
    }


def _cases_report(content: bytes) -> Report:
    register = read_former(content)
    if register.flaws:
        return Report(register.flaws, ())
    lines = [
        Line("", one.row, f"{one.old_number}　{one.item}", STATUS["late" if one.late else "new"], one.due)
        for one in expected(register)
    ]
    lines += [Line("", row, number, STATUS["done"]) for row, number in register.done]
    return Report((), sorted(lines, key=lambda line: line.row))


def _load_cases(content: bytes, actor: Actor) -> Mapping[str, Any]:
    return {"cases": take_over(register=read_former(content), actor=actor)}


ROSTER = Import(
    "staff",
    "import_roster",
    "workbench:accounts",
    gettext_noop("账号安全"),
    gettext_noop("导入科室和人员"),
    (
        gettext_noop("先检查：逐行告诉您新增、变更、不变和有错的，这时什么也不改。"),
        gettext_noop("全部没有错，您确认后才导入；有一处错，就一行也不导入。"),
        gettext_noop("文件里没有的人和科室不动；人员离岗，请填终止日期。"),
        gettext_noop("新人的初始密码导入后只显示一次，请打印或者抄下，当面交给本人。"),
    ),
    write_roster_template,
    _roster_report,
    _load_roster,
)
CASES = Import(
    "cases",
    "import_cases",
    "workbench:administration",
    gettext_noop("目录和日历"),
    gettext_noop("导入未办结的办件"),
    (
        gettext_noop("先导入目录、科室和人员，再导入办件。"),
        gettext_noop("期限按收件那天生效的事项版本计算，从受理次日起，和原来一样。"),
        gettext_noop("已经超期的会马上记为超期，请先核对日期。"),
        gettext_noop("原编号已经导入过的跳过，不会重复。"),
    ),
    write_former_template,
    _cases_report,
    _load_cases,
)


def _upload(kind: Import) -> View:
    @needs(kind.act)
    @require_http_methods(["GET", "HEAD", "POST"])
    def upload(request: HttpRequest) -> HttpResponse:
        """Choose the file; one that can be read is kept for its report."""
        sent = request.method == "POST"
        form = ExcelForm(request.POST, request.FILES) if sent else ExcelForm()
        if sent and form.is_valid():
            file = form.cleaned_data["file"]
            content = file.read()
            try:
                kind.report(content)
            except Refused as refused:
                form.add_error("file", [say(reason) for reason in refused.reasons])
            else:
                uploads.keep(request, kind.name, file.name, content, {})
                return redirect(f"workbench:check_{kind.name}")
        context = {"form": form, "kind": kind, "template": f"workbench:{kind.name}_template"}
        return render(
            request, "workbench/administration/adopting.html", context, status=422 if form.errors else 200
        )

    return upload


def _check(kind: Import) -> View:
    @needs(kind.act)
    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    def check(request: HttpRequest) -> HttpResponse:
        """What the kept file would change; confirming imports it and shows, once, what came of it."""
        kept = uploads.kept(request, kind.name)
        if kept is None:
            messages.info(request, gettext(GONE))
            return redirect(f"workbench:import_{kind.name}")
        do, refused = request.POST.get("do"), None
        if do == "drop":
            uploads.drop(request, kind.name)
            messages.info(request, gettext(GIVEN_UP))
            return redirect(kind.home)
        file, content = kept
        if do == "load":
            try:
                done = kind.load(content, actor_of(request))
            except NotPermitted:
                raise
            except Refused as why:
                refused = why
            except IntegrityError:
                refused = Stale(Reason(SOMEBODY_ELSE))
            else:
                uploads.drop(request, kind.name)
                return render(request, "workbench/administration/adopted.html", {"kind": kind, **done})
        context = {"kind": kind, "file": file, "refused": refused, **_shown(kind.report(content))}
        context["again"] = f"workbench:import_{kind.name}"
        return render(
            request, "workbench/administration/adopting_check.html", context, status=422 if refused else 200
        )

    return check


def _template(kind: Import) -> View:
    @needs(kind.act)
    @require_safe
    def template(request: HttpRequest) -> HttpResponse:
        """An empty Excel file with headers, choices and notes."""
        target = BytesIO()
        kind.write_template(target)
        return excel(target, gettext(kind.title))

    return template


def _shown(report: Report) -> dict[str, Any]:
    return {
        "flaws": report.flaws[:MOST_SHOWN],
        "lines": report.lines[:MOST_SHOWN],
        "number": len(report.flaws),
        "more": max(len(report.flaws) - MOST_SHOWN, len(report.lines) - MOST_SHOWN, 0),
        "ready": report.ready,
    }


urlpatterns: list[URLPattern] = [
    route
    for kind in (ROSTER, CASES)
    for route in (
        path(f"administration/{kind.name}/", _upload(kind), name=f"import_{kind.name}"),
        path(f"administration/{kind.name}/check/", _check(kind), name=f"check_{kind.name}"),
        path(f"administration/{kind.name}/template/", _template(kind), name=f"{kind.name}_template"),
    )
]
