"""The pages of failures to tell at once: one's own, what waits to be checked, the record, what follows (06-09).

Who may not see one gets the answer for one that does not exist (10-05).
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from banshi.institutions.one_time_notice.actions import failing as acts
from banshi.institutions.one_time_notice.actions.failing import Found
from banshi.institutions.one_time_notice.forms import (
    CriticismForm,
    FailureForm,
    JudgingForm,
    OwnWordForm,
    ValidComplaintForm,
)
from banshi.institutions.one_time_notice.models import Failure
from banshi.institutions.one_time_notice.queries import failures as queries
from banshi.institutions.one_time_notice.queries.failures import Record
from banshi.institutions.one_time_notice.rules.failing import Consequence, FailureState
from banshi.kernel.clocks.acting import PlainPage, plain_act_page
from banshi.kernel.clocks.desk import DESK, actor_of
from banshi.kernel.documents import queries as documents
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.permissions import may, needs
from banshi.kernel.ui.steps import StepLine
from banshi.kernel.ui.wording import say
from banshi.lib import clock
from banshi.lib.results import NotPermitted, Reason, gettext_noop

page_methods = require_http_methods(["GET", "HEAD", "POST"])
ARTICLES = ("06-09",)
FAILURES = gettext_noop("没有一次告知的情况")
FOLLOWS = {
    Consequence.NONE: gettext_noop("没有造成耽误，只作记录，不作处理。"),
    Consequence.CRITICISM: gettext_noop("应当批评教育，并作记录。"),
    Consequence.VALID_COMPLAINT: gettext_noop("再次发生，被投诉并查实，应当认定有效投诉。"),
}
NAMED_PERSON = Reason(gettext_noop("由您本人作出，写明理由；系统不会自动认定。"), ARTICLES)


@needs("see_failures")
@never_cache
@require_safe
def failure_list(request: HttpRequest) -> HttpResponse:
    """One's own, and for who judges them what waits to be checked and to be dealt with."""
    actor = actor_of(request)
    judges = may(actor, "judge_failure")
    context = {
        "mine": queries.mine(actor),
        "judges": judges,
        "waiting": queries.waiting(actor) if judges else (),
        "proved": queries.proved(actor) if judges else (),
    }
    return render(request, "one_time_notice/staff/failures.html", context)


