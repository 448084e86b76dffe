"""The pages of the decision: granting, refusing, serving."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from banshi.entrypoints.workbench.forms import REFUSED, WAYS, GrantForm, RefuseForm, ServeForm
from banshi.institutions.time_limits.queries import governing_due
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
    """Grant, or with `?outcome=refuse` refuse with reasons, law and remedies."""
    case = visible(request, case_id, "decide")
    spec = catalogue.spec(case.item_version_id)
    due = governing_due(case.id)
    late = due is not None and clock.today() > due
    refusing = request.GET.get("outcome") == "refuse"
    kind = RefuseForm if refusing else GrantForm
    form = kind(request.POST or None, case=case, act=f"decide_{int(refusing)}", late=late, spec=spec)
    page = _refusal() if refusing else _grant(spec)

    def rule(**guards: Any) -> int:
        return decision.decide(case_id=case.id, ruling=_ruling(form), actor=actor_of(request), **guards)

    return act_page(request, case, form, page, rule)


def _ruling(form: GrantForm) -> Ruling:
    delay = form.cleaned_data.get("delay_reason", "")
    if not isinstance(form, RefuseForm):
        return Ruling(granted=True, delay_reason=delay)
    return Ruling(
        granted=False,
        reasons=form.chosen("reasons", "other_reason"),
        legal_basis=form.chosen("legal_basis", "other_basis"),
        delay_reason=delay,
    )


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
        more={"refusing": False},
    )


def _refusal() -> ActPage:
    until = _within("01-08", "notice_working_days")
    text = gettext_noop("3 个工作日内书面告知申请人，最晚 %(until)s。")
    return ActPage(
        title=gettext_noop("作出决定：不予许可"),
        button=gettext_noop("不予许可"),
        done=gettext_noop("决定已经作出，请打印并送达。"),
        articles=("06-06", "07-01", "07-03"),
        effects=(
            Reason(
                gettext_noop("出具不予许可决定书，写明理由、依据，以及申请行政复议和提起诉讼的权利和途径。"),
                ("06-06",),
            ),
            Reason(text, ("01-08",), params={"until": until}),
        ),
        issues=True,
        template="workbench/decide.html",
        more={"refusing": True},
    )


def _within(article: str, name: str) -> object:
    return working_days_on(int(parameter(article, name, clock.today()))) or Reason(UNKNOWN)


@needs("serve")
@page_methods
def serve(request: HttpRequest, case_id: int) -> HttpResponse:
    """Record how a paper reached the applicant; `?way=` chooses which proof is asked for."""
    case = visible(request, case_id, "serve")
    way = request.GET.get("way", Way.IN_PERSON.value)
    papers = [one for one in documents.of_stream(stream(case.id)) if one.served_on is None]
    if way not in dict(WAYS):
        raise Http404
    chosen = request.GET.get("document") or (papers[-1].id if papers else "")
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
