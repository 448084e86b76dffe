"""The pages of not taking an application up: on one of the four grounds, or because it belongs elsewhere."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from banshi.institutions.refusals.forms import RefusalForm
from banshi.institutions.refusals.queries.offering import offered
from banshi.institutions.refusals.queries.standing import InstructionCard, instructions
from banshi.institutions.refusals.rules.filing import filing_scope
from banshi.institutions.refusals.rules.grounds import Ground
from banshi.institutions.refusals.rules.instructing import APPROVED, TAKEN_OVER
from banshi.institutions.refusals.rules.refusing import Elsewhere
from banshi.kernel.cases.forms import ActForm
from banshi.kernel.cases.queries import CaseCard
from banshi.kernel.catalogue import queries as catalogue
from banshi.kernel.clocks.desk import ActPage, act_page, actor_of, visible
from banshi.kernel.clocks.preview import working_days_on
from banshi.kernel.organisation.permissions import needs
from banshi.kernel.regulations.registry import parameter
from banshi.lib import clock
from banshi.lib.results import Reason, gettext_noop
from banshi.workflows import refusing

page_methods = require_http_methods(["GET", "HEAD", "POST"])
UNKNOWN = gettext_noop("日历公布后确定")


class TurnAwayForm(ActForm):
    """Where the application belongs, and whether the papers went there."""

    why = forms.ChoiceField(
        label=_("是哪一种情况"),
        choices=[
            ("not_needed", _("依法不需要取得许可")),
            ("not_ours", _("不属于本机关职权范围")),
        ],
        widget=forms.RadioSelect,
    )
    authority = forms.CharField(
        label=_("应当向哪个机关申请"),
        help_text=_("不属于本机关职权范围的，写明机关的全称。"),
        required=False,
        max_length=120,
    )
    explanation = forms.CharField(
        label=_("理由"),
        help_text=_("这段话会写进给申请人的文书。"),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
    )
    handed_over = forms.CharField(label=_("材料已经代为转交的，写明怎样转交"), required=False, max_length=200)


@needs("refuse_intake")
@page_methods
def refuse_intake(request: HttpRequest, case_id: int) -> HttpResponse:
    """Refuse to take the application up (01-05), with W06."""
    case = visible(request, case_id, "refuse_intake")
    asked = approved(case)
    form = RefusalForm(
        request.POST or None,
        case=case,
        act="refuse_intake",
        offer=offered(case),
        grounds=tuple(Ground),
        given=asked.grounds if asked else None,
    )
    page = ActPage(
        title=gettext_noop("不予受理"),
        button=gettext_noop("不予受理，出具通知书"),
        done=gettext_noop("已决定不予受理，请打印通知书并送达。"),
        articles=("01-04", "01-05", "01-06", "06-06"),
        effects=(
            Reason(
                gettext_noop("出具不予受理通知书，写明理由、依据，以及申请行政复议和提起诉讼的权利和途径。"),
                ("06-06",),
            ),
            *effects(case),
        ),
        issues=True,
        template="refusals/staff/refuse.html",
        more={"opinion": asked},
    )

    def refuse(**guards: Any) -> int:
        return refusing.refuse_intake(
            case_id=case.id, grounds=form.grounds, actor=actor_of(request), **guards
        )

    return act_page(request, case, form, page, refuse)


@needs("turn_away")
@page_methods
def turn_away(request: HttpRequest, case_id: int) -> HttpResponse:
    """No permit is needed, or another authority is the right one (licensing law 32), with W06."""
    case = visible(request, case_id, "turn_away")
    form = TurnAwayForm(request.POST or None, case=case, act="turn_away")
    page = ActPage(
        title=gettext_noop("不需要许可，或者不归本局办理"),
        button=gettext_noop("告知去向，出具通知书"),
        done=gettext_noop("通知书已经出具，请打印并送达。"),
        articles=("06-03-3", "06-03-4", "06-06"),
        effects=(
            Reason(
                gettext_noop("已经提交申请的，要出具加盖专用印章、写明日期的通知书，不能只口头告知。"),
                ("06-03-3", "06-03-4"),
            ),
            Reason(
                gettext_noop("3 个工作日内书面告知申请人，最晚 %(until)s。"),
                ("01-08",),
                params={"until": _told_by()},
            ),
        ),
        issues=True,
    )

    def tell(**guards: Any) -> int:
        names = ("why", "authority", "explanation", "handed_over")
        elsewhere = Elsewhere(**{name: form.cleaned_data[name] for name in names})
        return refusing.turn_away(case_id=case.id, elsewhere=elsewhere, actor=actor_of(request), **guards)

    return act_page(request, case, form, page, tell)


def approved(case: CaseCard) -> InstructionCard | None:
    """The request whose answer the refusal rests on: approved, or taken over."""
    asked = instructions(case.id)
    return asked[-1] if asked and asked[-1].answer in {APPROVED, TAKEN_OVER} else None


def effects(case: CaseCard) -> tuple[Reason, ...]:
    """What follows from every refusal: told in three working days, registered, filed or not."""
    scope = filing_scope(catalogue.spec(case.item_version_id).legal_basis)
    filed = gettext_noop("同时登记进科室台账，由局审批科归档，并报市营商局备案。")
    return (
        Reason(
            gettext_noop("3 个工作日内书面告知申请人，最晚 %(until)s。"),
            ("01-08",),
            params={"until": _told_by()},
        ),
        Reason(filed, ("01-06",)) if scope else Reason(scope.reasons[0].text, ("01-03", "01-06")),
    )


def _told_by() -> object:
    number = int(parameter("01-08", "notice_working_days", clock.today()))
    return working_days_on(number) or Reason(UNKNOWN)
