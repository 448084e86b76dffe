"""考核: which periods are due, shares, lamps, comparison, and who may do what to a sheet (11-03). Pure."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from banshi.institutions.supervision.rules.indicators import Direction, Indicator
from banshi.kernel.regulations.citation import cite
from banshi.lib.results import Decision, Reason, gettext_noop

ARTICLE = "11-03"
ITEM = "11-03-6"
LONGEST_CATCHING_UP = 12
ONE_DAY = dt.timedelta(days=1)


class PeriodKind(StrEnum):
    """How long a sheet looks back."""

    MONTH = "month"
    YEAR = "year"


class SheetState(StrEnum):
    """Where a sheet stands."""

    DRAFTED = "drafted"
    CONFIRMED = "confirmed"
    CLOSED = "closed"


SHEET_STATES: Mapping[SheetState, str] = {
    SheetState.DRAFTED: gettext_noop("等核对"),
    SheetState.CONFIRMED: gettext_noop("已确认"),
    SheetState.CLOSED: gettext_noop("已结束"),
}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A month or a year, by its first day."""

    kind: PeriodKind
    first: dt.date

    @property
    def last(self) -> dt.date:
        """Its last day."""
        return self.following.first - ONE_DAY

    @property
    def following(self) -> "Period":
        """The one after it."""
        if self.kind is PeriodKind.YEAR:
            return Period(self.kind, dt.date(self.first.year + 1, 1, 1))
        return Period(self.kind, (self.first + 31 * ONE_DAY).replace(day=1))

    @property
    def before(self) -> "Period":
        """The one before it."""
        return period_of(self.kind, self.first - ONE_DAY)

    @property
    def code(self) -> str:
        """As it stands in an address or a file's name: 2026-10, 2026."""
        return f"{self.first:%Y}" if self.kind is PeriodKind.YEAR else f"{self.first:%Y-%m}"


def period_of(kind: PeriodKind, day: dt.date) -> Period:
    """The month or year of a day."""
    return Period(kind, day.replace(day=1) if kind is PeriodKind.MONTH else day.replace(month=1, day=1))


def periods_due(
    *, kind: PeriodKind, newest: dt.date | None, today: dt.date, first_workday: dt.date
) -> list[Period]:
    """The periods whose sheets are to be drafted now: those ended and not drafted, the earliest first.

    `newest` is the first day of the newest drafted one; `first_workday` the first working day of the period that
    runs now: until then the one just ended waits. After an outage the last LONGEST_CATCHING_UP are made up for;
    where there was none yet, only the one just ended is.
    """
    running = period_of(kind, today)
    one = running.before
    found: list[Period] = []
    while len(found) < LONGEST_CATCHING_UP and (newest is None or one.first > newest):
        if one.following.first < running.first or today >= first_workday:
            found.append(one)
        if newest is None:
            break
        one = one.before
    return found[::-1]


@dataclass(frozen=True, slots=True)
class Share:
    """So many of a whole went well. `good` may not exceed `whole`."""

    good: int
    whole: int

    @property
    def exact(self) -> Fraction | None:
        """The share as a fraction; None where there was nothing."""
        return Fraction(self.good, self.whole) if self.whole else None

    @property
    def tenths(self) -> int | None:
        """The share in tenths of a percent, never rounded up: 999 of 1000 is not all, 1 of 3000 missed neither."""
        return self.good * 1000 // self.whole if self.whole else None

    @property
    def percent(self) -> float | None:
        """The share in percent with one decimal, as it is shown."""
        return None if self.tenths is None else self.tenths / 10

    def __str__(self) -> str:
        return "—" if self.tenths is None else f"{self.tenths // 10}.{self.tenths % 10}%"


def share(indicator: Indicator, counts: Mapping[str, int]) -> Share | None:
    """The share of an indicator; None for one that only counts."""
    if not indicator.out_of:
        return None
    whole = counts.get(indicator.out_of, 0)
    return Share(max(0, whole - counts.get(indicator.counted, 0)), whole)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which share on a lamp is green, and amber; up to how many faults it is amber. Set by the bureau."""

    green_percent: int
    amber_percent: int
    amber_faults: int


def lamp(indicator: Indicator, counts: Mapping[str, int], limits: Thresholds) -> str:
    """The lamp of an indicator: green, amber, red; "" where there is nothing to judge."""
    found = share(indicator, counts)
    if found is not None:
        if found.exact is None:
            return ""
        percent = found.exact * 100
        return (
            "green"
            if percent >= limits.green_percent
            else "amber"
            if percent >= limits.amber_percent
            else "red"
        )
    if indicator.direction is not Direction.FAULT:
        return ""
    count = counts.get(indicator.counted, 0)
    return "green" if count == 0 else "amber" if count <= limits.amber_faults else "red"


class Trend(StrEnum):
    """How an indicator stands to the period before."""

    BETTER = "better"
    WORSE = "worse"
    MORE = "more"
    FEWER = "fewer"
    SAME = "same"
    UNKNOWN = ""


TRENDS: Mapping[Trend, str] = {
    Trend.BETTER: gettext_noop("比上期好"),
    Trend.WORSE: gettext_noop("比上期差"),
    Trend.MORE: gettext_noop("比上期多"),
    Trend.FEWER: gettext_noop("比上期少"),
    Trend.SAME: gettext_noop("与上期相同"),
    Trend.UNKNOWN: "",
}


def trend(indicator: Indicator, now: Mapping[str, int], before: Mapping[str, int] | None) -> Trend:
    """How an indicator stands to the period before; unknown without one, or where there was nothing to share."""
    if before is None:
        return Trend.UNKNOWN
    found, earlier = share(indicator, now), share(indicator, before)
    if found is not None and earlier is not None:
        if found.exact is None or earlier.exact is None:
            return Trend.UNKNOWN
        difference = found.exact - earlier.exact
    else:
        difference = Fraction(now.get(indicator.counted, 0) - before.get(indicator.counted, 0))
    if not difference:
        return Trend.SAME
    if indicator.direction is Direction.NEUTRAL:
        return Trend.MORE if difference > 0 else Trend.FEWER
    return Trend.BETTER if (difference > 0) is (indicator.direction is Direction.MERIT) else Trend.WORSE


@dataclass(frozen=True, slots=True)
class SheetNow:
    """A sheet as the rules look at it: where it stands, whether it is the actor's own to check, until when."""

    state: SheetState
    own: bool
    until: dt.date | None
    open_objections: int = 0


