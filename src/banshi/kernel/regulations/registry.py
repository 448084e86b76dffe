"""The articles, the rulings and the dated parameters, read once from the package's data."""

import datetime as dt
import json
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml

from banshi.kernel.regulations.citation import Citation, cite

_DATA = files(__package__) / "data"


class UnknownArticle(LookupError):
    """No article, or no parameter of an article, has this name."""


class NoLawForDate(LookupError):
    """The day lies before the first value of the parameter: the regulation did not yet apply."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article or item of the regulation in our own words.

    `parameters` describe the text; the values rules use come from `parameter`, by date.
    """

    id: Citation
    annex: int
    number: int
    item: str
    summary_zh: str
    summary_en: str
    type: str
    also: tuple[str, ...]
    parameters: Mapping[str, Any]
    evidence: str


@dataclass(frozen=True, slots=True)
class Annex:
    """One of the twelve institutions (0 is the main text)."""

    number: int
    name_zh: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Ruling:
    """What this bureau does where the articles leave a choice."""

    id: str
    title_zh: str
    title_en: str
    text_zh: str
    text_en: str
    articles: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """A parameter's value from a day on. `source`: regulation, law, or bureau (a setting)."""

    since: dt.date
    value: Any
    source: str
    note: str = ""


# What this bureau amended: its own values by (article id, name).
Amended = Mapping[tuple[str, str], tuple[Value, ...]]
_amended: list[Callable[[], Amended]] = []


@dataclass(frozen=True, slots=True)
class Scenario:
    """A story in the bureau's words that the tests play: what it proves, its steps, perhaps a table of examples."""

    feature: str
    title: str
    articles: tuple[str, ...]
    steps: tuple[str, ...]
    examples: tuple[tuple[str, ...], ...]


@cache
def articles() -> Mapping[str, Article]:
    """All articles by id, in the order of the regulation."""
    return MappingProxyType({row["id"]: _article(row) for row in _load("articles.yaml")["articles"]})


def article(article_id: str) -> Article:
    """One article by its id such as "06-03-2"; raises `UnknownArticle`."""
    try:
        return articles()[article_id]
    except KeyError:
        raise UnknownArticle(f"no article {article_id!r}") from None


@cache
def annexes() -> Mapping[int, Annex]:
    """The main text (0) and the twelve annexes by number."""
    rows = _load("articles.yaml")["annexes"]
    return MappingProxyType({n: Annex(n, name["zh"], name["en"]) for n, name in rows.items()})


@cache
def annex(number: int) -> tuple[Article, ...]:
    """The articles of annex `number`, in order; empty when there is no such annex."""
    return tuple(found for found in articles().values() if found.annex == number)


@cache
def rulings() -> tuple[Ruling, ...]:
    """The rulings R1 to R8, in order."""
    return tuple(Ruling(**{**row, "articles": cite(*row["articles"])}) for row in _load("rulings.yaml"))


@cache
def scenarios() -> Mapping[str, tuple[Scenario, ...]]:
    """The scenarios that prove an article, by its id."""
    found: dict[str, list[Scenario]] = {}
    for row in json.loads((_DATA / "scenarios.json").read_text(encoding="utf-8")):
        told = Scenario(
            row["feature"],
            row["title"],
            tuple(row["articles"]),
            tuple(row["steps"]),
            tuple(tuple(cells) for cells in row["examples"]),
        )
        for article_id in told.articles:
            found.setdefault(article_id, []).append(told)
    return MappingProxyType({article_id: tuple(those) for article_id, those in found.items()})


@cache
def parameters() -> Mapping[tuple[str, str], tuple[Value, ...]]:
    """Every dated parameter of the package by (article id, name), its values from the oldest to the newest."""
    return MappingProxyType({(row["article"], row["name"]): _values(row) for row in _load("parameters.yaml")})


def amend_from(source: Callable[[], Amended]) -> None:
    """Ask `source` for the values of parameters that this bureau amended: whole, and without an answer's delay."""
    _amended.clear()
    _amended.append(source)


def values(article_id: str, name: str) -> tuple[Value, ...]:
    """All values of a parameter, those this bureau announced with the package's, from the oldest to the newest.

    Raises `UnknownArticle` for an unknown name.
    """
    key = (article_id, name)
    found = parameters().get(key)
    if found is None:
        raise UnknownArticle(f"article {article_id} has no parameter {name!r}")
    own = _amended[0]().get(key) if _amended else None
    return tuple(sorted((*found, *own), key=lambda value: value.since)) if own else found


def parameter(article_id: str, name: str, on: dt.date) -> Any:
    """The value of an article's parameter in force on the day `on`: an int, a str, or a tuple of str.

    Raises `UnknownArticle` for an unknown name and `NoLawForDate` before the first value.
    """
    found = values(article_id, name)
    at = bisect_right(found, on, key=lambda value: value.since)
    if at == 0:
        raise NoLawForDate(f"{article_id} {name} has no value before {found[0].since}")
    return found[at - 1].value


def _article(row: dict[str, Any]) -> Article:
    parts = row["id"].split("-")
    return Article(
        id=cite(row["id"])[0],
        annex=int(parts[0]),
        number=int(parts[1]),
        item=".".join(parts[2:]),
        summary_zh=row["summary_zh"],
        summary_en=row["summary_en"],
        type=row["type"],
        also=tuple(row["also"]),
        parameters=MappingProxyType(row["parameters"]),
        evidence=row["evidence"],
    )


def _values(row: dict[str, Any]) -> tuple[Value, ...]:
    found = (Value(v["from"], _frozen(v["value"]), v["source"], v.get("note", "")) for v in row["values"])
    return tuple(sorted(found, key=lambda value: value.since))


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


@cache
def _load(name: str) -> Any:
    return yaml.load((_DATA / name).read_text(encoding="utf-8"), yaml.CSafeLoader)
