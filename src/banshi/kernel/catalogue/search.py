"""Finding items by ordinary words: names, everyday words, pinyin in full or by initials, codes, and what was
meant by a slip of the hand: the same sound in other characters, one wrong character, a wrong letter.
"""

import datetime as dt
import heapq
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pypinyin import lazy_pinyin
from rapidfuzz import fuzz, process

from banshi.kernel.catalogue.bundled import synonyms
from banshi.kernel.catalogue.index import (
    BY_BODY,
    CHINESE,
    LATIN,
    LONGEST_TERM,
    STOP,
    Index,
    Term,
    index,
    words,
)
from banshi.kernel.catalogue.queries import revision
from banshi.lib.results import Reason
from banshi.lib.results import gettext_noop as _

LONGEST_QUERY = 60
# Slips are looked for only while nothing was found that surely is meant.
SURE = 40.0
# rapidfuzz: one wrong character in four, one or two wrong letters in ten.
ONE_CHARACTER, ONE_LETTER = 74.0, 82.0

SAME_NAME = Reason(_("与事项名称相同"), ("08-04-1",))
SAME_CODE = Reason(_("编码相符"), ("08-04-1",))
SAME_SOUND = Reason(_("拼音相符"), ("08-04-1",))
SOUNDS_LIKE, LOOKS_LIKE = _("听起来像“%(word)s”"), _("您要找的可能是“%(word)s”")


@dataclass(frozen=True, slots=True)
class Hit:
    """One item found, and why, in a sentence; not `sure` when only its guide mentions the words."""

    code: str
    name_zh: str
    name_en: str
    section_code: str
    why: Reason
    sure: bool = True


@dataclass(slots=True)
class _Scores:
    """Points per item, and the strongest reason for each."""

    points: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    best: dict[int, tuple[float, Reason]] = field(default_factory=dict)

    def add(self, item: int, points: float, why: Reason) -> None:
        self.points[item] += points
        known = self.best.get(item)
        if known is None or points > known[0]:
            self.best[item] = (points, why)

    def add_all(self, items: Iterable[tuple[int, float]], why: Reason, share: float = 1.0) -> None:
        for item, points in items:
            self.add(item, points * share, why)

    @property
    def sure(self) -> bool:
        return any(points >= SURE for points in self.points.values())


def search(text: str, on: dt.date, limit: int = 10) -> list[Hit]:
    """The items in force on the day `on` that fit `text`, best first; [] when nothing fits (08-04-1)."""
    query = normal(text)
    chinese, latin = "".join(CHINESE.findall(query)), "".join(LATIN.findall(query))
    if not chinese and not latin:
        return []
    found = index(revision(), on)
    scores = _Scores()
    if chinese:
        _by_words(found, chinese, query, scores)
        _by_sound(found, query, scores)
    if latin:
        _by_letters(found, latin, LATIN.findall(query), scores)
    if not scores.sure:
        _by_slip(found, chinese, latin, scores)
    best = heapq.nsmallest(
        max(limit, 0), scores.points, key=lambda item: (-scores.points[item], found.specs[item].code)
    )
    return [_hit(found, item, scores.best[item][1]) for item in best]


def words_within(text: str, on: dt.date) -> frozenset[str]:
    """The words of the catalogue of that day, of asking and of everyday speech that stand in `text`."""
    found, said = index(revision(), on), {word for word, _meant in synonyms()}
    known = (found.terms, found.body, said, STOP)
    return frozenset(piece for piece in pieces(text) if any(piece in words for words in known))


def pieces(text: str) -> frozenset[str]:
    """All stretches of two characters up to the longest word."""
    ends = range(2, LONGEST_TERM + 1)
    return frozenset(text[at : at + end] for at in range(len(text)) for end in ends if at + end <= len(text))


def normal(text: str) -> str:
    """A query as it is compared: half-width, lower case, cut to its longest."""
    return unicodedata.normalize("NFKC", text[: LONGEST_QUERY * 2]).lower()[:LONGEST_QUERY]


def _by_words(found: Index, chinese: str, query: str, scores: _Scores) -> None:
    starts = Reason(_("事项名称以“%(word)s”开头"), ("08-04-1",), params={"word": chinese})
    holds = Reason(_("事项名称里有“%(word)s”"), ("08-04-1",), params={"word": chinese})
    for item, (name, _sound, _code) in enumerate(found.names):
        if chinese in name:
            if name == chinese:
                scores.add(item, 200, SAME_NAME)
            else:
                scores.add(item, *((80, starts) if name.startswith(chinese) else (60, holds)))
    for term in _longest([term for term in found.said if term.word in query]):
        scores.add_all(term.items.items(), term.why)
    cut = dict.fromkeys((*words(chinese), *(c for c in chinese if len(chinese) == 1)))
    for word in cut:
        _add_word(found, word, scores)


