"""The staff's pages of 限时办结: more time, why a date is what it is, what ran out."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from banshi.institutions.time_limits.actions import extensions
from banshi.institutions.time_limits.forms import AnswerForm, ExtensionForm
from banshi.institutions.time_limits.queries.limits import ExtensionCard, breaches
from banshi.institutions.time_limits.queries.limits import extensions as extensions_of
from banshi.institutions.time_limits.rules import MATTER_LIMITS
from banshi.kernel.cases.facts import ExtensionGranted
from banshi.kernel.cases.queries import CaseCard
from banshi.kernel.clocks.desk import ActPage, act_page, actor_of, explained, visible
from banshi.kernel.clocks.kinds import KINDS
from banshi.kernel.clocks.preview import if_happened
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.permissions import ANY, TABLE, needs
from banshi.kernel.regulations.registry import parameter
from banshi.lib import clock
from banshi.lib.results import Reason, gettext_noop

page_methods = require_http_methods(["GET", "HEAD", "POST"])
STARTS = {
    "intake": gettext_noop("收件"),
    "supply": gettext_noop("告知"),
    "statutory": gettext_noop("受理"),
    "promised": gettext_noop("受理"),
    "tell_refusal": gettext_noop("决定"),
    "deliver": gettext_noop("决定"),
    "commitment": gettext_noop("容缺受理"),
    "tell_termination": gettext_noop("终止"),
    "hearing": gettext_noop("听证"),
}


@needs("request_extension")
@page_methods
def request_extension(request: HttpRequest, case_id: int) -> HttpResponse:
    """Ask a leader for more time, before the limit."""
    case = visible(request, case_id, "request_extension")
    form = ExtensionForm(request.POST or None, case=case, act="request_extension")
    most = int(parameter("06-05-1", "extension_max_working_days", case.received_at.date()))
    looking = request.POST.get("do") == "preview"
    dates: tuple[Reason, ...] = ()
    if looking and form.is_valid() and 0 < form.cleaned_data["days"] <= most:
        dates = _extended(case, form.cleaned_data["days"])
    page = ActPage(
        title=gettext_noop("申请延期（局领导批准）"),
        button=gettext_noop("报局领导批示"),
        done=gettext_noop("延期申请已经报给局领导。"),
        articles=("06-05-1", "07-03"),
        effects=(
            Reason(
                gettext_noop("最多延长 %(most)s 个工作日，只能延长一次，期满前提出。"),
                ("06-05-1",),
                params={"most": most},
            ),
            Reason(gettext_noop("批准以前，期限照常计算。"), ("07-03",)),
            Reason(gettext_noop("批准以后，《延期告知书》会把新的期限和理由告诉申请人。"), ("06-05-1",)),
        ),
        template="time_limits/staff/extension.html",
        more={"dates": dates},
    )

    def ask(**guards: object) -> int:
        given = form.cleaned_data
        return extensions.request_extension(
            case_id=case.id, days=given["days"], reason=given["reason"], actor=actor_of(request), **guards
        )

    return act_page(request, case, form, page, None if looking else ask)


@needs("answer_extension")
@page_methods
def answer_extension(request: HttpRequest, case_id: int) -> HttpResponse:
    """The leader's answer to the request that waits."""
    case = visible(request, case_id, "answer_extension")
    asked = extensions_of(case.id)
    if not asked:
        raise Http404
    waiting = asked[-1]
    form = AnswerForm(request.POST or None, case=case, act="answer_extension")
    page = ActPage(
        title=gettext_noop("批示延期申请"),
        button=gettext_noop("作出批示"),
        done=gettext_noop("批示已经告诉经办人。"),
        articles=("06-05-1",),
        effects=_answered(case, waiting),
        template="time_limits/staff/answer.html",
        more={"extension": waiting},
    )

    def answer(**guards: object) -> int:
        given = form.cleaned_data
        return extensions.answer_extension(
            extension_id=waiting.id,
            granted=given["granted"] == "yes",
            opinion=given["opinion"],
            actor=actor_of(request),
            **guards,
        )

    return act_page(request, case, form, page, answer)


@needs("see_case")
@require_safe
def clock_page(request: HttpRequest, case_id: int, kind: str) -> HttpResponse:
    """Why a date is what it is: sentences, a drawn calendar, a table; made to be printed too."""
    case = visible(request, case_id)
    explanation = explained(case.id, kind)
    if explanation is None:
        raise Http404
    context = {
        "case": case,
        "title": KINDS[kind].title,
        "articles": KINDS[kind].articles,
        "explanation": explanation,
        "today": clock.today(),
        "start": STARTS[kind],
    }
    return render(request, "time_limits/staff/clock.html", context)


@needs("see_lamps")
@require_safe
def breach_list(request: HttpRequest) -> HttpResponse:
    """What ran out, newest first: of one's own section, or of all."""
    found = breaches(section_ids=_sections(actor_of(request)))
    rows = [(MATTER_LIMITS[row.clock] if row.matter_id else KINDS[row.clock].title, row) for row in found]
    return render(request, "time_limits/staff/breaches.html", {"rows": rows})


def _sections(actor: Actor) -> frozenset[int] | None:
    """The sections whose lamps the actor may see; None for all."""
    reach = TABLE["see_lamps"]
    if any(reach.get(role) == ANY for role, _ in actor.posts):
        return None
    return frozenset(section for role, section in actor.posts if role in reach)


def _extended(case: CaseCard, days: int) -> tuple[Reason, ...]:
    return if_happened(case.id, ExtensionGranted(request=0, days=days, document=0), "06-05-1")


def _answered(case: CaseCard, waiting: ExtensionCard) -> tuple[Reason, ...]:
    paper = gettext_noop("批准的，出具《延期告知书》，期限如下：")
    declined = gettext_noop("不批准的，期限不变，经办人会看到您的理由。")
    return (
        Reason(paper, ("06-05-1",)),
        *_extended(case, waiting.days),
        Reason(declined, ("06-05-1",)),
    )
