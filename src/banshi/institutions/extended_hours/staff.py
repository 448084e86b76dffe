"""The staff's pages of 延时服务: the closing list, sessions, the figures of a month."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from banshi.institutions.extended_hours.actions import sessions
from banshi.institutions.extended_hours.actions.closing import LineChoice
from banshi.institutions.extended_hours.actions.sessions import Opening
from banshi.institutions.extended_hours.forms import (
    EQUIPMENT,
    JoiningForm,
    LaterForm,
    LineForm,
    MonthForm,
    OnceForm,
    OpeningForm,
)
from banshi.institutions.extended_hours.queries import sessions as queries
from banshi.institutions.extended_hours.queries.sessions import Line, MonthReport, SessionCard
from banshi.institutions.extended_hours.rules import AHEAD, SERVE_ON
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.documents import queries as documents
from banshi.kernel.hall import queries as hall
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.models import Staff
from banshi.kernel.organisation.people import holders
from banshi.kernel.organisation.permissions import ANY, TABLE, Relation, may, needs
from banshi.kernel.ui.tables import EXCEL, csv_table, download, excel_tables
from banshi.kernel.ui.wording import english, say
from banshi.lib import clock
from banshi.lib.results import NotPermitted, Refused, gettext_noop

page_methods = require_http_methods(["GET", "HEAD", "POST"])
SAID = gettext_noop("已经记下。")
CONSULTATION = gettext_noop("咨询台")
SECTION_HEADER = ("科室", "次数", "办理人数", "分钟", "超过规定时间", "忘记结束")
STAFF_HEADER = ("人员", "科室", "次数", "分钟")
SESSION_HEADER = (
    "日期",
    "科室",
    "开始",
    "结束",
    "分钟",
    "办理人数",
    "人员",
    "超过规定时间的理由",
    "忘记结束",
)


@dataclass(frozen=True, slots=True)
class Group:
    """A section on the closing page: lines to decide, lines decided, its session, whether the reader may open one."""

    section_id: int | None
    name: str
    lines: list[tuple[Line, LineForm]]
    decided: list[Line]
    session: SessionCard | None
    opens: bool


@needs("decide_closing")
@never_cache
@page_methods
def closing(request: HttpRequest, decide: Callable[..., int]) -> HttpResponse:
    """Who is still here and what could be finished, section by section; each line is decided here (02-04).

    `decide` is the act that decides a line, given by who mounts the page: a booking may have to follow.
    """
    actor, sent, refused = actor_of(request), None, None
    if "everybody" in request.POST:
        refused = _serve_all_on(request.POST["everybody"], actor, decide)
        if refused is None:
            return redirect("workbench:closing")
    elif request.method == "POST":
        sent = LineForm(request.POST, colleagues=_colleagues())
        refused = _sent(sent, lambda key: decide(choice=sent.choice(), actor=actor, key=key))
        if refused is None and not sent.errors:
            messages.success(request, gettext(SAID))
            return redirect("workbench:closing")
    now, close = clock.now(), queries.close_today()
    context = {
        "groups": _groups(actor, sent),
        "close": close,
        "from": close - AHEAD,
        "latest": queries.latest_on(close.date()),
        "ready": now >= close - AHEAD,
        "open": close <= now < queries.latest_on(close.date()),
        "refused": refused,
        "form": sent,
    }
    status = 422 if refused or (sent and sent.errors) else 200
    return render(request, "extended_hours/staff/closing.html", context, status=status)


@needs("open_session")
@never_cache
@page_methods
def open_session(request: HttpRequest, section_id: int) -> HttpResponse:
    """Begin to serve on: who stays, and the equipment check (02-04, 02-07)."""
    section, actor = organisation.sections().get(section_id), actor_of(request)
    if section is None or not may(actor, "open_session", Relation(section_id)):
        raise Http404
    initial = {"staff": [actor.officer], "in_order": []}
    form = OpeningForm(request.POST or None, colleagues=_colleagues(section_id), initial=initial)
    refused = None
    if request.method == "POST":
        opened: list[int] = []

        def begin(key: str) -> None:
            given = form.cleaned_data
            staff, in_order = tuple(given["staff"]), tuple(given["in_order"])
            opening = Opening(section_id, staff, in_order, given["faults"])
            opened.append(sessions.open_session(opening=opening, actor=actor, key=key))

        refused = _sent(form, begin)
        if opened:
            return redirect("workbench:extended_session", opened[0])
    context = {"form": form, "refused": refused, "section": section.name(_language())}
    status = 422 if refused or (form.is_bound and form.errors) else 200
    return render(request, "extended_hours/staff/open.html", context, status=status)


@needs("see_extended")
@never_cache
@page_methods
def session(request: HttpRequest, session_id: int) -> HttpResponse:
    """One session: who stays, until when; joining, leaving, ending, and the head's word for later."""
    card = _session(session_id)
    actor, refused = actor_of(request), None
    later, joining = LaterForm(), JoiningForm(colleagues=_colleagues(card.section_id))
    if request.method == "POST":
        do = request.POST.get("do", "")
        form = _pressed(request, do, card)
        refused = _sent(form, lambda key: _press(do, card.id, form, actor, key))
        if refused is None and not form.errors:
            return redirect("workbench:extended_session", card.id)
        later = form if isinstance(form, LaterForm) else later
        joining = form if isinstance(form, JoiningForm) else joining
    relation = Relation(card.section_id)
    context = {
        "card": card,
        "running": card.closed_at is None and clock.now() < card.until,
        "equipment": [(label, name in card.in_order) for name, label in EQUIPMENT],
        "runs": may(actor, "open_session", relation)
        or actor.officer in {stay.staff_id for stay in card.stays},
        "allows": may(actor, "allow_late", relation),
        "joining": joining,
        "later": later,
        "refused": refused,
        "has_errors": bool(later.errors or joining.errors),
    }
    status = 422 if refused or later.errors or joining.errors else 200
    return render(request, "extended_hours/staff/session.html", context, status=status)


