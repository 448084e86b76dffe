"""三员分立: whoever looks after the machines, the rights and the records are three people. Pure."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

SYSTEM, SECURITY, AUDIT = "administrator", "security", "audit"
THREE = frozenset({SYSTEM, SECURITY, AUDIT})
Posts = frozenset[tuple[str, int]]


def two_of_three(roles: Iterable[str]) -> bool:
    """Whether these roles of one person are more than one of the three."""
    return len(THREE.intersection(roles)) > 1


def kept_apart(own: Posts, lent: Posts) -> Posts:
    """Own posts and those of absent colleagues; a post of the three is lent to nobody who would then hold two."""
    joined = own | lent
    if not two_of_three(role for role, _section in joined):
        return joined
    return own | frozenset(post for post in lent if post[0] not in THREE)


@dataclass(frozen=True, slots=True)
class Held:
    """A role with its first and last day; None: from ever, or for good."""

    role: str
    first: dt.date | None
    last: dt.date | None


def doubled(posts: Sequence[Held]) -> bool:
    """Whether one person would hold two of the three on any day."""
    of_three = [post for post in posts if post.role in THREE]
    return any(one.role != other.role and _meet(one, other) for one, other in combinations(of_three, 2))


def _meet(one: Held, other: Held) -> bool:
    latest_first = max(one.first or dt.date.min, other.first or dt.date.min)
    return latest_first <= min(one.last or dt.date.max, other.last or dt.date.max)
