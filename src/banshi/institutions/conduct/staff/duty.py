"""The pages of duty: the week of a section, absences, deputies (09-02-5)."""

import datetime as dt
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banshi.institutions.conduct.actions import duty as acts
from banshi.institutions.conduct.forms import AbsenceForm, ColleagueForm
from banshi.institutions.conduct.models import Absence, Duty
from banshi.institutions.conduct.queries import duty as queries
from banshi.institutions.conduct.queries.duty import AbsenceCard, DutyDay, Period
from banshi.institutions.conduct.staff.desk import pressed, sections_within, whole_number
from banshi.kernel.clocks.acting import PlainPage, plain_act_page
from banshi.kernel.clocks.desk import DESK, actor_of
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.permissions import Relation, may, needs
from banshi.kernel.organisation.permissions import require as permit
from banshi.lib import clock
from banshi.lib.results import Reason, gettext_noop

page_methods = require_http_methods(["GET", "HEAD", "POST"])
WEEK = dt.timedelta(days=7)
NOBODY_STOPPED = Reason(
    gettext_noop("没有人在岗的时段会标出来，请科室负责人安排代岗；不影响请假。"), ("09-02-5",)
)
DUTY = gettext_noop("值班和在岗")


@dataclass(frozen=True, slots=True)
class Cell:
    """A working period of a day in the week view, and where one may be put on duty."""

    period: Period
    hours: str
    add_url: str


@dataclass(frozen=True, slots=True)
class Row:
    """A day of the week view."""

    day: DutyDay
    today: bool
    over: bool
    cells: tuple[Cell, ...]


@needs("see_duty")
@require_safe
def duty_week(request: HttpRequest) -> HttpResponse:
    """A week of a section: who is on duty, who is away, where nobody is."""
    actor = actor_of(request)
    sections = queries.accepting_sections()
    section_id = _chosen(request, actor, sections)
    monday = _monday(request.GET.get("week", ""))
    plans = may(actor, "plan_duty", Relation(section_id))
    today = clock.today()
    context = {
        "sections": sections,
        "section_id": section_id,
        "section": sections[section_id],
        "monday": monday,
        "before": monday - WEEK,
        "after": monday + WEEK,
        "rows": [_row(day, section_id, today, plans) for day in queries.week(section_id, monday)],
        "plans": plans and monday + WEEK > today,
        "plans_absence": may(actor, "plan_absence", Relation(section_id)),
        "absences": queries.absences([section_id], today),
        "gaps": queries.by_day(queries.gaps({section_id: sections[section_id]}, today, today + 2 * WEEK)),
        "own": actor.staff_id,
    }
    return render(request, "conduct/staff/duty.html", context)


@needs("plan_duty")
@require_POST
def fill_week(request: HttpRequest) -> HttpResponse:
    """Put everybody of the section on duty for the week."""
    section_id = whole_number(request.POST.get("section")) or 0
    monday = _monday(request.POST.get("week", ""))
    return pressed(
        request,
        _week_url(section_id, monday),
        gettext_noop("这一周已经排好，请假和会议会自动标出来。"),
        lambda: acts.fill_week(section_id=section_id, monday=monday, actor=actor_of(request)),
    )


@needs("plan_duty")
@page_methods
def put_on_duty(request: HttpRequest, section_id: int, day: str, period: int) -> HttpResponse:
    """Choose who is on duty in one working period."""
    actor, date = actor_of(request), _date(day)
    permit(actor, "plan_duty", Relation(section_id))
    if date is None or section_id not in organisation.sections() or period not in queries.periods():
        raise Http404
    people = list(queries.colleagues(section_id).items())
    form = ColleagueForm(request.POST or None, act=f"put_on_duty:{section_id}:{day}:{period}", people=people)
    back = _week_url(section_id, _monday(day))
    page = PlainPage(
        title=gettext_noop("安排值班"),
        button=gettext_noop("安排"),
        done=gettext_noop("已经安排。"),
        articles=("09-02-5",),
        back=back,
        about=f"{organisation.section(section_id).called} {date} {queries.period_words(period)}",
        effects=(Reason(gettext_noop("工作时间每个受理科室至少有一个人在岗。"), ("09-02-5",)),),
    )

    def put(**guards: object) -> int:
        staff = form.cleaned_data["staff"]
        return acts.put_on_duty(
            section_id=section_id, day=date, period=period, staff_id=staff, actor=actor, **guards
        )

    return plain_act_page(request, form, page, put)


@needs("plan_duty")
@require_POST
def take_off_duty(request: HttpRequest, duty_id: int) -> HttpResponse:
    """Take a colleague off a period."""
    row = Duty.objects.filter(pk=duty_id).first()
    if row is None:
        raise Http404
    return pressed(
        request,
        _week_url(row.section_id, _monday(str(row.day))),
        gettext_noop("已经撤下。"),
        lambda: acts.take_off_duty(duty_id=duty_id, actor=actor_of(request)),
    )


