"""Kinds of data and their periods in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass

from banshi.kernel.privacy.periods import Kind
from banshi.kernel.ui.wording import english, say
from banshi.lib import clock
from banshi.lib.results import Reason, gettext_noop

YEAR_END = gettext_noop("%(period)s，从办结的下一年算起")


@dataclass(frozen=True, slots=True)
class KeptLine:
    """One kind of data: what, why, by which ground, how long."""

    key: str
    name: str
    why: str
    ground: str
    period: str


def kept_line(kind: Kind) -> KeptLine:
    """A kind as the pages tell of it."""
    return KeptLine(kind.key, text(kind.name), text(kind.why), text(kind.ground), period_text(kind))


def period_text(kind: Kind) -> str:
    """How long, as a phrase: 30 年，从办结的下一年算起."""
    period = kind.period(clock.today())
    told = Reason(period.sentence, params={"number": period.number} if period.ends else {})
    return say(Reason(YEAR_END, params={"period": told})) if kind.year_end else say(told)


def text(written: Mapping[str, str]) -> str:
    """What is written in two languages, in the reader's."""
    return written["en" if english() else "zh"]
