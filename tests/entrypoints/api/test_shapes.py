"""Reading what other systems send: strictly, all at once, without surprises for the database."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from banshi.entrypoints.api.shapes import (
    Choice,
    Day,
    Flag,
    Many,
    Moment,
    Record,
    Text,
    Whole,
    read_body,
    read_query,
)
from banshi.lib.results import Reason, Refused

pytestmark = pytest.mark.pure

COLOUR = Choice(name="Colour", options={"red": "", "green": ""})
SHEET = Record(
    name="Sheet",
    fields={
        "title": Text(longest=5),
        "pages": Whole(low=1, high=9, default=1),
        "bound": Flag(default=False),
        "on": Day(default=None, nullable=True),
        "at": Moment(default=None),
        "colour": Choice(name="Colour", options=COLOUR.options, default="red"),
        "marks": Many(of=Whole(high=3), least=1, most=2, default=()),
    },
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


def fields_refused(raw):
    with pytest.raises(Refused) as refused:
        read_body(SHEET, raw)
    return [reason.field for reason in refused.value.reasons]


def test_what_is_left_out_gets_its_default():
    given_sheet = read_body(SHEET, {"title": " 甲 "})

    assert (given_sheet["title"], given_sheet["pages"], given_sheet["marks"]) == ("甲", 1, ())


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "六个字的题目"),
        ("title", "甲\0"),
        ("title", 1),
        ("pages", True),
        ("pages", 1.0),
        ("pages", 10),
        ("bound", 1),
        ("on", "20261123"),
        ("on", "2026-02-30"),
        ("on", "2026-W48-1"),
        ("on", "9999-12-31"),
        ("on", "1899-12-31"),
        ("at", "yesterday"),
        ("at", "9999-12-31T23:59:59-23:59"),
        ("colour", "blue"),
        ("marks", []),
        ("marks", [1, 2, 3]),
        ("pages", None),
    ],
)
def test_a_value_of_another_kind_is_named_with_its_field(field, value):
    assert fields_refused({"title": "甲", field: value}) == [field]


def test_nothing_is_taken_that_nobody_asked_for():
    assert fields_refused({"title": "甲", "tittle": "乙"}) == ["tittle"]


def test_each_wrong_value_of_a_list_is_named_by_its_place():
    assert fields_refused({"title": "甲", "marks": [4, "x"]}) == ["marks[1]", "marks[2]"]


def test_a_moment_without_an_offset_is_in_beijing():
    assert (
        read_body(SHEET, {"title": "甲", "at": "2026-11-23T10:00"})["at"].isoformat()
        == "2026-11-23T10:00:00+08:00"
    )


def test_an_address_is_read_like_a_body():
    query = QueryDict("title=甲&pages=2&bound=true&marks=1&marks=2")

    assert [read_query(SHEET, query)[name] for name in ("pages", "bound", "marks")] == [2, True, [1, 2]]


def test_a_parameter_may_come_once_only():
    with pytest.raises(Refused) as refused:
        read_query(SHEET, QueryDict("title=甲&title=乙"))

    assert [reason.field for reason in refused.value.reasons] == ["title"]


@given(JSON)
def test_whatever_comes_is_read_or_refused_with_sentences(raw):
    reasons: list[Reason] = []

    SHEET.read(raw, "", reasons)

    assert all(str(reason) for reason in reasons)
    assert reasons or raw["title"].strip()