@needs("see_extended")
@require_safe
def record(request: HttpRequest, session_id: int) -> HttpResponse:
    """The record W27 of a finished session."""
    card = _session(session_id)
    if card.document_id is None:
        raise Http404
    content, name = documents.pdf(card.document_id)
    response = download(content, name, "application/pdf")
    response["Content-Disposition"] = response["Content-Disposition"].replace("attachment", "inline")
    return response


@needs("see_extended")
@never_cache
@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """Sessions, people, minutes and overtime of a month; as a page, as CSV or as an Excel file."""
    first = MonthForm(request.GET).first
    found = queries.month(first)
    kind = request.GET.get("as", "")
    if kind == "csv":
        content = csv_table(SESSION_HEADER, _session_rows(found))
        return download(content, f"延时服务-{first:%Y-%m}.csv", "text/csv; charset=utf-8")
    if kind == "xlsx":
        sheets = {
            "按科室": (SECTION_HEADER, _section_rows(found)),
            "按人员": (STAFF_HEADER, _staff_rows(found)),
            "逐次": (SESSION_HEADER, _session_rows(found)),
        }
        return download(excel_tables(sheets), f"延时服务-{first:%Y-%m}.xlsx", EXCEL)
    context = {
        "report": found,
        "previous": f"?month={first - dt.timedelta(days=1):%Y-%m}",
        "following": _following(first),
    }
    return render(request, "extended_hours/staff/report.html", context)


def _sent(form: OnceForm, act: Callable[[str], object]) -> Refused | None:
    """Carry an act out once if its form is valid; a refusal is written at its field and returned."""
    if not form.is_valid():
        return None
    try:
        act(f"extended:{form.cleaned_data['once']}")
    except NotPermitted:
        raise
    except Refused as refused:
        for why in refused.reasons:
            if why.field in form.fields:
                form.add_error(why.field, say(why))
        return refused
    return None


def _serve_all_on(section: str, actor: Actor, decide: Callable[..., int]) -> Refused | None:
    """Serve on whoever is left on a section's list ("0": the consultation desk), line by line; the first refusal."""
    for line in queries.closing_list(_reach(actor)):
        if line.decision or str(line.section_id or 0) != section:
            continue
        choice = LineChoice(SERVE_ON, line.visit.id if line.visit else None, line.case_id)
        try:
            decide(choice=choice, actor=actor)
        except NotPermitted:
            raise
        except Refused as refused:
            return refused
    return None


def _session(session_id: int) -> SessionCard:
    card = queries.session(session_id)
    if card is None:
        raise Http404
    return card


