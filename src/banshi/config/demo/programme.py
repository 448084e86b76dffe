"""Which stories are told how often, about which items, and how long ago each begins."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from banshi.config.demo import refusing, stories
from banshi.config.demo.dice import Dice
from banshi.config.demo.scene import Scene, Story

SOCIAL = tuple(f"MZ-XK-{n:02d}" for n in range(1, 7))
_OTHERS = (
    "MZ-XK-07 MZ-XK-08 MZ-XK-10 MZ-QR-01 MZ-QR-05 MZ-QR-06 MZ-QR-07 MZ-QR-08 MZ-QR-09 MZ-QR-10 "
    "MZ-JF-01 MZ-JF-02 MZ-JF-03 MZ-JF-04 MZ-JF-05 MZ-JF-06"
)
OTHERS = tuple(_OTHERS.split())
AT_ONCE = ("MZ-QR-02", "MZ-QR-04", "MZ-QT-01", "MZ-QT-03", "MZ-QT-04", "MZ-QT-05")
# The associations' section has the most work, so that its desk is worth a visit.
PROMISED = (*SOCIAL, *SOCIAL, *OTHERS)
SLOW = tuple(item for item in PROMISED if item not in {"MZ-XK-02", "MZ-XK-03", "MZ-XK-05", "MZ-XK-06"})

# About ninety calendar days.
LONGEST_AGO = 62


@dataclass(frozen=True, slots=True)
class Part:
    """A story, its share, its items, and from the promised limit the fewest and most working days ago."""

    tell: Callable[[Scene, str, int], Story]
    share: int
    ago: Callable[[int], tuple[int, int]]
    items: tuple[str, ...] = PROMISED


PARTS = (
    Part(stories.received, 12, lambda limit: (1, 3)),
    Part(stories.supplement, 20, lambda limit: (1, 8)),
    Part(stories.review, 48, lambda limit: (1, limit // 2)),
    Part(stories.near_due, 16, lambda limit: (limit - 1, limit)),
    Part(stories.paused, 12, lambda limit: (4, 6)),
    Part(stories.heard, 5, lambda limit: (4, 7)),
    Part(stories.slip_awaited, 4, lambda limit: (4, limit - 1)),
    Part(stories.resumed, 4, lambda limit: (4, 7)),
    Part(stories.provisional, 6, lambda limit: (2, 5), SLOW),
    Part(stories.extended, 8, lambda limit: (5, limit - 1)),
    Part(stories.extension_declined, 3, lambda limit: (5, limit - 1)),
    Part(stories.extension_waiting, 6, lambda limit: (3, limit - 1)),
    Part(stories.deemed, 7, lambda limit: (7, 9), SLOW),
    Part(stories.overdue, 9, lambda limit: (limit + 2, limit + 8)),
    Part(stories.granted, 14, lambda limit: (4, limit - 1)),
    Part(stories.refused, 6, lambda limit: (4, limit - 1)),
    Part(refusing.refused_at_intake, 2, lambda limit: (8, 9), SOCIAL),
    Part(refusing.not_taken_up, 3, lambda limit: (12, 40), SOCIAL),
    Part(refusing.papers_wanted, 1, lambda limit: (10, 12), SOCIAL),
    Part(refusing.papers_returned, 2, lambda limit: (14, 40), SOCIAL),
    Part(refusing.turned_away, 2, lambda limit: (2, 30), SOCIAL),
    Part(refusing.leader_asked, 2, lambda limit: (4, limit - 1), SLOW),
    Part(refusing.leader_sent_back, 1, lambda limit: (4, limit - 1), SLOW),
    Part(refusing.leader_approved, 3, lambda limit: (8, 40), SLOW),
    Part(stories.served, 26, lambda limit: (5, limit + 2)),
    Part(stories.archived, 56, lambda limit: (limit + 12, LONGEST_AGO)),
    Part(stories.late, 6, lambda limit: (limit + 8, LONGEST_AGO)),
    Part(stories.at_once, 25, lambda limit: (2, LONGEST_AGO), AT_ONCE),
    Part(stories.withdrawn, 8, lambda limit: (9, LONGEST_AGO)),
    Part(stories.withdrawn_archived, 8, lambda limit: (9, LONGEST_AGO)),
)


@dataclass(frozen=True, slots=True)
class Casting:
    """One story to be told: about which item, beginning how many working days ago."""

    tell: Callable[[Scene, str, int], Story]
    item: str
    ago: int


def programme(cases: int, dice: Dice, limit_of: Callable[[str], int]) -> Iterator[Casting]:
    """About `cases` stories, every kind at least once; `limit_of` gives an item's promised working days."""
    total = sum(part.share for part in PARTS)
    for part in PARTS:
        for _ in range(max(1, round(part.share * cases / total))):
            item = dice.pick(part.items)
            yield Casting(part.tell, item, dice.between(*part.ago(limit_of(item))))
