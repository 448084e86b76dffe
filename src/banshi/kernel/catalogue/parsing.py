"""From a mapping, as YAML, Excel, JSON or a table row gives it, to an `ItemSpec`. Pure.

Rows of published versions are read back through here: a field added later must be optional.
"""

import re
from dataclasses import dataclass

from banshi.kernel.catalogue import schema
from banshi.kernel.catalogue.reader import Problem, Reader
from banshi.kernel.catalogue.schema import (
    Fee,
    ItemSpec,
    LegalBasis,
    LimitSpec,
    MaterialSpec,
    Outcome,
    Quantity,
    SpecialProcedure,
    Tolerance,
    WaitingPeriod,
    Window,
)
from banshi.lib.results import gettext_noop as _

_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{1,30}")
_DAY_UNITS = {unit: schema.UNITS[unit] for unit in (schema.WORKING_DAY, schema.CALENDAR_DAY)}


@dataclass(frozen=True, slots=True)
class Parsed:
    """The spec, or None when there is any problem; and all problems at once."""

    spec: ItemSpec | None
    problems: tuple[Problem, ...]


def parse_item(raw: object) -> Parsed:
    """Read one item; never raises, whatever `raw` is. Unknown keys are problems."""
    problems: list[Problem] = []
    reader = Reader(raw, problems)
    spec = _item(reader)
    reader.finish()
    return Parsed(None if problems else spec, tuple(problems))


def _item(r: Reader) -> ItemSpec:
    service_type = r.choice("service_type", schema.SERVICE_TYPES)
    handling_type = r.choice("handling_type", schema.HANDLING_TYPES)
    return ItemSpec(
        code=_code(r, "code", longest=31),
        name_zh=r.text("name_zh", required=True),
        name_en=r.text("name_en", required=True),
        service_type=service_type,
        service_type_code=_matching(r, "service_type_code", schema.SERVICE_TYPES[service_type]),
        handling_type=handling_type,
        handling_type_code=_matching(r, "handling_type_code", schema.HANDLING_TYPES[handling_type]),
        level_code=r.choice("level_code", schema.LEVELS),
        competence=r.choice("competence", schema.COMPETENCES),
        service_objects=r.choices("service_objects", schema.SERVICE_OBJECTS),
        section=_code(r, "section", longest=16),
        co_sections=r.texts("co_sections", longest=16),
        legal_basis=r.rows("legal_basis", _basis),
        conditions=r.texts("conditions"),
        statutory_limit=_limit(r, "statutory_limit"),
        promised_limit=_limit(r, "promised_limit"),
        waiting_periods=r.rows("waiting_periods", _waiting),
        fee=_fee(r),
        quantity_limit=_quantity(r),
        procedure=r.texts("procedure", longest=60),
        special_procedures=r.rows("special_procedures", _special),
        materials=_materials(r),
        tolerance=_tolerance(r),
        refusal_reasons=r.texts("refusal_reasons"),
        window=_window(r),
        consult_phone=r.text("consult_phone", longest=60),
        supervise_phone=r.text("supervise_phone", longest=60),
        outcome=_outcome(r),
        source_confidence=r.choice("source_confidence", schema.CONFIDENCES, required=False),
        source_note=r.text("source_note", longest=400),
        applicants=r.whole("applicants", 1, 99, required=False) or 1,
        agents=_flag(r, "agents", usual=True),
        refusal_authority=r.choice("refusal_authority", schema.REFUSAL_AUTHORITIES, required=False)
        or "section",
    )


def _flag(r: Reader, key: str, *, usual: bool) -> bool:
    """A flag of a later day: `usual` where an older row does not have it."""
    return r.flag(key) if r.has(key) else usual


def _code(r: Reader, key: str, *, longest: int) -> str:
    code = r.text(key, required=True, longest=longest)
    if code and not _CODE.fullmatch(code):
        r.wrong(key, _("%(field)s只能用字母、数字和连字符，至少两位。"))
    return code


