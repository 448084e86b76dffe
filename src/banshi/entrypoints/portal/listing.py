"""Items as lines of a list, and the situations in life that lead to them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from banshi.kernel.catalogue.bundled import LifeEvent, life_events
from banshi.kernel.catalogue.queries import published
from banshi.kernel.catalogue.schema import ItemSpec
from banshi.kernel.ui.wording import english
from banshi.lib import clock
from banshi.lib.results import Reason, gettext_noop

WORDS: Mapping[str, str] = {
    "marriage": gettext_noop("登记、补领、查档案"),
    "elderly": gettext_noop("高龄津贴、养老服务"),
    "hardship": gettext_noop("低保、特困、临时救助"),
    "children": gettext_noop("收养登记、孤儿保障"),
    "disability": gettext_noop("生活补贴、护理补贴"),
    "associations": gettext_noop("成立、变更、注销"),
    "charity": gettext_noop("认定、公开募捐"),
    "places_funerals": gettext_noop("命名更名、殡葬设施"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One item in the reader's language; `why` it was found, if it was searched for."""

    code: str
    name: str
    kind: str
    why: Reason | None = None


@dataclass(frozen=True, slots=True)
class Tile:
    """A situation in life."""

    key: str
    name: str
    words: str


def line(spec: ItemSpec, why: Reason | None = None) -> Line:
    """An item as a line."""
    return Line(spec.code, spec.name_en if english() else spec.name_zh, spec.service_type, why)


def lines(codes: Iterable[str]) -> list[Line]:
    """The items of these codes that are in force, in the given order."""
    cards = {card.spec.code: card.spec for card in published(clock.today())}
    return [line(cards[code]) for code in codes if code in cards]


def tiles() -> list[Tile]:
    """The situations in life of the home page."""
    return [Tile(event.key, event_name(event), WORDS.get(event.key, "")) for event in life_events()]


def event_name(event: LifeEvent) -> str:
    """The name of a situation in the reader's language."""
    return event.name_en if english() else event.name_zh
