"""A duty to tell at once that was not done: what counts, and what follows the first and the next time (06-09). Pure."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from banshi.kernel.regulations.citation import cite
from banshi.lib.results import Decision, Reason, gettext_noop

ARTICLES = ("06-09",)
LONGEST_DELAY = 999


class FailureKind(StrEnum):
    """How it came to light. `CHECKED` says nothing of what the checking began with (10-05)."""

    SECOND_NOTICE = "second_notice"
    SILENCE = "silence"
    CHECKED = "checked"


class FailureState(StrEnum):
    """How far it is: to be checked, proved, or found to be none."""

    WAITING = "waiting"
    VERIFIED = "verified"
    DISMISSED = "dismissed"


class Consequence(StrEnum):
    """What the article asks for."""

    NONE = "none"
    CRITICISM = "criticism"
    VALID_COMPLAINT = "valid_complaint"


@dataclass(frozen=True, slots=True)
class Standing:
    """A failure as the rules see it: whose, of which day, how many working days were lost (None: not known yet),
    whether somebody complained of it and that was proved. `key` orders two of one day."""

    key: str
    staff_id: int | None
    on: dt.date
    state: FailureState
    delay: int | None = None
    complained: bool = False

    @property
    def counts(self) -> bool:
        """Whether it is proved and somebody lost time by it; an unfounded one leaves no count."""
        return self.state is FailureState.VERIFIED and bool(self.delay) and self.staff_id is not None


def window_start(on: dt.date, months: int) -> dt.date | None:
    """The first day that still counts as before `on`; None where the bureau sets no window (0 months)."""
    if not months:
        return None
    year, month = divmod(on.year * 12 + on.month - 1 - months, 12)
    first = dt.date(year, month + 1, 1)
    last = (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    return first.replace(day=min(on.day, last.day))


def earlier(one: Standing, others: Iterable[Standing], *, since: dt.date | None) -> tuple[Standing, ...]:
    """The counted failures of the same person before this one, back to the day `since` (None: all of them)."""
    return tuple(
        other
        for other in others
        if other.counts
        and other.staff_id == one.staff_id
        and (other.on, other.key) < (one.on, one.key)
        and (since is None or other.on >= since)
    )


def consequence(one: Standing, before: Collection[Standing]) -> Consequence:
    """The first time criticism and education; again, complained of and proved, a valid complaint.

    Again without a complaint it stays with criticism; without delay, or not proved, nothing follows.
    """
    if not one.counts:
        return Consequence.NONE
    if before and one.complained:
        return Consequence.VALID_COMPLAINT
    return Consequence.CRITICISM


def reporting(
    *, staff_id: int | None, on: dt.date | None, omission: str, today: dt.date, reporter: int | None = None
) -> Decision:
    """Whether a failure may be put forward to be checked: of whom, of which day, what was not told."""
    reasons = []
    if staff_id is None:
        reasons.append(Reason(gettext_noop("请选择由哪位同事负责告知。"), ARTICLES, "staff"))
    elif staff_id == reporter:
        reasons.append(Reason(gettext_noop("自己的事，请由其他负责的同事登记。"), ARTICLES, "staff"))
    if on is None or on > today:
        reasons.append(Reason(gettext_noop("请填写发生的日期，不能晚于今天。"), ARTICLES, "on"))
    if not omission:
        reasons.append(Reason(gettext_noop("请选择哪一项没有告知。"), ARTICLES, "omission"))
    return _decided(reasons)


def judging(
    one: Standing,
    *,
    proved: bool,
    judge: int,
    reason: str,
    named: int | None = None,
    delay: int | None = None,
) -> Decision:
    """Whether a failure may be found proved or not: once, by somebody else, with the reason.

    A proved one names whose it is (`named`) and how many working days were lost (`delay`; 0 for none).
    """
    if one.state is not FailureState.WAITING:
        return _refusal(gettext_noop("这一项已经核实过。"))
    reasons = []
    whose = named if named is not None else one.staff_id
    if judge in {whose, one.staff_id}:
        reasons.append(Reason(gettext_noop("不能核实自己的事，请由其他负责的同事核实。"), ARTICLES))
    if not reason.strip():
        reasons.append(Reason(gettext_noop("请写明核实的情况和理由。"), ARTICLES, "reason"))
    if proved and whose is None:
        reasons.append(Reason(gettext_noop("请选择由哪位同事负责告知。"), ARTICLES, "staff"))
    if proved and (delay is None or not 0 <= delay <= LONGEST_DELAY):
        text = gettext_noop("请填写耽误了几个工作日，没有耽误的填 0。")
        reasons.append(Reason(text, ARTICLES, "delay"))
    return _decided(reasons)


def stating(one: Standing, *, speaker: int, words: str, ended: bool) -> Decision:
    """Whether the colleague may say their own word: about their own, until it is dealt with."""
    if speaker != one.staff_id:
        return _refusal(gettext_noop("本人的说明由本人来写。"))
    if ended or one.state is FailureState.DISMISSED:
        return _refusal(gettext_noop("这一项已经处理完，不能再改说明。"))
    if not words.strip():
        return _decided([Reason(gettext_noop("请写下您的说明。"), ARTICLES, "statement")])
    return _decided([])


def criticising(
    one: Standing, follows: Consequence, *, speaker: int, said: str, answer: str, done: bool
) -> Decision:
    """Whether criticism and education may be put on record: where it follows, once, with both sides' words."""
    if done:
        return _refusal(gettext_noop("批评教育已经记录过。"))
    if follows is not Consequence.CRITICISM:
        return _refusal(_instead_of(one, follows))
    reasons = []
    if speaker == one.staff_id:
        reasons.append(Reason(gettext_noop("不能对自己作批评教育，请由其他负责的同事来谈。"), ARTICLES))
    if not said.strip():
        reasons.append(Reason(gettext_noop("请写明指出了什么、要求怎样改进。"), ARTICLES, "said"))
    if not answer.strip():
        text = gettext_noop("请记下本人当面的说明；本人没有说明的，写“没有说明”。")
        reasons.append(Reason(text, ARTICLES, "answer"))
    return _decided(reasons)


