"""The clock of a training: kept in a file that all its processes follow; it only ever moves forward."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from banshi.lib import clock
from banshi.lib.results import Reason, Refused, gettext_noop

BACKWARDS = gettext_noop("演练的时钟只能往前拨，请写比现在（%(now)s）晚的时间。")
TOO_FAR = gettext_noop("一次最多往前拨 %(days)s 天。")
FURTHEST_DAYS = 400

_seen: dict[str, int] = {}


def follow() -> None:
    """Set this process's clock to what the file says, where it says something new; one look at the file."""
    file = _file()
    try:
        changed = file.stat().st_mtime_ns
    except FileNotFoundError:
        return
    if _seen.get("changed") != changed:
        told = json.loads(file.read_text(encoding="utf-8"))
        clock.start_at(datetime.fromisoformat(told["moment"]), since=told["since"])
        _seen["changed"] = changed


def move_to(moment: datetime) -> None:
    """Let it be `moment` (aware), for all processes of the training; raises `Refused` when it lies behind now.

    A training that has not begun may begin at any moment.
    """
    now = clock.now()
    if _file().exists():
        if moment <= now:
            raise Refused(Reason(BACKWARDS, field="moment", params={"now": f"{now:%Y-%m-%d %H:%M}"}))
        if (moment - now).days > FURTHEST_DAYS:
            raise Refused(Reason(TOO_FAR, field="moment", params={"days": FURTHEST_DAYS}))
    since = clock.start_at(moment)
    _file().parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    fresh = _file().with_suffix(".new")
    fresh.write_text(json.dumps({"moment": moment.isoformat(), "since": since}), encoding="utf-8")
    fresh.replace(_file())
    _seen["changed"] = _file().stat().st_mtime_ns


def forget() -> None:
    """Begin again with the real present."""
    _file().unlink(missing_ok=True)
    _seen.clear()


class TrainingClockMiddleware:
    """Before anything is looked at, the clock is the training's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        follow()
        return self.get_response(request)


def _file() -> Path:
    return Path(settings.BANSHI_DATA) / "clock.json"
