"""The staff's pages about interested persons: told before the decision, and heard (06-05)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from banshi.institutions.one_time_notice.actions import interested
from banshi.institutions.one_time_notice.actions.interested import Interested
from banshi.institutions.one_time_notice.forms import InterestedForm, StatementForm
from banshi.institutions.one_time_notice.queries.telling import persons
from banshi.kernel.clocks.desk import ActPage, act_page, actor_of, visible
from banshi.kernel.clocks.preview import working_days_on
from banshi.kernel.organisation.permissions import needs
from banshi.kernel.regulations.registry import parameter
from banshi.lib.results import Reason, gettext_noop

page_methods = require_http_methods(["GET", "HEAD", "POST"])


@needs("hear")
@page_methods
def tell(request: HttpRequest, case_id: int) -> HttpResponse:
    """Tell somebody whose major interest is touched."""
    case = visible(request, case_id, "hear")
    days = parameter("06-05", "statement_working_days", case.received_at.date())
    form = InterestedForm(
        request.POST or None,
        case=case,
        act="tell_interested",
        initial={"until": working_days_on(int(days))},
    )
    page = ActPage(
        title=gettext_noop("告知利害关系人"),
        button=gettext_noop("出具利害关系人告知书"),
        done=gettext_noop("利害关系人告知书已经出具，请送达。"),
        articles=("06-05", "06-07"),
        effects=(
            Reason(
                gettext_noop(
                    "《利害关系人告知书》排版后可以打印，送给对方签收；里面的申请人只写隐去一部分的姓名。"
                ),
                ("06-07", "06-08"),
            ),
            Reason(gettext_noop("对方说明意见以前，或者期限到以前，不能作出决定。"), ("06-05",)),
        ),
        issues=True,
    )

    def inform(**guards: Any) -> int:
        given = form.cleaned_data
        told = Interested(given["name"], given["contact"], given["interest"], given["until"])
        return interested.tell_interested(case_id=case.id, told=told, actor=actor_of(request), **guards)

    return act_page(request, case, form, page, inform)


@needs("hear")
@page_methods
def hear(request: HttpRequest, case_id: int, person_id: int) -> HttpResponse:
    """What the interested person says."""
    case = visible(request, case_id, "hear")
    person = next((one for one in persons(case.id) if one.id == person_id), None)
    if person is None:
        raise Http404
    form = StatementForm(request.POST or None, case=case, act=f"hear_statement{person_id}")
    page = ActPage(
        title=gettext_noop("登记利害关系人的意见"),
        button=gettext_noop("登记意见"),
        done=gettext_noop("利害关系人的意见已经入卷。"),
        articles=("06-05",),
        effects=(
            Reason(
                gettext_noop("%(name)s，可以说明意见到 %(until)s 为止。"),
                ("06-05",),
                params={"name": person.masked_name, "until": person.until},
            ),
            Reason(gettext_noop("意见记入案卷，作出决定时要考虑。"), ("06-05",)),
        ),
    )

    def register(**guards: Any) -> int:
        given = form.cleaned_data
        return interested.hear_statement(
            case_id=case.id,
            person=person_id,
            made=given["made"],
            statement=given["statement"],
            actor=actor_of(request),
            **guards,
        )

    return act_page(request, case, form, page, register)
