"""docs/personal-data.md: every column with its level, purpose, ground and retention; `write` or `check`."""

import sys
from collections.abc import Iterator

import django

django.setup()

from banshi.kernel.privacy.dictionary import ELSEWHERE, LEVELS, ROWS, Table, tables  # noqa: E402
from banshi.kernel.privacy.periods import Kind, Period, kinds  # noqa: E402
from tests.house.source import ROOT  # noqa: E402

PAGE = ROOT / "docs" / "personal-data.md"
LEVEL_NAMES = {
    "secret": "who complained",
    "sensitive": "sensitive",
    "ordinary": "personal",
    "coded": "coded",
    "linked": "link",
    "staff": "staff",
}
UNITS = {"h": "h", "d": "days", "m": "months", "y": "years"}
HEAD = """# Personal data

<!-- Written by `make docs` from personal.yaml of each application and kernel/privacy/data/retention.yaml. -->

What every table holds about people. A new column without a level fails `tests/house/test_personal.py`. How things
are erased, and how backups follow: [decision 0032](decisions/0032-what-is-erased-and-when.md). The page for everybody:
个人信息 (`/privacy/`).

Levels: *who complained* (keys of its own), *sensitive* (PIPL 28, and secrets), *personal*, *coded* (masked, or a keyed
digest), *link* (a number that leads to a person's row; stays), *staff* (which colleague did it; stays).

## How long

| kind | what | why | ground | kept | by |
|---|---|---|---|---|---|
"""


def page() -> str:
    """The whole page."""
    named = [one for one in tables().values() if one.kind is not None]
    columns = "".join(f"\n## {app}\n{_application(app, named)}" for app in _applications(named))
    return HEAD + "".join(_kind(one) for one in kinds().values()) + columns


def _applications(named: list[Table]) -> list[str]:
    return list(dict.fromkeys(one.model._meta.app_label for one in named))


def _kind(kind: Kind) -> str:
    kept = "; ".join(_period(one, kind) for one in kind.periods)
    by = "; ".join(one.source for one in kind.periods)
    return f"| {kind.key} | {kind.name['en']} | {kind.why['en']} | {kind.ground['en']} | {kept} | {by} |\n"


def _period(period: Period, kind: Kind) -> str:
    if not period.ends:
        return "for ever" if period.unit == "ever" else "as long as its record"
    ends = " after the end of the year" if kind.year_end else ""
    unit = UNITS[period.unit].removesuffix("s") if period.number == 1 else UNITS[period.unit]
    return f"{period.number} {unit}{ends}"


def _application(app: str, named: list[Table]) -> str:
    rows = [row for one in named if one.model._meta.app_label == app for row in _rows(one)]
    return (
        "\n| table | level | columns | kind | counted from, and what happens |\n|---|---|---|---|---|\n"
        + "".join(rows)
    )


def _rows(table: Table) -> Iterator[str]:
    for level in LEVELS:
        if level != "plain" and level in table.levels:
            columns = ", ".join(f"`{name}`" for name in table.levels[level])
            end = _end(table) if level not in {"linked", "staff"} else "stays"
            yield f"| {table.model.__name__} | {LEVEL_NAMES[level]} | {columns} | {table.kept} | {end} |\n"


def _end(table: Table) -> str:
    if table.erase == ELSEWHERE:
        return f"`{table.where}`"
    if not (table.since or table.until):
        return "stays with its record"
    done = "the row goes" if table.erase == ROWS else "emptied"
    start = " or ".join(f"`{one}`" for one in table.since) or f"`{table.until}` (the end)"
    return f"{start}: {done}" + (", files too" if table.files or table.papers else "")


def main(verb: str) -> int:
    """Write the page, or say that it is out of date."""
    if verb == "write":
        PAGE.write_text(page(), encoding="utf-8")
    elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page():
        print(f"Out of date: {PAGE.name}. Run `make docs`.")
        return 1
    return 0


if __name__ == "__main__":
    if sys.argv[1:] not in (["write"], ["check"]):
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
