"""失信记录: the register of the approvals section, and every step on a record, each by a named person (04-13)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from banshi.institutions.provisional_acceptance.actions import register
from banshi.institutions.provisional_acceptance.forms import (
    AnswerForm,
    ObjectionForm,
    PublicationForm,
    ReasonForm,
    RecordForm,
    StatementForm,
)
from banshi.institutions.provisional_acceptance.models import IntegrityRecord, RecordState
from banshi.institutions.provisional_acceptance.queries import records as register_queries
from banshi.institutions.provisional_acceptance.queries.records import RecordCard
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.documents import queries as documents
from banshi.kernel.documents.models import Document
from banshi.kernel.ledger import queries as ledger
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.permissions import may, needs
from banshi.lib.results import NotPermitted, Refused, gettext_noop

KEEP, PUBLISH = "keep_integrity", "publish_integrity"
page_methods = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True, slots=True)
class Step:
    """One step on a record: its act, its form, in which states it is offered, and what follows from it."""

    label: str
    act: Callable[..., Any]
    form: type[RecordForm]
    states: frozenset[str]
    follows: str
    power: str = KEEP


STEPS: Mapping[str, Step] = {
    "tell": Step(
        gettext_noop("书面告知当事人"),
        register.tell_breach,
        RecordForm,
        frozenset({"reported"}),
        gettext_noop("出具失信信息告知书：事实、拟限制的期限、怎样陈述、异议和修复。没有听取以前不能认定。"),
    ),
    "hear": Step(
        gettext_noop("记录当事人的陈述"),
        register.hear_party,
        StatementForm,
        frozenset({"told"}),
        gettext_noop("陈述加密保存，只有审批科和局领导能看。"),
    ),
    "confirm": Step(
        gettext_noop("认定违诺"),
        register.confirm_breach,
        ReasonForm,
        frozenset({"told"}),
        gettext_noop(
            "从认定起到限制的最后一天，当事人不能申请容缺受理；其他申请不受影响。您的姓名和理由会留下记录。"
        ),
    ),
    "withdraw": Step(
        gettext_noop("撤销记录（有错）"),
        register.withdraw_breach,
        ReasonForm,
        frozenset({"reported", "told", "confirmed"}),
        gettext_noop("记录撤销，限制和公布随之取消，当事人会收到短信。"),
    ),
    "repair": Step(
        gettext_noop("已经修复，提前结束"),
        register.repair_breach,
        ReasonForm,
        frozenset({"confirmed"}),
        gettext_noop("限制和公布提前结束，当事人会收到短信。"),
    ),
    "object": Step(
        gettext_noop("登记当事人的异议"),
        register.register_objection,
        ObjectionForm,
        frozenset({"confirmed"}),
        gettext_noop("登记以后要核实并答复。"),
    ),
    "answer": Step(
        gettext_noop("答复异议"),
        register.answer_objection,
        AnswerForm,
        frozenset({"confirmed"}),
        gettext_noop("异议成立的，记录撤销，限制随之取消。"),
    ),
    "refer": Step(
        gettext_noop("转法制审核"),
        register.refer_breach,
        ReasonForm,
        frozenset({"confirmed"}),
        gettext_noop("出具法制审核转办单。系统不吊销许可；吊销只能依照法律、法规规定的权限和程序。"),
    ),
    "publish": Step(
        gettext_noop("决定公布"),
        register.publish_breach,
        PublicationForm,
        frozenset({"confirmed"}),
        gettext_noop("只公布隐去部分姓名的当事人、事项和日期，到您写的那一天为止。"),
        PUBLISH,
    ),
    "unpublish": Step(
        gettext_noop("停止公布"),
        register.stop_publication,
        ReasonForm,
        frozenset({"confirmed"}),
        gettext_noop("公示页上马上看不到这条记录。"),
        PUBLISH,
    ),
}
FIRST = ("tell", "hear", "confirm", "answer")


@needs(KEEP)
@require_safe
def records(request: HttpRequest) -> HttpResponse:
    """The register, newest first; of one state if it is asked for."""
    asked = request.GET.get("state", "")
    state = asked if asked in RecordState.values else ""
    context = {"records": register_queries.records(state), "states": RecordState.choices, "state": state}
    return render(request, "provisional_acceptance/staff/records.html", context)


@needs(KEEP)
@require_safe
def record(request: HttpRequest, record_id: int) -> HttpResponse:
    """One record: facts, texts, papers, what was done, and what can be done now."""
    found = _record(record_id)
    entries = ledger.stream(f"integrity:{record_id}")
    actor = actor_of(request)
    offered = [(name, step.label, name in FIRST) for name, step in STEPS.items() if _open(found, name)]
    context = {
        "record": found,
        "texts": register_queries.texts(record_id),
        "papers": documents.of_stream(f"integrity:{record_id}"),
        "steps": [one for one in offered if may(actor, STEPS[one[0]].power)],
        "entries": [(entry.at, _done(entry.act), _who(entry.actor)) for entry in entries],
    }
    return render(request, "provisional_acceptance/staff/record.html", context)


@needs(KEEP)
@page_methods
def step(request: HttpRequest, record_id: int, name: str) -> HttpResponse:
    """One step on a record, with what follows from it."""
    found = _record(record_id)
    if name not in STEPS:
        raise Http404
    chosen = STEPS[name]
    form = chosen.form(request.POST or None)
    refused: Refused | None = None
    if form.is_valid():
        try:
            _carry_out(request, chosen, form, record_id, name)
        except NotPermitted:
            raise
        except Refused as why:
            refused = why
            form.refuse(why)
        else:
            messages.success(request, gettext("已经记下。"))
            return redirect("workbench:integrity_record", record_id)
    context = {"record": found, "form": form, "step": chosen, "refused": refused}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "provisional_acceptance/staff/step.html", context, status=status)


@needs(KEEP)
@require_safe
def paper(request: HttpRequest, record_id: int, document_id: int) -> HttpResponse:
    """A paper of a record, ready for printing."""
    if not Document.objects.filter(pk=document_id, stream=f"integrity:{record_id}").exists():
        raise Http404
    content, _name = documents.pdf(document_id)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = "inline"
    response["Cache-Control"] = "no-store"
    return response


def _carry_out(request: HttpRequest, chosen: Step, form: RecordForm, record_id: int, name: str) -> None:
    given = {key: value for key, value in form.cleaned_data.items() if key != "once"}
    if "upheld" in given:
        given["upheld"] = given["upheld"] == "yes"
    key = f"integrity:{record_id}:{name}:{form.cleaned_data['once']}"
    chosen.act(record_id=record_id, actor=actor_of(request), key=key, **given)


def _record(record_id: int) -> RecordCard:
    try:
        return register_queries.record(record_id)
    except IntegrityRecord.DoesNotExist:
        raise Http404 from None


def _open(found: RecordCard, name: str) -> bool:
    """Whether a step makes sense now; the rule judges when it is taken."""
    if name in {"answer", "object"} and found.objecting != (name == "answer"):
        return False
    if name in {"publish", "unpublish"} and (found.published_until is not None) != (name == "unpublish"):
        return False
    return found.state in STEPS[name].states


DONE = {
    "integrity_reported": gettext_noop("违诺信息上报"),
    "integrity_told": gettext_noop("书面告知当事人"),
    "integrity_heard": gettext_noop("记录陈述"),
    "integrity_confirmed": gettext_noop("认定"),
    "integrity_withdrawn": gettext_noop("撤销"),
    "integrity_repaired": gettext_noop("提前结束"),
    "integrity_objected": gettext_noop("登记异议"),
    "integrity_objection_answered": gettext_noop("答复异议"),
    "integrity_published": gettext_noop("决定公布"),
    "integrity_publication_stopped": gettext_noop("停止公布"),
    "integrity_referred": gettext_noop("转法制审核"),
}


def _done(act: str) -> str:
    return gettext(DONE.get(act, act))


def _who(reference: str) -> str:
    kind, _, number = reference.partition(":")
    if kind != "staff":
        return gettext("系统")
    return organisation.called({int(number)}).get(int(number), reference)
