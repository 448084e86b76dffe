"""Office hours as a setting is written: "9:00-12:00,13:30-17:00"."""

import datetime as dt
import re

_SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*[-–—~至]\s*(\d{1,2}):(\d{2})")

Hours = tuple[tuple[dt.time, dt.time], ...]


def read_hours(text: str) -> Hours:
    """The spans of a working day in order; raises ValueError when one cannot be read, is turned or overlaps."""
    spans: list[tuple[dt.time, dt.time]] = []
    for part in re.split(r"[,，;；]", text.replace("：", ":")):
        found = _SPAN.fullmatch(part.strip())
        if not found:
            raise ValueError(part)
        first, last, *_ = (dt.time(int(found[at]), int(found[at + 1])) for at in (1, 3))
        if last <= first or (spans and first < spans[-1][1]):
            raise ValueError(part)
        spans.append((first, last))
    return tuple(spans)
