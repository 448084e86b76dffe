"""The data dictionary: which column of which table holds what about people, and when it is erased.

It stands beside the models, in the file personal.yaml of each application; a house test asks for every column.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.apps import apps
from django.db import models

from banshi.kernel.privacy.periods import Kind, kinds

FILE = "personal.yaml"
NOTHING = "nothing"
# From the most to the least guarded.
LEVELS = ("secret", "sensitive", "ordinary", "coded", "linked", "staff", "plain")
# What is emptied when the time has come; links and who of the staff did it stay, as the ledger does.
ERASED = ("secret", "sensitive", "ordinary", "coded")
ROWS, ELSEWHERE = "rows", "elsewhere"


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its columns by level, the kind that says how long, and how it is erased.

    `since` are the columns from which the time runs (the first that is filled), or `until` the one that holds its
    end; `only` are conditions; `erase` is empty (columns are emptied), "rows", or "elsewhere" (`where` says where).
    `stream` names the ledger stream of a row, by which it is held; with `papers`, its notices go with it.
    """

    model: type[models.Model]
    kept: str
    levels: Mapping[str, tuple[str, ...]]
    since: tuple[str, ...] = ()
    until: str = ""
    only: Mapping[str, Any] | None = None
    erase: str = ""
    where: str = ""
    stream: str = ""
    also: tuple[str, ...] = ()
    papers: bool = False
    files: tuple[str, ...] = ()
    stays: tuple[str, ...] = ()
    instead: Mapping[str, str] | None = None
    quiet: bool = False

    @property
    def label(self) -> str:
        """What it is called: "cases.Case"."""
        return self.model._meta.label

    @property
    def kind(self) -> Kind | None:
        """The kind of retention; None for a table without anything about people."""
        return None if self.kept == NOTHING else kinds()[self.kept]

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns that have a level."""
        return tuple(name for names in self.levels.values() for name in names)

    @property
    def emptied(self) -> tuple[str, ...]:
        """The columns that are emptied when the time has come."""
        return tuple(
            name for level in ERASED for name in self.levels.get(level, ()) if name not in self.stays
        )

    @property
    def silent(self) -> bool:
        """Whether nothing is told of what was erased here (10-05)."""
        return self.quiet or (self.kind is not None and self.kind.quiet)


@cache
def tables() -> Mapping[str, Table]:
    """Every table that has a line, by label, in the order of the applications."""
    found = {}
    for config in apps.get_app_configs():
        file = Path(config.path) / FILE
        if file.exists():
            for name, given in yaml.safe_load(file.read_text(encoding="utf-8")).items():
                table = _table(name if "." in name else f"{config.label}.{name}", given)
                found[table.label] = table
    return found


def _table(label: str, given: Mapping[str, Any]) -> Table:
    levels = {level: tuple(given[level]) for level in LEVELS if level in given}
    since = given.get("since", ())
    return Table(
        _models()[label],
        given["kept"],
        levels,
        since=(since,) if isinstance(since, str) else tuple(since),
        files=tuple(given.get("files", ())),
        also=tuple(given.get("also", ())),
        stays=tuple(given.get("stays", ())),
        **{
            name: given[name]
            for name in ("until", "only", "erase", "where", "stream", "papers", "instead", "quiet")
            if name in given
        },
    )


@cache
def _models() -> Mapping[str, type[models.Model]]:
    return {model._meta.label: model for model in apps.get_models()}
