"""The side of every staff page: the menu of what this person's posts open. A context processor."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from banshi.entrypoints.workbench.touring import Strip, strip
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.notifications.queries import unread
from banshi.kernel.organisation.permissions import may
from banshi.lib.results import gettext_noop

Entry = tuple[str, str, str]
# label, address, the act of the permission table that opens it; in groups, as few as a clerk can keep in mind
MENU: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    (
        gettext_noop("办理"),
        (
            (gettext_noop("总览"), "workbench:dashboard", "see_dashboard"),
            (gettext_noop("统计报表"), "workbench:reports", "see_reports"),
            (gettext_noop("轮到我"), "workbench:home", "see_work"),
            (gettext_noop("消息"), "workbench:inbox", "see_work"),
            (gettext_noop("我的日历"), "workbench:own_calendar", "see_work"),
            (gettext_noop("登记办件"), "workbench:counter", "receive"),
            (gettext_noop("公文和交办"), "workbench:matters", "see_matter"),
            (gettext_noop("否定备案"), "workbench:refusals", "see_refusals"),
            (gettext_noop("失信记录"), "workbench:integrity_records", "keep_integrity"),
        ),
    ),
    (
        gettext_noop("大厅"),
        (
            (gettext_noop("叫号"), "workbench:window", "work_counter"),
            (gettext_noop("大厅现在"), "workbench:hall", "see_hall"),
            (gettext_noop("预约"), "workbench:appointments", "see_bookings"),
            (gettext_noop("下班清单"), "workbench:closing", "decide_closing"),
        ),
    ),
    (
        gettext_noop("咨询和导服"),
        (
            (gettext_noop("咨询"), "workbench:contacts", "answer_contact"),
            (gettext_noop("导服台"), "workbench:guiding", "guide_visitors"),
            (gettext_noop("要打的电话"), "workbench:calls", "make_calls"),
        ),
    ),
    (
        gettext_noop("监督"),
        (
            (gettext_noop("监督检查"), "workbench:supervision", "see_supervision"),
            (gettext_noop("整改通知"), "workbench:corrections", "see_corrections"),
            (gettext_noop("关键岗位"), "workbench:key_posts", "see_posts"),
            (gettext_noop("差评核实"), "workbench:follow_ups", "follow_up_rating"),
            (gettext_noop("意见簿"), "workbench:opinions", "answer_opinion"),
            (gettext_noop("超期记录"), "workbench:breaches", "see_lamps"),
            (gettext_noop("当天没有答复的咨询"), "workbench:contacts_late", "see_lamps"),
            (gettext_noop("行为规范"), "workbench:conduct", "see_duty"),
            (gettext_noop("没有一次告知的情况"), "workbench:failures", "see_failures"),
            (gettext_noop("投诉举报"), "workbench:complaints", "see_complaints"),
            (gettext_noop("考核"), "workbench:appraisal", "see_appraisal"),
            (gettext_noop("问责"), "workbench:accountability", "see_accountability"),
        ),
    ),
    (
        gettext_noop("管理"),
        (
            (gettext_noop("政策和解读"), "workbench:policies", "publish_policy"),
            (gettext_noop("涉企检查程序"), "workbench:procedures", "keep_procedures"),
            (gettext_noop("临时闭厅"), "workbench:closures", "see_closures"),
            (gettext_noop("大厅设置"), "workbench:hall_plan", "set_up_hall"),
            (gettext_noop("导出办件"), "workbench:export_cases", "export_cases"),
            (gettext_noop("回调"), "workbench:webhooks", "manage_webhooks"),
            (gettext_noop("目录和日历"), "workbench:administration", "see_administration"),
            (gettext_noop("账号安全"), "workbench:accounts", "guard_accounts"),
            (gettext_noop("审计"), "workbench:audit", "audit_accounts"),
            (gettext_noop("个人信息请求"), "workbench:personal_requests", "answer_personal"),
            (gettext_noop("保存和删除"), "workbench:retention", "see_retention"),
            (gettext_noop("数字的修改"), "workbench:amendments", "see_amendments"),
            (gettext_noop("制度"), "regulations:home", "see_work"),
        ),
    ),
)
# What each post opens all day stands above the groups; the rest is one press away.
EVERYBODY = ("workbench:home", "workbench:inbox")
AT_HAND = {
    "clerk": ("workbench:window", "workbench:counter", "workbench:contacts", "workbench:appointments"),
    "guide": ("workbench:guiding", "workbench:hall", "workbench:window", "workbench:contacts"),
    "handler": ("workbench:window", "workbench:counter", "workbench:contacts"),
    "head": ("workbench:dashboard", "workbench:contacts", "workbench:refusals", "workbench:breaches"),
    "approvals": ("workbench:counter", "workbench:refusals", "workbench:contacts"),
    "leader": ("workbench:dashboard", "workbench:matters", "workbench:breaches", "workbench:refusals"),
    "office": ("workbench:dashboard", "workbench:matters", "workbench:policies", "workbench:opinions"),
    "supervisor": ("workbench:dashboard", "workbench:supervision", "workbench:breaches", "workbench:conduct"),
    "administrator": ("workbench:administration",),
    "security": ("workbench:accounts",),
    "audit": ("workbench:audit",),
    "party_office": (
        "workbench:complaints",
        "workbench:conduct",
        "workbench:accountability",
        "workbench:appraisal",
    ),
    "party_secretary": ("workbench:dashboard", "workbench:complaints", "workbench:accountability"),
}


@dataclass(frozen=True, slots=True)
class Link:
    """One entry as it is drawn; `count` is what waits there unread."""

    label: str
    name: str
    url: str
    count: int
    current: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Entries under a common name; open where one of them is the page itself."""

    label: str
    links: list[Link]

    @property
    def current(self) -> bool:
        return any(link.current for link in self.links)


