"""Two parties, and check digits counted independently of the product."""

from banshi.kernel.parties.actions import enter_party
from banshi.kernel.parties.entry import read_entry
from banshi.kernel.parties.models import Party

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def citizen_id(body: str) -> str:
    """The 17 digits with the check digit after GB 11643, counted independently of the product."""
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True)) % 11]


def credit_code(body: str) -> str:
    """The 17 places with the check place after GB 32100."""
    total = sum(ALPHABET.index(letter) * pow(3, place, 31) for place, letter in enumerate(body))
    return body + ALPHABET[-total % 31]


ZHANG = {
    "kind": "citizen",
    "name": "张䶮",
    "number_kind": "citizen_id",
    "number": citizen_id("21090219480315001"),
    "phone": "138 1234 5678",
    "address": "辽宁省阜新市海州区中华路1号",
}
CLUB = {
    "kind": "legal_person",
    "name": "阜新市围棋协会",
    "number_kind": "credit_code",
    "number": credit_code("51210900MJ1234567"),
    "phone": "0418-2345678",
    "legal_representative": "李㛃",
}


def enter(*, trusted: bool = True, **typed: str) -> Party:
    """Enter a party as a clerk types it; a stranger's entry is not `trusted`."""
    return enter_party(read_entry(**{"address": "", "legal_representative": "", **typed}), trusted=trusted)
