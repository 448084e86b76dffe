"""The pages of an appraisal sheet that ask the other rooms: the sheet, what stands behind a figure, the files."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from banshi.entrypoints.workbench import appraisal_papers as papers
from banshi.institutions.supervision.queries import appraisal as queries
from banshi.institutions.supervision.queries import appraisal_lines as shown
from banshi.institutions.supervision.queries.appraisal import SheetCard
from banshi.institutions.supervision.rules import appraisal as rules
from banshi.institutions.supervision.rules.indicators import FIGURE_NAMES
from banshi.institutions.supervision.staff.appraisal import asked_sheet, sections_read, visible
from banshi.kernel.clocks.desk import DESK, actor_of
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.figures import Instance, Whose
from banshi.kernel.organisation.permissions import may, needs
from banshi.kernel.ui.tables import EXCEL, download, excel_tables
from banshi.lib import clock
from banshi.lib.results import Decision, Reason
from banshi.workflows import figures

PAGE = 50
NOBODY = "none"


@dataclass(frozen=True, slots=True)
class Step:
    """What may be done with a sheet now, or why not."""

    label: str
    url: str
    decision: Decision
    primary: bool = False

    @property
    def allowed(self) -> bool:
        """Whether it is lawful now."""
        return self.decision.allowed

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why not."""
        return self.decision.reasons

    @property
    def articles(self) -> tuple[str, ...]:
        """On what it rests."""
        return (rules.ARTICLE,)


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that the facts would give differently today than at the cut-off."""

    name: str
    then: int
    now: int


@needs("see_appraisal")
@never_cache
@require_safe
def sheet(request: HttpRequest, sheet_id: int) -> HttpResponse:
    """A sheet: the indicators, what was objected to, what can be done; counted anew when asked for."""
    card, actor = visible(request, sheet_id), actor_of(request)
    found = shown.lines(card, queries.sheet_before(card))
    recount = bool(request.GET.get("recount"))
    context = {
        "card": card,
        "groups": shown.grouped(found),
        "quiet": [line for line in found if not line.happened],
        "objections": queries.objections(card.id),
        "steps": [step for step in _steps(card, actor) if step is not None],
        "own": card.own(actor),
        "recount": recount,
        "differences": _differences(card) if recount else (),
    }
    return render(request, "supervision/staff/appraisal_sheet.html", context)


def _differences(card: SheetCard) -> list[Difference]:
    now = figures.counted_now(card, list(FIGURE_NAMES))
    return [
        Difference(FIGURE_NAMES[key], card.facts.get(key, 0), count)
        for key, count in now.items()
        if count != card.facts.get(key, 0)
    ]


def _steps(card: SheetCard, actor: Actor) -> Iterable[Step | None]:
    now = card.now(actor)
    if card.own(actor) and card.state is rules.SheetState.DRAFTED:
        yield Step(
            gettext("数字都对，确认"), _at("confirm_appraisal", card), rules.confirming(now), primary=True
        )
        yield Step(gettext("有不对的，提出异议"), _at("object_to_appraisal", card), _objecting(card, actor))
    closes = may(actor, "close_appraisal", card.relation) and not card.own(actor)
    if closes and card.state is not rules.SheetState.CLOSED:
        yield Step(gettext("结束这张考核表"), _at("close_appraisal", card), queries.closable(card, actor))


def _objecting(card: SheetCard, actor: Actor) -> Decision:
    """Whether the reader may still object to something here; the reason is yet to be written."""
    return rules.objecting(card.now(actor), known=True, open_already=False, reason="-", today=clock.today())


def _at(name: str, card: SheetCard) -> str:
    return reverse(f"{DESK}:{name}", args=[card.id])


@dataclass(frozen=True, slots=True)
class Entry:
    """One of those behind a figure; `url` is "" where the reader may not open it, or there is nothing to open."""

    instance: Instance
    url: str


@needs("see_appraisal")
@never_cache
@require_safe
def figure(request: HttpRequest, sheet_id: int, key: str) -> HttpResponse:
    """The cases, visits or matters behind a figure, as the facts say today (11-03-6)."""
    card, actor = visible(request, sheet_id), actor_of(request)
    if key not in FIGURE_NAMES:
        raise Http404
    colleague = _colleague(request.GET.get("staff", ""))
    of, start = figures.whose(card, colleague), _number(request.GET.get("from", ""))
    found = figures.behind(key, card.period, of, start, start + PAGE + 1)
    tail = f"&staff={request.GET['staff']}" if colleague else ""
    context = {
        "card": card,
        "key": key,
        "name": FIGURE_NAMES[key],
        "entries": [Entry(one, address(one, actor)) for one in found[:PAGE]],
        "narrowed": colleague is not None,
        "nobody": bool(colleague and colleague.nobody),
        "then": card.facts.get(key, 0),
        "change": card.changes.get(key, 0),
        "now": figures.SOURCES[key].count(figures.span_of(card.period), of),
        "objects": bool(_objecting(card, actor)),
        "previous": f"?from={max(0, start - PAGE)}{tail}" if start else None,
        "following": f"?from={start + PAGE}{tail}" if len(found) > PAGE else None,
    }
    return render(request, "supervision/staff/appraisal_figure.html", context)


def _colleague(text: str) -> Whose | None:
    """Whose part of a section's figure is asked for: a colleague's, or nobody's; None for all of it."""
    if text == NOBODY:
        return Whose(nobody=True)
    return Whose(staff_id=_number(text)) if _number(text) else None


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 10 else 0


