"""A clock's explanation drawn as a calendar: one cell a day, whole weeks."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from banshi.kernel.ui.wording import date_text

# Half a year drawn day by day; a longer period is read from its table.
MOST_DAYS = 190
_CLASSES = {
    "weekend": "off",
    "holiday": "off",
    "paused": "stop",
    "adjusted": "made",
    "unknown": "unknown",
}


class Line(Protocol):
    """A day of an explanation; status is start, counted, weekend, holiday, adjusted, paused, rolled or unknown."""

    @property
    def date(self) -> dt.date: ...
    @property
    def status(self) -> str: ...
    @property
    def number(self) -> int | None: ...
    @property
    def name(self) -> str: ...
    @property
    def is_due(self) -> bool: ...
    @property
    def extended(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Cell:
    """One drawn day: figure on top, mark below, css classes, and the whole as a sentence."""

    top: str
    mark: str = ""
    classes: str = ""
    text: str = ""
    outside: bool = False


def cells(lines: Sequence[Line], today: dt.date | None, start: str = "") -> list[Cell]:
    """Draw the days, filled up to whole weeks from Monday; empty if there are none or more than MOST_DAYS.

    `start` is the word under the first day; without it 起算.
    """
    if not 0 < len(lines) <= MOST_DAYS:
        return []
    first, last = lines[0].date, lines[-1].date
    before = [first - dt.timedelta(days=n) for n in range(first.weekday(), 0, -1)]
    after = [last + dt.timedelta(days=n) for n in range(1, 7 - last.weekday())]
    return [
        *(_outside(day) for day in before),
        *(_cell(line, today, start) for line in lines),
        *(_outside(day) for day in after),
    ]


def _figure(day: dt.date) -> str:
    return f"{day.month}-{day.day}" if day.day == 1 else str(day.day)


def _outside(day: dt.date) -> Cell:
    return Cell(_figure(day), classes="outside", outside=True)


def _cell(line: Line, today: dt.date | None, start: str) -> Cell:
    states = ((line.extended, "more"), (line.is_due, "due"), (line.date == today, "now"))
    classes = [_CLASSES.get(line.status, ""), *(name for holds, name in states if holds)]
    return Cell(_figure(line.date), mark(line, start), " ".join(classes).strip(), sentence(line, today))


def mark(line: Line, start: str = "") -> str:
    """The few characters under the figure of a day."""
    number = "" if line.number is None else str(line.number)
    if line.status == "adjusted":
        return pgettext("日历格", "调") + number
    if line.status == "unknown":
        return number or "?"
    off = pgettext("日历格", "休")
    marks = {
        "start": start or pgettext("日历格", "起算"),
        "weekend": off,
        "holiday": off,
        "rolled": pgettext("日历格", "顺"),
        "paused": pgettext("日历格", "停"),
    }
    return marks.get(line.status, number)


def reason(line: Line) -> str:
    """Why a day is or is not counted, in a few words."""
    name = _(line.name) if line.name else ""
    plain = {
        "start": _("起算当天，不计入"),
        "counted": _("计入"),
        "weekend": _("周末，不计入"),
        "holiday": _("放假，不计入"),
        "adjusted": _("调休上班，计入"),
        "paused": _("停表，不计入"),
        "rolled": _("最后一天遇休息日，顺延到这一天"),
        "unknown": _("当年放假安排尚未公布，暂定"),
    }.get(line.status, "")
    return _("%(reason)s（%(name)s）") % {"reason": plain, "name": name} if name else plain


def sentence(line: Line, today: dt.date | None) -> str:
    """The day in words, for those who hear the page or see it on a narrow screen."""
    parts = [date_text(line.date), reason(line)]
    if line.number is not None:
        parts.append(_("第 %(number)s 天") % {"number": line.number})
    parts += [_("延期增加")] if line.extended else []
    parts += [_("截止日")] if line.is_due else []
    parts += [_("今天")] if line.date == today else []
    return _("，").join(parts)


def legend(lines: Sequence[Line], today: dt.date | None) -> list[str]:
    """From when to when, and what the marks mean: only those that occur."""
    if not lines:
        return []
    span = {"first": date_text(lines[0].date), "last": date_text(lines[-1].date)}
    seen = {line.status for line in lines}
    entries = [
        (True, _("%(first)s 到 %(last)s") % span),
        (True, _("数字 = 第几天")),
        (bool(seen & {"weekend", "holiday"}), _("休 = 休息日")),
        ("rolled" in seen, _("顺 = 顺延到这一天")),
        ("paused" in seen, _("停 = 停表，不计入")),
        ("adjusted" in seen, _("调 = 调休上班，照常计算")),
        ("unknown" in seen, _("虚线框 = 放假安排尚未公布，暂定")),
        (any(line.extended for line in lines), _("浅蓝底 = 延期增加的日子")),
        (any(line.is_due for line in lines), _("红框 = 截止日")),
        (any(line.date == today for line in lines), _("蓝底线 = 今天")),
    ]
    return [text for shown, text in entries if shown]
