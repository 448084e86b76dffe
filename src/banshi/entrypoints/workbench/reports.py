"""统计报表: funnel of the applications, the week by hours, where time goes; every number opens onto its list."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from banshi.entrypoints.workbench.dashboard_list import PAGES
from banshi.entrypoints.workbench.dashboard_numbers import label_of
from banshi.entrypoints.workbench.reports_forms import ListForm, ReportForm, defaults, known_sections
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.dated import PAGE
from banshi.kernel.organisation.permissions import Relation, may, needs
from banshi.kernel.reports import monthly
from banshi.kernel.reports.arrivals import Arrival
from banshi.kernel.reports.funnel import NAMES
from banshi.kernel.reports.monthly import ReportCard
from banshi.kernel.reports.papers import PDF, Paper, excel, frozen, pdf
from banshi.kernel.reports.scope import OPENS, Asked, Scope
from banshi.kernel.reports.shown import Address
from banshi.kernel.reports.times import Split
from banshi.kernel.ui.tables import EXCEL, download
from banshi.kernel.ui.wording import date_text, say
from banshi.lib import clock
from banshi.workflows import reporting
from banshi.workflows.reporting import ARRIVALS, Behind


@dataclass(frozen=True, slots=True)
class Shown:
    """A line behind a number: its section's name, its page ("" where the reader may not open it), its days."""

    line: Arrival
    section: str
    url: str
    split: Split | None


@needs(OPENS)
@never_cache
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """The figures of a period; `?as=pdf` or `?as=xlsx` as a file."""
    actor = actor_of(request)
    form = ReportForm(defaults(clock.today()) | request.GET.dict(), actor=actor)
    if not form.is_valid():
        return render(request, "workbench/reports/page.html", {"form": form}, status=422)
    paper = Paper(
        gettext("统计报表"),
        about(form.asked),
        reporting.figures(form.asked, address_of(form.asked), (form.kind,)),
        clock.now(),
    )
    stem = f"{paper.title}-{form.asked.period.first:%Y%m%d}-{form.asked.period.last:%Y%m%d}"
    match request.GET.get("as", ""):
        case "pdf":
            return download(pdf(frozen(paper)), f"{stem}.pdf", PDF)
        case "xlsx":
            return download(excel(frozen(paper)), f"{stem}.xlsx", EXCEL)
    context = {
        "form": form,
        "paper": paper,
        "own": not form.scope.holds(form.asked.section) and bool(form.scope.own),
        "query": urlencode({name: value for name, value in request.GET.items() if name != "as"}),
        "simulates": may(actor, "simulate"),
        "kept": _kept(form.scope),
        "missing": monthly.missing(clock.today()) if may(actor, "make_report") else [],
    }
    return render(request, "workbench/reports/page.html", context)


@needs(OPENS)
@never_cache
@require_safe
def listing(request: HttpRequest, question: str) -> HttpResponse:
    """What is behind a number, page by page; what the reader may not count is as unknown as nonsense (404)."""
    actor = actor_of(request)
    form = ListForm(request.GET, actor=actor)
    if not form.is_valid():
        raise Http404
    asked, given = form.asked, form.cleaned_data
    skip = given["skip"] or 0
    chosen = {"of": given["of"], "weekday": given["weekday"], "hour": given["hour"]}
    found = reporting.behind(asked, question, **chosen, skip=skip, limit=PAGE)
    if found is None:
        raise Http404
    address = address_of(asked)
    context = {
        "title": _title(question, given),
        "period": asked.period,
        "number": found.number,
        "rows": _shown(found, actor, asked),
        "timed": question in {"time", "procedure"},
        "previous_url": address(question, **chosen, skip=max(skip - PAGE, 0)) if skip else "",
        "next_url": address(question, **chosen, skip=skip + PAGE) if skip + PAGE < found.number else "",
    }
    return render(request, "workbench/reports/list.html", context)


def _kept(scope: Scope) -> list[tuple[ReportCard, str]]:
    """The monthly reports with the names of their sections; none for who counts only their own work."""
    known, language = known_sections(scope), get_language() or ""
    names = {one: card.name(language) for one, card in known.items()}
    found = monthly.kept(scope, clock.today()) if scope.whole or scope.whole is None else []
    return [(one, names.get(one.section_id or 0, gettext("全部"))) for one in found]


def about(asked: Asked) -> tuple[tuple[str, str], ...]:
    """What a report is about, as it stands on its head."""
    period = f"{date_text(asked.period.first)} – {date_text(asked.period.last)}"
    known = known_sections(asked.scope)
    name = label_of(asked.section, known, get_language() or "") if asked.section else gettext("全部")
    pairs = [
        (gettext("时间"), period),
        (gettext("科室"), name),
        (gettext("事项"), asked.item or gettext("全部")),
    ]
    if not asked.scope.holds(asked.section) and asked.scope.own:
        pairs.append((gettext("范围"), gettext("只算自己经办的")))
    return tuple(pairs)


def address_of(asked: Asked) -> Address:
    """Where the lists behind the numbers of a report are; a number of one item narrows to it."""

    def address(question: str, **particulars: object) -> str:
        given = {
            "first": asked.period.first.isoformat(),
            "last": asked.period.last.isoformat(),
            "section": asked.section,
            "item": asked.item,
        } | particulars
        known = {name: str(value) for name, value in given.items() if value not in (None, "")}
        return reverse("workbench:reports_list", args=[question]) + "?" + urlencode(known)

    return address


def _title(question: str, given: Mapping[str, object]) -> str:
    of = str(given["of"])
    match question:
        case "step":
            return say(NAMES[of].title)
        case "arrival":
            return say(ARRIVALS[of].title)
        case "procedure":
            return gettext("特别程序停过表的办件：%(name)s") % {"name": say(of)}
    return gettext("作出决定的办件，时间花在哪里")


def _shown(found: Behind, actor: Actor, asked: Asked) -> list[Shown]:
    known, language = known_sections(asked.scope), get_language() or ""
    return [
        Shown(one, label_of(one.section_id, known, language), _page(one, actor), found.splits.get(one.stream))
        for one in found.lines
    ]


def _page(line: Arrival, actor: Actor) -> str:
    """The page of a line; "" for who may not open it, and for a number that was taken in the hall."""
    name, _, number = line.stream.partition(":")
    page, act = PAGES.get(name, ("", ""))
    opens = bool(page) and may(actor, act, Relation(line.section_id, line.handler_id, line.recused))
    return reverse(page, args=[int(number)]) if opens else ""
