"""The pages of the acts on a matter: each a form, what follows from it, and the way back."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from banshi.institutions.time_limits.actions import office, parts
from banshi.institutions.time_limits.actions.parts import Explained
from banshi.institutions.time_limits.forms import (
    ExplanationForm,
    HandlerForm,
    LimitForm,
    NoteForm,
    OpinionForm,
    ReasonForm,
    RegisterForm,
    RouteForm,
)
from banshi.institutions.time_limits.queries import matters as queries
from banshi.institutions.time_limits.queries.matters import MatterCard, PartCard
from banshi.institutions.time_limits.rules import MatterKind
from banshi.institutions.time_limits.staff.matters import REGISTRATION, permitted, visible_matter
from banshi.kernel.cases.forms import ActForm
from banshi.kernel.clocks.acting import PlainPage, plain_act_page
from banshi.kernel.clocks.desk import DESK, actor_of
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.people import holders
from banshi.kernel.organisation.permissions import needs
from banshi.kernel.organisation.permissions import require as permit
from banshi.lib import clock
from banshi.lib.results import Reason, gettext_noop

page_methods = require_http_methods(["GET", "HEAD", "POST"])
MATTERS = gettext_noop("公文和交办")
RUNS = Reason(gettext_noop("期限从收到的那天起计算，不从分办起算。"), ("07-02",))
UNTIL_NOW = gettext_noop("现在的期限：%(due)s（%(clock)s）。")


@needs("register_matter")
@page_methods
def register_matter(request: HttpRequest, kind: str) -> HttpResponse:
    """The office registers what came in."""
    if kind not in set(MatterKind):
        raise Http404
    chosen = MatterKind(kind)
    form = RegisterForm(
        request.POST or None,
        act=f"register_matter:{kind}",
        kind=chosen,
        initial={"received_at": clock.now(), "grade": _first_grade(chosen)},
    )
    page = PlainPage(
        title=REGISTRATION[chosen],
        button=gettext_noop("登记"),
        done=gettext_noop("已经登记，请分办。"),
        articles=("07-01", "07-02", "07-05"),
        back=reverse(f"{DESK}:matters"),
        about=MATTERS,
        effects=(*EFFECTS[chosen], RUNS),
        after=lambda matter_id: reverse(f"{DESK}:matter", args=[matter_id]),
    )

    def register(**guards: object) -> int:
        number = form.cleaned_data["source_number"]
        return office.register_matter(
            given=form.incoming, source_number=number, actor=actor_of(request), **guards
        )

    return plain_act_page(request, form, page, register)


EFFECTS = {
    MatterKind.OFFICIAL_DOCUMENT: (
        Reason(gettext_noop("一般公文 2 个工作日，涉及几个科室的 4 个工作日，急件当天办。"), ("07-02",)),
        Reason(
            gettext_noop("特殊公文由局领导或者办公室负责人设定期限；设定以前按一般公文计算。"), ("07-02",)
        ),
        Reason(gettext_noop("来文另外指定了日期的，以先到的为准。"), ("07-01",)),
    ),
    MatterKind.SUPERIOR_TASK: (
        Reason(gettext_noop("按上级指定的日期完成；不能完成的，在期限以前说明并重新定日期。"), ("07-05",)),
    ),
    MatterKind.PEER_TRANSFER: (
        Reason(gettext_noop("科室应当在 1 个工作日内接办，或者写明理由退回。"), ("07-05",)),
        Reason(gettext_noop("没有指定日期的，按一般公文的期限办结。"), ("07-05", "07-02")),
    ),
}


def _first_grade(kind: MatterKind) -> str:
    return "set" if kind is MatterKind.SUPERIOR_TASK else "ordinary"


@needs("route_matter")
@page_methods
def route_matter(request: HttpRequest, matter_id: int) -> HttpResponse:
    """The office gives the matter to sections."""
    card, given = visible_matter(request, matter_id)
    permitted(actor_of(request), "route_matter", card)
    sections = [(one.id, one.called) for one in organisation.sections().values()]
    initial = {
        "lead": next((part.section_id for part in given if part.lead), ""),
        "others": [part.section_id for part in given if not part.lead],
    }
    form = RouteForm(request.POST or None, case=card, act="route_matter", sections=sections, initial=initial)
    page = _page(
        card,
        gettext_noop("分办"),
        gettext_noop("分给科室，出具办理单"),
        gettext_noop("已经分办，科室负责人会收到提醒。"),
        ("07-02", "07-05"),
        Reason(gettext_noop("只有一个科室的 2 个工作日，几个科室的 4 个工作日。"), ("07-02",)),
        Reason(gettext_noop("主办科室要等会办科室都给出意见，才能办结。"), ("07-02",)),
        paper=True,
    )

    def route(**guards: object) -> int:
        return office.route_matter(
            matter_id=card.id,
            lead=form.cleaned_data["lead"],
            others=form.cleaned_data["others"],
            others_due=form.cleaned_data["others_due"],
            actor=actor_of(request),
            **guards,
        )

    return plain_act_page(request, form, page, route)


@needs("set_matter_limit")
@page_methods
def set_matter_limit(request: HttpRequest, matter_id: int) -> HttpResponse:
    """Someone entitled sets the date of a special document."""
    card, _parts = visible_matter(request, matter_id)
    permitted(actor_of(request), "set_matter_limit", card)
    form = LimitForm(request.POST or None, case=card, act="set_matter_limit")
    page = _page(
        card,
        gettext_noop("设定特殊公文的期限"),
        gettext_noop("设定期限"),
        gettext_noop("期限已经设定，办理的人会收到提醒。"),
        ("07-02",),
        Reason(gettext_noop("期限过了就不能再改。"), ("07-02",)),
    )

    def set_limit(**guards: object) -> int:
        return office.set_matter_limit(
            matter_id=card.id, **_typed(form, "until", "reason"), actor=actor_of(request), **guards
        )

    return plain_act_page(request, form, page, set_limit)


@needs("urge_matter")
@page_methods
def urge_matter(request: HttpRequest, matter_id: int) -> HttpResponse:
    """The office or a leader presses for a matter."""
    card, _parts = visible_matter(request, matter_id)
    permitted(actor_of(request), "urge_matter", card)
    form = NoteForm(request.POST or None, case=card, act="urge_matter")
    page = _page(
        card,
        gettext_noop("督办"),
        gettext_noop("出具督办单"),
        gettext_noop("督办单已经出具，办理的人会收到提醒。"),
        ("07-02", "07-05"),
        Reason(gettext_noop("期限不变，督办单写明要求和期限。"), ("07-05",)),
        paper=True,
    )

    def urge(**guards: object) -> int:
        return office.urge_matter(
            matter_id=card.id, **_typed(form, "note"), actor=actor_of(request), **guards
        )

    return plain_act_page(request, form, page, urge)


@needs("close_matter")
@page_methods
def send_matter_back(request: HttpRequest, matter_id: int) -> HttpResponse:
    """What a peer sent goes back to it."""
    card, _parts = visible_matter(request, matter_id)
    permitted(actor_of(request), "close_matter", card)
    form = ReasonForm(request.POST or None, case=card, act="send_matter_back")
    page = _page(
        card,
        gettext_noop("退回来文单位"),
        gettext_noop("退回"),
        gettext_noop("已经退回来文单位，理由记在这件事项里。"),
        ("07-05",),
        Reason(gettext_noop("退回以后，这件事项就结束了。"), ("07-05",)),
    )

    def send_back(**guards: object) -> int:
        return office.send_matter_back(
            matter_id=card.id, **_typed(form, "reason"), actor=actor_of(request), **guards
        )

    return plain_act_page(request, form, page, send_back)


@needs("close_matter")
@page_methods
def close_matter(request: HttpRequest, matter_id: int) -> HttpResponse:
    """The office files what is done."""
    card, _parts = visible_matter(request, matter_id)
    permitted(actor_of(request), "close_matter", card)
    form = ActForm(request.POST or None, case=card, act="close_matter")
    page = _page(
        card,
        gettext_noop("核对结果，归档"),
        gettext_noop("归档"),
        gettext_noop("已经归档。"),
        ("07-02", "07-05"),
        Reason(gettext_noop("归档以后不能再办理。"), ("07-02",)),
    )

    def close(**guards: object) -> int:
        return office.close_matter(matter_id=card.id, actor=actor_of(request), **guards)

    return plain_act_page(request, form, page, close)


@needs("work_on_matter")
@page_methods
def take_up_matter(request: HttpRequest, matter_id: int, part_id: int) -> HttpResponse:
    """A colleague takes the section's part up themselves."""
    card, part = _own_part(request, matter_id, part_id, "work_on_matter")
    form = ActForm(request.POST or None, case=card, act=f"take_up_matter:{part.id}")
    page = _page(
        card,
        gettext_noop("接办"),
        gettext_noop("由我接办"),
        gettext_noop("已经接办，请在期限以前办结。"),
        ("07-02", "07-05"),
        Reason(gettext_noop("接办以后，到期前的提醒发给您。"), ("07-02",)),
    )

    def take_up(**guards: object) -> int:
        return parts.take_up_matter(matter_id=card.id, part_id=part.id, actor=actor_of(request), **guards)

    return plain_act_page(request, form, page, take_up)


