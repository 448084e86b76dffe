"""Sentences and dates in the reader's language."""

import datetime as dt

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext

from banshi.lib.clock import BEIJING
from banshi.lib.results import Reason

_DAYS_ZH = "一二三四五六日"
_DAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def english() -> bool:
    """Whether the page is being written in English."""
    return (get_language() or "").startswith("en")


def bracketed(text: object) -> str:
    """What explains the words before it, in the brackets of the reader's language."""
    return f" ({text})" if english() else f"（{text}）"


def date_text(value: dt.date | None) -> str:
    """Write a date with its weekday, an aware moment also with its Beijing time; nothing as a dash.

    2026-12-03（周四） in Chinese, Thu 3 Dec 2026 in English.
    """
    if value is None:
        return "—"
    moment = value.astimezone(BEIJING) if isinstance(value, dt.datetime) and value.tzinfo else value
    if english():
        text = f"{_DAYS_EN[moment.weekday()]} {moment.day} {_MONTHS_EN[moment.month - 1]} {moment.year}"
    else:
        text = f"{moment:%Y-%m-%d}（周{_DAYS_ZH[moment.weekday()]}）"
    if not isinstance(moment, dt.datetime):
        return text
    return f"{text}, {moment:%H:%M}" if english() else f"{text}{moment:%H:%M}"


def say(text: Reason | Promise | str | None) -> str:
    """Translate a rule's sentence and fill it; a Reason or a date among its params is written out too."""
    if not text:
        return ""
    if not isinstance(text, Reason):
        return gettext(str(text))
    if not text.params:
        return gettext(text.text)
    return gettext(text.text) % {name: _written(value) for name, value in text.params.items()}


def _written(value: object) -> object:
    if isinstance(value, Reason):
        return say(value)
    return date_text(value) if isinstance(value, dt.date) else value
