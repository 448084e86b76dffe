"""What a search asks: names, words, everyday words and how all of them sound, made once for each catalogue.

The index lives in the process and is thrown away when the catalogue changes (decision 0009).
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import rjieba
from pypinyin import lazy_pinyin

from banshi.kernel.catalogue.bundled import stop_words, synonyms
from banshi.kernel.catalogue.queries import published
from banshi.kernel.catalogue.schema import ItemSpec
from banshi.lib.results import Reason
from banshi.lib.results import gettext_noop as _

CHINESE = re.compile(r"[\u3400-\u9fff]+")
LATIN = re.compile(r"[a-z0-9]+")
# Words of asking that say nothing about which item is meant.
STOP = stop_words()
NAME, ALIAS, BODY = 3.0, 2.5, 0.4
# A word in a great many names says little: it takes part in the order, never alone in the result.
LONGEST_TERM = 8

BY_WORD = _("事项名称里有“%(word)s”")
BY_BODY = _("办事指南里提到“%(word)s”")
BY_ALIAS = _("“%(word)s”就是指这类事项")


@dataclass(frozen=True, slots=True)
class Sound:
    """How a name or word sounds: all letters, initials, and where syllables begin in the letters."""

    letters: str
    initials: str
    starts: tuple[int, ...]

    def matches(self, latin: str) -> tuple[str, int] | None:
        """How typed letters fit: "all", "letters" or "initials", and at which syllable; None if not."""
        if latin in (self.letters, self.initials):
            return "all", 0
        if latin in self.letters:
            for at, start in enumerate(self.starts):
                if self.letters.startswith(latin, start):
                    return "letters", at
        at = self.initials.find(latin)
        return ("initials", at) if at >= 0 else None


@dataclass(frozen=True, slots=True)
class Term:
    """A word people may say: the points it gives to each item, why, and how it sounds."""

    word: str
    items: Mapping[int, float]
    why: Reason
    sound: Sound
    said: bool


@dataclass(slots=True)
class Index:
    """Everything a query is compared with."""

    specs: Sequence[ItemSpec]
    names: Sequence[tuple[str, Sound, str]]
    terms: dict[str, Term] = field(default_factory=dict)
    body: dict[str, dict[int, float]] = field(default_factory=dict)
    by_sound: dict[str, list[Term]] = field(default_factory=lambda: defaultdict(list))
    spellings: dict[str, Term] = field(default_factory=dict)
    said: list[Term] = field(default_factory=list)


@lru_cache(maxsize=4)
def index(token: str, on: dt.date) -> Index:
    """The index of the versions in force on a day; `token` only keys the cache."""
    specs = [card.spec for card in published(on)] if token else []
    made = Index(specs, [(s.name_zh, sound(s.name_zh), s.code.lower().replace("-", "")) for s in specs])
    for term in (*_aliases(specs), *_name_words(specs), *_meant(specs)):
        made.terms.setdefault(term.word, term)
    for term in made.terms.values():
        made.spellings.setdefault(term.sound.letters, term)
        if len(term.word) > 1:
            made.by_sound[spoken(term.word)].append(term)
    made.said = [term for term in made.terms.values() if term.said]
    made.body = _body(specs)
    return made


def words(text: str) -> list[str]:
    """The words worth indexing: what the segmenter finds, without single characters and words of asking."""
    found = rjieba.cut_for_search(text.lower())
    return [word for word in found if len(word) > 1 and word not in STOP and CHINESE.search(word)]


@lru_cache(maxsize=50_000)
def sound(text: str) -> Sound:
    """How a text sounds."""
    syllables = lazy_pinyin(text, errors="ignore")
    starts, at = [], 0
    for syllable in syllables:
        starts.append(at)
        at += len(syllable)
    return Sound("".join(syllables), "".join(s[0] for s in syllables), tuple(starts))


@lru_cache(maxsize=50_000)
def spoken(text: str) -> str:
    """The syllables of a text, for comparing whole syllables."""
    return " ".join(lazy_pinyin(text, errors="ignore"))


def _aliases(specs: Sequence[ItemSpec]) -> Iterator[Term]:
    """Everyday words: the longer the word and the fewer things it means, the more it says."""
    by_code = {spec.code: at for at, spec in enumerate(specs)}
    for word, meant in synonyms():
        points = 40.0 + 4 * len(word) - 6 * (len(meant) - 1)
        items = {by_code[name] for name in meant if name in by_code}
        items |= {at for at, spec in enumerate(specs) if any(name in spec.name_zh for name in meant)}
        if items:
            why = Reason(BY_ALIAS, ("08-04-1",), params={"word": word})
            yield Term(word, dict.fromkeys(sorted(items), points), why, sound(word), said=True)


def _meant(specs: Sequence[ItemSpec]) -> Iterator[Term]:
    """What the everyday words stand for, such as 社会团体: the segmenter may have cut it in two."""
    for word in dict.fromkeys(name for _said, meant in synonyms() for name in meant):
        if items := [at for at, spec in enumerate(specs) if word in spec.name_zh]:
            points = NAME * _rarity(len(specs), len(items))
            why = Reason(BY_WORD, ("08-04-1",), params={"word": word})
            yield Term(word, dict.fromkeys(items, points), why, sound(word), said=False)


def _name_words(specs: Sequence[ItemSpec]) -> Iterator[Term]:
    postings: dict[str, set[int]] = defaultdict(set)
    for at, spec in enumerate(specs):
        for word in (*words(spec.name_zh), *LATIN.findall(spec.name_en.lower())):
            postings[word].add(at)
    for word, items in postings.items():
        if word not in STOP:
            points = NAME * _rarity(len(specs), len(items))
            why = Reason(BY_WORD, ("08-04-1",), params={"word": word})
            yield Term(word, dict.fromkeys(sorted(items), points), why, sound(word), said=False)


def _body(specs: Sequence[ItemSpec]) -> dict[str, dict[int, float]]:
    postings: dict[str, set[int]] = defaultdict(set)
    for at, spec in enumerate(specs):
        texts = (*spec.conditions, *(m.name for m in spec.materials), spec.outcome.name, spec.source_note)
        for word in {word for text in texts for word in _cut(text)}:
            postings[word].add(at)
    return {
        word: dict.fromkeys(sorted(items), BODY * _rarity(len(specs), len(items)))
        for word, items in postings.items()
    }


@lru_cache(maxsize=50_000)
def _cut(text: str) -> tuple[str, ...]:
    return tuple(words(text))


def _rarity(items: int, found: int) -> float:
    """1 for a word in every item, at most 17 for one that names a single item."""
    return 1 + min(items / (1 + found), 16.0)
