"""Marks stay on their ground, and their widths are in proportion."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banshi.kernel.reports.drawing import HIGH, WIDTH, Bar, Column, Part, bars, columns, grid
from banshi.kernel.reports.figure import Figure, Number, Row

pytestmark = pytest.mark.pure
VALUES = st.lists(st.integers(0, 10**6), min_size=1, max_size=8)


@given(VALUES, VALUES)
def test_bars_are_in_proportion_and_on_the_ground(ours, theirs):
    given_bars = [
        Bar(f"{at}", (Part("us", "", a), Part("applicant", "", b)), "")
        for at, (a, b) in enumerate(zip(ours, theirs, strict=False))
    ]
    drawn = bars(given_bars)
    most = max(a + b for a, b in zip(ours, theirs, strict=False))
    for mark in drawn.marks:
        assert float(mark.x) + float(mark.width) <= WIDTH
        assert float(mark.y) + float(mark.height) <= drawn.height
    widest = sum(float(mark.width) for mark in drawn.marks) if len(given_bars) == 1 else 0
    assert widest == 0 or (most and widest == pytest.approx(300, abs=0.2))


@given(VALUES)
def test_columns_stand_on_one_ground_in_proportion(values):
    drawn = columns([Column(f"{at}", f"week {at}", Number(one, "/all")) for at, one in enumerate(values)])
    axis, *marks = drawn.marks
    assert axis.shade == "axis"
    assert len(marks) == sum(one > 0 for one in values)
    for mark in marks:
        assert float(mark.y) + float(mark.height) == pytest.approx(float(axis.y), abs=0.2)
        assert float(mark.x) + float(mark.width) <= WIDTH
        assert float(mark.y) >= 0
        assert mark.url == "/all"
    assert all(0 <= float(label.y) <= HIGH for label in drawn.labels)


def test_what_was_late_stands_in_the_column_with_a_list_of_its_own():
    drawn = columns(
        [Column("9", "September", Number(40, "/all"), Number(5, "/late")), Column("", "", Number(None))]
    )
    _axis, whole, late = drawn.marks
    assert (whole.shade, late.shade, late.title, late.url) == ("bar", "red", "September: 5", "/late")
    assert float(late.height) * 8 == pytest.approx(float(whole.height), abs=0.5)
    assert [label.text for label in drawn.labels if label.shade == "value"] == ["40"]


def test_a_table_is_turned_round_for_wide_paper():
    rows = (Row("a", (Number(1), Number(2))), Row("b", (Number(3), Number(4))))
    across = Figure("", "", ("", "x", "y"), rows, None).across
    assert [(name, [one.value for one in numbers]) for name, numbers in across] == [
        ("x", [1, 3]),
        ("y", [2, 4]),
    ]


def test_a_grid_shades_by_number_and_marks_the_staffed_hours():
    cells = {(0, 0): (Number(10, "/ten"), "ten"), (0, 1): (Number(1), "one"), (1, 0): (Number(0), "none")}
    drawn = grid(["Mo", "Tu"], ["9:00", "10:00"], cells, frozenset({(0, 0)}))
    shades = [mark.shade for mark in drawn.marks]
    assert shades == ["heat5 staffed", "heat1", "heat0", "heat0"]
    assert [label.text for label in drawn.labels if label.shade] == ["10", "1"]
    assert drawn.marks[0].url == "/ten"


@pytest.mark.parametrize(
    ("number", "text", "cell"),
    [(Number(None), "—", "—"), (Number(0.345, per_cent=True), "34.5%", "34.5%"), (Number(2.04), "2", 2.0)],
)
def test_numbers_are_read_with_at_most_one_decimal(number, text, cell):
    assert (number.text, number.cell) == (text, cell)
    assert not Row("", (number,)).part