def _pressed(request: HttpRequest, do: str, card: SessionCard) -> OnceForm:
    """The form behind the button that was pressed."""
    match do:
        case "later":
            return LaterForm(request.POST)
        case "join" | "leave":
            return JoiningForm(request.POST, colleagues=_colleagues(card.section_id, card))
        case "close":
            return OnceForm(request.POST)
    raise Http404


def _press(do: str, session_id: int, form: OnceForm, actor: Actor, key: str) -> None:
    if isinstance(form, LaterForm):
        reason = form.cleaned_data["reason"]
        sessions.allow_late(session_id=session_id, until=form.moment(), reason=reason, actor=actor, key=key)
    elif isinstance(form, JoiningForm):
        act = sessions.join_session if do == "join" else sessions.leave_session
        act(session_id=session_id, staff_id=form.cleaned_data["staff"], actor=actor, key=key)
    else:
        sessions.close_session(session_id=session_id, actor=actor, key=key)


def _groups(actor: Actor, sent: LineForm | None) -> list[Group]:
    """The sections the reader may decide for, those with something left to decide first."""
    own, names = _reach(actor), organisation.sections()
    lines = queries.closing_list(own)
    running = {card.section_id: card for card in queries.sessions_of(clock.today()) if card.closed_at is None}
    concerned = {line.section_id for line in lines} | set(running)
    colleagues = _colleagues()
    groups = []
    for section_id in (*names, None):
        if section_id not in concerned or (own is not None and section_id not in {*own, None}):
            continue
        here = [line for line in lines if line.section_id == section_id]
        groups.append(
            Group(
                section_id,
                names[section_id].name(_language()) if section_id else gettext(CONSULTATION),
                [(line, _form(line, sent, colleagues)) for line in here if not line.decision],
                [line for line in here if line.decision],
                running.get(section_id or 0),
                section_id is not None and may(actor, "open_session", Relation(section_id)),
            )
        )
    return sorted(groups, key=lambda group: not group.lines)


def _form(line: Line, sent: LineForm | None, colleagues: list[tuple[int, str]]) -> LineForm:
    if sent is not None and sent.data.get("line") == line.key:
        return sent
    return LineForm(colleagues=colleagues, initial={"line": line.key}, auto_id=f"{line.key}_%s")


def _reach(actor: Actor) -> set[int] | None:
    """The sections whose lines the reader decides; None for all."""
    row = TABLE["decide_closing"]
    if any(row.get(role) == ANY for role, _ in actor.posts):
        return None
    return {section_id for role, section_id in actor.posts if role in row}


def _colleagues(section_id: int | None = None, card: SessionCard | None = None) -> list[tuple[int, str]]:
    """Active staff: all, or of one section with the window clerks and whoever sits at a window or stays now."""
    rows = Staff.objects.filter(is_active=True).order_by("section__code", "username")
    every = [(one.pk, one.called, one.section_id) for one in rows]
    if section_id is None:
        return [(pk, name) for pk, name, _ in every]
    near = {counter.staff_id for counter in hall.counters().values()} | set(holders("clerk"))
    near |= {stay.staff_id for stay in card.stays} if card else set()
    return [(pk, name) for pk, name, home in every if home == section_id or pk in near]


def _section_rows(found: MonthReport) -> list[tuple[object, ...]]:
    return [(r.section, r.sessions, r.served, r.minutes, r.late, r.forgotten) for r in found.sections]


def _staff_rows(found: MonthReport) -> list[tuple[object, ...]]:
    return [(r.name, r.section, r.sessions, r.minutes) for r in found.staff]


def _session_rows(found: MonthReport) -> list[tuple[object, ...]]:
    return [
        (
            card.day.isoformat(),
            card.section,
            f"{card.opened_at.astimezone(clock.BEIJING):%H:%M}",
            f"{card.closed_at.astimezone(clock.BEIJING):%H:%M}" if card.closed_at else "",
            card.minutes,
            card.served,
            "、".join(dict.fromkeys(stay.name for stay in card.stays)),
            card.late_reason,
            "是" if card.forgotten else "",
        )
        for card in found.sessions
    ]


def _following(first: dt.date) -> str | None:
    following = (first + dt.timedelta(days=32)).replace(day=1)
    return f"?month={following:%Y-%m}" if following <= clock.today() else None


def _language() -> str:
    return "en" if english() else "zh"
