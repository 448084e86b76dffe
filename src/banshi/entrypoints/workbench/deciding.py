"""The pages of the decision: granting, refusing, serving."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from banshi.entrypoints.workbench.forms import REFUSED, WAYS, GrantForm, ServeForm
from banshi.entrypoints.workbench.refusing import approved, effects
from banshi.institutions.refusals.forms import RefusalForm
from banshi.institutions.refusals.queries.offering import offered
from banshi.institutions.refusals.queries.standing import InstructionCard
from banshi.institutions.time_limits.queries.limits import governing_due
from banshi.kernel.cases.life import State
from banshi.kernel.cases.queries import CaseCard, outcome
from banshi.kernel.cases.sides import powers_of
from banshi.kernel.cases.stream import stream
from banshi.kernel.catalogue import queries as catalogue
from banshi.kernel.catalogue.schema import ItemSpec
from banshi.kernel.clocks.desk import ActPage, act_page, actor_of, visible
from banshi.kernel.clocks.preview import working_days_on
from banshi.kernel.documents import queries as documents
from banshi.kernel.documents.models import Way
from banshi.kernel.documents.proof import Proof
from banshi.kernel.organisation.permissions import needs
from banshi.kernel.regulations.registry import parameter
from banshi.kernel.vault.masks import mask_name
from banshi.lib import clock
from banshi.lib.results import Reason, gettext_noop
from banshi.workflows import decision
from banshi.workflows.decision import Ruling, Serving

page_methods = require_http_methods(["GET", "HEAD", "POST"])
UNKNOWN = gettext_noop("日历公布后确定")


@needs("decide")
@page_methods
def decide(request: HttpRequest, case_id: int) -> HttpResponse:
    """Grant, or with `?outcome=refuse` refuse on one of the four grounds, with remedies."""
    case = visible(request, case_id, "decide")
    due = governing_due(case.id)
    if case.state is State.PROVISIONAL and request.GET.get("outcome") != "refuse":
        return redirect(f"{request.path}?outcome=refuse")
    late = due is not None and clock.today() > due
    if request.GET.get("outcome") == "refuse":
        return _refuse(request, case, late)
    form = GrantForm(request.POST or None, case=case, act="decide_0", late=late)
    page = _grant(catalogue.spec(case.item_version_id))

    def grant(**guards: Any) -> int:
        ruling = Ruling(granted=True, delay_reason=form.cleaned_data.get("delay_reason", ""))
        return decision.decide(case_id=case.id, ruling=ruling, actor=actor_of(request), **guards)

    return act_page(request, case, form, page, grant)


def _refuse(request: HttpRequest, case: CaseCard, late: bool) -> HttpResponse:
    asked = approved(case)
    form = RefusalForm(
        request.POST or None,
        case=case,
        act="decide_1",
        offer=offered(case),
        given=asked.grounds if asked else None,
        leave_out=("question",) if late else ("question", "delay_reason"),
    )

    def refuse(**guards: Any) -> int:
        ruling = Ruling(False, form.grounds, form.cleaned_data.get("delay_reason", ""))
        return decision.decide(case_id=case.id, ruling=ruling, actor=actor_of(request), **guards)

    return act_page(request, case, form, _refusal(case, asked), refuse)


def _grant(spec: ItemSpec) -> ActPage:
    until = _within("07-01", "certificate_delivery_working_days")
    text = gettext_noop("作出决定后 10 个工作日内送达，最晚 %(until)s。")
    return ActPage(
        title=gettext_noop("作出决定：准予"),
        button=gettext_noop("准予"),
        done=gettext_noop("决定已经作出，请打印并送达。"),
        articles=("07-01", "07-03"),
        effects=(
            Reason(
                gettext_noop("出具决定书，办理结果是“%(outcome)s”。"),
                ("06-08",),
                params={"outcome": spec.outcome.name},
            ),
            Reason(text, ("07-01",), params={"until": until}),
        ),
        issues=True,
        template="workbench/decide.html",
    )


def _refusal(case: CaseCard, asked: InstructionCard | None) -> ActPage:
    return ActPage(
        title=gettext_noop("作出决定：不予许可"),
        button=gettext_noop("不予许可"),
        done=gettext_noop("决定已经作出，请打印并送达。"),
        articles=("01-04", "01-05", "06-06", "07-01", "07-03"),
        effects=(
            Reason(
                gettext_noop("出具不予许可决定书，写明理由、依据，以及申请行政复议和提起诉讼的权利和途径。"),
                ("06-06",),
            ),
            *effects(case),
        ),
        issues=True,
        template="refusals/staff/refuse.html",
        more={"opinion": asked, "tabs": True},
    )


def _within(article: str, name: str) -> object:
    return working_days_on(int(parameter(article, name, clock.today()))) or Reason(UNKNOWN)


@needs("serve")
@page_methods
def serve(request: HttpRequest, case_id: int) -> HttpResponse:
    """Record how a paper reached the applicant; `?way=` chooses which proof is asked for."""
    case = visible(request, case_id, "serve")
    way = request.GET.get("way", Way.IN_PERSON.value)
    found = documents.of_stream(stream(case.id))
    papers = [one for one in found if one.served_on is None and not one.internal]
    if way not in dict(WAYS):
        raise Http404
    ended = outcome(case.id)
    urgent = [one.id for one in papers if ended and one.id == ended.document_id]
    chosen = request.GET.get("document") or (*urgent, *(one.id for one in reversed(papers)), "")[0]
    form = ServeForm(
        request.POST or None,
        case=case,
        act="serve",
        way=way,
        documents=papers,
        initial={"document": chosen},
    )
    form.offer_agents(powers_of(case))
    page = ActPage(
        title=gettext_noop("登记送达"),
        button=gettext_noop("登记送达"),
        done=gettext_noop("送达已经登记。"),
        articles=("06-07", "06-08"),
        effects=(
            Reason(
                gettext_noop("书面文书由工作人员当面交给申请人，并请签收；其他方式要留下证明。"), ("06-08",)
            ),
            Reason(gettext_noop("决定送达以后，这件办件就办结了。"), ("07-01",)),
        ),
        template="workbench/serve.html",
        more={"ways": [(value, label, value == way) for value, label in WAYS], "papers": papers},
    )

    def hand_over(**guards: Any) -> int:
        return decision.serve(case_id=case.id, serving=_serving(form, way), actor=actor_of(request), **guards)

    return act_page(request, case, form, page, hand_over)


def _serving(form: ServeForm, way: str) -> Serving:
    proof = form.proof()
    signed = mask_name(proof.pop("signed_by", "").strip())
    lawful = Way.IN_PERSON.value if way == REFUSED else way
    return Serving(
        form.cleaned_data["document"], lawful, form.moment, Proof(signed_by_masked=signed, **proof)
    )
