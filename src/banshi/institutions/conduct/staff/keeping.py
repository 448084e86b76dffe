"""The pages of the room's first page, of cleaning, and of integrity (09-07-1, 09-08)."""

import datetime as dt
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banshi.institutions.conduct.actions import keeping as acts
from banshi.institutions.conduct.forms import IntegrityForm, InterestForm, RecusalForm
from banshi.institutions.conduct.models import INTEGRITY
from banshi.institutions.conduct.queries import duty, inspecting
from banshi.institutions.conduct.queries import keeping as queries
from banshi.institutions.conduct.rules import ARTICLES, CleaningKind, IntegrityKind
from banshi.institutions.conduct.staff.desk import pressed, sections_within, whole_number
from banshi.kernel.clocks.acting import PlainPage, plain_act_page
from banshi.kernel.clocks.desk import DESK, actor_of, visible
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.permissions import may, needs
from banshi.lib import clock
from banshi.lib.results import Reason, gettext_noop

page_methods = require_http_methods(["GET", "HEAD", "POST"])
INTEGRITY_TITLE = gettext_noop("廉洁登记")
FORTNIGHT = dt.timedelta(days=14)


@needs("see_duty")
@never_cache
@require_safe
def conduct_home(request: HttpRequest) -> HttpResponse:
    """What of conduct waits for this colleague."""
    actor, today = actor_of(request), clock.today()
    within = sections_within(actor, "plan_duty")
    sections = duty.accepting_sections()
    planned = {one: name for one, name in sections.items() if within is None or one in within}
    gaps = duty.gaps(planned, today, today + FORTNIGHT) if planned else ()
    inspects = may(actor, "inspect")
    open_findings = (
        inspecting.findings(section_ids=sections_within(actor, "inspect"), open_only=True) if inspects else ()
    )
    context = {
        "mine": inspecting.findings(staff_id=actor.staff_id, open_only=True),
        "gaps": duty.by_day(gaps)[:10],
        "inspects": inspects,
        "open_findings": open_findings[:10],
        "ticks": may(actor, "tick_cleaning"),
        "keeps": may(actor, "keep_gifts"),
    }
    return render(request, "conduct/staff/home.html", context)


@needs("tick_cleaning")
@require_safe
def cleaning(request: HttpRequest) -> HttpResponse:
    """The cleaning tasks of one's section, with their ticks and what was missed."""
    sections = sections_within(actor_of(request), "tick_cleaning") or frozenset()
    asked = whole_number(request.GET.get("section"))
    section_id = asked if asked in sections else min(sections)
    context = {
        "section": organisation.section(section_id),
        "others": [organisation.section(one) for one in sorted(sections - {section_id})],
        "tasks": queries.cleaning_tasks(section_id),
        "today": clock.today(),
    }
    return render(request, "conduct/staff/cleaning.html", context)


@needs("tick_cleaning")
@require_POST
def tick_cleaning(request: HttpRequest) -> HttpResponse:
    """Tick a task."""
    section_id = whole_number(request.POST.get("section")) or 0
    try:
        day = dt.date.fromisoformat(request.POST.get("day", ""))
        kind = CleaningKind(request.POST.get("kind", ""))
    except ValueError:
        raise Http404 from None
    tick = partial(acts.tick_cleaning, section_id=section_id, kind=kind, day=day, actor=actor_of(request))
    back = reverse(f"{DESK}:cleaning") + f"?section={section_id}"
    return pressed(request, back, gettext_noop("已经打勾，辛苦了。"), tick)


@needs("see_duty")
@never_cache
@require_safe
def integrity(request: HttpRequest) -> HttpResponse:
    """One's own entries; the party office sees all."""
    actor = actor_of(request)
    keeps = may(actor, "keep_gifts")
    owner = None if keeps else actor.officer
    context = {
        "keeps": keeps,
        "records": queries.integrity_records(owner),
        "declarations": queries.declarations(owner),
        "kinds": [
            (name, reverse(f"{DESK}:register_integrity", args=[kind.value]))
            for kind, name in INTEGRITY.items()
        ],
        "own": actor.staff_id,
    }
    return render(request, "conduct/staff/integrity.html", context)


