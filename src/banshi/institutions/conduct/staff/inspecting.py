"""The pages of inspections: rounds on a phone, findings with the colleague's own word (09-02 to 09-08)."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banshi.institutions.conduct.actions import inspecting as acts
from banshi.institutions.conduct.actions.inspecting import Seen
from banshi.institutions.conduct.forms import (
    CorrectionForm,
    FindingForm,
    InspectionForm,
    RecheckForm,
    StatementForm,
)
from banshi.institutions.conduct.models import Finding, Inspection
from banshi.institutions.conduct.queries import inspecting as queries
from banshi.institutions.conduct.queries.duty import colleagues
from banshi.institutions.conduct.queries.inspecting import FindingCard, InspectionCard
from banshi.institutions.conduct.rules import FindingState
from banshi.institutions.conduct.staff.desk import pressed, sections_within
from banshi.kernel.cases.pictures import picture_content
from banshi.kernel.clocks.acting import PlainPage, plain_act_page
from banshi.kernel.clocks.desk import DESK, actor_of
from banshi.kernel.clocks.preview import working_days_on
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.permissions import Relation, may, needs
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.registry import Article, parameter
from banshi.kernel.ui.steps import StepLine
from banshi.kernel.ui.wording import english, say
from banshi.lib import clock
from banshi.lib.results import Reason, gettext_noop

page_methods = require_http_methods(["GET", "HEAD", "POST"])
INSPECTIONS = gettext_noop("行为规范检查")
FINDING = gettext_noop("检查发现的问题")


@dataclass(frozen=True, slots=True)
class LineView:
    """A line of the checklist in a round: looked at or not, with its findings."""

    article: str
    text: str
    checked: bool
    findings: tuple[FindingCard, ...]
    finding_url: str


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group of the checklist in a round; `rest` are the articles nobody looked at yet."""

    article: str
    name: str
    lines: tuple[LineView, ...]

    @property
    def rest(self) -> list[str]:
        """The lines still to be looked at."""
        return [line.article for line in self.lines if not line.checked and not line.findings]

    @property
    def looked_at(self) -> int:
        """How many lines were looked at."""
        return len(self.lines) - len(self.rest)


@needs("inspect")
@require_safe
def inspection_list(request: HttpRequest) -> HttpResponse:
    """The rounds, and the findings still open."""
    within = sections_within(actor_of(request), "inspect")
    context = {
        "inspections": queries.inspections(within),
        "findings": queries.findings(section_ids=within, open_only=True),
    }
    return render(request, "conduct/staff/inspections.html", context)


@needs("inspect")
@page_methods
def start_inspection(request: HttpRequest) -> HttpResponse:
    """Begin a round."""
    within = sections_within(actor_of(request), "inspect")
    sections = [
        (one.id, one.called) for one in organisation.sections().values() if within is None or one.id in within
    ]
    form = InspectionForm(
        request.POST or None, act="start_inspection", sections=sections, initial={"kind": "random"}
    )
    page = PlainPage(
        title=gettext_noop("开始检查"),
        button=gettext_noop("开始"),
        done=gettext_noop("请逐条检查，符合的打勾，发现问题的记下来。"),
        articles=("09-02", "09-03", "09-04", "09-05", "09-06", "09-07", "09-08"),
        back=reverse(f"{DESK}:inspections"),
        about=INSPECTIONS,
        effects=(
            Reason(gettext_noop("检查表就是服务行为规范的条目。"), ("09-02",)),
            Reason(gettext_noop("不能检查自己。"), ("09-02",)),
        ),
        after=lambda inspection_id: reverse(f"{DESK}:inspection", args=[inspection_id]),
    )

    def start(**guards: object) -> int:
        given = form.cleaned_data
        return acts.start_inspection(
            kind=given["kind"], section_id=given["section"], actor=actor_of(request), **guards
        )

    return plain_act_page(request, form, page, start)


@needs("inspect")
@never_cache
@require_safe
def inspection(request: HttpRequest, inspection_id: int) -> HttpResponse:
    """A round, group by group, made for a phone."""
    card = _visible(inspection_id, actor_of(request))
    groups = _groups(card)
    context = {
        "inspection": card,
        "groups": groups,
        "running": card.finished_at is None and card.inspector_id == actor_of(request).staff_id,
        "unseen": sum(len(group.rest) for group in groups),
    }
    return render(request, "conduct/staff/inspection.html", context)