@needs("see_failures")
@never_cache
@require_safe
def failure(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One failure: what is known, the own word, what was found, what followed."""
    found = _seen(uid, actor_of(request))
    proved = found.card.state is FailureState.VERIFIED
    context = {
        "found": found,
        "one": found.card,
        "follows": FOLLOWS[found.follows] if proved and found.card.view.judges else "",
        "steps": list(_steps(found)),
    }
    return render(request, "one_time_notice/staff/failure.html", context)


@needs("judge_failure")
@page_methods
def report(request: HttpRequest) -> HttpResponse:
    """Put forward what checking brought to light."""
    actor = actor_of(request)
    form = FailureForm(
        request.POST or None,
        act="report_failure",
        people=queries.colleagues(actor),
        initial={"on": clock.today()},
    )
    page = PlainPage(
        title=gettext_noop("登记核查发现的情况"),
        button=gettext_noop("登记这一项"),
        done=gettext_noop("已经登记，本人会看到并可以说明。请核实。"),
        articles=ARTICLES,
        back=reverse(f"{DESK}:failures"),
        about=FAILURES,
        effects=(
            Reason(gettext_noop("本人马上能看到有这一项，可以写说明；看不到办件编号和日期。"), ARTICLES),
            Reason(gettext_noop("核实以前不计次数。"), ARTICLES),
        ),
        after=lambda key: reverse(f"{DESK}:failure", args=[UUID(key)]),
    )

    def put(**guards: Any) -> str:
        given = form.cleaned_data
        found = Found(
            staff_id=given["staff"],
            on=given["on"],
            omission=given["omission"],
            case_number=given["case_number"],
        )
        return acts.report_failure(found=found, actor=actor, **guards)

    return plain_act_page(request, form, page, put)


@needs("see_failures")
@page_methods
def state(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The colleague says their own word."""
    actor = actor_of(request)
    found = _seen(uid, actor)
    if not found.card.view.own:
        raise Http404
    form = OwnWordForm(
        request.POST or None, act=f"state_failure:{uid.hex}", initial={"statement": found.card.statement}
    )
    effect = Reason(gettext_noop("核实和处理的同事会看到您的说明。"), ARTICLES)
    page = _page(
        found, gettext_noop("我的说明"), gettext_noop("提交说明"), gettext_noop("您的说明已经记下。"), effect
    )
    return plain_act_page(
        request,
        form,
        page,
        lambda **guards: acts.state_failure(
            uid=uid, statement=form.cleaned_data["statement"], actor=actor, **guards
        ),
    )


@needs("judge_failure")
@page_methods
def judge(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Proved, or not."""
    actor = actor_of(request)
    found = _judged(uid, actor)
    people = [] if found.card.staff_id is not None else queries.colleagues(actor)
    form = JudgingForm(
        request.POST or None,
        act=f"judge_failure:{uid.hex}",
        people=people,
        initial={"delay": found.card.delay},
    )
    effects = (
        Reason(gettext_noop("不成立的不计次数，写明理由后结束。"), ARTICLES),
        Reason(
            gettext_noop("属实而且耽误了时间的：第一次，批评教育；再次被投诉并查实的，认定有效投诉。"),
            ARTICLES,
        ),
        NAMED_PERSON,
    )
    page = _page(
        found, gettext_noop("核实"), gettext_noop("记下核实结果"), gettext_noop("已经记下。"), *effects
    )

    def find(**guards: Any) -> str:
        given = form.cleaned_data
        return acts.judge_failure(
            uid=uid,
            proved=given["proved"] == "yes",
            reason=given["reason"],
            staff_id=given.get("staff"),
            delay=given["delay"],
            actor=actor,
            **guards,
        )

    return plain_act_page(request, form, page, find)


@needs("judge_failure")
@page_methods
def criticise(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Criticism and education, on record."""
    actor = actor_of(request)
    found = _judged(uid, actor)
    form = CriticismForm(
        request.POST or None, act=f"record_criticism:{uid.hex}", initial={"answer": found.card.statement}
    )
    effect = Reason(gettext_noop("出具《批评教育记录》，本人看得到，可以打印签名。"), ARTICLES)
    page = _page(
        found,
        gettext_noop("记录批评教育"),
        gettext_noop("记下，出具批评教育记录"),
        gettext_noop("批评教育已经记录。"),
        effect,
        NAMED_PERSON,
    )

    def put(**guards: Any) -> int:
        given = form.cleaned_data
        return acts.record_criticism(
            uid=uid, said=given["said"], answer=given["answer"], actor=actor, **guards
        )

    return plain_act_page(request, form, page, put)


@needs("find_valid_complaint")
@page_methods
def find_valid(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A valid complaint, found by a named person."""
    actor = actor_of(request)
    found = _judged(uid, actor)
    form = ValidComplaintForm(request.POST or None, act=f"find_valid_complaint:{uid.hex}")
    effect = Reason(
        gettext_noop("出具《有效投诉认定书》，本人看得到；由问责的部门按程序处理。"), ("06-09", "12-05")
    )
    page = _page(
        found,
        gettext_noop("认定有效投诉"),
        gettext_noop("认定，出具有效投诉认定书"),
        gettext_noop("有效投诉已经认定，转问责处理。"),
        effect,
        NAMED_PERSON,
    )

    def put(**guards: Any) -> int:
        given = form.cleaned_data
        return acts.find_valid_complaint(
            uid=uid, facts=given["facts"], reason=given["reason"], actor=actor, **guards
        )

    return plain_act_page(request, form, page, put)


@needs("see_failures")
@never_cache
@require_safe
def paper(request: HttpRequest, uid: UUID, kind: str) -> HttpResponse:
    """One of the two papers W45, shown in the browser; nothing is kept there."""
    found = _seen(uid, actor_of(request))
    card = {"criticism": found.criticism, "valid": found.valid}.get(kind)
    if card is None:
        raise Http404
    content, name = documents.pdf(card.document_id)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name)}"
    return response


def _seen(uid: UUID, actor: Actor) -> Record:
    try:
        return queries.record(uid, actor)
    except Failure.DoesNotExist:
        raise Http404 from None


def _judged(uid: UUID, actor: Actor) -> Record:
    found = _seen(uid, actor)
    if not found.card.view.judges:
        raise NotPermitted(Reason(acts.NOT_YOURS, ARTICLES))
    return found


def _page(found: Record, title: str, button: str, done: str, *effects: Reason) -> PlainPage:
    return PlainPage(
        title=title,
        button=button,
        done=done,
        articles=ARTICLES,
        back=reverse(f"{DESK}:failure", args=[found.card.uid]),
        about=FAILURES,
        effects=effects,
    )


def _steps(found: Record) -> Iterator[StepLine]:
    """What this reader may do with it now, the next thing first."""
    card, view = found.card, found.card.view
    ended = found.criticism is not None or found.valid is not None
    if view.own and card.state is not FailureState.DISMISSED and not ended:
        label = gettext_noop("改我的说明") if card.statement else gettext_noop("写我的说明")
        yield _step(found, "state_failure", label, primary=not card.statement)
    if not view.judges:
        return
    if card.state is FailureState.WAITING:
        yield _step(found, "judge_failure", gettext_noop("核实"), primary=True)
    if found.follows is Consequence.CRITICISM and found.criticism is None:
        yield _step(found, "record_criticism", gettext_noop("记录批评教育"), primary=True)
    if found.follows is Consequence.VALID_COMPLAINT and found.valid is None and view.finds:
        yield _step(found, "find_valid_complaint", gettext_noop("认定有效投诉"), primary=True)


def _step(found: Record, act: str, label: str, *, primary: bool) -> StepLine:
    url = reverse(f"{DESK}:{act}", args=[found.card.uid])
    return StepLine(say(label), url, ARTICLES, primary=primary)
