"""How an item is laid out in an Excel file: one column per field, several values in a cell one per line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from banshi.kernel.catalogue import schema
from banshi.kernel.catalogue.labels import LABELS, label
from banshi.kernel.catalogue.reader import BAR

YES, NO = "是", "否"
Cell = str | int


class Codec(Protocol):
    """Turns a value into a cell and back; what it cannot read it hands on, for `parse_item` to name."""

    def write(self, value: Any) -> Cell: ...
    def read(self, cell: str) -> Any: ...


@dataclass(frozen=True, slots=True)
class Text:
    """One line."""

    def write(self, value: str) -> Cell:
        """The text itself."""
        return value

    def read(self, cell: str) -> Any:
        """The text itself."""
        return cell


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number, or nothing."""

    def write(self, value: int | None) -> Cell:
        """The number, or an empty cell."""
        return "" if value is None else value

    def read(self, cell: str) -> Any:
        """The number, None for an empty cell, or the text that is none."""
        if not cell:
            return None
        return int(cell) if cell.isascii() and cell.isdigit() and len(cell) < 10 else cell


@dataclass(frozen=True, slots=True)
class Flag:
    """是 or 否."""

    def write(self, value: bool) -> Cell:
        """是 or 否."""
        return YES if value else NO

    def read(self, cell: str) -> Any:
        """True, False, or the text that is neither."""
        return {YES: True, NO: False}.get(cell, cell)


@dataclass(frozen=True, slots=True)
class Choice:
    """A word of a closed list, written with its Chinese label."""

    labels: Mapping[Any, str]

    def write(self, value: Any) -> Cell:
        """The label."""
        return self.labels.get(value, "")

    def read(self, cell: str) -> Any:
        """The word behind a label, or the text that is no label."""
        return {name: key for key, name in self.labels.items()}.get(cell, cell)


@dataclass(frozen=True, slots=True)
class Lines:
    """Several values, one per line."""

    inner: Codec

    def write(self, value: Sequence[Any]) -> Cell:
        """One line per value."""
        return "\n".join(str(self.inner.write(one)) for one in value)

    def read(self, cell: str) -> Any:
        """One value per line that is not empty."""
        return [self.inner.read(line.strip()) for line in cell.splitlines() if line.strip()]


