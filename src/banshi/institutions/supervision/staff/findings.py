"""A finding and what is done about it; criticism from outside (11-03, 11-03-5)."""

from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from banshi.institutions.supervision.actions import correcting as acts
from banshi.institutions.supervision.actions.correcting import Demand
from banshi.institutions.supervision.forms.findings import CriticismForm, DemandForm, DismissForm
from banshi.institutions.supervision.queries import findings as read
from banshi.institutions.supervision.queries.findings import FindingCard
from banshi.kernel.clocks.acting import PlainPage, plain_act_page
from banshi.kernel.clocks.desk import DESK, actor_of
from banshi.kernel.clocks.preview import working_days_on
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.permissions import may, needs
from banshi.kernel.regulations.registry import parameter
from banshi.kernel.ui.steps import StepLine
from banshi.lib import clock
from banshi.lib.results import Reason, gettext_noop

page_methods = require_http_methods(["GET", "HEAD", "POST"])
FINDING = gettext_noop("监督检查发现的问题")
CRITICISM = gettext_noop("批评意见")


@needs("see_supervision")
@never_cache
@require_safe
def finding(request: HttpRequest, finding_id: int) -> HttpResponse:
    """One finding: what, the figures when it was seen, what lies behind, what can be done."""
    card = _finding(finding_id)
    correction = read.correction(card.correction_id) if card.correction_id else None
    steps = list(_steps(card, actor_of(request)))
    context = {"finding": card, "correction": correction, "steps": steps}
    return render(request, "supervision/staff/finding.html", context)


def _steps(card: FindingCard, actor: Actor) -> Iterator[StepLine]:
    if not card.open or not may(actor, "supervise"):
        return
    own = (Reason(gettext_noop("这个问题涉及您本人，请由别的监督人员处理。"), ("11-03",)),)
    mine = card.staff_id is not None and card.staff_id == actor.staff_id
    for label, name, primary in (
        (gettext("发整改通知书"), "demand_correction", True),
        (gettext("核实不成立"), "dismiss_finding", False),
    ):
        url = reverse(f"{DESK}:{name}", args=[card.id])
        yield StepLine(label, url, ("11-03",), not mine, own if mine else (), primary=primary)


@needs("supervise")
@page_methods
def demand_correction(request: HttpRequest, finding_id: int) -> HttpResponse:
    """The notice W44: which section, by when."""
    card = _finding(finding_id)
    days = int(parameter("11-03-5", "correction_working_days", clock.today()))
    form = DemandForm(
        request.POST or None,
        act=f"demand_correction:{finding_id}",
        sections=read.sections(),
        initial={"section": card.section_id, "days": days},
    )
    usual = Reason(
        gettext_noop("定 %(days)s 个工作日的，今天不计，到 %(day)s 为止，当天报来算按时。"),
        ("11-03-5",),
        params={"days": days, "day": working_days_on(days)},
    )
    page = PlainPage(
        title=gettext_noop("发整改通知书"),
        button=gettext_noop("发出整改通知书"),
        done=gettext_noop("已经发给科室负责人。"),
        articles=tuple(dict.fromkeys((card.article, "11-03-5"))),
        back=reverse(f"{DESK}:supervision_finding", args=[card.id]),
        about=FINDING,
        effects=(
            usual,
            Reason(gettext_noop("科室负责人马上收到消息；到期前再提醒一次。"), ("11-03-5",)),
            Reason(gettext_noop("过期没有报整改的，系统记录，并成为问责线索。"), ("11-03-5",)),
        ),
        template="supervision/staff/act_on_finding.html",
        more={"finding": card},
        after=lambda correction: reverse(f"{DESK}:correction", args=[correction]),
    )

    def issue(**guards: object) -> int:
        given = form.cleaned_data
        demand = Demand(given["section"], given["demand"], given["days"])
        return acts.demand_correction(finding_id=card.id, demand=demand, actor=actor_of(request), **guards)

    return plain_act_page(request, form, page, issue)


@needs("supervise")
@page_methods
def dismiss_finding(request: HttpRequest, finding_id: int) -> HttpResponse:
    """A finding was looked into and is none."""
    card = _finding(finding_id)
    form = DismissForm(request.POST or None, act=f"dismiss_finding:{finding_id}")
    page = PlainPage(
        title=gettext_noop("核实不成立"),
        button=gettext_noop("记下，不再处理"),
        done=gettext_noop("已经记下。"),
        articles=("11-03",),
        back=reverse(f"{DESK}:supervision_finding", args=[card.id]),
        about=FINDING,
        effects=(Reason(gettext_noop("理由和核实的人会留在记录里。"), ("11-03",)),),
        template="supervision/staff/act_on_finding.html",
        more={"finding": card},
    )
    return plain_act_page(
        request,
        form,
        page,
        lambda **guards: acts.dismiss_finding(
            finding_id=card.id, reason=form.cleaned_data["reason"], actor=actor_of(request), **guards
        ),
    )


@needs("see_supervision")
@never_cache
@require_safe
def criticism(request: HttpRequest) -> HttpResponse:
    """Criticism from outside, each to its end (11-03-5)."""
    context = {"findings": read.criticism(), "supervises": may(actor_of(request), "supervise")}
    return render(request, "supervision/staff/criticism.html", context)


@needs("supervise")
@page_methods
def enter_criticism(request: HttpRequest) -> HttpResponse:
    """Criticism is accepted, and goes the way of a finding."""
    form = CriticismForm(
        request.POST or None,
        act="enter_criticism",
        sections=read.sections(),
        initial={"severity": "ordinary"},
    )
    days = int(parameter("11-03-5", "criticism_working_days", clock.today()))
    page = PlainPage(
        title=gettext_noop("登记批评意见"),
        button=gettext_noop("登记"),
        done=gettext_noop("已经登记，请发整改通知书。"),
        articles=("11-03-5",),
        back=reverse(f"{DESK}:criticism"),
        about=CRITICISM,
        effects=(
            Reason(
                gettext_noop("请在 %(days)s 个工作日内发整改通知书，或者写明为什么不成立。"),
                ("11-03-5",),
                params={"days": days},
            ),
            Reason(gettext_noop("不要写提意见的群众的姓名和电话。投诉举报请到“投诉举报”登记。"), ("10-05",)),
        ),
        after=lambda finding: reverse(f"{DESK}:supervision_finding", args=[finding]),
    )

    def enter(**guards: object) -> int:
        given = form.cleaned_data
        return acts.enter_criticism(
            source=given["source"],
            words=given["words"],
            section_id=given["section"],
            severity=given["severity"],
            actor=actor_of(request),
            **guards,
        )

    return plain_act_page(request, form, page, enter)


def _finding(finding_id: int) -> FindingCard:
    card = read.finding(finding_id)
    if card is None:
        raise Http404
    return card