def _matching(r: Reader, key: str, expected: str) -> str:
    """A code that follows from the type; may be left out."""
    if r.text(key) not in ("", expected):
        r.wrong(key, _("%(field)s应当是%(expected)s，或者留空。"), expected=expected)
    return expected


def _basis(r: Reader) -> LegalBasis:
    return LegalBasis(
        law=r.text("law", required=True),
        article=r.text("article", required=True),
        rank=r.choice("rank", schema.RANKS, required=False),
    )


def _limit(outer: Reader, key: str) -> LimitSpec:
    r = outer.within(key)
    unit = r.choice("unit", schema.UNITS)
    counted = unit in _DAY_UNITS
    value = r.whole("value", 1, 999) if counted else r.whole("value", 0, 0, required=False)
    start = r.choice("start", schema.STARTS, required=counted)
    note = r.text("note", longest=400)
    r.finish()
    return LimitSpec(0 if unit == schema.IMMEDIATE else value if counted else None, unit, start, note)


def _waiting(r: Reader) -> WaitingPeriod:
    return WaitingPeriod(
        name=r.text("name", required=True),
        value=r.whole("value", 1, 999) or 0,
        unit=r.choice("unit", _DAY_UNITS),
        start=r.choice("start", schema.STARTS),
        nature=r.choice("nature", schema.WAIT_NATURES),
        effect=r.text("effect", longest=400),
    )


def _fee(outer: Reader) -> Fee:
    r = outer.within("fee")
    fee = Fee(r.flag("charged"), r.text("basis", longest=400), r.text("standard", longest=400))
    r.finish()
    return fee


def _quantity(outer: Reader) -> Quantity:
    r = outer.within("quantity_limit")
    limited = r.flag("limited")
    limit = r.whole("limit", 0, 999_999, required=False)
    quantity = Quantity(limited, limit, r.whole("issued", 0, 999_999) or 0, r.text("note", longest=400))
    r.finish()
    return quantity


def _special(r: Reader) -> SpecialProcedure:
    return SpecialProcedure(
        kind=r.choice("kind", schema.SPECIAL_KINDS),
        name=r.text("name", required=True),
        excluded_from_limit=r.flag("excluded_from_limit"),
        typical_days=r.whole("typical_days", 1, 999) or 0,
        unit=r.choice("unit", _DAY_UNITS),
        basis=r.text("basis"),
    )


def _materials(outer: Reader) -> tuple[MaterialSpec, ...]:
    found = outer.rows("materials", _material)
    if len({material.seq for material in found}) < len(found):
        outer.wrong("materials", _("%(field)s的序号有重复。"))
    return found


def _material(r: Reader) -> MaterialSpec:
    form = r.choices("form", schema.FORMS)
    if not form:
        r.wrong("form", _("%(field)s至少选一种。"))
    return MaterialSpec(
        seq=r.whole("seq", 1, 999) or 0,
        name=r.text("name", required=True),
        grade=r.choice("grade", schema.GRADES),
        form=form,
        originals=r.whole("originals", 0, 99) or 0,
        copies=r.whole("copies", 0, 99) or 0,
        source=r.choice("source", schema.SOURCES),
        tolerable=r.flag("tolerable"),
        filling=r.text("filling", longest=400),
        sample=r.text("sample"),
    )


def _tolerance(outer: Reader) -> Tolerance:
    r = outer.within("tolerance")
    allowed = r.flag("allowed")
    tolerance = Tolerance(allowed, r.choices("exclusions", schema.EXCLUSIONS), r.text("reason", longest=400))
    r.finish()
    return tolerance


def _window(outer: Reader) -> Window:
    r = outer.within("window")
    window = Window(
        place=r.text("place"),
        number=r.text("number", longest=60),
        hours=r.text("hours"),
        online=r.flag("online"),
        on_site_visits=r.whole("on_site_visits", 0, 99) or 0,
    )
    r.finish()
    return window


def _outcome(outer: Reader) -> Outcome:
    r = outer.within("outcome")
    outcome = Outcome(r.text("name"), r.choice("kind", schema.OUTCOMES))
    r.finish()
    return outcome
