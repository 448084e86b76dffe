"""Chance that falls the same way every time, so that everybody's demo tells the same stories."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

Thing = TypeVar("Thing")


class Dice:
    """Numbers drawn from a seed."""

    def __init__(self, seed: str) -> None:
        self._seed, self._thrown = seed, 0

    def between(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included; `low` if they are the wrong way round."""
        self._thrown += 1
        drawn = blake2b(f"{self._seed}:{self._thrown}".encode(), digest_size=8).digest()
        return low + int.from_bytes(drawn) % max(1, high - low + 1)

    def pick(self, things: Sequence[Thing]) -> Thing:
        """One of the things."""
        return things[self.between(0, len(things) - 1)]

    def percent(self, chance: int) -> bool:
        """True in `chance` of a hundred throws."""
        return self.between(1, 100) <= chance