def finding_valid(
    one: Standing, follows: Consequence, *, finder: int, facts: str, reason: str, done: bool
) -> Decision:
    """Whether a named person may find a valid complaint: where it follows, once, with facts and reason (ruling 8)."""
    if done:
        return _refusal(gettext_noop("有效投诉已经认定过。"))
    if follows is not Consequence.VALID_COMPLAINT:
        return _refusal(_instead_of(one, follows))
    reasons = []
    if finder == one.staff_id:
        reasons.append(Reason(gettext_noop("不能认定自己的事，请由其他负责的同事认定。"), ARTICLES))
    if not facts.strip():
        reasons.append(Reason(gettext_noop("请写明查实的情况。"), ARTICLES, "facts"))
    if not reason.strip():
        reasons.append(Reason(gettext_noop("请写明认定的理由。"), ARTICLES, "reason"))
    return _decided(reasons)


def _instead_of(one: Standing, follows: Consequence) -> str:
    """Why the wanted consequence is not the one, and which is."""
    if one.state is FailureState.WAITING:
        return gettext_noop("这一项还没有核实，请先核实。")
    if one.state is FailureState.DISMISSED:
        return gettext_noop("这一项核实后不成立，不计次数，不作处理。")
    if follows is Consequence.NONE:
        return gettext_noop("没有造成耽误，只作记录，不作处理。")
    if follows is Consequence.CRITICISM:
        return gettext_noop("第一次，或者没有被投诉查实的，只作批评教育，不认定有效投诉。")
    return gettext_noop("再次没有一次告知，而且被投诉并查实，应当认定有效投诉，不再只作批评教育。")


def _refusal(sentence: str) -> Decision:
    return _decided([Reason(sentence, ARTICLES)])


def _decided(reasons: list[Reason]) -> Decision:
    return Decision(not reasons, tuple(reasons), cite(*ARTICLES))
