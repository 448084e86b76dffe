"""Every reader of what comes from outside, with whatever there is: a value, a sentence of the house, nothing else.

The list is held to the source: a new `read…` or `parse…` stands here, or has its proof elsewhere, or says why not.
The long form, guided by coverage, is `make soak ARGS=fuzz`.
"""

import dataclasses
import io
import json
import re
from functools import cache, partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rest_framework.exceptions import ParseError

from banshi.config.hours import read_hours
from banshi.entrypoints.api.bodies import JsonBody
from banshi.institutions.refusals.tasks import outlets
from banshi.kernel.cases.filetypes import read_file as read_upload
from banshi.kernel.cases.former import CASES, COLUMNS, read_former
from banshi.kernel.catalogue import formats
from banshi.kernel.catalogue.bundled import load_bundled
from banshi.kernel.catalogue.excel_files import export_excel
from banshi.kernel.catalogue.parsing import parse_item
from banshi.kernel.clocks import worklist
from banshi.kernel.organisation.roster import SECTION_COLUMNS, SECTIONS, STAFF, STAFF_COLUMNS
from banshi.kernel.organisation.roster_files import read_roster_file
from banshi.kernel.parties import kinds, numbers, texts
from banshi.kernel.regulations.amending import BOUNDS, CLOCK_FROM, LATEST, read_value
from banshi.kernel.vault.handles import reference_of
from banshi.kernel.workdays import calendar_file, limits
from banshi.lib.results import Reason, Refused
from banshi.lib.sheets import Sheet, write_book
from tests.hostile.pdf_files import PDFS
from tests.hostile.pictures import picture
from tests.hostile.values import ALL
from tests.house.source import SRC, modules

# Half a character reaches us as an escape in JSON only: forms and files are read as UTF-8 first.
ODD = st.text(st.characters(categories=["Cc", "Nd", "Lo"]), max_size=8)
HALVES = st.text(st.characters(categories=["Cs", "Cc", "Nd", "Lo"]), max_size=8)
KNOWN = [one for one in ALL.values() if len(one) < 9000 and "\ud800" not in one]
TYPED = st.one_of(st.text(max_size=60), ODD, st.sampled_from(KNOWN))
CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=20)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TYPED | HALVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TYPED | HALVES, inner, max_size=4),
    max_leaves=8,
)


@cache
def book(name, columns):
    """A book as it should be, with a row of text, as bytes."""
    target = io.BytesIO()
    extra = [Sheet(SECTIONS, [(one, ()) for one in SECTION_COLUMNS.values()])] if name == STAFF else []
    write_book(target, [*extra, Sheet(name, [(one, ()) for one in columns], [("x",) * len(columns)])])
    return target.getvalue()


@cache
def catalogue():
    target = io.BytesIO()
    export_excel([parse_item(load_bundled()[0]).spec], target)
    return target.getvalue()


@st.composite
def broken(draw, make):
    """A good file, cut, with bytes turned and pieces put in, or nothing of it at all."""
    content = bytearray(make())
    for _turn in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, max(len(content) - 1, 0)))
        content[at : at + draw(st.integers(0, 40))] = draw(st.binary(max_size=40))
    return bytes(content[: draw(st.integers(0, len(content)))] if draw(st.booleans()) else content)


@st.composite
def listed(draw, name, columns):
    """A whole book whose cells say anything."""
    target = io.BytesIO()
    rows = draw(st.lists(st.tuples(*[CELL] * len(columns)), max_size=3))
    write_book(target, [Sheet(name, [(one, ()) for one in columns], rows)])
    return target.getvalue()


def items(name, content):
    """A catalogue as it would be kept: rows that are whole, and sentences for the others."""
    parsed = [parse_item(row) for row in formats.read_file(name, content)]
    return [one.spec for one in parsed if one.spec]


def body(content):
    return JsonBody().parse(io.BytesIO(content))


def written(value):
    return json.dumps(value).encode()


def read_limit(typed):
    try:
        return limits.Limit.parse(typed)
    except Refused as refused:
        return list(refused.reasons)


