"""The pages of 考核 that need no other room: one's sheets, a section's table, objections, the acts (11-03)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banshi.institutions.supervision.actions import appraisal as acts
from banshi.institutions.supervision.forms.appraisal import (
    AnswerForm,
    ConfirmForm,
    ObjectionForm,
    period_asked,
)
from banshi.institutions.supervision.models.appraisal import AppraisalObjection, AppraisalSheet
from banshi.institutions.supervision.queries import appraisal as queries
from banshi.institutions.supervision.queries import appraisal_lines as shown
from banshi.institutions.supervision.queries.appraisal import SheetCard
from banshi.institutions.supervision.rules.appraisal import ARTICLE, ITEM, Answer, Period, PeriodKind
from banshi.institutions.supervision.rules.indicators import FIGURE_NAMES, FIVE, Indicator
from banshi.kernel.clocks.acting import PlainPage, plain_act_page
from banshi.kernel.clocks.desk import DESK, actor_of
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.permissions import ANY, TABLE, Relation, may, needs
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.ui.wording import say
from banshi.lib.results import NotPermitted, Reason, Refused, gettext_noop

page_methods = require_http_methods(["GET", "HEAD", "POST"])
ABOUT = gettext_noop("考核表")
ONE = f"{DESK}:appraisal_sheet"


def visible(request: HttpRequest, sheet_id: int) -> SheetCard:
    """The sheet, if the reader may know of it; else the same 404 as for one that does not exist."""
    try:
        card = queries.sheet(sheet_id)
    except AppraisalSheet.DoesNotExist:
        raise Http404 from None
    if not queries.sees(actor_of(request), card):
        raise Http404
    return card


def sections_read(actor: Actor) -> tuple[int, ...]:
    """The sections whose sheets the actor reads, in the order of their codes."""
    reach, every = TABLE["read_appraisals"], organisation.sections()
    if any(reach.get(role) == ANY for role, _ in actor.posts):
        return tuple(every)
    own = {section for role, section in actor.posts if role in reach}
    return tuple(one for one in every if one in own)


@dataclass(frozen=True, slots=True)
class SectionLink:
    """A section whose table may be opened."""

    name: str
    url: str


@needs("see_appraisal")
@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """One's own sheets; the sections one reads; what waits for an answer."""
    actor = actor_of(request)
    answers = may(actor, "answer_appraisal")
    context = {
        "mine": queries.sheets_of(actor.officer),
        "sections": _section_links(sections_read(actor), None),
        "waiting": queries.open_objections() if answers else (),
        "answers": answers,
    }
    return render(request, "supervision/staff/appraisal_home.html", context)


def _section_links(section_ids: Sequence[int], period: Period | None) -> list[SectionLink]:
    tail = f"?period={period.code}" if period else ""
    names = organisation.sections()
    return [
        SectionLink(names[one].called, reverse(f"{DESK}:appraisal_section", args=[one]) + tail)
        for one in section_ids
    ]


@needs("read_appraisals")
@never_cache
@require_safe
def section_table(request: HttpRequest, section_id: int) -> HttpResponse:
    """A section's sheet for a period, colleague by colleague."""
    actor = actor_of(request)
    if section_id not in sections_read(actor):
        raise Http404
    period, card = asked_sheet(request, section_id)
    rows = queries.table(card) if card else ()
    chosen = shown.columns(rows)
    context: dict[str, Any] = {
        "section": organisation.section(section_id),
        "period": period,
        "picker": _picker(section_id, period),
        "card": card,
        "columns": chosen,
        "rows": [table_row(row, chosen) for row in rows],
        "total": table_row(queries.TableRow(None, "", None, card.counts), chosen) if card else None,
        "others": [
            link
            for link in _section_links(sections_read(actor), period)
            if not link.url.startswith(request.path)
        ],
        "ready": _ready(card, actor),
        "five": list(zip([one.name for one in FIVE], shown.five(card.counts), strict=True)) if card else (),
    }
    return render(request, "supervision/staff/appraisal_section.html", context)


