"""The pages of the one complete notice: they stand here because what comes first must have been offered (04-04)."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from banshi.institutions.one_time_notice.forms import SecondSupplementForm, SupplementForm
from banshi.institutions.one_time_notice.queries.telling import papers_of
from banshi.institutions.one_time_notice.rules import completing as rules
from banshi.kernel.cases.queries import CaseCard
from banshi.kernel.clocks.desk import ActPage, act_page, actor_of, visible
from banshi.kernel.clocks.preview import working_days_on
from banshi.kernel.organisation.permissions import needs
from banshi.kernel.regulations.registry import parameter
from banshi.lib.results import Reason, gettext_noop
from banshi.workflows import completing

page_methods = require_http_methods(["GET", "HEAD", "POST"])
NOTICE = gettext_noop("《%(title)s》排版后可以打印，交给申请人签收。")


@needs("ask_supplement")
@page_methods
def ask_supplement(request: HttpRequest, case_id: int) -> HttpResponse:
    """The one notice that lists everything."""
    case = visible(request, case_id, "ask_supplement")
    form = SupplementForm(request.POST or None, case=case, act="ask_supplement", initial=_until(case))
    return _supplement(request, case, form, gettext_noop("补正通知书，一次列全"))


@needs("allow_second_supplement")
@page_methods
def allow_second_supplement(request: HttpRequest, case_id: int) -> HttpResponse:
    """A further notice on the head's word."""
    case = visible(request, case_id, "allow_second_supplement")
    form = SecondSupplementForm(
        request.POST or None, case=case, act="allow_second_supplement", initial=_until(case)
    )
    again = Reason(gettext_noop("会记录为一次“告知不完整”。"), ("06-09",))
    return _supplement(request, case, form, gettext_noop("再次通知补正"), again)


def _supplement(
    request: HttpRequest, case: CaseCard, form: SupplementForm, title: str, *effects: Reason
) -> HttpResponse:
    page = ActPage(
        title=title,
        button=gettext_noop("发出补正通知书"),
        done=gettext_noop("补正通知书已发出，申请人会收到短信。"),
        articles=("06-03-2", "06-07"),
        effects=(
            Reason(NOTICE, ("06-07", "06-08"), params={"title": Reason(gettext_noop("补正材料通知书"))}),
            Reason(gettext_noop("告知期限停止计算；补正期限到您写的那一天为止。"), ("06-03-2",)),
            Reason(gettext_noop("补正只能通知这一次，请再看一遍有没有漏掉的。"), ("06-03-2", "06-09")),
            *effects,
        ),
        issues=True,
        template="one_time_notice/staff/supplement.html",
        more={"gaps": rules.gaps(papers_of(case.id))},
    )
    return act_page(
        request,
        case,
        form,
        page,
        lambda **guards: completing.ask_supplement(
            case_id=case.id,
            until=form.cleaned_data["until"],
            head_reason=form.cleaned_data.get("head_reason", ""),
            actor=actor_of(request),
            **guards,
        ),
    )


def _until(case: CaseCard) -> dict[str, object]:
    days = parameter("06-03-2", "supplement_answer_working_days", case.received_at.date())
    return {"until": working_days_on(int(days))}
