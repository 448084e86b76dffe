"""A lawful step, as the list beside a story draws it (`ui/components/steps.html`)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from banshi.lib.results import Reason


@dataclass(frozen=True, slots=True)
class StepLine:
    """What one may do next, or why not yet: `reasons` say what must come before, unless it is `allowed`.

    `post`: one press carries it out, with these `fields`. `again`: done before, or there for who needs it.
    `primary`: the one to press next.
    """

    label: str
    url: str = ""
    articles: tuple[str, ...] = ()
    allowed: bool = True
    reasons: tuple[Reason, ...] = ()
    primary: bool = False
    again: bool = False
    post: bool = False
    fields: Mapping[str, str] = field(default_factory=dict)


def next_first(lines: Iterable[StepLine]) -> list[StepLine]:
    """The lawful ones first, those done before behind the others; the first that is new is the one to press."""
    ordered = sorted(lines, key=lambda line: (not line.allowed, line.again))
    return [replace(one, primary=at == 0 and one.allowed and not one.again) for at, one in enumerate(ordered)]
