"""What may be asked how often: one table (decision 0030). Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Per(Enum):
    """Whose share is counted."""

    NETWORK = "network"
    CALLER = "caller"


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `most` in `seconds`; `step`: how many a process takes from the database at once."""

    name: str
    per: Per
    most: int
    seconds: int
    step: int = 1


A_SPELL = 600
# Everybody in the hall, and thousands of telephones of one mobile network, come from one address: the figures are
# what a full hall cannot reach, not what one person needs. What one person could guess has narrower limits of its
# own: five wrong tries of a case number a day (`kernel/cases/lookups.py`), the lock-out of an account.
RATES: Mapping[str, Rate] = {
    rate.name: rate
    for rate in (
        # Steps of forms: 200 people in a full hall, fifteen steps each. Complaints are counted among them, so
        # that no row tells that somebody complained.
        Rate("sending", Per.NETWORK, 3000, A_SPELL, step=5),
        # Files: looked into and drawn anew, about a second of work each.
        Rate("uploads", Per.NETWORK, 600, A_SPELL),
        # Codes and numbers that open something: 300 people who mistype once.
        Rate("codes", Per.NETWORK, 300, A_SPELL),
        # Searching; each word of the box is a request.
        Rate("search", Per.NETWORK, 3000, A_SPELL, step=20),
        Rate("log-in", Per.NETWORK, 300, A_SPELL),
        # What a colleague sends: one step each second, all day.
        Rate("desk", Per.CALLER, 600, A_SPELL, step=5),
        # A system with a key, and whoever comes without a valid one.
        Rate("api", Per.CALLER, 30_000, A_SPELL, step=100),
        Rate("api-unknown", Per.NETWORK, 600, A_SPELL),
    )
}
# Addresses as the URL table writes them, by method. The first that fits counts.
SENT: tuple[tuple[str, str], ...] = (
    ("desk/login/", "log-in"),
    ("desk/", "desk"),
    ("apply/<slug:code>/papers/<int:seq>/", "uploads"),
    ("progress/<str:number>/supply/<int:seq>/", "uploads"),
    ("progress/<str:number>/promise/identity/", "uploads"),
    ("verify/", "codes"),
    ("progress/", "codes"),
    ("bookings/", "codes"),
    ("rate/", "codes"),
    ("ask/answer/", "codes"),
    ("opinions/answer/", "codes"),
    ("", "sending"),
)
ASKED: tuple[tuple[str, str], ...] = (("search/", "search"), ("verify/<str:code>/", "codes"))
# Steps inside a case that is open already; finding it is what counts as a code.
FINDING = frozenset({"progress/", "bookings/", "rate/", "verify/", "verify/<str:code>/"})


def rate_of(method: str, route: str) -> Rate | None:
    """The rate under which a request of this method to this route counts; None: none. The API has its own."""
    if route.startswith("api/"):
        return None
    if method not in {"GET", "HEAD", "POST"}:
        return RATES["sending"]
    for beginning, name in SENT if method == "POST" else ASKED:
        if route == beginning or (route.startswith(beginning) and beginning not in FINDING):
            return RATES[name]
    return None
