"""Reading what was typed about a party as a whole: all that is wrong is said at once, each at its field."""

from collections.abc import Callable
from dataclasses import dataclass, field

from banshi.kernel.parties.kinds import NUMBER_KINDS, NumberKind, PartyKind, parse_number
from banshi.kernel.parties.numbers import parse_phone
from banshi.kernel.parties.texts import parse_address, parse_name, parse_optional_name
from banshi.lib.results import Reason, Refused
from banshi.lib.results import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Entry:
    """A party as entered, every value normalised."""

    kind: str
    number_kind: str
    name: str = field(repr=False)
    number: str = field(repr=False)
    phone: str = field(repr=False)
    address: str = field(repr=False)
    legal_representative: str = field(repr=False)


def read_entry(
    *,
    kind: str,
    name: str,
    number_kind: str,
    number: str,
    phone: str,
    address: str,
    legal_representative: str,
) -> Entry:
    """Normalise what was typed; raises Refused with every reason, its field named like the argument."""
    reader = _Reader()
    reader.read(_check_kinds, kind, number_kind)
    entry = Entry(
        kind=kind,
        number_kind=number_kind,
        name=reader.read(parse_name, name, "name"),
        number=reader.read(parse_number, number_kind, number, "number")
        if number_kind in NumberKind.values
        else "",
        phone=reader.read(parse_phone, phone, "phone"),
        address=reader.read(parse_address, address, "address"),
        legal_representative=reader.read(parse_optional_name, legal_representative, "legal_representative"),
    )
    if reader.reasons:
        raise Refused(*reader.reasons)
    return entry


class _Reader:
    """Collects the reasons of all refused values."""

    def __init__(self) -> None:
        self.reasons: list[Reason] = []

    def read(self, parse: Callable[..., str], *given: str) -> str:
        try:
            return parse(*given)
        except Refused as refused:
            self.reasons.extend(refused.reasons)
            return ""


def _check_kinds(kind: str, number_kind: str) -> str:
    if kind not in PartyKind.values:
        raise Refused(Reason(_("请选择当事人是公民、法人还是其他组织。"), (), "kind"))
    if number_kind not in NUMBER_KINDS[PartyKind(kind)]:
        sentence = _("公民请选择身份证件，法人和其他组织请选择统一社会信用代码。")
        raise Refused(Reason(sentence, (), "number_kind"))
    return kind