def _longest(terms: Sequence[Term]) -> list[Term]:
    """The words that are not part of a longer one: 低保边缘 is not counted again as 低保."""
    return [t for t in terms if not any(t.word != other.word and t.word in other.word for other in terms)]


def _add_word(found: Index, word: str, scores: _Scores) -> None:
    term = found.terms.get(word)
    if term is not None and not term.said:
        scores.add_all(term.items.items(), term.why)
    if inside := found.body.get(word):
        scores.add_all(inside.items(), Reason(BY_BODY, ("08-04-1",), params={"word": word}))


def _by_sound(found: Index, query: str, scores: _Scores) -> None:
    """The same sounds in other characters: 底保 is heard as 低保. Worth less than the word itself."""
    syllables = lazy_pinyin(query, errors="ignore")
    heard = [
        term
        for size in range(2, min(LONGEST_TERM, len(syllables)) + 1)
        for at in range(len(syllables) - size + 1)
        for term in found.by_sound.get(" ".join(syllables[at : at + size]), ())
        if term.word not in query
    ]
    for term in _longest(heard):
        scores.add_all(term.items.items(), _like(SOUNDS_LIKE, term), 0.8)


def _by_letters(found: Index, latin: str, typed: list[str], scores: _Scores) -> None:
    if len(latin) > 1:
        spelt: dict[int, float] = {}
        for item, (_name, sound, code) in enumerate(found.names):
            if latin in code:
                scores.add(item, 150 if latin == code else 50, SAME_CODE)
            if match := sound.matches(latin):
                spelt[item] = _points(match, own=True)
        for term in found.said:
            if match := term.sound.matches(latin):
                points = _points(match, own=False)
                spelt |= {item: points for item in term.items if points > spelt.get(item, 0.0)}
        scores.add_all(spelt.items(), SAME_SOUND)
    for word in typed:
        if len(word) > 2 and word not in STOP:
            _add_word(found, word, scores)
    if not scores.points:
        for term in _spelt(found, latin):
            scores.add_all(term.items.items(), SAME_SOUND)


def _points(match: tuple[str, int], *, own: bool) -> float:
    """Points for letters that spell a name (`own`) or an everyday word, in full or by initials."""
    how, at = match
    if how == "all":
        return 100.0 if own else 70.0
    if how == "letters":
        return (60.0 if own else 45.0) - min(at, 20)
    return (50.0 if own else 20.0) - min(at, 19)


def _spelt(found: Index, latin: str) -> Iterator[Term]:
    """Several words run together, such as shetuanbiangeng: yields them only if they make up the whole."""
    ways: list[list[Term] | None] = [[], *([None] * len(latin))]
    for end in range(1, len(latin) + 1):
        for start in range(end):
            before, term = ways[start], found.spellings.get(latin[start:end])
            if before is not None and term is not None and len(term.word) > 1:
                way = [*before, term]
                known = ways[end]
                if known is None or len(way) < len(known):
                    ways[end] = way
    yield from ways[-1] or ()


def _by_slip(found: Index, chinese: str, latin: str, scores: _Scores) -> None:
    """One wrong character or letter, where nothing else surely fits."""
    if len(chinese) >= 4:
        long = {word: word for word in found.terms if len(word) >= 4}
        for word, _score, _key in process.extract(
            chinese, long, scorer=fuzz.partial_ratio, score_cutoff=ONE_CHARACTER, limit=3
        ):
            term = found.terms[word]
            scores.add_all(term.items.items(), _like(LOOKS_LIKE, term), 0.7)
    if len(latin) >= 5 and not chinese:
        near = process.extract(
            latin, found.spellings.keys(), scorer=fuzz.ratio, score_cutoff=ONE_LETTER, limit=3
        )
        for letters, _score, _at in near:
            term = found.spellings[letters]
            scores.add_all(term.items.items(), _like(LOOKS_LIKE, term), 0.7)


def _like(sentence: str, term: Term) -> Reason:
    return Reason(sentence, ("08-04-1",), params={"word": term.word})


def _hit(found: Index, item: int, why: Reason) -> Hit:
    spec = found.specs[item]
    return Hit(spec.code, spec.name_zh, spec.name_en, spec.section, why, why.text != BY_BODY)
