"""The staff's pages of a hearing, from the right that is told to the signed minutes (06-05-2)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from banshi.institutions.one_time_notice.actions import hearings
from banshi.institutions.one_time_notice.forms import ArrangeForm, AskHearingForm, MinutesForm, OfferForm
from banshi.institutions.one_time_notice.queries.telling import HearingCard, hearing, hearing_bounds, persons
from banshi.institutions.one_time_notice.rules.hearings import Arrangement
from banshi.kernel.cases.forms import ActorForm
from banshi.kernel.cases.queries import CaseCard
from banshi.kernel.cases.sides import powers_of
from banshi.kernel.clocks.desk import ActPage, act_page, actor_of, visible
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.people import holders
from banshi.kernel.organisation.permissions import needs
from banshi.lib.results import Reason, gettext_noop

page_methods = require_http_methods(["GET", "HEAD", "POST"])
NOTICE = gettext_noop("《%(title)s》排版后可以打印，交给申请人和利害关系人签收。")
WAITS = gettext_noop("听证举行以前，不能作出决定。")
CHAIRS = ("head", "handler", "leader", "office")


@needs("hear")
@page_methods
def offer(request: HttpRequest, case_id: int) -> HttpResponse:
    """Tell of the right to a hearing."""
    case = visible(request, case_id, "hear")
    form = OfferForm(request.POST or None, case=case, act="offer_hearing")
    page = ActPage(
        title=gettext_noop("告知听证权利"),
        button=gettext_noop("出具听证权利告知书"),
        done=gettext_noop("听证权利已经告知，申请人会收到短信。"),
        articles=("06-05-2", "06-07"),
        effects=(
            _notice(gettext_noop("听证权利告知书")),
            Reason(gettext_noop("对方有 5 个工作日可以要求听证；这几天里不能作出决定。"), ("06-05-2",)),
        ),
        issues=True,
    )

    def tell(**guards: Any) -> int:
        matter = form.cleaned_data["matter"]
        return hearings.offer_hearing(case_id=case.id, matter=matter, actor=actor_of(request), **guards)

    return act_page(request, case, form, page, tell)


@needs("request_hearing")
@page_methods
def ask(request: HttpRequest, case_id: int) -> HttpResponse:
    """Somebody asks for a hearing."""
    case = visible(request, case_id, "request_hearing")
    form = AskHearingForm(request.POST or None, case=case, act="request_hearing", persons=persons(case.id))
    form.offer_agents(powers_of(case))
    page = ActPage(
        title=gettext_noop("登记听证的要求"),
        button=gettext_noop("登记要求听证"),
        done=gettext_noop("听证的要求已经登记。"),
        articles=("06-05-2",),
        effects=(
            Reason(gettext_noop("从明天起 20 个工作日内举行听证，并提前 7 个工作日通知。"), ("06-05-2",)),
            Reason(WAITS, ("06-05-2",)),
        ),
    )

    def register(**guards: Any) -> int:
        person = form.asking
        power = None if person else form.power
        return hearings.request_hearing(
            case_id=case.id, person=person, power=power, actor=actor_of(request), **guards
        )

    return act_page(request, case, form, page, register)


@needs("hear")
@page_methods
def arrange(request: HttpRequest, case_id: int) -> HttpResponse:
    """Announce day, time, place and chair."""
    case = visible(request, case_id, "hear")
    limits = hearing_bounds(case)
    form = ArrangeForm(
        request.POST or None,
        case=case,
        act="arrange_hearing",
        chairs=_chairs(case),
        initial={"on": limits.earliest},
    )
    page = ActPage(
        title=gettext_noop("通知听证"),
        button=gettext_noop("出具听证通知书"),
        done=gettext_noop(
            "听证通知书已经出具，申请人会收到短信。请接着启动特别程序，听证的时间才不计入期限。"
        ),
        articles=("06-05-2", "06-07"),
        effects=(
            _notice(gettext_noop("听证通知书")),
            Reason(
                gettext_noop("最早 %(earliest)s，最晚 %(latest)s。"),
                ("06-05-2",),
                params={"earliest": limits.earliest or "—", "latest": limits.latest or "—"},
            ),
            Reason(gettext_noop("要停表的，接着启动特别程序“听证”，时间和地点已经填好。"), ("06-05-2",)),
        ),
        issues=True,
    )

    def announce(**guards: Any) -> int:
        given = form.cleaned_data
        wanted = Arrangement(given["on"], given["time"], given["place"], given["chair"])
        return hearings.arrange_hearing(case_id=case.id, wanted=wanted, actor=actor_of(request), **guards)

    return act_page(request, case, form, page, announce)


@needs("hear")
@page_methods
def hold(request: HttpRequest, case_id: int) -> HttpResponse:
    """The hearing was held; its minutes."""
    case = visible(request, case_id, "hear")
    form = MinutesForm(request.POST or None, case=case, act="hold_hearing")
    page = ActPage(
        title=gettext_noop("登记听证笔录"),
        button=gettext_noop("登记笔录，听证结束"),
        done=gettext_noop("听证笔录已经入卷，可以根据笔录作出决定。"),
        articles=("06-05-2",),
        effects=(
            _notice(gettext_noop("听证笔录")),
            Reason(gettext_noop("作出决定要根据听证笔录。"), ("06-05-2",)),
            *_told(hearing(case.id)),
        ),
        issues=True,
    )

    def close(**guards: Any) -> int:
        given = form.cleaned_data
        words = {name: given[name] for name in ("participants", "minutes", "signed")}
        return hearings.hold_hearing(case_id=case.id, **words, actor=actor_of(request), **guards)

    return act_page(request, case, form, page, close)


@needs("request_hearing")
@page_methods
def waive(request: HttpRequest, case_id: int) -> HttpResponse:
    """No hearing is wanted after all."""
    case = visible(request, case_id, "request_hearing")
    form = ActorForm(request.POST or None, case=case, act="waive_hearing")
    form.offer_agents(powers_of(case))
    page = ActPage(
        title=gettext_noop("放弃听证"),
        button=gettext_noop("登记放弃听证"),
        done=gettext_noop("已经登记放弃听证。"),
        articles=("06-05-2",),
        effects=(Reason(gettext_noop("要有对方签名的书面说明，才能登记放弃。"), ("06-05-2",)),),
    )

    def give_up(**guards: Any) -> int:
        return hearings.waive_hearing(case_id=case.id, power=form.power, actor=actor_of(request), **guards)

    return act_page(request, case, form, page, give_up)


def _notice(title: str) -> Reason:
    return Reason(NOTICE, ("06-07", "06-08"), params={"title": Reason(title)})


def _told(called: HearingCard | None) -> tuple[Reason, ...]:
    if called is None or called.on is None:
        return ()
    words = {"on": called.on, "time": called.time, "place": called.place}
    return (Reason(gettext_noop("通知的安排：%(on)s %(time)s，%(place)s。"), ("06-05-2",), params=words),)


def _chairs(case: CaseCard) -> list[tuple[int, str]]:
    """Everybody who may chair: heads, handlers, the office and leaders, but for the handler of the case."""
    able = {one for role in CHAIRS for one in holders(role)} - {case.handler_id}
    return sorted(organisation.called(able).items())
