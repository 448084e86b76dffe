"""How a reader wants the pages shown: mode and letter size, remembered on their device."""

from dataclasses import dataclass
from typing import Protocol

MODES = ("standard", "elder", "contrast")
SIZES = ("1", "2", "3")
MODE_COOKIE = "banshi_mode"
SIZE_COOKIE = "banshi_size"


class Values(Protocol):
    """Anything that answers for a name: cookies, a query string."""

    def get(self, key: str, default: str, /) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Display:
    """One of MODES and one of SIZES (the size counts in elder mode)."""

    mode: str = "standard"
    size: str = "1"


def chosen(cookies: Values) -> Display:
    """Read the reader's choice from their cookies; anything unknown means the standard."""
    mode, size = cookies.get(MODE_COOKIE, ""), cookies.get(SIZE_COOKIE, "")
    return Display(mode if mode in MODES else "standard", size if size in SIZES else "1")
