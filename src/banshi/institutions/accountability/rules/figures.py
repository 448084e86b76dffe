"""Public figures that give nobody away: a number under three is not said. Pure."""

from dataclasses import dataclass

LEAST = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """A number, or that it is too small to be said: none, one and two look alike."""

    number: int | None

    @property
    def small(self) -> bool:
        """Whether it is not said."""
        return self.number is None


def suppressed(count: int) -> Cell:
    """The cell for a count."""
    return Cell(count if count >= LEAST else None)