def _ready(card: SheetCard | None, actor: Actor) -> int:
    """How many sheets of the section the reader may close now."""
    if card is None or not may(actor, "close_appraisal", card.relation):
        return 0
    return sum(bool(queries.closable(one, actor)) for one in queries.sheets_in(card.section_id, card.period))


@needs("close_appraisal")
@require_POST
def close_section(request: HttpRequest, section_id: int) -> HttpResponse:
    """Close every sheet of the section that may be closed, with one press."""
    actor, period = actor_of(request), period_asked(request.POST.get("period", ""))
    if section_id not in sections_read(actor) or period is None:
        raise Http404
    try:
        count = acts.close_appraisals(section_id=section_id, period=period, actor=actor)
    except NotPermitted:
        raise
    except Refused as why:
        for reason in why.reasons:
            messages.error(request, say(reason))
    else:
        messages.success(request, gettext("已经结束 %(count)s 张考核表。") % {"count": count})
    return redirect(reverse(f"{DESK}:appraisal_section", args=[section_id]) + f"?period={period.code}")


def asked_sheet(request: HttpRequest, section_id: int) -> tuple[Period | None, SheetCard | None]:
    """The period that an address asks for (the newest month if none), and the section's sheet for it."""
    period = period_asked(request.GET.get("period", ""))
    if period is None:
        period = next(iter(queries.periods(PeriodKind.MONTH)), None)
    return period, queries.section_sheet(section_id, period) if period else None


@dataclass(frozen=True, slots=True)
class Choice:
    """A period to look at."""

    code: str
    url: str
    current: bool


def _picker(section_id: int, period: Period | None) -> list[Choice]:
    base = reverse(f"{DESK}:appraisal_section", args=[section_id])
    every = (*queries.periods(PeriodKind.YEAR), *queries.periods(PeriodKind.MONTH))
    return [Choice(one.code, f"{base}?period={one.code}", one == period) for one in every]


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a table; `key` is the figure to open, if anything stands behind it."""

    name: str
    text: str
    key: str
    opens: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A colleague with the values of the chosen indicators; `whose` says whose figures its links open."""

    name: str
    sheet_id: int | None
    whose: str
    cells: tuple[Cell, ...]


def table_row(row: queries.TableRow, chosen: Sequence[Indicator]) -> Row:
    """A row of the table as text."""
    whose = "none" if row.staff_id is None else str(row.staff_id)
    cells = tuple(_cell(one, row) for one in chosen)
    return Row(row.name, row.sheet_id, whose, cells)


def _cell(one: Indicator, row: queries.TableRow) -> Cell:
    key = one.keys[0]
    return Cell(one.name, shown.shown(one, row.counts), key, bool(row.counts.get(key)))


@needs("answer_appraisal")
@never_cache
@require_safe
def objections(request: HttpRequest) -> HttpResponse:
    """The objections that wait for the party office."""
    context = {"waiting": queries.open_objections(), "me": actor_of(request).staff_id}
    return render(request, "supervision/staff/appraisal_objections.html", context)


@needs("see_appraisal")
@page_methods
def confirm(request: HttpRequest, sheet_id: int) -> HttpResponse:
    """Whom the sheet is about agrees with it."""
    card = visible(request, sheet_id)
    form = ConfirmForm(request.POST or None, case=card, act="confirm_appraisal")
    page = _page(
        card,
        title=gettext_noop("确认考核表"),
        button=gettext_noop("数字都对，确认"),
        done=gettext_noop("已经确认，谢谢。"),
        effects=(
            Reason(gettext_noop("确认以后不能再提出异议。"), (ARTICLE,)),
            Reason(gettext_noop("有不对的，请先返回提出异议，不用急着确认。"), (ARTICLE,)),
        ),
    )
    return plain_act_page(
        request,
        form,
        page,
        lambda **guards: acts.confirm_appraisal(sheet_id=card.id, actor=actor_of(request), **guards),
    )


