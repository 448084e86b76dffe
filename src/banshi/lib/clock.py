"""The only source of the present moment.

People rehearse with a moved clock: the setting BANSHI_NOW (demo and tests only) sets the moment at
which the process believes it started; time then runs on from there, with BANSHI_PACE faster than the real one.
"""

import datetime as dt
import time
from collections.abc import Iterator
from contextlib import contextmanager
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")

# At the real second `_since` it was the moment `_begun`, and time runs `_pace` times as fast as the real one.
_begun, _since, _pace = 0.0, 0.0, 1.0
_frozen: dt.datetime | None = None


def now() -> dt.datetime:
    """The present moment, aware, in Beijing time."""
    if _frozen is not None:
        return _frozen
    return dt.datetime.fromtimestamp(_begun + (time.time() - _since) * _pace, BEIJING)


def real() -> float:
    """The real second of the epoch, for what is agreed with somebody outside, such as a code that is good for half
    a minute: no rehearsal moves it."""
    return time.time()


def ticking() -> float:
    """Seconds that only ever grow, for measuring a while; no clock is moved or held still by it."""
    return time.monotonic()


def today() -> dt.date:
    """Today's date in Beijing."""
    return now().date()


def start_at(moment: dt.datetime, *, pace: float = 1.0, since: float = 0.0) -> float:
    """Let time run on from `moment` (aware) instead of from the real present, `pace` times as fast.

    `since` is the real second (of the epoch) at which it was that moment, now when 0: processes that are told the
    same agree. Returns it.
    """
    global _begun, _since, _pace
    _begun, _since, _pace = moment.timestamp(), since or time.time(), pace
    return _since


def real_seconds_until(moment: dt.datetime) -> float:
    """How long one really has to wait until it is `moment`; 0 when it has passed."""
    return max(0.0, (moment - now()).total_seconds() / _pace)


@contextmanager
def frozen(moment: dt.datetime | dt.date | str) -> Iterator[dt.datetime]:
    """Hold the clock still at `moment`; a bare date means 10:00, a naive time is Beijing time."""
    global _frozen
    before, _frozen = _frozen, parse(moment)
    try:
        yield _frozen
    finally:
        _frozen = before


def parse(moment: dt.datetime | dt.date | str) -> dt.datetime:
    """Read an aware Beijing moment from a date, a datetime or ISO text."""
    if isinstance(moment, str):
        moment = dt.datetime.fromisoformat(moment) if len(moment) > 10 else dt.date.fromisoformat(moment)
    if not isinstance(moment, dt.datetime):
        moment = dt.datetime.combine(moment, dt.time(10))
    return moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)