def address(one: Instance, actor: Actor) -> str:
    """Where an instance is opened; "" where the reader may not."""
    return reverse(one.page, args=one.args) if one.opens_to(actor) else ""


@needs("see_appraisal")
@never_cache
@require_safe
def sheet_file(request: HttpRequest, sheet_id: int) -> HttpResponse:
    """A sheet as an Excel file or as a paper."""
    card = visible(request, sheet_id)
    found = shown.lines(card, queries.sheet_before(card))
    name = f"{gettext('考核表')}-{card.period.code}-{card.name or card.section}"
    if request.GET.get("as") == "pdf":
        return _paper(papers.sheet_paper(card, found, queries.objections(card.id)), name)
    sheets = {
        gettext("指标"): (papers.line_header(), papers.line_rows(found)),
        gettext("明细"): (papers.instance_header(), papers.instance_rows(card)),
    }
    return download(excel_tables(sheets), f"{name}.xlsx", EXCEL)


@needs("read_appraisals")
@never_cache
@require_safe
def section_file(request: HttpRequest, section_id: int) -> HttpResponse:
    """A section's table of people as an Excel file or as a paper."""
    if section_id not in sections_read(actor_of(request)):
        raise Http404
    _period, card = asked_sheet(request, section_id)
    if card is None:
        raise Http404
    rows = queries.table(card)
    name = f"{gettext('考核表')}-{card.period.code}-{organisation.section(section_id).name_zh}"
    if request.GET.get("as") == "pdf":
        return _paper(papers.section_paper(card, rows), name)
    chosen = shown.columns(rows)
    lines = shown.lines(card, queries.sheet_before(card))
    sheets = {
        gettext("人员"): (papers.people_header(chosen), papers.people_rows(rows, chosen, card)),
        gettext("科室"): (papers.line_header(), papers.line_rows(lines)),
        gettext("明细"): (papers.instance_header(), papers.instance_rows(card)),
    }
    return download(excel_tables(sheets), f"{name}.xlsx", EXCEL)


def _paper(content: bytes, name: str) -> HttpResponse:
    response = download(content, f"{name}.pdf", "application/pdf")
    response["Content-Disposition"] = response["Content-Disposition"].replace("attachment", "inline")
    return response
