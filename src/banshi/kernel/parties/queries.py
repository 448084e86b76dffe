"""Finding parties. What comes back is masked; nothing is decrypted here."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from banshi.kernel.parties.kinds import NumberKind, PartyKind
from banshi.kernel.parties.models import Party, name_digest, number_digest, phone_digest
from banshi.kernel.parties.numbers import compact, parse_phone
from banshi.lib.results import Reason, Refused
from banshi.lib.results import gettext_noop as _

SEARCH_LIMIT = 20

_COLUMNS = ("id", "kind", "masked_name", "number_kind", "masked_number", "masked_phone", "birth_year")


@dataclass(frozen=True, slots=True)
class PartyCard:
    """A party as lists and pages show it; `birth_year` only where the identity number tells it."""

    id: int
    kind: str
    masked_name: str
    number_kind: str
    masked_number: str
    masked_phone: str
    birth_year: int | None

    @property
    def kind_label(self) -> str:
        """The kind of party in the reader's language."""
        return str(PartyKind(self.kind).label)

    @property
    def number_label(self) -> str:
        """The kind of identity number in the reader's language."""
        return str(NumberKind(self.number_kind).label)


def card(party_id: int) -> PartyCard:
    """One party; raises Refused if there is none."""
    found = cards([party_id])
    if not found:
        raise Refused(Reason(_("没有找到这位当事人。"), (), "party"))
    return found[party_id]


def cards(party_ids: Iterable[int]) -> dict[int, PartyCard]:
    """Several parties by id, in one query; unknown ids are left out."""
    return {found.id: found for found in _cards(Q(id__in=list(party_ids)))}


def find_by_number(text: str) -> PartyCard | None:
    """The party with this identity number of any kind, however typed; None for anything else.

    Different states may issue equal passport numbers: the kinds are tried in the order of `NumberKind`.
    """
    found = _cards(_has_number(text))
    order = NumberKind.values
    return min(found, key=lambda each: order.index(each.number_kind), default=None)


def find_by_phone(text: str) -> PartyCard | None:
    """The party entered last with this phone number, however typed; None if there is none."""
    found = _cards(_has_phone(text), limit=1)
    return found[0] if found else None


def search(text: str) -> list[PartyCard]:
    """Parties with this number, phone or exact name, the latest first, at most 20."""
    if not text.strip():
        return []
    return _cards(_has_number(text) | _has_phone(text) | Q(name_digest=name_digest(text)), limit=SEARCH_LIMIT)


def _cards(condition: Q, limit: int | None = None) -> list[PartyCard]:
    rows = Party.objects.filter(condition).order_by("-id").values_list(*_COLUMNS)
    return [PartyCard(*row) for row in rows[:limit]]


def _has_number(text: str) -> Q:
    number = compact(text)
    return Q(number_digest__in=[number_digest(kind, number) for kind in NumberKind.values])


def _has_phone(text: str) -> Q:
    try:
        return Q(phone_digest=phone_digest(parse_phone(text)))
    except Refused:
        return Q(pk__in=[])
