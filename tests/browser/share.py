"""Which ways a page is looked at first: dealt out by the name of its route, so that each way gets its share."""

from collections.abc import Iterator
from zlib import crc32

from tests.browser.looking import WAYS, Way


def ways_of(route: str) -> Iterator[Way]:
    """All ways, beginning at one that the name decides and in steps that differ in every respect."""
    start = crc32(route.encode()) % len(WAYS)
    # 5 and 14 have no common divisor: every way comes once.
    return (WAYS[(start + 5 * step) % len(WAYS)] for step in range(len(WAYS)))
