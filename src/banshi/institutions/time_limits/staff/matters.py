"""The pages of 公文、上级交办、同级转办: the list, and one matter with what may be done now."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from banshi.institutions.time_limits import rules
from banshi.institutions.time_limits.actions.standing import MatterIndex
from banshi.institutions.time_limits.models import Matter
from banshi.institutions.time_limits.queries import matters as queries
from banshi.institutions.time_limits.queries.limits import breaches
from banshi.institutions.time_limits.queries.matters import MatterCard, MatterScope, PartCard
from banshi.institutions.time_limits.rules import Grade, MatterKind, MatterState
from banshi.kernel.clocks.desk import DESK, actor_of
from banshi.kernel.clocks.explanation import explain
from banshi.kernel.clocks.reckoning import Unit
from banshi.kernel.clocks.story import StoryLine
from banshi.kernel.documents import queries as documents
from banshi.kernel.documents.models import Document
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.ledger.queries import stream as entries_of
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.permissions import ANY, TABLE, Relation, may, needs
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.ui.steps import StepLine
from banshi.kernel.ui.wording import say
from banshi.kernel.workdays.queries import table
from banshi.lib import clock
from banshi.lib.results import Reason, gettext_noop

HAPPENED = {
    "matter_registered": gettext_noop("登记"),
    "matter_routed": gettext_noop("分办"),
    "matter_taken_up": gettext_noop("主办科室接办"),
    "part_taken_up": gettext_noop("会办科室接办"),
    "part_done": gettext_noop("会办科室给出意见"),
    "part_returned": gettext_noop("会办科室退回"),
    "matter_returned": gettext_noop("主办科室退回"),
    "matter_limit_set": gettext_noop("设定期限"),
    "matter_explained": gettext_noop("说明不能按期完成"),
    "matter_urged": gettext_noop("督办"),
    "matter_done": gettext_noop("办结"),
    "matter_sent_back": gettext_noop("退回来文单位"),
    "matter_closed": gettext_noop("归档"),
    "matter_warned": gettext_noop("预警"),
    "matter_breached": gettext_noop("超期"),
    "matter_recomputed": gettext_noop("工作日历更新，重新计算期限"),
}
SYSTEM = gettext_noop("系统")
UNTIL = gettext_noop("期限到 %(due)s")
NEW_DATE = gettext_noop("期限改到 %(due)s")
FOR_THE_RECORD = gettext_noop("期限已过，只作记录")
REGISTRATION = {
    MatterKind.OFFICIAL_DOCUMENT: gettext_noop("登记公文"),
    MatterKind.SUPERIOR_TASK: gettext_noop("登记上级交办"),
    MatterKind.PEER_TRANSFER: gettext_noop("登记同级转办"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A matter in the list, with its lead section."""

    card: MatterCard
    section: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet with its address."""

    title: str
    number: str
    url: str


def scope_of(actor: Actor) -> MatterScope | None:
    """Which open matters a person's posts let them see; None for nobody's business."""
    reach = TABLE["see_matter"]
    roles = {role for role, _ in actor.posts if role in reach}
    if not roles:
        return None
    if any(reach[role] == ANY for role in roles):
        return MatterScope()
    return MatterScope(sections=tuple(sorted({section for role, section in actor.posts if role in reach})))


def visible_matter(request: HttpRequest, matter_id: int) -> tuple[MatterCard, tuple[PartCard, ...]]:
    """The matter with its parts, if the reader may know of it; else the same 404 as for one that is not there."""
    try:
        card = queries.matter(matter_id)
    except Matter.DoesNotExist:
        raise Http404 from None
    parts, actor = queries.parts(matter_id), actor_of(request)
    relations = [Relation(card.office_id), *(part.relation for part in parts)]
    if not any(may(actor, "see_matter", relation) for relation in relations):
        raise Http404
    return card, parts


@needs("see_matter")
@require_safe
def matter_list(request: HttpRequest) -> HttpResponse:
    """What is open, the most urgent first; `?done=1` what is done and filed."""
    actor = actor_of(request)
    scope = scope_of(actor) or MatterScope(sections=())
    done = request.GET.get("done") == "1"
    if done:
        states = frozenset({MatterState.DONE, MatterState.CLOSED})
        scope = MatterScope(sections=scope.sections, states=states)
    found = queries.matters(scope)
    leads = queries.sections_of(card.id for card in found.rows)
    registers = may(actor, "register_matter")
    context = {
        "lines": [Line(card, leads.get(card.id, "")) for card in found.rows],
        "beyond": queries.MATTERS_SHOWN if found.beyond else 0,
        "done": done,
        "registrations": [(name, _registration(kind)) for kind, name in REGISTRATION.items()]
        if registers
        else (),
    }
    return render(request, "time_limits/staff/matters.html", context)


@needs("see_matter")
@never_cache
@require_safe
def matter_page(request: HttpRequest, matter_id: int) -> HttpResponse:
    """Everything about one matter."""
    card, parts = visible_matter(request, matter_id)
    actor = actor_of(request)
    context = {
        "matter": card,
        "parts": parts,
        "steps": _ordered(list(_steps(card, parts, actor))),
        "story": _story(card),
        "papers": _papers(card),
        "explanations": queries.explanations(card.id),
        "returned": queries.returned_reasons(card.id),
        "breached": breaches(matter_id=card.id),
        **_reckoning(card),
    }
    return render(request, "time_limits/staff/matter.html", context)


@needs("see_matter")
@require_safe
def matter_paper(request: HttpRequest, matter_id: int, document_id: int) -> HttpResponse:
    """Show a sheet in the browser, ready for printing."""
    card, _parts = visible_matter(request, matter_id)
    if not Document.objects.filter(pk=document_id, stream=f"matter:{card.id}").exists():
        raise Http404
    content, name = documents.pdf(document_id)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "no-store"
    return response


def _reckoning(card: MatterCard) -> dict[str, object]:
    """All limits with their dates, the one that governs, and its days where it is counted in days."""
    row, days = Matter.objects.get(pk=card.id), table()
    limits = rules.matter_limits(MatterIndex.terms(row), MatterIndex.lengths(row), days)
    found = limits.get(card.clock)
    counted = found is not None and found.limit.unit is Unit.WORKING_DAY
    return {
        "limits": [(rules.MATTER_LIMITS[name], one.date) for name, one in limits.items()],
        "explanation": explain(found, days) if found is not None and counted else None,
        "today": clock.today(),
        "start": say(gettext_noop("收到")),
    }


def permitted(actor: Actor, act: str, card: MatterCard) -> None:
    """Raise `NotPermitted` unless the office's side of a matter is the actor's to do."""
    permit(actor, act, Relation(card.office_id))


def _registration(kind: MatterKind) -> str:
    return reverse(f"{DESK}:register_matter", args=[kind.value])


def _ordered(found: list[StepLine]) -> list[StepLine]:
    return sorted(found, key=lambda step: not step.primary)


def _steps(card: MatterCard, parts: Sequence[PartCard], actor: Actor) -> Iterator[StepLine]:
    """What this person may lawfully do with the matter now."""
    office = Relation(card.office_id)
    if card.is_open:
        yield from _office_steps(card, actor, office)
        yield from (step for part in parts for step in _part_steps(card, part, actor))
        lead = next((part.relation for part in parts if part.lead), office)
        if card.kind is MatterKind.SUPERIOR_TASK and may(actor, "explain_matter", lead):
            label = (
                gettext_noop("说明不能按期完成")
                if not card.over
                else gettext_noop("补充说明（超期照常记录）")
            )
            yield _step(card, "explain_matter", label, "07-05")
    elif card.state is MatterState.DONE and may(actor, "close_matter", office):
        yield _step(card, "close_matter", gettext_noop("核对结果，归档"), "07-02", primary=True)


def _office_steps(card: MatterCard, actor: Actor, office: Relation) -> Iterator[StepLine]:
    at_office = card.state in {MatterState.REGISTERED, MatterState.RETURNED}
    special = card.grade is Grade.SPECIAL and not card.over
    if special and may(actor, "set_matter_limit", office):
        label = gettext_noop("设定特殊公文的期限")
        yield _step(card, "set_matter_limit", label, "07-02", primary=card.set_due is None)
    if card.state is not MatterState.IN_HAND and may(actor, "route_matter", office):
        label = gettext_noop("分办") if at_office else gettext_noop("改分")
        yield _step(card, "route_matter", label, "07-02", primary=at_office)
    if not at_office and may(actor, "urge_matter", office):
        yield _step(card, "urge_matter", gettext_noop("督办，出具督办单"), "07-05")
    if at_office and card.kind is MatterKind.PEER_TRANSFER and may(actor, "close_matter", office):
        yield _step(card, "send_matter_back", gettext_noop("退回来文单位"), "07-05")


def _part_steps(card: MatterCard, part: PartCard, actor: Actor) -> Iterator[StepLine]:
    if part.done_at is not None:
        return
    if part.taken_up_at is None and may(actor, "work_on_matter", part.relation):
        yield _step(card, "take_up_matter", gettext_noop("接办"), "07-02", part=part, primary=True)
    elif may(actor, "finish_matter_part", part.relation):
        label = gettext_noop("填写办理结果") if part.lead else gettext_noop("填写会办意见")
        yield _step(card, "finish_matter_part", label, "07-02", part=part, primary=True)
    if may(actor, "assign_matter", part.relation):
        yield _step(card, "assign_matter", gettext_noop("指定本科室经办人"), "07-02", part=part)
    if may(actor, "work_on_matter", part.relation):
        yield _step(card, "return_matter", gettext_noop("不属于本科室，退回办公室"), "07-05", part=part)


def _step(
    card: MatterCard,
    act: str,
    label: str,
    article: str,
    *,
    part: PartCard | None = None,
    primary: bool = False,
) -> StepLine:
    arguments = [card.id, part.id] if part else [card.id]
    return StepLine(say(label), reverse(f"{DESK}:{act}", args=arguments), (article,), primary=primary)


def _story(card: MatterCard) -> list[StoryLine]:
    entries = entries_of(f"matter:{card.id}")
    staff = {int(one.actor.partition(":")[2]) for one in entries if one.actor.startswith("staff:")}
    names = organisation.called(staff)
    return [
        StoryLine(
            HAPPENED[one.act],
            _detail(one.act, one.payload),
            tuple(one.articles) if one.act != "matter_registered" else ("07-01",),
            at=one.at,
            by=names.get(int(one.actor.partition(":")[2] or 0), "") if ":" in one.actor else say(SYSTEM),
        )
        for one in entries
    ]


def _detail(act: str, payload: dict[str, Any]) -> Reason | str:
    """The date that an entry speaks of."""
    if act == "matter_explained":
        new_due = payload.get("new_due")
        return Reason(NEW_DATE, params={"due": _day(new_due)}) if new_due else Reason(FOR_THE_RECORD)
    if act == "matter_limit_set":
        return Reason(NEW_DATE, params={"due": _day(payload["until"])})
    if act in {"matter_registered", "matter_warned", "matter_breached"}:
        return Reason(UNTIL, params={"due": _day(payload["due"])})
    return ""


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _papers(card: MatterCard) -> list[Paper]:
    language = get_language() or ""
    return [
        Paper(one.title(language), one.number, reverse(f"{DESK}:matter_paper", args=[card.id, one.id]))
        for one in documents.of_stream(f"matter:{card.id}")
    ]
