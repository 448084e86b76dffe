"""The side of every staff page: the menu of what this person's posts open. A context processor."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext

from banshi.kernel.ledger.acts import Actor
from banshi.kernel.notifications.queries import unread
from banshi.kernel.organisation.permissions import may
from banshi.lib.results import gettext_noop

# label, address, the act of the permission table that opens it
MENU = (
    (gettext_noop("轮到我"), "workbench:home", "see_work"),
    (gettext_noop("叫号"), "workbench:window", "work_counter"),
    (gettext_noop("大厅"), "workbench:hall", "see_hall"),
    (gettext_noop("下班清单"), "workbench:closing", "decide_closing"),
    (gettext_noop("登记办件"), "workbench:counter", "receive"),
    (gettext_noop("咨询"), "workbench:contacts", "answer_contact"),
    (gettext_noop("导服台"), "workbench:guiding", "guide_visitors"),
    (gettext_noop("差评核实"), "workbench:follow_ups", "follow_up_rating"),
    (gettext_noop("意见簿"), "workbench:opinions", "answer_opinion"),
    (gettext_noop("政策和解读"), "workbench:policies", "publish_policy"),
    (gettext_noop("公文和交办"), "workbench:matters", "see_matter"),
    (gettext_noop("行为规范"), "workbench:conduct", "see_duty"),
    (gettext_noop("要打的电话"), "workbench:calls", "make_calls"),
    (gettext_noop("预约"), "workbench:appointments", "see_bookings"),
    (gettext_noop("消息"), "workbench:inbox", "see_work"),
    (gettext_noop("否定备案"), "workbench:refusals", "see_refusals"),
    (gettext_noop("超期记录"), "workbench:breaches", "see_lamps"),
    (gettext_noop("投诉举报"), "workbench:complaints", "see_complaints"),
    (gettext_noop("当天没有答复的咨询"), "workbench:contacts_late", "see_lamps"),
    (gettext_noop("失信记录"), "workbench:integrity_records", "keep_integrity"),
    (gettext_noop("临时闭厅"), "workbench:closures", "see_closures"),
    (gettext_noop("大厅设置"), "workbench:hall_plan", "set_up_hall"),
    (gettext_noop("目录和日历"), "workbench:administration", "see_administration"),
    (gettext_noop("制度"), "regulations:home", "see_work"),
)


@dataclass(frozen=True, slots=True)
class Menu:
    """The entries (label, address, count, current), worked out only where a page draws them."""

    request: HttpRequest

    @property
    def find_url(self) -> str:
        """Where the search box sends what is looked for; "" for who may see no case."""
        actor = self._actor
        return reverse("workbench:find") if actor is not None and may(actor, "see_case") else ""

    @property
    def _actor(self) -> Actor | None:
        return getattr(self.request, "actor", None)

    def __iter__(self) -> Iterator[tuple[str, str, int, bool]]:
        actor = self._actor
        if actor is None:
            return
        for label, name, act in MENU:
            if not may(actor, act):
                continue
            try:
                url = reverse(name)
            except NoReverseMatch:
                continue
            count = unread(actor.staff_id or 0) if name == "workbench:inbox" else 0
            yield gettext(label), url, count, self.request.path == url


def bench(request: HttpRequest) -> dict[str, Menu]:
    """Context processor: adds `menu` to every template."""
    return {"menu": Menu(request)}
