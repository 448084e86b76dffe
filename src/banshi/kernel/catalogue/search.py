"""Finding items by ordinary words: tokens, names, synonyms, pinyin in full or by initials, codes.

The index lives in the process, built from the versions in force and kept until the catalogue changes.
"""

import datetime as dt
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import rjieba
from pypinyin import lazy_pinyin

from banshi.kernel.catalogue.bundled import stop_words, synonyms
from banshi.kernel.catalogue.queries import ItemVersionCard, published, revision
from banshi.kernel.catalogue.schema import ItemSpec
from banshi.lib.results import Reason
from banshi.lib.results import gettext_noop as _

LONGEST_QUERY = 60
_CHINESE = re.compile(r"[\u3400-\u9fff]+")
_LATIN = re.compile(r"[a-z0-9]+")
# Words of asking that say nothing about which item is meant.
_STOP = stop_words()
_NAME, _ALIAS, _BODY = 3.0, 2.5, 0.4


@dataclass(frozen=True, slots=True)
class Hit:
    """One item found, and why, in a sentence."""

    code: str
    name_zh: str
    name_en: str
    section_code: str
    why: Reason


@dataclass(frozen=True, slots=True)
class _Entry:
    """What is compared with a query: the item's name and other words for it, and how they sound."""

    spec: ItemSpec
    aliases: tuple[str, ...]
    sounds: tuple[tuple[str, ...], ...]


@dataclass(slots=True)
class _Scores:
    """Points per item, and the strongest reason for each."""

    points: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    best: dict[int, tuple[float, Reason]] = field(default_factory=dict)

    def add(self, item: int, points: float, text: str, word: str = "") -> None:
        self.points[item] += points
        if points > self.best.get(item, (0.0, None))[0]:
            self.best[item] = (points, Reason(text, ("08-04-1",), params={"word": word}))


@dataclass(frozen=True, slots=True)
class _Index:
    entries: tuple[_Entry, ...]
    postings: dict[str, dict[int, float]]


def search(text: str, on: dt.date, limit: int = 10) -> list[Hit]:
    """The items in force on the day `on` that fit `text`, best first; [] when nothing fits (08-04-1)."""
    query = unicodedata.normalize("NFKC", text[: LONGEST_QUERY * 2]).lower()[:LONGEST_QUERY]
    chinese, latin = "".join(_CHINESE.findall(query)), "".join(_LATIN.findall(query))
    if not chinese and not latin:
        return []
    index = _index(revision(), on)
    scores = _Scores()
    if chinese:
        _by_words(index, chinese, query, scores)
    if latin:
        _by_letters(index, latin, _LATIN.findall(query), scores)
    if not scores.points and chinese:
        _by_sound(index, tuple(lazy_pinyin(query, errors="ignore")), scores)
    ranked = sorted(scores.points, key=lambda item: (-scores.points[item], index.entries[item].spec.code))
    return [_hit(index.entries[item].spec, scores.best[item][1]) for item in ranked[: max(limit, 0)]]


@lru_cache(maxsize=4)
def _index(token: str, on: dt.date) -> _Index:
    """`token` only keys the cache: another catalogue, another index."""
    cards: tuple[ItemVersionCard, ...] = published(on) if token else ()
    entries = tuple(_entry(card.spec) for card in cards)
    postings: dict[str, dict[int, float]] = defaultdict(dict)
    for item, entry in enumerate(entries):
        for word, weight in _weighted(entry):
            postings[word][item] = max(weight, postings[word].get(item, 0.0))
    return _Index(entries, dict(postings))


def _entry(spec: ItemSpec) -> _Entry:
    aliases = tuple(
        word
        for word, meant in synonyms()
        if spec.code in meant or any(name in spec.name_zh for name in meant)
    )
    sounds = tuple(tuple(lazy_pinyin(word, errors="ignore")) for word in (spec.name_zh, *aliases))
    return _Entry(spec, aliases, sounds)


