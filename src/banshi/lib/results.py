"""Outcomes of rules: plain values, no framework, no clock.

A rule answers with a `Decision`; an act that is refused raises `Refused` with the same reasons,
so that the clerk's screen, the citizen's screen and the API show one sentence and one set of articles.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass


def gettext_noop(text: str) -> str:
    """Mark a sentence for translation where no framework may be imported."""
    return text


@dataclass(frozen=True, slots=True)
class Reason:
    """One plain sentence in Chinese, with the field it is about and the articles it rests on.

    `text` may hold %(name)s placeholders filled from `params` after translation.
    `articles` are article ids such as "06-03-2".
    """

    text: str
    articles: tuple[str, ...] = ()
    field: str = ""
    params: Mapping[str, object] = dataclasses.field(default_factory=dict)

    def __str__(self) -> str:
        return self.text % self.params if self.params else self.text


@dataclass(frozen=True, slots=True)
class Decision:
    """What a rule decided: allowed or not, why, by which articles, and what is lawful instead."""

    allowed: bool
    reasons: tuple[Reason, ...] = ()
    articles: tuple[str, ...] = ()
    instead: tuple[Reason, ...] = ()

    def __bool__(self) -> bool:
        return self.allowed


class Refused(Exception):
    """A command that may not be carried out. Nothing was written."""

    def __init__(self, *reasons: Reason, instead: tuple[Reason, ...] = ()) -> None:
        super().__init__("；".join(str(reason) for reason in reasons))
        self.reasons = reasons
        self.instead = instead

    @property
    def articles(self) -> tuple[str, ...]:
        """All articles the reasons rest on, each once, in order."""
        return tuple(dict.fromkeys(a for reason in self.reasons for a in reason.articles))


class Stale(Refused):
    """Somebody else changed the record meanwhile; what was typed is kept."""


class NotPermitted(Refused):
    """The person has no power to do this (or the record is not theirs to know of)."""


def require(decision: Decision) -> Decision:
    """Return an allowed decision; raise `Refused` with its reasons otherwise."""
    if not decision.allowed:
        raise Refused(*decision.reasons, instead=decision.instead)
    return decision
