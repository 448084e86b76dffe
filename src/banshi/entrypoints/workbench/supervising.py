"""Supervision pages that need several rooms: starting and repeating a run, hot spots, documents behind the law."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banshi.institutions.supervision.actions.publicity import confirm_unaffected
from banshi.institutions.supervision.actions.running import start_run
from banshi.institutions.supervision.forms.procedures import UnaffectedForm
from banshi.institutions.supervision.forms.runs import PeriodForm
from banshi.institutions.supervision.queries import runs
from banshi.kernel.clocks.acting import PlainPage, plain_act_page
from banshi.kernel.clocks.desk import DESK, actor_of
from banshi.kernel.organisation.permissions import needs
from banshi.kernel.ui.wording import say
from banshi.lib import clock
from banshi.lib.results import NotPermitted, Reason, Refused, gettext_noop
from banshi.workflows.supervising import behind_the_law, check_run, hot_spots

page_methods = require_http_methods(["GET", "HEAD", "POST"])
RUN = gettext_noop("监督检查")


@needs("supervise")
@page_methods
def new_run(request: HttpRequest) -> HttpResponse:
    """A supervisor orders a run; what can be checked by itself is checked at once."""
    today, actor = clock.today(), actor_of(request)
    initial = {"first": today.replace(day=1), "last": today}
    form = PeriodForm(request.POST or None, act="start_run", initial=initial)
    page = PlainPage(
        title=gettext_noop("开始监督检查"),
        button=gettext_noop("开始，马上检查"),
        done=gettext_noop("能自动检查的已经检查完，请填检查表。"),
        articles=("11-03", "11-03-1", "11-03-2", "11-03-3", "11-03-4", "11-03-5", "11-03-6"),
        back=reverse(f"{DESK}:supervision"),
        about=RUN,
        effects=(
            Reason(gettext_noop("系统马上查六项内容，逐条列出发现的问题和依据的数字。"), ("11-03",)),
            Reason(gettext_noop("每个月的第一个工作日，系统自动检查上一个月。"), ("11-03",)),
            Reason(gettext_noop("投诉举报的内容不在检查之列，一个数字也不取。"), ("10-05",)),
        ),
        after=lambda run_id: reverse(f"{DESK}:supervision_run", args=[run_id]),
    )

    def start(**guards: object) -> int:
        given = form.cleaned_data
        run_id: int = start_run(first=given["first"], last=given["last"], actor=actor, **guards)
        check_run(run_id=run_id, actor=actor)
        return run_id

    return plain_act_page(request, form, page, start)


@needs("supervise")
@require_POST
def check_again(request: HttpRequest, run_id: int) -> HttpResponse:
    """Check all contents of a run once more."""
    if runs.run(run_id) is None:
        raise Http404
    try:
        new = check_run(run_id=run_id, actor=actor_of(request))
    except NotPermitted:
        raise
    except Refused as why:
        for reason in why.reasons:
            messages.error(request, say(reason))
    else:
        sentence = ngettext("再查了一遍，新发现 %(n)s 个问题。", "再查了一遍，新发现 %(n)s 个问题。", new)
        messages.success(request, sentence % {"n": new})
    return redirect(f"{DESK}:supervision_run", run_id)


@needs("see_supervision")
@never_cache
@require_safe
def hot(request: HttpRequest) -> HttpResponse:
    """The items and sections with the most bad ratings and breaches (11-02-2)."""
    items, sections = hot_spots()
    return render(request, "workbench/supervision/hot.html", {"tables": _tables(items, sections)})


def _tables(*found: object) -> list[tuple[str, str, object]]:
    names = (
        (gettext("事项"), gettext("最近 90 天没有差评和超期的事项。")),
        (gettext("科室"), gettext("最近 90 天没有差评和超期的科室。")),
    )
    return [(name, empty, rows) for (name, empty), rows in zip(names, found, strict=True)]


@needs("keep_law_changes")
@never_cache
@require_safe
def law_changes(request: HttpRequest) -> HttpResponse:
    """Changes of law with the documents that have to follow them (11-03-2)."""
    context = {"changes": behind_the_law(), "today": clock.today()}
    return render(request, "workbench/supervision/laws.html", context)


@needs("keep_law_changes")
@page_methods
def unaffected(request: HttpRequest, change_id: int, policy_id: int) -> HttpResponse:
    """A document was read and needs no change."""
    behind = next((one for one in behind_the_law() if one.change.id == change_id), None)
    document = next((one for one in behind.documents if one.id == policy_id), None) if behind else None
    if behind is None or document is None:
        raise Http404
    form = UnaffectedForm(request.POST or None, act=f"unaffected:{change_id}:{policy_id}")
    page = PlainPage(
        title=gettext_noop("确认不用修改"),
        button=gettext_noop("确认"),
        done=gettext_noop("已经记下。"),
        articles=("11-03-2",),
        back=reverse(f"{DESK}:law_changes"),
        about=document.title,
        effects=(Reason(gettext_noop("监督检查不再把它列为没有及时更新。"), ("11-03-2",)),),
    )
    return plain_act_page(
        request,
        form,
        page,
        lambda **guards: confirm_unaffected(
            change_id=change_id,
            policy=policy_id,
            reason=form.cleaned_data["reason"],
            actor=actor_of(request),
            **guards,
        ),
    )
