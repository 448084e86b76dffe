"""Public figures that give nobody away: a number under five is not said, nor one by which it could be found. Pure."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

LEAST = 5
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Cell:
    """A number, or that it is too small to be said."""

    number: int | None

    @property
    def small(self) -> bool:
        """Whether it is not said."""
        return self.number is None


def suppressed(counts: Mapping[Key, int]) -> dict[Key, Cell]:
    """The cells of one table, none, one and four alike.

    A single hidden cell could be worked out from another table of the same year: then the next smallest number is
    hidden as well.
    """
    hidden = {key for key, count in counts.items() if count < LEAST}
    if len(hidden) == 1 and len(counts) > 1:
        hidden.add(min((key for key in counts if key not in hidden), key=lambda key: counts[key]))
    return {key: Cell(None if key in hidden else count) for key, count in counts.items()}
