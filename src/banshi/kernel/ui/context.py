"""What every page knows: display mode, language, the bureau, the present moment, whether this is a rehearsal."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from banshi.kernel.ui.display import Display
from banshi.kernel.ui.wording import english
from banshi.lib import clock


@dataclass(frozen=True, slots=True)
class Bureau:
    """The bureau in the reader's language; `hours` such as 9:00–12:00. `coloured`: it has colours of its own."""

    name: str
    address: str
    phone: str
    hours: tuple[str, ...]
    seal: str
    coloured: bool


@dataclass(frozen=True, slots=True)
class Page:
    """The `ui` of every template. `assisted`: the help a guide is giving in this browser, if any (08-04-2-2)."""

    mode: str
    size: str
    language: str
    bureau: Bureau
    now: dt.datetime
    rehearsal: bool
    training: bool
    assisted: Any


def bureau() -> Bureau:
    """The bureau of the settings, in the active language."""
    own, tongue = settings.BUREAU, "en" if english() else "zh"
    coloured = bool(own["brand_colour"] or own["seal_colour"])
    hours = tuple(f"{first:%-H:%M}–{last:%-H:%M}" for first, last in settings.OFFICE_HOURS)
    return Bureau(own[f"name_{tongue}"], own[f"address_{tongue}"], own["phone"], hours, own["seal"], coloured)


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor: adds `ui` (a Page) to every template."""
    display = getattr(request, "display", Display())
    return {
        "ui": Page(
            mode=display.mode,
            size=display.size,
            language="en" if english() else "zh-Hans",
            bureau=bureau(),
            now=clock.now(),
            rehearsal=settings.BANSHI_REHEARSAL,
            training=settings.BANSHI_TRAINING,
            assisted=getattr(request, "assisted", None),
        )
    }
