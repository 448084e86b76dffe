"""A figure of a report: a drawing and the table that says the same, with the address of the list behind each number.

One shape for all of them; `drawing` works out where each mark stands, one template and one paper draw any.
"""

from dataclasses import dataclass

NOTHING = "—"


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the table with where its list is; `per_cent` writes a share. None is a dash."""

    value: float | None
    url: str = ""
    per_cent: bool = False

    @property
    def text(self) -> str:
        """As it is read: at most one decimal."""
        if self.value is None:
            return NOTHING
        if self.per_cent:
            return f"{100 * self.value:.1f}".removesuffix(".0") + "%"
        return f"{self.value:.1f}".removesuffix(".0")

    @property
    def cell(self) -> object:
        """For a spreadsheet: a number stays one."""
        return self.text if self.value is None or self.per_cent else round(self.value, 1)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table; `part` is set for one that belongs to the line above, `short` where room is scarce."""

    label: str
    numbers: tuple[Number, ...]
    part: bool = False
    short: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A drawn rectangle, in units of the view box, as text so that no language writes it otherwise."""

    x: str
    y: str
    width: str
    height: str
    shade: str
    title: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """A drawn text; `anchor` is start, middle or end; `shade` is that of the mark it stands on, "" for none."""

    x: str
    y: str
    text: str
    anchor: str = "start"
    shade: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Marks and labels on a ground of this size; `legend` names the shades."""

    width: int
    height: int
    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]
    legend: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing with its table. All texts are in the reader's language already; `notes` say how it was counted."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    drawing: Drawing | None
    notes: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()

    @property
    def across(self) -> tuple[tuple[str, tuple[Number, ...]], ...]:
        """The table turned round: each column with its numbers, for paper that is wider than high."""
        numbers = zip(*(row.numbers for row in self.rows), strict=True)
        return tuple(zip(self.columns[1:], numbers, strict=True))

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(number.value for row in self.rows for number in row.numbers)