@needs("see_appraisal")
@page_methods
def object_to(request: HttpRequest, sheet_id: int) -> HttpResponse:
    """Whom the sheet is about objects to a figure."""
    card = visible(request, sheet_id)
    figures = [(key, f"{say(name)}：{card.counts.get(key, 0)}") for key, name in FIGURE_NAMES.items()]
    form = ObjectionForm(
        request.POST or None,
        case=card,
        act="object_to_appraisal",
        figures=figures,
        initial={"key": request.GET.get("key", "")},
    )
    page = _page(
        card,
        title=gettext_noop("提出异议"),
        button=gettext_noop("提出异议"),
        done=gettext_noop("异议已经送到机关党委办公室，答复以后会通知您。"),
        effects=(
            Reason(gettext_noop("由机关党委办公室核对和答复，您本人的异议不会由您自己答复。"), (ARTICLE,)),
            Reason(
                gettext_noop("您写的内容只有您、本科室负责人、机关党委办公室和局领导看得到。"), (ARTICLE,)
            ),
        ),
    )
    return plain_act_page(
        request,
        form,
        page,
        lambda **guards: acts.object_to_appraisal(
            sheet_id=card.id,
            objected=acts.Objected(form.cleaned_data["key"], form.cleaned_data["reason"]),
            actor=actor_of(request),
            **guards,
        ),
    )


@needs("answer_appraisal")
@page_methods
def answer(request: HttpRequest, objection_id: int) -> HttpResponse:
    """The party office answers an objection."""
    try:
        found = queries.objection(objection_id)
    except AppraisalObjection.DoesNotExist:
        raise Http404 from None
    card = visible(request, found.sheet_id)
    form = AnswerForm(request.POST or None, act=f"answer_appraisal:{found.id}")
    page = _page(
        card,
        title=gettext_noop("答复异议"),
        button=gettext_noop("答复"),
        done=gettext_noop("已经答复，本人会收到消息。"),
        effects=(
            Reason(gettext_noop("采纳的，更正列为一行，原来的数字照样看得见。"), (ITEM,)),
            Reason(gettext_noop("自己提出的异议由其他同事答复。"), (ARTICLE,)),
        ),
        template="supervision/staff/appraisal_answer.html",
        more={"found": found, "count": card.counts.get(found.key, 0)},
    )
    return plain_act_page(
        request,
        form,
        page,
        lambda **guards: acts.answer_appraisal_objection(
            objection_id=found.id,
            answer=Answer(
                form.cleaned_data["accepted"] == "yes",
                form.cleaned_data["count"],
                form.cleaned_data["reason"],
            ),
            actor=actor_of(request),
            **guards,
        ),
    )


@needs("close_appraisal")
@page_methods
def close(request: HttpRequest, sheet_id: int) -> HttpResponse:
    """The head or the party office closes a sheet."""
    card = visible(request, sheet_id)
    permit(actor_of(request), "close_appraisal", Relation(card.section_id))
    form = ConfirmForm(request.POST or None, case=card, act="close_appraisal")
    page = _page(
        card,
        title=gettext_noop("结束考核表"),
        button=gettext_noop("结束考核"),
        done=gettext_noop("考核表已经结束。"),
        effects=(Reason(gettext_noop("结束以后不能再改；以后重新计算的差别只作显示。"), (ARTICLE,)),),
    )
    return plain_act_page(
        request,
        form,
        page,
        lambda **guards: acts.close_appraisal(sheet_id=card.id, actor=actor_of(request), **guards),
    )


def _page(card: SheetCard, **said: Any) -> PlainPage:
    return PlainPage(
        articles=(ARTICLE,),
        back=reverse(ONE, args=[card.id]),
        about=ABOUT,
        fresh=lambda: queries.sheet(card.id),
        **said,
    )
