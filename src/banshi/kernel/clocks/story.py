"""A case's timeline in plain sentences: what happened, who did it, when, by which articles, with its papers."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from banshi.kernel.cases import facts
from banshi.kernel.cases.stream import Recorded
from banshi.kernel.clocks.sentences import Names, sentence
from banshi.kernel.organisation import queries as organisation
from banshi.lib.results import Reason, gettext_noop

CITIZEN, SYSTEM = gettext_noop("申请人"), gettext_noop("系统")
ASSISTED = gettext_noop("申请人，帮办第%(number)s号")

# document id → pairs (label, address)
Papers = Mapping[int, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One step of the story, as the component draws it; `todo`: not yet happened."""

    title: str
    detail: Reason | str = ""
    articles: tuple[str, ...] = ()
    at: dt.datetime | None = None
    by: str = ""
    note: str = ""
    links: tuple[tuple[str, str], ...] = ()
    todo: bool = False


def story(events: Sequence[Recorded], papers: Papers | None = None) -> tuple[StoryLine, ...]:
    """The timeline in sentences, oldest first; names of staff in one query."""
    names = organisation.called({number for event in events for number in _people(event)})
    return tuple(_line(event, names, papers or {}) for event in events)


def _line(event: Recorded, names: Names, papers: Papers) -> StoryLine:
    title, detail = sentence(event.fact, names)
    paper = papers.get(getattr(event.fact, "document", None) or 0)
    links = (paper,) if paper else ()
    return StoryLine(title, detail, event.articles, event.at, _by(event, names), "", links)


def _people(event: Recorded) -> Iterable[int]:
    for reference in (event.actor, event.behalf):
        kind, _, number = reference.partition(":")
        if kind == "staff":
            yield int(number)
    if isinstance(event.fact, facts.Assigned | facts.Claimed):
        yield event.fact.handler
    if isinstance(event.fact, facts.Recused):
        yield event.fact.staff
    if isinstance(event.fact, facts.HearingArranged):
        yield event.fact.chair


def _by(event: Recorded, names: Names) -> str:
    who = _name(event.actor, names)
    if not event.behalf:
        return who
    return gettext("%(who)s（代%(absent)s）") % {"who": who, "absent": _name(event.behalf, names)}


def _name(reference: str, names: Names) -> str:
    kind, _, number = reference.partition(":")
    if kind == "staff":
        return names.get(int(number), reference)
    if kind == "assisted":
        return gettext(ASSISTED) % {"number": number}
    return gettext(CITIZEN) if kind == "citizen" else gettext(SYSTEM)
