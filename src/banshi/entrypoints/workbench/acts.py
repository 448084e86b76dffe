"""The pages of intake and its end: accept, withdraw, assign, return slips, archive."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from banshi.entrypoints.workbench.forms import AssignForm, SlipForm, WithdrawForm
from banshi.kernel.cases import claiming as claims
from banshi.kernel.cases.forms import ActForm
from banshi.kernel.cases.sides import applicants_of, powers_of
from banshi.kernel.cases.stream import stream
from banshi.kernel.catalogue import queries as catalogue
from banshi.kernel.clocks.desk import ActPage, act_page, actor_of, visible
from banshi.kernel.clocks.preview import on_acceptance
from banshi.kernel.documents import queries as documents
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.people import holders
from banshi.kernel.organisation.permissions import needs
from banshi.lib import clock
from banshi.lib.results import Reason, gettext_noop
from banshi.workflows import claiming, decision, intake, representation

page_methods = require_http_methods(["GET", "HEAD", "POST"])


@needs("accept")
@page_methods
def accept(request: HttpRequest, case_id: int) -> HttpResponse:
    """Accept a complete application."""
    case = visible(request, case_id, "accept")
    form = ActForm(request.POST or None, case=case, act="accept")
    page = ActPage(
        title=gettext_noop("受理，出具受理通知书"),
        button=gettext_noop("受理申请"),
        done=gettext_noop("已经受理，两个期限从明天起计算。"),
        articles=("06-03-2", "07-01", "07-03"),
        effects=(
            Reason(gettext_noop("《受理通知书》写明两个到期日，排版后可以打印。"), ("06-07", "06-08")),
            *on_acceptance(catalogue.spec(case.item_version_id), clock.today()),
            Reason(gettext_noop("系统按顺序分给本科室的一位经办人，申请人会收到短信。"), ("07-03",)),
        ),
        issues=True,
    )
    return act_page(
        request, case, form, page, partial(intake.accept, case_id=case.id, actor=actor_of(request))
    )


@needs("withdraw")
@page_methods
def withdraw(request: HttpRequest, case_id: int) -> HttpResponse:
    """The applicant takes the application back."""
    case = visible(request, case_id, "withdraw")
    form = WithdrawForm(
        request.POST or None,
        case=case,
        act="withdraw",
        applicants=applicants_of(case),
        powers=powers_of(case),
    )
    page = ActPage(
        title=gettext_noop("申请人撤回"),
        button=gettext_noop("登记撤回"),
        done=gettext_noop("已登记撤回，所有期限停止计算。"),
        articles=("07-03",),
        effects=(
            Reason(gettext_noop("所有期限停止计算，办件不再继续办理。"), ("07-03",)),
            Reason(
                gettext_noop("只有申请人自己或者代理人提出，才能登记撤回；联合申请的，要全体申请人同意。"),
                ("07-03",),
            ),
        ),
    )

    def take_back(**guards: object) -> int:
        channel = form.cleaned_data["channel"]
        return representation.withdraw(
            case_id=case.id, channel=channel, said=form.said, actor=actor_of(request), **guards
        )

    return act_page(request, case, form, page, take_back)


@needs("serve")
@page_methods
def return_slip(request: HttpRequest, case_id: int, delivery_id: int) -> HttpResponse:
    """The postal return slip has come back."""
    case = visible(request, case_id, "serve")
    papers = documents.of_stream(stream(case.id))
    waiting = next((one for one in papers if one.slip_out and one.slip_out.id == delivery_id), None)
    if waiting is None or waiting.slip_out is None:
        raise Http404
    form = SlipForm(request.POST or None, case=case, act=f"return_slip{delivery_id}")
    sent = {"title": waiting.title_zh, "number": waiting.number, "at": waiting.slip_out.at}
    page = ActPage(
        title=gettext_noop("登记邮政回执"),
        button=gettext_noop("登记回执"),
        done=gettext_noop("回执已经登记。"),
        articles=("06-08",),
        effects=(
            Reason(gettext_noop("《%(title)s》%(number)s，%(at)s 寄出。"), ("06-08",), params=sent),
            Reason(
                gettext_noop("从回执上的收到日期起算送达，申请复议和起诉的时间也从这一天起算。"), ("06-08",)
            ),
        ),
    )

    def enter(**guards: object) -> int:
        day = form.cleaned_data["received_on"]
        return decision.return_slip(
            case_id=case.id, delivery_id=delivery_id, received_on=day, actor=actor_of(request), **guards
        )

    return act_page(request, case, form, page, enter)


@needs("assign")
@page_methods
def assign(request: HttpRequest, case_id: int) -> HttpResponse:
    """A head gives the case to another handler."""
    case = visible(request, case_id, "assign")
    names = organisation.called(set(holders("handler", case.section_id)))
    others = [
        (one, name) for one, name in sorted(names.items()) if one not in {case.handler_id, *case.recused}
    ]
    form = AssignForm(request.POST or None, case=case, act="assign", handlers=others)
    page = ActPage(
        title=gettext_noop("改派经办人"),
        button=gettext_noop("改派"),
        done=gettext_noop("已经改派。"),
        articles=("07-03",),
        effects=(Reason(gettext_noop("期限不变，改由新的经办人负责。"), ("07-03",)),),
    )

    def give(**guards: object) -> int:
        handler = form.cleaned_data["handler"]
        return intake.assign(case_id=case.id, handler_id=handler, actor=actor_of(request), **guards)

    return act_page(request, case, form, page, give)


@needs("claim")
@page_methods
def claim(request: HttpRequest, case_id: int) -> HttpResponse:
    """A handler takes a case that waits for the section."""
    case = visible(request, case_id, "claim")
    form = ActForm(request.POST or None, case=case, act="claim")
    page = ActPage(
        title=gettext_noop("认领，由我经办"),
        button=gettext_noop("认领，由我经办"),
        done=gettext_noop("这件由您经办了。点错了的，在办理以前都可以撤销。"),
        articles=claims.ARTICLES,
        effects=(Reason(gettext_noop("期限不变，由您负责按时办结。"), claims.ARTICLES),),
        undo="undo_claim",
    )
    return act_page(
        request, case, form, page, partial(claiming.claim, case_id=case.id, actor=actor_of(request))
    )


@needs("claim")
@page_methods
def undo_claim(request: HttpRequest, case_id: int) -> HttpResponse:
    """The handler gives it back, as long as nothing was done on it."""
    case = visible(request, case_id, "claim")
    form = ActForm(request.POST or None, case=case, act="undo_claim")
    page = ActPage(
        title=gettext_noop("撤销认领，退回本科室"),
        button=gettext_noop("撤销认领，退回本科室"),
        done=gettext_noop("已经撤销认领，这件等本科室的经办人认领。"),
        articles=claims.ARTICLES,
        effects=(Reason(gettext_noop("期限不变。认领和撤销都记在经过里。"), claims.ARTICLES),),
    )
    return act_page(
        request, case, form, page, partial(claiming.undo_claim, case_id=case.id, actor=actor_of(request))
    )


@needs("archive")
@page_methods
def archive(request: HttpRequest, case_id: int) -> HttpResponse:
    """Put the finished case into the archive."""
    case = visible(request, case_id, "archive")
    form = ActForm(request.POST or None, case=case, act="archive")
    page = ActPage(
        title=gettext_noop("归档"),
        button=gettext_noop("归档"),
        done=gettext_noop("已经归档，卷号写在经过里。"),
        articles=("06-08", "07-03"),
        effects=(Reason(gettext_noop("系统编一个卷号；归档以后不能再办理。"), ("06-08",)),),
    )
    return act_page(
        request, case, form, page, partial(decision.archive, case_id=case.id, actor=actor_of(request))
    )
