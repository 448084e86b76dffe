"""The staff's pages of 一次性告知: checking papers, the one supplement notice, special procedures."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from banshi.institutions.one_time_notice import rules
from banshi.institutions.one_time_notice.actions import completing, suspending
from banshi.institutions.one_time_notice.forms import (
    PapersChosen,
    ProcedureForm,
    SupplyForm,
)
from banshi.institutions.one_time_notice.models import ProcedureKind
from banshi.institutions.one_time_notice.queries import papers_of, procedures
from banshi.institutions.one_time_notice.rules import Announcement, Paper
from banshi.kernel.cases.facts import ProcedureEnded, ProcedureStarted
from banshi.kernel.cases.forms import PRESENT, ActForm, DemandedPaper, PapersForm
from banshi.kernel.cases.queries import CaseCard
from banshi.kernel.catalogue import queries as catalogue
from banshi.kernel.clocks.desk import ActPage, act_page, actor_of, visible
from banshi.kernel.clocks.preview import if_happened
from banshi.kernel.organisation.permissions import needs
from banshi.kernel.regulations.registry import parameter
from banshi.lib import clock
from banshi.lib.results import Reason, gettext_noop

page_methods = require_http_methods(["GET", "HEAD", "POST"])
NOTICE = gettext_noop("《%(title)s》排版后可以打印，交给申请人签收。")


@needs("check_materials")
@page_methods
def check_materials(request: HttpRequest, case_id: int) -> HttpResponse:
    """Tick what is in order, and write what is wrong with the rest."""
    case = visible(request, case_id, "check_materials")
    ticking = request.POST.get("do") == "all_present"
    form = ActForm(
        None if ticking else request.POST or None,
        case=case,
        act="check_materials",
        initial=_kept(request) if ticking else {},
    )
    papers = PapersForm(
        None if ticking else request.POST or None, papers=_demanded(case, PRESENT if ticking else "")
    )
    page = ActPage(
        title=gettext_noop("核对材料"),
        button=gettext_noop("记下核对结果"),
        done=gettext_noop("核对结果已经记下。"),
        articles=("06-03-2", "07-03"),
        effects=(
            Reason(gettext_noop("全部齐全的，应当受理。"), ("07-03",)),
            Reason(gettext_noop("能当场改的，先当场改；其余的开一张补正通知书，一次列全。"), ("06-03-2",)),
        ),
        template="clocks/papers_act.html",
    )

    def check(**guards: Any) -> int:
        return completing.check_materials(
            case_id=case.id, present=papers.present, wrong=papers.wrong, actor=actor_of(request), **guards
        )

    return act_page(request, case, form, page, None if ticking else check, papers=papers)


@needs("check_materials")
@page_methods
def correct_on_spot(request: HttpRequest, case_id: int) -> HttpResponse:
    """What was wrong has been put right at the window."""
    case = visible(request, case_id, "check_materials")
    wrong = [paper for paper in papers_of(case.id) if paper.status == "wrong"]
    form = PapersChosen(
        request.POST or None,
        case=case,
        act="correct_on_spot",
        papers=wrong,
        initial={"materials": [paper.seq for paper in wrong]},
    )
    form.fields["materials"].label = _("已经当场改好的材料")
    page = ActPage(
        title=gettext_noop("当场更正"),
        button=gettext_noop("已经当场改好"),
        done=gettext_noop("已记下当场更正。"),
        articles=("06-03-2",),
        effects=(Reason(gettext_noop("改好的材料记为齐全，不用再开补正通知书。"), ("06-03-2",)),),
    )
    return act_page(
        request,
        case,
        form,
        page,
        lambda **guards: completing.correct_on_spot(
            case_id=case.id, materials=form.cleaned_data["materials"], actor=actor_of(request), **guards
        ),
    )


@needs("check_materials")
@page_methods
def supply(request: HttpRequest, case_id: int) -> HttpResponse:
    """Papers the applicant brought after the notice."""
    case = visible(request, case_id, "check_materials")
    form = SupplyForm(request.POST or None, case=case, act="supply", papers=rules.gaps(papers_of(case.id)))
    form.fields["materials"].label = _("这次交来而且齐全的材料")
    page = ActPage(
        title=gettext_noop("登记补交的材料"),
        button=gettext_noop("登记补交"),
        done=gettext_noop("补交的材料已经登记。"),
        articles=("06-03-2", "07-03"),
        effects=(
            Reason(gettext_noop("勾选的材料记为齐全；全部齐全后就可以受理。"), ("07-03",)),
            Reason(gettext_noop("从明天起重新计算 5 个工作日的告知期限。"), ("06-03-2",)),
        ),
    )
    return act_page(
        request,
        case,
        form,
        page,
        lambda **guards: completing.supply(
            case_id=case.id,
            materials=form.cleaned_data["materials"],
            channel=form.cleaned_data["channel"],
            actor=actor_of(request),
            **guards,
        ),
    )


@needs("start_procedure")
@page_methods
def start_procedure(request: HttpRequest, case_id: int) -> HttpResponse:
    """Stop the clock for a listed procedure; the new due date is shown before it is done."""
    case = visible(request, case_id, "start_procedure")
    form = ProcedureForm(
        request.POST or None, case=case, act="start_procedure", initial=_usual_procedure(case)
    )
    looking = request.POST.get("do") == "preview"
    dates: tuple[Reason, ...] = ()
    if looking and form.is_valid():
        dates = if_happened(case.id, _hypothetical(case, _announced(form)), "06-05-2")
    page = ActPage(
        title=gettext_noop("启动特别程序（停表）"),
        button=gettext_noop("停表并出具告知书"),
        done=gettext_noop("已停表，申请人会收到短信。"),
        articles=("06-05-2", "06-07"),
        effects=(
            _notice(gettext_noop("特别程序告知书")),
            Reason(gettext_noop("现场勘查只停承诺期限，不停法定期限；其余各项两个都停。"), ("06-05-2",)),
        ),
        issues=True,
        template="one_time_notice/staff/procedure.html",
        more={"dates": dates, "kinds": _kinds(case)},
    )

    def start(**guards: Any) -> int:
        return suspending.start_procedure(
            case_id=case.id, announced=_announced(form), actor=actor_of(request), **guards
        )

    return act_page(request, case, form, page, None if looking else start)


@needs("end_procedure")
@page_methods
def end_procedure(request: HttpRequest, case_id: int, procedure_id: int) -> HttpResponse:
    """The procedure is over earlier than announced."""
    case = visible(request, case_id, "end_procedure")
    procedure = next((one for one in procedures(case.id) if one.id == procedure_id), None)
    if procedure is None:
        raise Http404
    form = ActForm(request.POST or None, case=case, act=f"end_procedure{procedure_id}")
    ended = ProcedureEnded(procedure=procedure_id, last=clock.today())
    page = ActPage(
        title=gettext_noop("特别程序提前结束"),
        button=gettext_noop("今天结束，明天恢复计时"),
        done=gettext_noop("特别程序已结束，期限从明天起继续计算。"),
        articles=("06-05-2", "07-03"),
        effects=if_happened(case.id, ended, "06-05-2"),
    )
    return act_page(
        request,
        case,
        form,
        page,
        partial(
            suspending.end_procedure, case_id=case.id, procedure_id=procedure_id, actor=actor_of(request)
        ),
    )


def _notice(title: str) -> Reason:
    return Reason(NOTICE, ("06-07", "06-08"), params={"title": Reason(title)})


def _kept(request: HttpRequest) -> dict[str, str]:
    return {"version": request.POST.get("version", ""), "once": request.POST.get("once", "")}


def _demanded(case: CaseCard, status: str) -> tuple[DemandedPaper, ...]:
    """The papers as they were found so far, or all of them ticked with `status`."""
    filling = {m.seq: m.filling for m in catalogue.spec(case.item_version_id).materials}
    return tuple(_line(paper, filling.get(paper.seq, ""), status) for paper in papers_of(case.id))


def _line(paper: Paper, filling: str, status: str) -> DemandedPaper:
    problem = "" if status else paper.problem
    return DemandedPaper(paper.seq, paper.name, paper.principal, filling, status or paper.status, problem)


def _usual_procedure(case: CaseCard) -> dict[str, object]:
    """What the item's guide announces: the one special procedure it knows, if it knows one."""
    today = clock.today()
    known = catalogue.spec(case.item_version_id).special_procedures
    usual = [p for p in known if p.excluded_from_limit and p.kind in ProcedureKind.values]
    kind = usual[0].kind if len(usual) == 1 else ""
    return {"kind": kind, "first": today, "last": today}


def _kinds(case: CaseCard) -> Iterable[object]:
    return catalogue.spec(case.item_version_id).special_procedures


def _announced(form: ProcedureForm) -> Announcement:
    given = form.cleaned_data
    return Announcement(given["kind"], given["place"], given["time"], given["first"], given["last"])


def _hypothetical(case: CaseCard, announced: Announcement) -> ProcedureStarted:
    assert announced.first is not None
    assert announced.last is not None
    statutory = parameter("06-05-2", "statutory_kinds", case.received_at.date())
    return ProcedureStarted(
        procedure=0,
        procedure_kind=announced.kind,
        first=announced.first,
        last=max(announced.first, announced.last),
        stops=rules.stopped_clocks(announced.kind, statutory),
        document=0,
    )