POST, FORMER = tuple(STAFF_COLUMNS.values()), tuple(COLUMNS.values())
TEXT_BYTES = TYPED.map(lambda text: text.encode("utf-8", "surrogatepass"))
RECEIPT = st.fixed_dictionaries(
    {}, optional={"receipt_number": TYPED | HALVES | JSON, "receipt_date": TYPED | JSON}
)
# By its text, which is quicker than the syntax tree of all files.
DEFINED = re.compile(r"^ *def ((?:read|parse)(?:_\w+)?)\((?!\)|self\)|cls\)|request\b)", re.MULTILINE)
# "file:function" → how it is called, what it is given, and what it may raise besides a refusal of the house.
PARSERS = {
    "kernel/catalogue/formats.py:read_file": (partial(items, "x.yaml"), TEXT_BYTES | st.binary()),
    "kernel/catalogue/yaml_files.py:read_yaml": (partial(items, "x.yml"), JSON.map(written)),
    "kernel/catalogue/excel_files.py:read_excel": (partial(items, "x.xlsx"), broken(catalogue)),
    "kernel/workdays/calendar_file.py:read": (
        calendar_file.read,
        st.lists(st.lists(TYPED, max_size=4).map(",".join), max_size=6).map("\n".join),
    ),
    "lib/sheets.py:read_sheets": (read_roster_file, listed(STAFF, POST)),
    "kernel/organisation/roster_files.py:read_roster_file": (
        read_roster_file,
        broken(partial(book, STAFF, POST)),
    ),
    "kernel/cases/filetypes.py:read_file": (
        lambda data: read_upload(SimpleUploadedFile("x", data)),
        broken(picture) | broken(next(iter(PDFS.values()))) | st.binary(),
    ),
    "kernel/regulations/amending.py:read_value": (
        lambda typed: [read_value(key, typed) for key in (LATEST, CLOCK_FROM, *BOUNDS)],
        TYPED,
    ),
    "kernel/parties/numbers.py:parse_citizen_id": (numbers.parse_citizen_id, TYPED),
    "kernel/parties/numbers.py:parse_credit_code": (numbers.parse_credit_code, TYPED),
    "kernel/parties/numbers.py:parse_document": (numbers.parse_document, TYPED),
    "kernel/parties/numbers.py:parse_phone": (numbers.parse_phone, TYPED),
    "kernel/parties/kinds.py:parse_number": (
        lambda typed: [kinds.parse_number(kind, typed) for kind in kinds.NumberKind.values],
        TYPED,
    ),
    "kernel/parties/texts.py:parse_name": (texts.parse_name, TYPED),
    "kernel/parties/texts.py:parse_optional_name": (
        lambda typed: texts.parse_optional_name(typed, "x"),
        TYPED,
    ),
    "kernel/parties/texts.py:parse_address": (texts.parse_address, TYPED),
    "kernel/parties/texts.py:parse_note": (lambda typed: texts.parse_note(typed, "x"), TYPED),
    "entrypoints/api/bodies.py:parse": (body, JSON.map(written) | TEXT_BYTES | st.binary(), ParseError),
    "institutions/refusals/tasks/outlets.py:read": (outlets.read, RECEIPT.map(written) | st.binary()),
    "kernel/clocks/worklist.py:parse": (worklist.Place.parse, TYPED),
    "kernel/workdays/limits.py:parse": (lambda typed: (read_limit(typed), limits.Pause.parse(typed)), TYPED),
    "kernel/vault/handles.py:reference_of": (partial(reference_of, "rating"), TYPED),
    "config/hours.py:read_hours": (read_hours, TYPED, ValueError),
}
# Those that look into the tables.
LOOKING = {
    "kernel/cases/former.py:read_former": (
        read_former,
        listed(CASES, FORMER) | broken(partial(book, CASES, FORMER)),
    ),
}
ELSEWHERE = {
    "entrypoints/api/shapes.py:read": "entrypoints/api/test_shapes.py",
    "entrypoints/api/shapes.py:read_body": "entrypoints/api/test_shapes.py, and the requests made up from the schema",
    "entrypoints/api/shapes.py:read_query": "entrypoints/api/test_shapes.py",
    "kernel/catalogue/parsing.py:parse_item": "kernel/catalogue/test_parsing.py",
    "kernel/catalogue/columns.py:read": "behind excel_files.py:read_excel",
    "lib/archives.py:read": "behind sheets.py:read_sheets",
    "kernel/parties/entry.py:read": "behind the parsers of parties, each its own",
    "kernel/ledger/verifier.py:read": "kernel/ledger/test_verifier.py",
    "kernel/ledger/verifier.py:parse": "kernel/ledger/test_verifier.py",
    "kernel/ledger/verifier.py:read_checkpoint": "kernel/ledger/test_verifier.py",
    "kernel/safekeeping/container.py:read_head": "kernel/safekeeping/test_container.py",
    "kernel/safekeeping/container.py:read_keys": "kernel/safekeeping/test_container.py",
    "kernel/organisation/roster.py:read_roster": "behind roster_files.py:read_roster_file",
    "kernel/parties/entry.py:read_entry": "behind the parsers of parties, each its own",
    "kernel/parties/forms.py:read_phone": "calls parse_phone",
    "entrypoints/portal/questions.py:read": "calls the parser it is given",
}
# What we wrote ourselves, or IT writes into its own files.
OURS = {
    "config/commands/adoption/answers.py:read_answers",
    "config/commands/adoption/envfile.py:read",
    "config/commands/adoption/envfile.py:read_text",
    "config/commands/texts.py:read_text",
    "institutions/refusals/queries/standing.py:read_grounds",
    "kernel/cases/fact.py:read",
    "kernel/cases/facts.py:read",
    "kernel/regulations/amended.py:read_from",
    "kernel/documents/files.py:read",
    "kernel/ledger/sealed.py:read_signer",
    "kernel/ledger/statement.py:read",
    "lib/clock.py:parse",
}


