"""The sample that comes with the product: 32 items, the sections, the life events of the portal's home."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_DATA = files(__package__) / "data"


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """A situation in life, and the codes of the items people then need."""

    key: str
    name_zh: str
    name_en: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BlankForm:
    """A form to fill in: what is asked, each with an example, what is promised, and who signs."""

    title: str
    rows: tuple[tuple[str, str], ...]
    promise: str
    signer: str


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A sample section of the bureau."""

    code: str
    name_zh: str
    name_en: str
    duties: str
    phone: str
    room: str


def load_bundled() -> list[dict[str, Any]]:
    """The 32 sample items as rows for `import_catalogue`."""
    return _load("catalogue.yaml")["items"]


def bundled_sections() -> tuple[SectionRow, ...]:
    """The sample sections."""
    return tuple(SectionRow(**row) for row in _load("sections.yaml")["sections"])


@cache
def life_events() -> tuple[LifeEvent, ...]:
    """The situations shown on the portal's home, in order."""
    rows = _load("life_events.yaml")
    return tuple(LifeEvent(row["key"], row["name_zh"], row["name_en"], tuple(row["codes"])) for row in rows)


@cache
def blank_forms() -> dict[str, BlankForm]:
    """The sample forms, under the names that the materials of the items give (`sample`)."""
    rows = _load("forms.yaml").items()
    return {
        title: BlankForm(title, tuple(form["rows"].items()), form["promise"], form["signer"])
        for title, form in rows
    }


@cache
def synonyms() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Words people say, each with the words or item codes the catalogue uses for them."""
    return tuple((word, tuple(meant)) for word, meant in _load("synonyms.yaml").items())


@cache
def stop_words() -> frozenset[str]:
    """Words of asking, which say nothing about which item is meant."""
    return frozenset(str(word) for word in _load("stop_words.yaml"))


def _load(name: str) -> Any:
    return yaml.load((_DATA / name).read_text(encoding="utf-8"), yaml.CSafeLoader)
