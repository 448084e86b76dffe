"""第一天: five steps for whoever holds a post for the first time, each with its page."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from banshi.entrypoints.workbench.context import MENU
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.organisation.models import Role
from banshi.kernel.organisation.permissions import may, needs
from banshi.lib.results import gettext_noop

ACTS = {name: act for _label, entries in MENU for _entry, name, act in entries}
TURN = (gettext_noop("看“轮到我”：按急缓排好，颜色和文字说明还剩几天"), "workbench:home")
INBOX = (gettext_noop("看消息：预警、改派和同事的答复都在这里"), "workbench:inbox")
TAKE_IN = (gettext_noop("登记一件办件：先选事项，逐项核对材料，缺什么一次说清"), "workbench:counter")
CALL = (gettext_noop("在自己的窗口叫号，办完点“办结”"), "workbench:window")
ANSWER = (gettext_noop("接一个咨询：查到就答，查不到就转给在岗的同事"), "workbench:contacts")
BOOKED = (gettext_noop("看今天的预约，到点的人先办"), "workbench:appointments")
CLOSING = (gettext_noop("下班前看清单：还在等的人，今天能办完的办完"), "workbench:closing")
LATE = (gettext_noop("看超期记录：哪一件、为什么、谁在办"), "workbench:breaches")
REFUSE = (gettext_noop("看否定备案：每一次不予受理、不予许可都要有依据、有备案"), "workbench:refusals")
MATTERS = (gettext_noop("看公文和交办：谁承办、哪天到期"), "workbench:matters")
CONDUCT = (gettext_noop("看值守和检查：今天谁在岗，哪里要整改"), "workbench:conduct")
RATINGS = (gettext_noop("核实差评：一个工作日内核实，整改后回访"), "workbench:follow_ups")
OPINIONS = (gettext_noop("看意见簿，回复群众的意见"), "workbench:opinions")
COMPLAINTS = (gettext_noop("看投诉举报：只有受理的人看得到内容"), "workbench:complaints")
GUIDE = (gettext_noop("到导服台：帮老人代办，要先得到本人同意"), "workbench:guiding")
HALL = (gettext_noop("看大厅现在：几个人在等，等了多久"), "workbench:hall")
POLICIES = (gettext_noop("发布政策，要和解读一起发"), "workbench:policies")
CATALOGUE = (gettext_noop("核对目录和日历，导入原来的办件"), "workbench:administration")
ACCOUNTS = (gettext_noop("导入人员和岗位，看谁登录着、谁被锁定"), "workbench:accounts")
RECORDS = (gettext_noop("看账号、岗位和管理员做过的事"), "workbench:audit")
OWN = (gettext_noop("看问责里与自己有关的，可以陈述和申辩"), "workbench:accountability")
PLAN = (gettext_noop("设置大厅：字母、窗口和办理的事"), "workbench:hall_plan")
CLOSED = (gettext_noop("看临时闭厅：闭厅不改法定期限"), "workbench:closures")
RULES = (gettext_noop("读十二项制度，每一条都能看到系统怎样执行"), "regulations:home")

STEPS = {
    "clerk": (TURN, CALL, TAKE_IN, ANSWER, CLOSING),
    "handler": (TURN, INBOX, BOOKED, ANSWER, RULES),
    "head": (TURN, INBOX, LATE, REFUSE, CONDUCT),
    "guide": (HALL, GUIDE, ANSWER, BOOKED, RULES),
    "approvals": (TURN, TAKE_IN, REFUSE, RATINGS, CLOSING),
    "office": (MATTERS, INBOX, POLICIES, OPINIONS, CLOSED),
    "party_office": (COMPLAINTS, INBOX, CONDUCT, ANSWER, RULES),
    "party_secretary": (COMPLAINTS, INBOX, TURN, ANSWER, RULES),
    "leader": (TURN, LATE, MATTERS, REFUSE, CLOSED),
    "supervisor": (LATE, RATINGS, CONDUCT, REFUSE, RULES),
    "administrator": (CATALOGUE, PLAN, CLOSED, INBOX, RULES),
    "security": (ACCOUNTS, TURN, INBOX, OWN, RULES),
    "audit": (RECORDS, TURN, INBOX, OWN, RULES),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what to do, and where."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Tour:
    """The steps of a post."""

    post: str
    steps: tuple[Step, ...]


@needs("see_work")
@require_safe
def tour(request: HttpRequest) -> HttpResponse:
    """The first day of each post this colleague holds."""
    actor = actor_of(request)
    tours = [
        Tour(
            str(Role(role).label),
            tuple(Step(words, reverse(name)) for words, name in STEPS[role] if may(actor, ACTS[name])),
        )
        for role in sorted({role for role, _section in actor.posts}, key=Role.values.index)
    ]
    return render(request, "workbench/tour.html", {"tours": tours})
