"""What the software does about each article, in a sentence, and where it is seen: read once from the package's data."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import yaml

_FILE = files(__package__) / "data" / "carried.yaml"


@dataclass(frozen=True, slots=True)
class Carried:
    """How an article is carried out. `screens` are names of addresses without parts, `papers` kinds of documents."""

    text_zh: str
    text_en: str
    screens: tuple[str, ...]
    papers: tuple[str, ...]


@cache
def carried() -> Mapping[str, Carried]:
    """By article id, for every article."""
    rows = yaml.load(_FILE.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return MappingProxyType(
        {
            article: Carried(
                row["zh"], row["en"], tuple(row.get("screens", ())), tuple(row.get("papers", ()))
            )
            for article, row in rows.items()
        }
    )
