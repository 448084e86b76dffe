"""The staff's pages of special procedures: announced with time, place and days; ended early (06-05-2)."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from banshi.institutions.one_time_notice.actions import suspending
from banshi.institutions.one_time_notice.forms import ProcedureForm
from banshi.institutions.one_time_notice.models import ProcedureKind
from banshi.institutions.one_time_notice.queries.telling import hearing, procedures
from banshi.institutions.one_time_notice.rules import suspending as rules
from banshi.institutions.one_time_notice.rules.suspending import Announcement
from banshi.kernel.cases.facts import ProcedureEnded, ProcedureStarted
from banshi.kernel.cases.forms import ActForm
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


def _usual_procedure(case: CaseCard) -> dict[str, object]:
    """What is at hand: the hearing that was announced, or the one special procedure that the item's guide knows."""
    today, called = clock.today(), hearing(case.id)
    if called is not None and called.on is not None and called.state.open:
        at = f"{called.on} {called.time}"
        first, last = today, max(today, called.on)
        return {"kind": "hearing", "place": called.place, "time": at, "first": first, "last": last}
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