@dataclass(frozen=True)
class Menu:
    """What this person may open, worked out only where a page draws it, and once for the page."""

    request: HttpRequest

    @property
    def tour(self) -> Strip | None:
        """The strip of the first day, for whoever is on the way."""
        return strip(self.request)

    @property
    def clock_url(self) -> str:
        """Where the trainer moves the clock of a training; "" outside one and for everybody else."""
        actor = self._actor
        trainer = settings.BANSHI_TRAINING and actor is not None and may(actor, "move_training_clock")
        return reverse("workbench:training") if trainer else ""

    @property
    def find_url(self) -> str:
        """Where the search box sends what is looked for; "" for who may see no case."""
        actor = self._actor
        return reverse("workbench:find") if actor is not None and may(actor, "see_case") else ""

    @cached_property
    def go_url(self) -> str:
        """Where 去…… leads without the script; "" for who has no work here."""
        actor = self._actor
        return reverse("workbench:go") if actor is not None and may(actor, "see_work") else ""

    @cached_property
    def at_hand(self) -> list[Link]:
        """The entries that stay in sight, in the order of the groups; last those that are alone in theirs."""
        names = self._names
        often = [link for _label, links in self._open for link in links if link.name in names]
        return often + [group.links[0] for group in self._rest if len(group.links) == 1]

    @cached_property
    def groups(self) -> list[Group]:
        """All the others."""
        return [group for group in self._rest if len(group.links) > 1]

    @cached_property
    def _rest(self) -> list[Group]:
        names = self._names
        rest = ((label, [link for link in links if link.name not in names]) for label, links in self._open)
        return [Group(gettext(label), links) for label, links in rest]

    @cached_property
    def _open(self) -> list[tuple[str, list[Link]]]:
        return [(label, self._links(entries)) for label, entries in MENU]

    @property
    def _actor(self) -> Actor | None:
        return getattr(self.request, "actor", None)

    @property
    def _names(self) -> set[str]:
        roles = {role for role, _section in self._actor.posts} if self._actor else set()
        return {*EVERYBODY, *(name for role in roles for name in AT_HAND.get(role, ()))}

    def _links(self, entries: Iterable[Entry]) -> list[Link]:
        actor = self._actor
        if actor is None:
            return []
        allowed = [(label, name) for label, name, act in entries if may(actor, act)]
        return [self._link(label, name, actor) for label, name in allowed]

    def _link(self, label: str, name: str, actor: Actor) -> Link:
        url = reverse(name)
        count = unread(actor.staff_id or 0) if name == "workbench:inbox" else 0
        return Link(gettext(label), name, url, count, self.request.path == url)


def bench(request: HttpRequest) -> dict[str, Menu]:
    """Context processor: adds `menu` to every template."""
    return {"menu": Menu(request)}