def confirming(sheet: SheetNow) -> Decision:
    """Whether the sheet may be confirmed: by whom it is about, with no objection open (11-03)."""
    reasons = _not_own(sheet) + _closed(sheet)
    if sheet.state is SheetState.CONFIRMED:
        reasons.append(Reason(gettext_noop("您已经确认过了。"), (ARTICLE,)))
    if sheet.open_objections:
        reasons.append(Reason(gettext_noop("您的异议还没有答复，请等答复以后再确认。"), (ARTICLE,)))
    return _decided(reasons)


def objecting(sheet: SheetNow, *, known: bool, open_already: bool, reason: str, today: dt.date) -> Decision:
    """Whether a figure may be objected to: by whom it is about, in time, with a reason, one at a time (11-03)."""
    reasons = _not_own(sheet) + _closed(sheet)
    if sheet.state is SheetState.CONFIRMED:
        reasons.append(Reason(gettext_noop("您已经确认了这张考核表，不能再提出异议。"), (ARTICLE,)))
    if sheet.until is not None and today > sheet.until:
        sentence = gettext_noop("提出异议的期限到 %(until)s 为止，已经过了。情况特殊的，请找机关党委办公室。")
        reasons.append(Reason(sentence, (ARTICLE,), params={"until": sheet.until}))
    if not known:
        reasons.append(Reason(gettext_noop("请选择考核表上的一项数字。"), (ITEM,), "key"))
    if open_already:
        reasons.append(Reason(gettext_noop("这一项已经有一条异议在等答复。"), (ARTICLE,), "key"))
    if not reason.strip():
        reasons.append(Reason(gettext_noop("请写明哪里不对、为什么。"), (ARTICLE,), "reason"))
    return _decided(reasons)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the party office answers to an objection: accepted with the right number, or declined; and why."""

    accepted: bool
    count: int | None
    reason: str


def answering(
    answer: Answer, *, sheet_state: SheetState, answered: bool, by_concerned: bool, count: int
) -> Decision:
    """Whether an objection may be answered so; `count` is the figure as it stands. Nobody answers their own."""
    reasons = []
    if by_concerned:
        reasons.append(Reason(gettext_noop("本人的异议由其他同事答复。"), (ARTICLE,)))
    if answered:
        reasons.append(Reason(gettext_noop("这条异议已经答复了。"), (ARTICLE,)))
    if sheet_state is SheetState.CLOSED:
        reasons.append(Reason(gettext_noop("这张考核表已经结束，不能再改。"), (ARTICLE,)))
    if not answer.reason.strip():
        reasons.append(Reason(gettext_noop("请写明答复的理由。"), (ARTICLE,), "reason"))
    if answer.accepted:
        reasons += _count_wrong(answer.count, count)
    return _decided(reasons)


def _count_wrong(given: int | None, count: int) -> list[Reason]:
    if given is None or given < 0:
        return [Reason(gettext_noop("采纳的，请填写更正以后的数字。"), (ITEM,), "count")]
    if given == count:
        return [
            Reason(gettext_noop("更正以后的数字与原来一样；不需要更正的，请选不采纳。"), (ITEM,), "count")
        ]
    return []


def closing(sheet: SheetNow, *, today: dt.date) -> Decision:
    """Whether a sheet may be closed: by somebody else, confirmed or out of time, nothing open (11-03)."""
    reasons = _closed(sheet)
    if sheet.own:
        reasons.append(Reason(gettext_noop("自己的考核表由其他同事结束。"), (ARTICLE,)))
    if sheet.open_objections:
        reasons.append(Reason(gettext_noop("还有异议没有答复，不能结束。"), (ARTICLE,)))
    if sheet.state is SheetState.DRAFTED and (sheet.until is None or today <= sheet.until):
        if sheet.until is None:
            reasons.append(Reason(gettext_noop("本人还没有确认，不能结束。"), (ARTICLE,)))
        else:
            sentence = gettext_noop("本人还没有确认，提出异议的期限到 %(until)s 为止，过了才能结束。")
            reasons.append(Reason(sentence, (ARTICLE,), params={"until": sheet.until}))
    return _decided(reasons)


def _not_own(sheet: SheetNow) -> list[Reason]:
    if sheet.own:
        return []
    return [Reason(gettext_noop("考核表由本人核对；科室的考核表由科室负责人核对。"), (ARTICLE,))]


def _closed(sheet: SheetNow) -> list[Reason]:
    if sheet.state is not SheetState.CLOSED:
        return []
    return [Reason(gettext_noop("这张考核表已经结束，不能再改。"), (ARTICLE,))]


def _decided(reasons: list[Reason]) -> Decision:
    return Decision(not reasons, tuple(reasons), cite(ARTICLE, ITEM))
