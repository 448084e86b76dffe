"""The regulation in the reader's language: institutions, articles, parameters, rulings, as the pages show them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import get_language

from banshi.kernel.regulations import registry
from banshi.kernel.regulations.carried import carried
from banshi.kernel.regulations.registry import Annex, Article, Ruling, Value
from banshi.kernel.ui.articles import article_label
from banshi.kernel.ui.wording import english
from banshi.lib import clock
from banshi.lib.results import gettext_noop
from banshi.workflows.parameter_words import NAMES, SOURCES, value_words

TYPES: Mapping[str, str] = {
    "computable-rule": gettext_noop("规则"),
    "procedure": gettext_noop("程序"),
    "document": gettext_noop("文书"),
    "record": gettext_noop("记录"),
    "permission": gettext_noop("权限"),
    "display": gettext_noop("公开"),
    "policy-only": gettext_noop("原则，由人遵守"),
}


@dataclass(frozen=True, slots=True)
class Institution:
    """One institution: its number, its name, and one sentence about it."""

    number: int
    name: str
    sentence: str
    articles: int


class Phase(StrEnum):
    """Where a value stands today: it has been replaced, holds, or is announced."""

    PAST = "past"
    NOW = "now"
    COMING = "coming"


@dataclass(frozen=True, slots=True)
class ValueLine:
    """One value of a parameter in words, from which day it holds, on whose word, and where it stands today."""

    value: str
    since: dt.date
    source: str
    note: str
    phase: Phase


@dataclass(frozen=True, slots=True)
class ParameterLine:
    """A parameter and its values, the announced ones first, then from the newest to the oldest."""

    name: str
    values: tuple[ValueLine, ...]

    @property
    def now(self) -> ValueLine:
        """The value in force today; before the first one began, that first one."""
        held = [one for one in self.values if one.phase is Phase.NOW]
        return held[0] if held else self.values[-1]

    @property
    def coming(self) -> tuple[ValueLine, ...]:
        """What is announced, the nearest first."""
        return tuple(one for one in reversed(self.values) if one.phase is Phase.COMING)


@dataclass(frozen=True, slots=True)
class RulingText:
    """A ruling in the reader's language."""

    id: str
    title: str
    text: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArticleText:
    """An article in the reader's language, with everything known about it."""

    id: str
    label: str
    place: str
    summary: str
    type: str
    evidence: str
    parameters: tuple[ParameterLine, ...]
    rulings: tuple[RulingText, ...]

    @property
    def coming(self) -> bool:
        """Whether a new value is announced."""
        return any(one.coming for one in self.parameters)


def institution(found: Annex) -> Institution:
    """One institution, with one sentence of the main text about it."""
    about = registry.article(f"00-{found.number:02}")
    # The main text says "name: what it is"; the name already stands above.
    summary = _summary(about)
    sentence = summary.partition(": " if english() else "：")[2] or summary
    return Institution(
        number=found.number,
        name=found.name_en if english() else found.name_zh,
        sentence=sentence[:1].upper() + sentence[1:],
        articles=len({one.number for one in registry.annex(found.number)}),
    )


def neighbour(number: int) -> Institution | None:
    """The institution with this number, if there is one."""
    found = registry.annexes().get(number)
    return institution(found) if found else None


def done(article_id: str) -> str:
    """What the software does about an article, in one sentence."""
    found = carried()[article_id]
    return found.text_en if english() else found.text_zh


def article(one: Article) -> ArticleText:
    """An article with its parameters and rulings."""
    label = article_label(one.id, get_language() or "")
    return ArticleText(
        id=one.id,
        label=label,
        # The label says annex and place; on the annex's own page the place is enough.
        place=label.partition("art. " if english() else " ")[2] or label,
        summary=_summary(one),
        type=TYPES[one.type],
        evidence=one.evidence,
        parameters=tuple(
            parameter_line(home, name) for home, name in registry.parameters() if home == one.id
        ),
        rulings=tuple(ruling(each) for each in registry.rulings() if one.id in each.articles),
    )


def parameter_line(article_id: str, name: str) -> ParameterLine:
    """A parameter of an article with all its values."""
    today = clock.today()
    values = registry.values(article_id, name)
    held = [value for value in values if value.since <= today][-1:]
    lines = (_value(name, value, today, held) for value in reversed(values))
    return ParameterLine(NAMES[name], tuple(lines))


def _value(name: str, value: Value, today: dt.date, held: list[Value]) -> ValueLine:
    coming = Phase.COMING if value.since > today else Phase.PAST
    phase = Phase.NOW if value in held else coming
    return ValueLine(value_words(value, name), value.since, SOURCES[value.source], value.note, phase)


def ruling(found: Ruling) -> RulingText:
    """A ruling in the reader's language."""
    if english():
        return RulingText(found.id, found.title_en, found.text_en, found.articles)
    return RulingText(found.id, found.title_zh, found.text_zh, found.articles)


def _summary(one: Article) -> str:
    return one.summary_en if english() else one.summary_zh
