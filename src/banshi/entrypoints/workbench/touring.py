"""The steps of 第一天 for each post, and the strip that goes along from page to page."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from banshi.lib.results import gettext_noop

TURN = (gettext_noop("看“轮到我”：按急缓排好，颜色和文字说明还剩几天"), "workbench:home")
INBOX = (gettext_noop("看消息：预警、改派和同事的答复都在这里"), "workbench:inbox")
TAKE_IN = (gettext_noop("登记一件办件：先选事项，逐项核对材料，缺什么一次说清"), "workbench:counter")
CALL = (gettext_noop("在自己的窗口叫号，办完再叫下一位"), "workbench:window")
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
DASHBOARD = (gettext_noop("看总览：先办“要我办的”，再点开红色的数字"), "workbench:dashboard")
RUNS = (gettext_noop("开始一次监督检查：系统找证据，是不是问题由您判断"), "workbench:supervision")
MEND = (gettext_noop("看整改通知：到期以前写明怎样改的"), "workbench:corrections")
LEADS = (gettext_noop("看问责：每条线索都有证据，核实以后再立"), "workbench:accountability")
RULES = (gettext_noop("读十二项制度，每一条都能看到系统怎样执行"), "regulations:home")

STEPS = {
    "clerk": (TURN, CALL, TAKE_IN, ANSWER, CLOSING),
    "handler": (TURN, INBOX, BOOKED, ANSWER, RULES),
    "head": (TURN, DASHBOARD, LATE, MEND, CONDUCT),
    "guide": (HALL, GUIDE, ANSWER, BOOKED, RULES),
    "approvals": (TURN, TAKE_IN, REFUSE, RATINGS, CLOSING),
    "office": (MATTERS, INBOX, POLICIES, OPINIONS, CLOSED),
    "party_office": (COMPLAINTS, LEADS, CONDUCT, INBOX, RULES),
    "party_secretary": (DASHBOARD, TURN, COMPLAINTS, LEADS, RULES),
    "leader": (DASHBOARD, TURN, LATE, MATTERS, CLOSED),
    "supervisor": (RUNS, LATE, RATINGS, CONDUCT, RULES),
    "administrator": (CATALOGUE, PLAN, CLOSED, INBOX, RULES),
    "security": (ACCOUNTS, TURN, INBOX, OWN, RULES),
    "audit": (RECORDS, TURN, INBOX, OWN, RULES),
}


@dataclass(frozen=True, slots=True)
class Strip:
    """Where somebody is on the way: what to do here, which step of how many, and where the next one is.

    `onward` is "" at the last step; `back` is the list of the steps.
    """

    words: str
    number: int
    of: int
    onward: str
    back: str


def address(role: str, number: int) -> str:
    """The page of a post's step (from 1), so marked that the strip shows there."""
    return f"{reverse(STEPS[role][number - 1][1])}?tour={role}-{number}"


def strip(request: HttpRequest) -> Strip | None:
    """The strip for this page, or None where nobody is on the way: the mark must name this very page."""
    role, _, number = request.GET.get("tour", "").partition("-")
    steps = STEPS.get(role, ())
    if not (number.isascii() and number.isdigit() and 1 <= int(number) <= len(steps)):
        return None
    words, name = steps[int(number) - 1]
    if reverse(name) != request.path:
        return None
    onward = address(role, int(number) + 1) if int(number) < len(steps) else ""
    return Strip(words, int(number), len(steps), onward, reverse("workbench:tour"))
