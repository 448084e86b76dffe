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
    (gettext_noop("登记办件"), "workbench:counter", "receive"),
    (gettext_noop("咨询告知"), "workbench:tell", "tell"),
    (gettext_noop("消息"), "workbench:inbox", "see_work"),
    (gettext_noop("超期记录"), "workbench:breaches", "see_lamps"),
    (gettext_noop("投诉举报"), "workbench:complaints", "see_complaints"),
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