@needs("assign_matter")
@page_methods
def assign_matter(request: HttpRequest, matter_id: int, part_id: int) -> HttpResponse:
    """A head says who of the section works on it."""
    card, part = _own_part(request, matter_id, part_id, "assign_matter")
    members = {*holders("handler", part.section_id), *holders("head", part.section_id)}
    people = sorted(organisation.called(members).items())
    initial = {"handler": part.handler_id}
    form = HandlerForm(
        request.POST or None, case=card, act=f"assign_matter:{part.id}", people=people, initial=initial
    )
    page = _page(
        card,
        gettext_noop("指定经办人"),
        gettext_noop("指定"),
        gettext_noop("已经指定，经办人会收到提醒。"),
        ("07-02", "07-05"),
        Reason(gettext_noop("期限不变。"), ("07-02",)),
    )

    def assign(**guards: object) -> int:
        handler = form.cleaned_data["handler"]
        return parts.take_up_matter(
            matter_id=card.id, part_id=part.id, handler_id=handler, actor=actor_of(request), **guards
        )

    return plain_act_page(request, form, page, assign)


@needs("work_on_matter")
@page_methods
def return_matter(request: HttpRequest, matter_id: int, part_id: int) -> HttpResponse:
    """A section gives back what is not its own."""
    card, part = _own_part(request, matter_id, part_id, "work_on_matter")
    form = ReasonForm(request.POST or None, case=card, act=f"return_matter:{part.id}")
    page = _page(
        card,
        gettext_noop("退回办公室"),
        gettext_noop("退回"),
        gettext_noop("已经退回，办公室会重新分办。"),
        ("07-05",),
        Reason(gettext_noop("期限照常计算，请尽早退回。"), ("07-05",)),
    )

    def give_back(**guards: object) -> int:
        return parts.return_matter(
            matter_id=card.id, part_id=part.id, **_typed(form, "reason"), actor=actor_of(request), **guards
        )

    return plain_act_page(request, form, page, give_back)


