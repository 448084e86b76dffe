"""文明用语: the courteous sentences that a clerk's screen offers at the right moment (annex 9). One table."""

from collections.abc import Mapping
from dataclasses import dataclass

from banshi.lib.results import gettext_noop


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence to say, and the article that asks for it."""

    text: str
    article: str


SAYINGS: Mapping[str, Saying] = {
    "telephone": Saying(gettext_noop("您好，这里是民政局，请问有什么可以帮您？"), "09-04-2"),
    "welcome": Saying(gettext_noop("您好，请坐，请问您要办理什么事项？"), "09-04-3"),
    "wait": Saying(gettext_noop("请您稍候，我马上为您办理。"), "09-04-4"),
    "incomplete": Saying(
        gettext_noop("非常抱歉，还差几样材料，都写在这里了，请您补全手续再来办理。"), "09-04-5"
    ),
    "farewell": Saying(gettext_noop("都办好了，请您收好回执。请慢走，再见。"), "09-04-5"),
}