@needs("inspect")
@require_POST
def check_lines(request: HttpRequest, inspection_id: int) -> HttpResponse:
    """Lines are in order."""
    card = _visible(inspection_id, actor_of(request))
    articles = request.POST.getlist("article")[:60]
    anchor = f"#g{articles[0][:5]}" if articles and articles[0][:5].replace("-", "").isdecimal() else ""
    return pressed(
        request,
        reverse(f"{DESK}:inspection", args=[card.id]) + anchor,
        gettext_noop("已经记下。"),
        lambda: acts.check_lines(inspection_id=card.id, articles=articles, actor=actor_of(request)),
    )


@needs("inspect")
@require_POST
def finish_inspection(request: HttpRequest, inspection_id: int) -> HttpResponse:
    """The round is over."""
    card = _visible(inspection_id, actor_of(request))
    return pressed(
        request,
        reverse(f"{DESK}:inspection", args=[card.id]),
        gettext_noop("检查已经结束。"),
        lambda: acts.finish_inspection(inspection_id=card.id, actor=actor_of(request)),
    )


@needs("inspect")
@page_methods
def record_finding(request: HttpRequest, inspection_id: int, article: str) -> HttpResponse:
    """Something is not in order: in words or with a photo."""
    actor = actor_of(request)
    card = _visible(inspection_id, actor)
    line = queries.lines().get(article)
    if line is None:
        raise Http404
    people = [pair for pair in colleagues(card.section_id).items() if pair[0] != actor.staff_id]
    days = parameter("09-06", "correction_working_days", clock.today())
    form = FindingForm(
        request.POST or None,
        act=f"record_finding:{inspection_id}:{article}",
        files=request.FILES or None,
        people=people,
        initial={"correct_by": working_days_on(days)},
    )
    page = PlainPage(
        title=gettext_noop("记下发现的问题"),
        button=gettext_noop("记下"),
        done=gettext_noop("已经记下，本人会看到并可以说明。"),
        articles=(article,),
        back=reverse(f"{DESK}:inspection", args=[card.id]),
        about=f"{card.section} · {_text(line)}",
        effects=(
            Reason(gettext_noop("被检查的同事马上能看到，可以作说明。"), (article,)),
            Reason(gettext_noop("改正以后要复查；过了改正期限会自动提醒。"), (article,)),
        ),
        multipart=True,
    )

    def keep(**guards: object) -> int:
        given = form.cleaned_data
        seen = Seen(article, given["staff"], given["note"], given["correct_by"])
        return acts.record_finding(
            inspection_id=card.id, seen=seen, photo=given["photo"], actor=actor, **guards
        )

    return plain_act_page(request, form, page, keep)


@needs("see_duty")
@never_cache
@require_safe
def finding(request: HttpRequest, finding_id: int) -> HttpResponse:
    """One finding: what was seen, the colleague's own word, correction, re-check."""
    actor = actor_of(request)
    card = _seen_by(finding_id, actor)
    context = {"finding": card, "line": _text(card.line), "steps": list(_steps(card, actor))}
    return render(request, "conduct/staff/finding.html", context)


@needs("see_duty")
@require_safe
def photo(request: HttpRequest, finding_id: int) -> HttpResponse:
    """The photo of a finding."""
    card = _seen_by(finding_id, actor_of(request))
    row = Finding.objects.get(pk=card.id)
    if not row.photo_stored_as:
        raise Http404
    response = HttpResponse(picture_content(row.photo_stored_as, row.place), content_type=row.photo_type)
    response["Cache-Control"] = "no-store"
    return response


@needs("see_duty")
@page_methods
def state_own_word(request: HttpRequest, finding_id: int) -> HttpResponse:
    """The colleague says their own word."""
    card = _seen_by(finding_id, actor_of(request))
    form = StatementForm(
        request.POST or None, act=f"state:{finding_id}", initial={"statement": card.statement}
    )
    page = _page(card, gettext_noop("我的说明"), gettext_noop("提交说明"), gettext_noop("您的说明已经记下。"))
    return plain_act_page(
        request,
        form,
        page,
        lambda **guards: acts.state_own_word(
            finding_id=card.id,
            statement=form.cleaned_data["statement"],
            actor=actor_of(request),
            **guards,
        ),
    )


