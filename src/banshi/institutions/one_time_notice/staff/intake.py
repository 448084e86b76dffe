"""The staff's pages of 一次性告知 before acceptance: checking papers, correcting, the one supplement notice."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from banshi.institutions.one_time_notice.actions import completing
from banshi.institutions.one_time_notice.forms import (
    DeclineForm,
    PapersChosen,
    SupplyForm,
)
from banshi.institutions.one_time_notice.queries.telling import papers_of
from banshi.institutions.one_time_notice.rules import completing as rules
from banshi.institutions.one_time_notice.rules.completing import Paper
from banshi.kernel.cases.forms import PRESENT, ActForm, DemandedPaper, PapersForm
from banshi.kernel.cases.queries import CaseCard
from banshi.kernel.cases.sides import powers_of
from banshi.kernel.catalogue import queries as catalogue
from banshi.kernel.clocks.desk import ActPage, act_page, actor_of, visible
from banshi.kernel.organisation.permissions import needs
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
    form = _wrong_papers(request, case, PapersChosen, "correct_on_spot", _("已经当场改好的材料"))
    page = ActPage(
        title=gettext_noop("当场更正"),
        button=gettext_noop("已经当场改好"),
        done=gettext_noop("已记下当场更正。"),
        articles=("06-03-2",),
        effects=(
            _notice(gettext_noop("当场更正记录")),
            Reason(gettext_noop("改好的材料记为齐全，不用再开补正通知书。"), ("06-03-2",)),
        ),
        issues=True,
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
def decline_correction(request: HttpRequest, case_id: int) -> HttpResponse:
    """Why what was wrong cannot be put right at the window."""
    case = visible(request, case_id, "check_materials")
    form = _wrong_papers(request, case, DeclineForm, "decline_correction", _("不能当场更正的材料"))
    page = ActPage(
        title=gettext_noop("不能当场更正，写明原因"),
        button=gettext_noop("记下原因，出具记录"),
        done=gettext_noop("已记下不能当场更正的原因。"),
        articles=("06-03-2",),
        effects=(
            _notice(gettext_noop("当场更正记录")),
            Reason(gettext_noop("材料仍然记为需更正；接着开一张补正通知书，一次列全。"), ("06-03-2",)),
        ),
        issues=True,
    )
    return act_page(
        request,
        case,
        form,
        page,
        lambda **guards: completing.decline_correction(
            case_id=case.id,
            materials=form.cleaned_data["materials"],
            reason=form.cleaned_data["reason"],
            actor=actor_of(request),
            **guards,
        ),
    )


@needs("check_materials")
@page_methods
def supply(request: HttpRequest, case_id: int) -> HttpResponse:
    """Papers the applicant brought after the notice."""
    case = visible(request, case_id, "check_materials")
    form = SupplyForm(request.POST or None, case=case, act="supply", papers=rules.gaps(papers_of(case.id)))
    form.offer_agents(powers_of(case))
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
            power=form.power,
            actor=actor_of(request),
            **guards,
        ),
    )


def _wrong_papers(
    request: HttpRequest, case: CaseCard, form: type[PapersChosen], act: str, label: str
) -> PapersChosen:
    """A form about the papers that were found wrong, all of them ticked at first."""
    wrong = [paper for paper in papers_of(case.id) if paper.status == "wrong"]
    ticked = {"materials": [paper.seq for paper in wrong]}
    made = form(request.POST or None, case=case, act=act, papers=wrong, initial=ticked)
    made.fields["materials"].label = label
    return made


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
