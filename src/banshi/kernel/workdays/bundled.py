"""The published years that come with the software: 2023 to 2026, each with its paper."""

from dataclasses import dataclass
from pathlib import Path

import yaml

from banshi.kernel.workdays import calendar_file
from banshi.kernel.workdays.days import DayTable

DATA = Path(__file__).with_name("data")


@dataclass(frozen=True, slots=True)
class BundledYear:
    """One year as a calendar file (CSV text), with the name of its paper."""

    year: int
    text: str
    source: str


def years() -> list[BundledYear]:
    """The bundled years, oldest first."""
    sources = yaml.safe_load((DATA / "sources.yaml").read_text("utf-8"))
    return [
        BundledYear(year, (DATA / f"{year}.csv").read_text("utf-8"), source)
        for year, source in sorted(sources.items())
    ]


def table() -> DayTable:
    """The bundled calendar without a database, for the command line and the tests."""
    return DayTable(row.day for year in years() for row in calendar_file.read(year.text) if row.day)
