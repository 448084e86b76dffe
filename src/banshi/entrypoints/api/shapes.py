"""What a request body or an answer looks like: one declaration that reads strictly and describes itself.

Every value that cannot be read is named with its field in a plain sentence, all of them at once; a field nobody
asked for is refused. Nothing here judges: whether a date or a number is lawful is the rules' business.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from banshi.lib import clock
from banshi.lib.results import Reason, Refused, gettext_noop

REQUIRED = object()
UNREAD = object()
LARGEST = 2**31 - 1
LONGEST_MOMENT = 40
# No clock reaches further, and arithmetic at the ends of the calendar overflows.
FIRST_YEAR, LAST_YEAR = 1900, 2199

MISSING = gettext_noop("请填写 %(field)s。")
UNKNOWN = gettext_noop("没有名为“%(field)s”的栏目，请删去或者核对拼写。")
NOT_TEXT = gettext_noop("%(field)s 应当是文字。")
TOO_LONG = gettext_noop("%(field)s 最多 %(longest)s 个字。")
NOT_WHOLE = gettext_noop("%(field)s 应当是 %(low)s 到 %(high)s 之间的整数。")
NOT_FLAG = gettext_noop("%(field)s 应当是 true 或者 false。")
NOT_DAY = gettext_noop("%(field)s 应当是有效的日期，请写成 2026-09-28 的样式。")
TOO_FAR = gettext_noop("%(field)s 应当在 %(first)s 年至 %(last)s 年之间。")
ODD = gettext_noop("%(field)s 里有不能保存的字符，请删去。")
NOT_MOMENT = gettext_noop("%(field)s 应当是有效的时间，请写成 2026-09-28T10:00:00+08:00 的样式。")
NOT_CHOICE = gettext_noop("%(field)s 只能是：%(options)s。")
NOT_LIST = gettext_noop("%(field)s 应当是一份清单（方括号）。")
TOO_MANY = gettext_noop("%(field)s 最多 %(most)s 项。")
NOT_RECORD = gettext_noop("%(field)s 应当由多个栏目组成（花括号）。")
NOT_ONCE = gettext_noop("%(field)s 只能写一次。")

Reasons = list[Reason]
# Not 20260928 and not 2026-W40-1, which fromisoformat would take too.
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, kw_only=True, eq=False)
class Shape:
    """One value. `default` stands in when it is left out (by default it must be there)."""

    about: str = ""
    default: Any = REQUIRED
    nullable: bool = False
    example: Any = None

    def read(self, raw: Any, path: str, reasons: Reasons) -> Any:
        """The value, or `UNREAD` after a reason was added."""
        raise NotImplementedError

    def typed(self, text: str) -> Any:
        """What a text of the address stands for; left as it is when it is not of this kind."""
        return text


@dataclass(frozen=True, kw_only=True, eq=False)
class Text(Shape):
    """A text of at most `longest` characters, stripped."""

    longest: int = 200

    def read(self, raw: Any, path: str, reasons: Reasons) -> Any:
        """The text without spaces around it; an empty one counts as left out where it is required."""
        if not isinstance(raw, str):
            return _wrong(reasons, NOT_TEXT, path)
        text = raw.strip()
        if "\0" in text:
            return _wrong(reasons, ODD, path)
        if len(text) > self.longest:
            return _wrong(reasons, TOO_LONG, path, longest=self.longest)
        if not text and self.default is REQUIRED:
            return _wrong(reasons, MISSING, path)
        return text


@dataclass(frozen=True, kw_only=True, eq=False)
class Whole(Shape):
    """A whole number from `low` to `high`."""

    low: int = 1
    high: int = LARGEST

    def read(self, raw: Any, path: str, reasons: Reasons) -> Any:
        """The number; true and 1.0 are none."""
        if isinstance(raw, bool) or not isinstance(raw, int) or not self.low <= raw <= self.high:
            return _wrong(reasons, NOT_WHOLE, path, low=self.low, high=self.high)
        return raw

    def typed(self, text: str) -> Any:
        """The number behind up to ten digits."""
        return int(text) if text.isascii() and text.isdigit() and len(text) <= 10 else text


@dataclass(frozen=True, kw_only=True, eq=False)
class Flag(Shape):
    """True or false."""

    def read(self, raw: Any, path: str, reasons: Reasons) -> Any:
        """The flag; 1 and "true" are none in a body."""
        return raw if isinstance(raw, bool) else _wrong(reasons, NOT_FLAG, path)

    def typed(self, text: str) -> Any:
        """The words true and false."""
        return {"true": True, "false": False}.get(text, text)


@dataclass(frozen=True, kw_only=True, eq=False)
class Day(Shape):
    """A date as ISO text."""

    def read(self, raw: Any, path: str, reasons: Reasons) -> Any:
        """The date behind 2026-09-28; no other way of writing it is taken."""
        try:
            day = dt.date.fromisoformat(raw) if isinstance(raw, str) and _DAY.fullmatch(raw) else None
        except ValueError:
            day = None
        if day is None:
            return _wrong(reasons, NOT_DAY, path)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            return _wrong(reasons, TOO_FAR, path, first=FIRST_YEAR, last=LAST_YEAR)
        return day


@dataclass(frozen=True, kw_only=True, eq=False)
class Moment(Shape):
    """A moment as ISO text with its offset; Beijing time is meant without one."""

    def read(self, raw: Any, path: str, reasons: Reasons) -> Any:
        """The aware moment behind 2026-09-28T10:00 or 2026-09-28T10:00:00+08:00."""
        try:
            if isinstance(raw, str) and len("2026-09-28T10:00") <= len(raw) <= LONGEST_MOMENT:
                return clock.parse(raw).astimezone(clock.BEIJING)
        except (ValueError, OverflowError):
            pass
        return _wrong(reasons, NOT_MOMENT, path)


@dataclass(frozen=True, kw_only=True, eq=False)
class Choice(Shape):
    """One word of a closed list: `options` are the words with what each means; `name` names the list."""

    name: str
    options: Mapping[str, str]

    def read(self, raw: Any, path: str, reasons: Reasons) -> Any:
        """The word."""
        if isinstance(raw, str) and raw in self.options:
            return raw
        return _wrong(reasons, NOT_CHOICE, path, options="、".join(self.options))


@dataclass(frozen=True, kw_only=True, eq=False)
class Many(Shape):
    """A list of `least` to `most` values of one shape."""

    of: Shape
    least: int = 0
    most: int = 60

    def read(self, raw: Any, path: str, reasons: Reasons) -> Any:
        """The values in order."""
        if not isinstance(raw, list):
            return _wrong(reasons, NOT_LIST, path)
        if len(raw) < self.least:
            return _wrong(reasons, MISSING, path)
        if len(raw) > self.most:
            return _wrong(reasons, TOO_MANY, path, most=self.most)
        return [self.of.read(one, f"{path}[{number}]", reasons) for number, one in enumerate(raw, start=1)]


@dataclass(frozen=True, kw_only=True, eq=False)
class Free(Shape):
    """Anything JSON can say: what it means is read elsewhere."""

    def read(self, raw: Any, path: str, reasons: Reasons) -> Any:
        """The value as it came."""
        return raw


@dataclass(frozen=True, kw_only=True, eq=False)
class Record(Shape):
    """Named fields; `name` is its name in the API's schema."""

    name: str
    fields: Mapping[str, Shape] = field(default_factory=dict)

    def read(self, raw: Any, path: str, reasons: Reasons) -> Any:
        """The fields by name, defaults filled in."""
        if not isinstance(raw, dict):
            return _wrong(reasons, NOT_RECORD, path or self.name)
        before = f"{path}." if path else ""
        for key in raw.keys() - self.fields.keys():
            _wrong(reasons, UNKNOWN, before + key[:40])
        return {
            name: self._field(shape, raw.get(name, UNREAD), before + name, reasons)
            for name, shape in self.fields.items()
        }

    @staticmethod
    def _field(shape: Shape, raw: Any, path: str, reasons: Reasons) -> Any:
        if raw is UNREAD:
            return _wrong(reasons, MISSING, path) if shape.default is REQUIRED else shape.default
        return None if raw is None and shape.nullable else shape.read(raw, path, reasons)


def read_body(record: Record, raw: Any) -> dict[str, Any]:
    """The fields of a body; raises `Refused` with everything that is wrong, each at its field."""
    reasons: Reasons = []
    given = record.read(raw, "", reasons)
    if reasons:
        raise Refused(*reasons)
    return given


def read_query(record: Record, query: QueryDict) -> dict[str, Any]:
    """The parameters of an address, read like a body; raises `Refused`."""
    reasons: Reasons = []
    raw = {name: _typed(record.fields.get(name), name, texts, reasons) for name, texts in query.lists()}
    given = record.read(raw, "", reasons)
    if reasons:
        raise Refused(*reasons)
    return given


def _typed(shape: Shape | None, name: str, texts: Sequence[str], reasons: Reasons) -> Any:
    if isinstance(shape, Many):
        return [shape.of.typed(text) for text in texts]
    if shape is not None and len(texts) > 1:
        _wrong(reasons, NOT_ONCE, name)
    return shape.typed(texts[-1]) if shape else texts[-1]


def _wrong(reasons: Reasons, sentence: str, path: str, **params: object) -> Any:
    reasons.append(Reason(sentence, (), path, {"field": path, **params}))
    return UNREAD