@needs("see_duty")
@page_methods
def plan_absence(request: HttpRequest) -> HttpResponse:
    """Say that one will be away; a head says it for colleagues too."""
    actor = actor_of(request)
    people = _may_be_away(actor)
    form = AbsenceForm(
        request.POST or None,
        act="plan_absence",
        people=people,
        initial={"staff": actor.staff_id, "first": clock.today(), "last": clock.today(), "kind": "leave"},
    )
    page = PlainPage(
        title=gettext_noop("登记离岗（休假、会议、病假）"),
        button=gettext_noop("登记"),
        done=gettext_noop("已经登记。"),
        articles=("09-02-5",),
        back=reverse(f"{DESK}:duty"),
        about=DUTY,
        effects=(NOBODY_STOPPED,),
        after=lambda absence_id: reverse(f"{DESK}:absence", args=[absence_id]),
    )

    def plan(**guards: object) -> int:
        given = form.cleaned_data
        return acts.plan_absence(
            staff_id=given["staff"],
            first=given["first"],
            last=given["last"],
            kind=given["kind"],
            note=given["note"],
            actor=actor,
            **guards,
        )

    return plain_act_page(request, form, page, plan)


@needs("see_duty")
@page_methods
def absence(request: HttpRequest, absence_id: int) -> HttpResponse:
    """An absence with the gaps it leaves; the head names who stands in."""
    actor = actor_of(request)
    card = _known(absence_id, actor)
    names = may(actor, "plan_absence", Relation(card.section_id)) and not card.cancelled
    people = _may_stand_in(card)
    form = ColleagueForm(request.POST or None, act=f"name_deputy:{absence_id}", people=people)
    section = organisation.section(card.section_id)
    left = queries.gaps({section.id: section.called}, max(card.first, clock.today()), card.last)
    ends = card.staff_id == actor.staff_id or names
    page = PlainPage(
        title=gettext_noop("离岗和代岗"),
        button=gettext_noop("请这位同事代岗"),
        done=gettext_noop("已经安排代岗，这位同事会收到提醒。"),
        articles=("09-02-5",),
        back=reverse(f"{DESK}:duty") + f"?section={card.section_id}",
        about=DUTY,
        effects=(
            NOBODY_STOPPED,
            Reason(gettext_noop("代岗的同事在这几天可以办理离岗同事的事项，记录写明是代办。"), ("09-02-5",)),
        ),
        template="conduct/staff/absence.html",
        more={
            "absence": card,
            "gaps": queries.by_day(left),
            "names": names,
            "cancels": ends and not card.cancelled and card.last >= clock.today(),
        },
    )

    def name(**guards: object) -> int:
        deputy = form.cleaned_data["staff"]
        return acts.name_deputy(absence_id=absence_id, deputy_id=deputy, actor=actor, **guards)

    return plain_act_page(request, form, page, name)


@needs("see_duty")
@require_POST
def cancel_absence(request: HttpRequest, absence_id: int) -> HttpResponse:
    """Somebody is not away after all."""
    actor = actor_of(request)
    card = _known(absence_id, actor)
    return pressed(
        request,
        reverse(f"{DESK}:duty") + f"?section={card.section_id}",
        gettext_noop("已经取消离岗。"),
        lambda: acts.cancel_absence(absence_id=absence_id, actor=actor),
    )


def _known(absence_id: int, actor: Actor) -> AbsenceCard:
    """The absence, if it is the reader's own or of a section they plan for."""
    try:
        card = queries.absence(absence_id)
    except Absence.DoesNotExist:
        raise Http404 from None
    if card.staff_id != actor.staff_id and not may(actor, "plan_absence", Relation(card.section_id)):
        raise Http404
    return card


def _row(day: DutyDay, section_id: int, today: dt.date, plans: bool) -> Row:
    over = day.day < today
    cells = tuple(
        Cell(
            period,
            queries.period_words(period.index),
            reverse(f"{DESK}:put_on_duty", args=[section_id, str(day.day), period.index])
            if plans and not over and day.works is not False
            else "",
        )
        for period in day.periods
    )
    return Row(day, day.day == today, over, cells)


def _chosen(request: HttpRequest, actor: Actor, sections: dict[int, str]) -> int:
    """The section asked for, else the reader's own, else the first one."""
    asked = whole_number(request.GET.get("section"))
    own = [section for _, section in sorted(actor.posts) if section in sections]
    wanted = [asked, *own, *sections]
    found = next((one for one in wanted if one in sections), None)
    if found is None:
        raise Http404
    return found


def _may_be_away(actor: Actor) -> list[tuple[int, str]]:
    """Oneself, and those for whom one plans."""
    within = sections_within(actor, "plan_absence")
    wanted = organisation.sections() if within is None else within
    people = {pair for section in wanted for pair in queries.colleagues(section).items()}
    own = organisation.called({actor.officer}).items()
    return sorted({*own, *people}, key=lambda pair: (pair[0] != actor.staff_id, pair[0]))


def _may_stand_in(card: AbsenceCard) -> list[tuple[int, str]]:
    """Colleagues at work in those days: of the same section first, then of the others with their section's name."""
    own = queries.colleagues(card.section_id)
    away = queries.away_in(card.first, card.last)
    others = [pair for pair in queries.staff_with_sections() if pair[0] not in own]
    return [pair for pair in (*own.items(), *others) if pair[0] not in {card.staff_id, *away}]


def _date(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _monday(text: str) -> dt.date:
    """The Monday of the week of a day; of this week for anything that is no day near enough."""
    day = _date(text)
    today = clock.today()
    if day is None or abs((day - today).days) > 400:
        day = today
    return day - dt.timedelta(days=day.weekday())


def _week_url(section_id: int, monday: dt.date) -> str:
    return f"{reverse(f'{DESK}:duty')}?section={section_id}&week={monday}"
