"""登记授权委托: an applicant gives an agent a power of attorney after the application was handed in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from banshi.entrypoints.workbench.forms import CounterPartyForm, PowerForm, RecordPowerForm
from banshi.kernel.cases.queries import CaseCard
from banshi.kernel.cases.sides import applicants_of
from banshi.kernel.clocks.desk import ActPage, act_page, actor_of, visible
from banshi.kernel.organisation.permissions import needs
from banshi.lib.results import Reason, gettext_noop
from banshi.workflows import representation
from banshi.workflows.intake import Agency, Applicant

AGENT = "agent"


class PowerOnCase(RecordPowerForm):
    """Who gives the power, who the agent is, and what the power says, as one form."""

    def __init__(self, data: Any, **options: Any) -> None:
        super().__init__(data, **options)
        self.agent = CounterPartyForm(data, prefix=AGENT)
        self.terms = PowerForm(data, prefix=AGENT)

    def is_valid(self) -> bool:
        """All three, so that everything wrong is said at once."""
        own = super().is_valid()
        return not [one for one in (self.agent, self.terms) if not one.is_valid()] and own

    def refuse_at(self, field: str, sentence: str) -> str:
        """What the rule says of the agent or the power stands at its own field."""
        before, _dot, name = field.partition(".")
        home = next((one for one in (self.agent, self.terms) if name in one.fields), None)
        if before != AGENT or home is None:
            return super().refuse_at(field, sentence)
        home.add_error(name, sentence)
        return f"{AGENT}-{name}"


def agency(agent: CounterPartyForm, terms: PowerForm, item_code: str) -> Agency:
    """The agent and the power as typed; only when both forms are valid."""
    given = dict(terms.cleaned_data)
    items = (item_code,) if given.pop("only_this") else ()
    return Agency(agent=Applicant(**agent.cleaned_data), items=items, **given)


@needs("record_power")
@require_http_methods(["GET", "HEAD", "POST"])
def record_power(request: HttpRequest, case_id: int) -> HttpResponse:
    """Enter the power of attorney that was seen."""
    case = visible(request, case_id, "record_power")
    form = PowerOnCase(request.POST or None, case=case, act="record_power", applicants=applicants_of(case))
    return act_page(request, case, form, _page(form), lambda **guards: _record(request, case, form, guards))


def _page(form: PowerOnCase) -> ActPage:
    return ActPage(
        title=gettext_noop("登记授权委托"),
        button=gettext_noop("登记授权委托"),
        done=gettext_noop("授权委托已经登记，代理人在委托期内可以办。"),
        articles=("06-03-2",),
        effects=(
            Reason(gettext_noop("请先看代理人的身份证件和授权委托书原件。"), ("06-03-2",)),
            Reason(
                gettext_noop(
                    "委托期内，代理人可以签容缺受理承诺书、补交材料、撤回申请、领取文书；只对这一件办件有效。"
                ),
                ("04-07", "06-03-2", "06-08"),
            ),
        ),
        template="workbench/power.html",
        more={"agent": form.agent, "terms": form.terms},
    )


def _record(request: HttpRequest, case: CaseCard, form: PowerOnCase, guards: dict[str, Any]) -> int:
    return representation.record_power(
        case_id=case.id,
        principal_id=form.cleaned_data["principal"],
        given=agency(form.agent, form.terms, case.item_code),
        actor=actor_of(request),
        **guards,
    )
