"""Where the marks of a figure stand: bars, stacked bars, columns, a grid of shades. Pure geometry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from banshi.kernel.reports.figure import Drawing, Label, Mark, Number

WIDTH, ROOM = 360, 300
NAME, BAR, GAP = 15, 13, 6
CELL, HEAD, SIDE, BAND = 20, 18, 52, 44
SHADES = 5
HIGH, TOP, FOOT, SPACE = 132, 18, 18, 5


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a bar."""

    shade: str
    name: str
    value: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of parts; `name` stands above it ("" for none), `text` behind it."""

    name: str
    parts: tuple[Part, ...]
    text: str
    url: str = ""


def bars(given: Sequence[Bar], legend: tuple[tuple[str, str], ...] = ()) -> Drawing:
    """Bars below each other on one scale, each under its name."""
    most = max((sum(part.value for part in bar.parts) for bar in given), default=0) or 1
    marks: list[Mark] = []
    labels: list[Label] = []
    y = 0
    for bar in given:
        if bar.name:
            labels.append(Label("0", f"{y + 11}", bar.name))
            y += NAME
        end = _bar(bar, y, ROOM / most, marks, labels)
        labels.append(Label(f"{end + 4:.1f}", f"{y + 11}", bar.text, shade="value"))
        y += BAR + GAP
    return Drawing(WIDTH, max(y, 1), tuple(marks), tuple(labels), legend)


def _bar(bar: Bar, y: int, scale: float, marks: list[Mark], labels: list[Label]) -> float:
    x = 0.0
    for part in bar.parts:
        wide = part.value * scale
        if wide > 0:
            said = Number(part.value).text
            title = f"{bar.name} {part.name}: {said}".strip()
            marks.append(Mark(f"{x:.1f}", f"{y}", f"{wide:.1f}", f"{BAR}", part.shade, title, bar.url))
            if len(bar.parts) > 1 and wide >= 9 * len(said):
                labels.append(Label(f"{x + wide / 2:.1f}", f"{y + 10}", said, "middle", part.shade))
            x += wide
    return x


@dataclass(frozen=True, slots=True)
class Column:
    """A period that stands on the ground: its name below, the whole name for reading aloud, its number; `late` is the
    part of it that came late, with a list of its own."""

    label: str
    title: str
    number: Number
    late: Number | None = None


def columns(given: Sequence[Column]) -> Drawing:
    """Columns from the same ground; names under every second one where there are many."""
    most = max((one.number.value or 0 for one in given), default=0) or 1
    step, ground = WIDTH / max(len(given), 1), HIGH - FOOT
    sparse = 2 if len(given) > 8 else 1
    marks = [Mark("0", f"{ground}", f"{WIDTH - SPACE}", "1", "axis", "")]
    labels: list[Label] = []
    for at, one in enumerate(given):
        x, middle = at * step, f"{at * step + (step - SPACE) / 2:.1f}"
        both = (one.number, one.late or Number(0))
        high = [(ground - TOP) * (number.value or 0) / most for number in both]
        for shade, number, height in zip(("bar", "red"), both, high, strict=True):
            if height:
                place = (f"{x:.1f}", f"{ground - height:.1f}", f"{step - SPACE:.1f}", f"{height:.1f}")
                marks.append(Mark(*place, shade, f"{one.title}: {number.text}", number.url))
        if high[0]:
            labels.append(Label(middle, f"{ground - high[0] - 4:.1f}", one.number.text, "middle", "value"))
        if (len(given) - 1 - at) % sparse == 0:
            labels.append(Label(middle, f"{HIGH - 4}", one.label, "middle"))
    return Drawing(WIDTH, HIGH, tuple(marks), tuple(labels))


def grid(
    columns: Sequence[str],
    rows: Sequence[str],
    cells: Mapping[tuple[int, int], tuple[Number, str]],
    marked: frozenset[tuple[int, int]],
    legend: tuple[tuple[str, str], ...] = (),
) -> Drawing:
    """A grid of numbers, darker where they are larger; `cells` by (row, column) with what to read aloud."""
    most = max((number.value or 0 for number, _title in cells.values()), default=0) or 1
    marks: list[Mark] = []
    labels = [
        Label(f"{SIDE + BAND * (at + 0.5):.1f}", "12", name, "middle") for at, name in enumerate(columns)
    ]
    for row, name in enumerate(rows):
        y = HEAD + row * CELL
        labels.append(Label(f"{SIDE - 4}", f"{y + 14}", name, "end"))
        for column in range(len(columns)):
            x, at = SIDE + column * BAND, (row, column)
            number, title = cells.get(at, (Number(0), ""))
            shade = f"heat{-int(-SHADES * (number.value or 0) // most)}"
            size = (f"{BAND - 1}", f"{CELL - 1}")
            staffed = " staffed" if at in marked else ""
            marks.append(Mark(f"{x}", f"{y}", *size, shade + staffed, title, number.url))
            if number.value:
                labels.append(Label(f"{x + BAND / 2 - 0.5:.1f}", f"{y + 14}", number.text, "middle", shade))
    return Drawing(WIDTH, HEAD + len(rows) * CELL + 2, tuple(marks), tuple(labels), legend)