def readers():
    """Functions named after reading that are given something."""
    for path in modules():
        for line in DEFINED.findall(path.read_text("utf-8")):
            yield f"{path.relative_to(SRC).as_posix()}:{line}"


@pytest.mark.pure
def test_every_reader_is_known():
    known = PARSERS.keys() | LOOKING.keys() | ELSEWHERE.keys() | OURS
    assert sorted(set(readers()) - known) == []
    assert sorted(known - set(readers()) - {"kernel/vault/handles.py:reference_of"}) == []
    for proof in (one.partition(",")[0] for one in ELSEWHERE.values() if one.endswith(".py")):
        assert "@given" in (SRC.parents[1] / "tests" / proof).read_text("utf-8")


@pytest.mark.pure
@pytest.mark.parametrize("name", PARSERS)
def test_whatever_comes_is_read_or_refused_in_a_sentence(name):
    judge(*PARSERS[name])


@pytest.mark.django_db
@pytest.mark.once
@pytest.mark.parametrize("name", LOOKING)
def test_whatever_comes_is_read_beside_the_tables_or_refused_in_a_sentence(name):
    judge(*LOOKING[name])


def judge(call, values, *also):
    """Forty values: read, refused, or raised as announced."""

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(values)
    def ask(value):
        try:
            found = call(value)
        except Refused as refused:
            said(refused.reasons)
        except tuple(also):
            pass
        else:
            kept(found)

    ask()


def said(reasons):
    """Sentences that a page and a database can take."""
    assert reasons
    for reason in reasons:
        assert str(reason).strip()
        str(reason).encode()


def kept(found):
    """A value of which every text can be kept in a database; of rows those with nothing wrong."""
    if isinstance(found, calendar_file.Row):
        return kept(found.day) if found.ok else said(found.reasons)
    if isinstance(found, Reason):
        said([found])
    elif isinstance(found, str):
        found.encode()
        assert "\0" not in found
    elif dataclasses.is_dataclass(found):
        for one in dataclasses.fields(found):
            kept(getattr(found, one.name))
    elif isinstance(found, dict):
        kept([*found.keys(), *found.values()])
    elif isinstance(found, list | tuple | set | frozenset):
        for one in found:
            kept(one)