@needs("see_duty")
@page_methods
def register_integrity(request: HttpRequest, kind: str) -> HttpResponse:
    """Enter a gift, an invitation, or a word put in for somebody."""
    if kind not in set(IntegrityKind):
        raise Http404
    chosen = IntegrityKind(kind)
    form = IntegrityForm(
        request.POST or None,
        act=f"register_integrity:{kind}",
        kind=chosen,
        initial={"happened_on": clock.today()},
    )
    page = PlainPage(
        title=INTEGRITY[chosen],
        button=gettext_noop("登记"),
        done=gettext_noop("已经登记，机关党委办公室会看到。"),
        articles=(ARTICLES[chosen],),
        back=reverse(f"{DESK}:integrity"),
        about=INTEGRITY_TITLE,
        effects=(
            Reason(gettext_noop("内容只有您和机关党委办公室看得到。"), ("09-08-3",)),
            Reason(gettext_noop("上交的物品由机关党委办公室接收并签名。"), ("09-08-1",)),
        ),
    )
    return plain_act_page(
        request,
        form,
        page,
        lambda **guards: acts.register_integrity(
            kind=kind,
            actor=actor_of(request),
            **{name: form.cleaned_data[name] for name in ("from_whom", "what", "disposal", "happened_on")},
            **guards,
        ),
    )


@needs("keep_gifts")
@require_POST
def receive_gift(request: HttpRequest, record_id: int) -> HttpResponse:
    """The party office takes what was handed in."""
    if not queries.is_registered(record_id):
        raise Http404
    return pressed(
        request,
        reverse(f"{DESK}:integrity"),
        gettext_noop("已经接收。"),
        partial(acts.receive_gift, record_id=record_id, actor=actor_of(request)),
    )


@needs("see_duty")
@page_methods
def declare_interest(request: HttpRequest) -> HttpResponse:
    """Declare an interest that concerns no case yet."""
    form = InterestForm(request.POST or None, act="declare_interest")
    page = PlainPage(
        title=gettext_noop("申报利害关系"),
        button=gettext_noop("申报"),
        done=gettext_noop("已经申报。遇到有关的办件，请在办件里申报回避。"),
        articles=("09-08", "10-06"),
        back=reverse(f"{DESK}:integrity"),
        about=INTEGRITY_TITLE,
        effects=(
            Reason(gettext_noop("有关的办件，请在办件页上申报回避，系统马上改由别人办理。"), ("09-08",)),
        ),
    )
    return plain_act_page(
        request,
        form,
        page,
        lambda **guards: acts.declare_interest(
            ground=form.cleaned_data["ground"],
            with_whom=form.cleaned_data["with_whom"],
            actor=actor_of(request),
            **guards,
        ),
    )


@needs("declare_interest")
@page_methods
def recuse(request: HttpRequest, case_id: int) -> HttpResponse:
    """Declare an interest in a case, and be off it."""
    case = visible(request, case_id, "declare_interest")
    form = RecusalForm(request.POST or None, case=case, act="recuse")
    page = PlainPage(
        title=gettext_noop("与本件有利害关系，申报回避"),
        button=gettext_noop("申报回避"),
        done=gettext_noop("已经申报回避，这一件由别的同事办理。"),
        articles=("09-08", "10-06"),
        back=reverse(f"{DESK}:case", args=[case.id]),
        about=f"{case.number} {case.item_called}",
        effects=(
            Reason(gettext_noop("从现在起您不能再办理，也不能再打开这一件。"), ("09-08", "10-06")),
            Reason(gettext_noop("您是经办人的，科室负责人会收到提醒并改派；期限照常计算。"), ("09-08",)),
        ),
        after=lambda declaration_id: reverse(f"{DESK}:home"),
    )
    return plain_act_page(
        request,
        form,
        page,
        lambda **guards: acts.recuse(
            case_id=case.id,
            ground=form.cleaned_data["ground"],
            with_whom=form.cleaned_data["with_whom"],
            actor=actor_of(request),
            **guards,
        ),
    )