@needs("finish_matter_part")
@page_methods
def finish_matter_part(request: HttpRequest, matter_id: int, part_id: int) -> HttpResponse:
    """A section's part is done."""
    card, part = _own_part(request, matter_id, part_id, "finish_matter_part")
    form = OpinionForm(request.POST or None, case=card, act=f"finish_matter_part:{part.id}")
    page = _page(
        card,
        gettext_noop("填写办理结果") if part.lead else gettext_noop("填写会办意见"),
        gettext_noop("办结") if part.lead else gettext_noop("提交意见"),
        gettext_noop("已经办结，办公室会核对归档。") if part.lead else gettext_noop("意见已经交给主办科室。"),
        ("07-02", "07-05"),
        Reason(gettext_noop("主办科室办结的时刻，就是这件事项办结的时刻。"), ("07-02",)),
    )

    def finish(**guards: object) -> int:
        return parts.finish_matter_part(
            matter_id=card.id, part_id=part.id, **_typed(form, "opinion"), actor=actor_of(request), **guards
        )

    return plain_act_page(request, form, page, finish)


@needs("explain_matter")
@page_methods
def explain_matter(request: HttpRequest, matter_id: int) -> HttpResponse:
    """Say why a superior's date cannot be kept."""
    card, given = visible_matter(request, matter_id)
    lead = next((part for part in given if part.lead), None)
    if lead is None:
        permitted(actor_of(request), "explain_matter", card)
    else:
        permit(actor_of(request), "explain_matter", lead.relation)
    form = ExplanationForm(request.POST or None, case=card, act="explain_matter")
    in_time = Reason(gettext_noop("期限以前说明的，按重新定的日期办理。"), ("07-05",))
    late = Reason(gettext_noop("期限已经过了：说明只作记录，期限不变，超期照常记录。"), ("07-05",))
    page = _page(
        card,
        gettext_noop("说明不能按期完成"),
        gettext_noop("提交说明"),
        gettext_noop("说明已经记下。"),
        ("07-05",),
        late if card.over else in_time,
        paper=True,
    )

    def explain(**guards: object) -> int:
        explained = Explained(**_typed(form, "reason", "agreed_by", "new_due"))
        return parts.explain_matter(matter_id=card.id, explained=explained, actor=actor_of(request), **guards)

    return plain_act_page(request, form, page, explain)


def _page(
    card: MatterCard,
    title: str,
    button: str,
    done: str,
    articles: tuple[str, ...],
    *effects: Reason,
    paper: bool = False,
) -> PlainPage:
    now = Reason(UNTIL_NOW, ("07-01",), params={"due": card.due, "clock": Reason(card.clock_name)})
    printed: Callable[[Any], str] = lambda paper_id: reverse(  # noqa: E731 - bound to this matter
        f"{DESK}:matter_paper", args=[card.id, paper_id]
    )
    return PlainPage(
        title=title,
        button=button,
        done=done,
        articles=articles,
        back=reverse(f"{DESK}:matter", args=[card.id]),
        about=f"{card.number} {card.title}",
        effects=(now, *effects),
        paper=printed if paper else None,
        fresh=lambda: queries.matter(card.id),
    )


def _own_part(request: HttpRequest, matter_id: int, part_id: int, act: str) -> tuple[MatterCard, PartCard]:
    """The matter and one of its parts that the actor may do `act` on."""
    card, given = visible_matter(request, matter_id)
    part = next((one for one in given if one.id == part_id), None)
    if part is None:
        raise Http404
    permit(actor_of(request), act, part.relation)
    return card, part


def _typed(form: ActForm, *names: str) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in names}