@needs("see_duty")
@page_methods
def report_correction(request: HttpRequest, finding_id: int) -> HttpResponse:
    """What was done about it."""
    card = _seen_by(finding_id, actor_of(request))
    form = CorrectionForm(request.POST or None, act=f"correct:{finding_id}")
    page = _page(
        card,
        gettext_noop("报告改正"),
        gettext_noop("报告改正"),
        gettext_noop("已经报告，等检查的同事复查。"),
    )
    return plain_act_page(
        request,
        form,
        page,
        lambda **guards: acts.report_correction(
            finding_id=card.id,
            correction=form.cleaned_data["correction"],
            actor=actor_of(request),
            **guards,
        ),
    )


@needs("inspect")
@page_methods
def recheck(request: HttpRequest, finding_id: int) -> HttpResponse:
    """Look again."""
    card = _seen_by(finding_id, actor_of(request))
    permit(actor_of(request), "inspect", Relation(card.section_id))
    form = RecheckForm(request.POST or None, act=f"recheck:{finding_id}")
    page = _page(card, gettext_noop("复查"), gettext_noop("记下复查结果"), gettext_noop("复查结果已经记下。"))

    def look(**guards: object) -> int:
        given = form.cleaned_data
        return acts.recheck(
            finding_id=card.id,
            passed=given["passed"] == "yes",
            correct_by=given["correct_by"],
            actor=actor_of(request),
            **guards,
        )

    return plain_act_page(request, form, page, look)


def _page(card: FindingCard, title: str, button: str, done: str) -> PlainPage:
    until = Reason(gettext_noop("改正期限：%(day)s。"), (card.article,), params={"day": card.correct_by})
    return PlainPage(
        title=title,
        button=button,
        done=done,
        articles=("09-02", card.article),
        back=reverse(f"{DESK}:finding", args=[card.id]),
        about=FINDING,
        effects=(until,),
    )


def _visible(inspection_id: int, actor: Actor) -> InspectionCard:
    try:
        card = queries.inspection(inspection_id)
    except Inspection.DoesNotExist:
        raise Http404 from None
    if not may(actor, "inspect", card.relation):
        raise Http404
    return card


def _seen_by(finding_id: int, actor: Actor) -> FindingCard:
    """The finding, for whom it concerns, for inspectors, and what is about a place for its section."""
    try:
        card = queries.finding(finding_id)
    except Finding.DoesNotExist:
        raise Http404 from None
    place = card.staff_id is None and any(section == card.section_id for _, section in actor.posts)
    if card.staff_id != actor.staff_id and not place and not may(actor, "inspect", Relation(card.section_id)):
        raise Http404
    return card


def _groups(card: InspectionCard) -> tuple[GroupView, ...]:
    done = queries.checked(card.id)
    found: dict[str, list[FindingCard]] = {}
    for one in reversed(queries.findings(inspection_id=card.id)):
        found.setdefault(one.article, []).append(one)
    return tuple(
        GroupView(
            group.group.value,
            group.name,
            tuple(
                LineView(
                    line.id,
                    _text(line),
                    line.id in done,
                    tuple(found.get(line.id, ())),
                    reverse(f"{DESK}:record_finding", args=[card.id, line.id]),
                )
                for line in group.lines
            ),
        )
        for group in queries.checklist()
    )


def _text(line: Article) -> str:
    return line.summary_en if english() else line.summary_zh


def _steps(card: FindingCard, actor: Actor) -> Iterator[StepLine]:
    """What this reader may do with the finding now."""
    concerned = card.staff_id == actor.staff_id
    place = card.staff_id is None and any(section == card.section_id for _, section in actor.posts)
    head = ("head", card.section_id) in actor.posts
    if concerned and card.state is not FindingState.CLOSED:
        yield _step(card, "state_own_word", gettext_noop("写我的说明"), primary=not card.statement)
    if card.state is FindingState.FOUND and (concerned or place or head):
        yield _step(card, "report_correction", gettext_noop("报告改正"), primary=bool(card.statement))
    inspects = may(actor, "inspect", Relation(card.section_id)) and not concerned
    if card.state is FindingState.CORRECTED and inspects:
        yield _step(card, "recheck_finding", gettext_noop("复查"), primary=True)


def _step(card: FindingCard, act: str, label: str, *, primary: bool) -> StepLine:
    url = reverse(f"{DESK}:{act}", args=[card.id])
    return StepLine(say(label), url, ("09-02",), primary=primary)