@dataclass(frozen=True, slots=True)
class Fields:
    """A small record on one line, its fields parted by a bar."""

    parts: tuple[tuple[str, Codec], ...]

    def write(self, value: Mapping[str, Any]) -> Cell:
        """The fields in order."""
        return BAR.join(str(codec.write(value[key])) for key, codec in self.parts).rstrip(BAR)

    def read(self, cell: str) -> Any:
        """The record; fields left out at the end are empty, surplus ones become an unknown key."""
        cells = [one.strip() for one in cell.split(BAR)]
        cells += [""] * (len(self.parts) - len(cells))
        found = {key: codec.read(one) for (key, codec), one in zip(self.parts, cells, strict=False)}
        surplus = cells[len(self.parts) :]
        return found | {BAR.join(surplus): ""} if surplus else found


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header, where its value stands in an item ("fee.basis"), and how it is written."""

    path: str
    codec: Codec
    header: str
    # A column of a later day, which files made from an older template do not have.
    later: bool = False


def _column(path: str, codec: Codec, *, later: bool = False) -> Column:
    return Column(path, codec, label(path), later)


def _same(words: Sequence[str]) -> Choice:
    return Choice({word: word for word in words})


TEXT, WHOLE, FLAG = Text(), Whole(), Flag()
_DAYS = Choice({unit: schema.UNITS[unit] for unit in (schema.WORKING_DAY, schema.CALENDAR_DAY)})
_BASIS = Fields((("law", TEXT), ("article", TEXT), ("rank", Choice(schema.RANKS))))
_WAIT = Fields(
    (
        ("name", TEXT),
        ("value", WHOLE),
        ("unit", _DAYS),
        ("start", Choice(schema.STARTS)),
        ("nature", Choice(schema.WAIT_NATURES)),
        ("effect", TEXT),
    )
)
_SPECIAL = Fields(
    (
        ("kind", Choice(schema.SPECIAL_KINDS)),
        ("name", TEXT),
        ("excluded_from_limit", FLAG),
        ("typical_days", WHOLE),
        ("unit", _DAYS),
        ("basis", TEXT),
    )
)
# Fields of one cell's record, shown in the header so that people can fill it in.
RECORDS: Mapping[str, Fields] = {
    "legal_basis": _BASIS,
    "waiting_periods": _WAIT,
    "special_procedures": _SPECIAL,
}


def _limit(key: str) -> tuple[Column, ...]:
    return (
        _column(f"{key}.value", WHOLE),
        _column(f"{key}.unit", Choice(schema.UNITS)),
        _column(f"{key}.start", Choice(schema.STARTS)),
        _column(f"{key}.note", TEXT),
    )


ITEM_COLUMNS: tuple[Column, ...] = (
    _column("code", TEXT),
    _column("name_zh", TEXT),
    _column("name_en", TEXT),
    _column("service_type", _same(tuple(schema.SERVICE_TYPES))),
    _column("handling_type", _same(tuple(schema.HANDLING_TYPES))),
    _column("level_code", Choice(schema.LEVELS)),
    _column("competence", Choice(schema.COMPETENCES)),
    _column("service_objects", Lines(TEXT)),
    _column("section", TEXT),
    _column("co_sections", Lines(TEXT)),
    _column("legal_basis", Lines(_BASIS)),
    _column("conditions", Lines(TEXT)),
    *_limit("statutory_limit"),
    *_limit("promised_limit"),
    _column("waiting_periods", Lines(_WAIT)),
    _column("fee.charged", FLAG),
    _column("fee.basis", TEXT),
    _column("fee.standard", TEXT),
    _column("quantity_limit.limited", FLAG),
    _column("quantity_limit.limit", WHOLE),
    _column("quantity_limit.issued", WHOLE),
    _column("quantity_limit.note", TEXT),
    _column("procedure", Lines(TEXT)),
    _column("special_procedures", Lines(_SPECIAL)),
    _column("tolerance.allowed", FLAG),
    _column("tolerance.exclusions", Lines(Choice(schema.EXCLUSIONS))),
    _column("tolerance.reason", TEXT),
    _column("refusal_reasons", Lines(TEXT)),
    _column("window.place", TEXT),
    _column("window.number", TEXT),
    _column("window.hours", TEXT),
    _column("window.online", FLAG),
    _column("window.on_site_visits", WHOLE),
    _column("consult_phone", TEXT),
    _column("supervise_phone", TEXT),
    _column("outcome.name", TEXT),
    _column("outcome.kind", Choice(schema.OUTCOMES)),
    _column("source_confidence", Choice(schema.CONFIDENCES)),
    _column("source_note", TEXT),
    _column("applicants", WHOLE, later=True),
    _column("agents", FLAG, later=True),
    _column("refusal_authority", Choice(schema.REFUSAL_AUTHORITIES)),
)


def _of_material(key: str, codec: Codec) -> Column:
    return Column(key, codec, LABELS[f"materials.{key}"])


MATERIAL_COLUMNS: tuple[Column, ...] = (
    _column("code", TEXT),
    _of_material("seq", WHOLE),
    _of_material("name", TEXT),
    _of_material("grade", Choice(schema.GRADES)),
    _of_material("form", Lines(Choice(schema.FORMS))),
    _of_material("originals", WHOLE),
    _of_material("copies", WHOLE),
    _of_material("source", Choice(schema.SOURCES)),
    _of_material("tolerable", FLAG),
    _of_material("filling", TEXT),
    _of_material("sample", TEXT),
)