def _weighted(entry: _Entry) -> Iterator[tuple[str, float]]:
    spec = entry.spec
    body = (*spec.conditions, *(m.name for m in spec.materials), spec.outcome.name, spec.source_note)
    yield from ((word, _BODY) for text in body for word in _words(text))
    yield from ((word, _ALIAS) for alias in entry.aliases for word in (alias, *_words(alias)))
    yield from ((word, _NAME) for word in (*_words(spec.name_zh), *_LATIN.findall(spec.name_en.lower())))


def _words(text: str) -> list[str]:
    """The words worth indexing: what the segmenter finds, without single characters and words of asking."""
    found = rjieba.cut_for_search(text.lower())
    return [word for word in found if len(word) > 1 and word not in _STOP and _CHINESE.search(word)]


def _by_words(index: _Index, chinese: str, query: str, scores: _Scores) -> None:
    said = _longest(word for word, _meant in synonyms() if word in query)
    for item, entry in enumerate(index.entries):
        name = entry.spec.name_zh
        if chinese == name:
            scores.add(item, 200, _("与事项名称相同"))
        elif name.startswith(chinese):
            scores.add(item, 80, _("事项名称以“%(word)s”开头"), chinese)
        elif chinese in name:
            scores.add(item, 60, _("事项名称里有“%(word)s”"), chinese)
        for alias in said.intersection(entry.aliases):
            scores.add(item, 40 + 4 * len(alias), _("“%(word)s”就是指这类事项"), alias)
    for word in dict.fromkeys((*_words(chinese), *(c for c in chinese if len(chinese) == 1))):
        _add_posting(index, word, scores)


def _longest(words: Iterable[str]) -> set[str]:
    """The words that are not part of a longer one: 低保边缘 is not counted again as 低保."""
    found = set(words)
    return {word for word in found if not any(word != other and word in other for other in found)}


def _add_posting(index: _Index, word: str, scores: _Scores) -> None:
    found = index.postings.get(word, {})
    for item, weight in found.items():
        rarity = 1 + len(index.entries) / (1 + len(found))
        text = _("事项名称里有“%(word)s”") if weight == _NAME else _("办事指南里提到“%(word)s”")
        scores.add(item, weight * rarity, text, word)


def _by_letters(index: _Index, latin: str, words: list[str], scores: _Scores) -> None:
    for item, entry in enumerate(index.entries):
        code = entry.spec.code.lower().replace("-", "")
        if len(latin) > 1 and latin in code:
            scores.add(item, 150 if latin == code else 50, _("编码相符"))
        if points := max(_sounding(latin, sound, own=at == 0) for at, sound in enumerate(entry.sounds)):
            scores.add(item, points, _("拼音相符"))
    for word in words:
        if len(word) > 2 and word not in _STOP:
            _add_posting(index, word, scores)


def _by_sound(index: _Index, spoken: tuple[str, ...], scores: _Scores) -> None:
    """Last resort for a misspelt name: the same sounds in other characters."""
    if len(spoken) < 2:
        return
    _by_letters(index, "".join(spoken), [], scores)


def _sounding(latin: str, sound: tuple[str, ...], *, own: bool) -> float:
    """Points for letters that spell a name (`own`) or an alias, in full or by initials."""
    if len(latin) < 2:
        return 0.0
    initials = "".join(syllable[0] for syllable in sound)
    if latin in ("".join(sound), initials):
        return 100.0 if own else 70.0
    for at in range(len(sound)):
        if "".join(sound[at:]).startswith(latin):
            return (60.0 if own else 45.0) - min(at, 20)
        if initials.startswith(latin, at):
            return (50.0 if own else 20.0) - min(at, 19)
    return 0.0


def _hit(spec: ItemSpec, why: Reason) -> Hit:
    return Hit(spec.code, spec.name_zh, spec.name_en, spec.section, why)
