"""What a part found: tables for people, JSON for machines."""

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

Cell = str | int | float
Part = Callable[[bool], Iterable["Table"]]


@dataclass(frozen=True, slots=True)
class Table:
    """One comparison within one run. `aim` is what the project wants to reach, in words."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    aim: str = ""
    notes: tuple[str, ...] = ()

    def text(self) -> str:
        """The table as aligned plain text."""
        lines = [self.columns, *(tuple(map(_plain, row)) for row in self.rows)]
        widths = [max(len(line[at]) for line in lines) for at in range(len(self.columns))]
        drawn = [
            "  ".join(_fit(cell, widths[at], at) for at, cell in enumerate(line)).rstrip() for line in lines
        ]
        rule = "  ".join("-" * width for width in widths)
        below = [f"aim: {self.aim}"] * bool(self.aim) + list(self.notes)
        return "\n".join([f"\n## {self.title}", drawn[0], rule, *drawn[1:], *(f"  {line}" for line in below)])


def run(part: Part) -> None:
    """The command line of a part: `[--quick] [--json FILE]`; prints its tables."""
    arguments = sys.argv[1:]
    tables = []
    for table in part("--quick" in arguments):
        tables.append(table)
        say(table.text())
    if "--json" in arguments:
        target = Path(arguments[arguments.index("--json") + 1])
        target.write_text(json.dumps([asdict(table) for table in tables], ensure_ascii=False))


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def progress(text: str) -> None:
    """Tell a waiting person what is going on; not part of the results."""
    sys.stderr.write(f"  … {text}\n")
    sys.stderr.flush()


def bar(share: float, text: str) -> None:
    """Draw how far a long step is (0 to 1), over the line before, and what it does; ends the line at 1."""
    full = round(share * 40)
    sys.stderr.write(
        f"\r  [{'#' * full}{'.' * (40 - full)}] {share:4.0%}  {text}\x1b[K" + "\n" * (share >= 1)
    )
    sys.stderr.flush()


def _plain(cell: Cell) -> str:
    return f"{cell:,}" if isinstance(cell, int) else str(cell)


def _fit(cell: str, width: int, column: int) -> str:
    return cell.ljust(width) if column == 0 else cell.rjust(width)
