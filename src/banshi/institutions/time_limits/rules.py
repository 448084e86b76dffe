"""限时办结（附件7）：which limit holds, who may lengthen it, what happens when it runs out. Pure."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from banshi.kernel.clocks.reckoning import Limit, Reckoned, Unit
from banshi.kernel.clocks.reckoning import due as reckon
from banshi.kernel.regulations.citation import cite
from banshi.kernel.workdays.days import DayTable
from banshi.lib.results import Decision, Reason, gettext_noop


def extension_request(
    *,
    days: int | None,
    reason: str,
    most: int,
    due: dt.date | None,
    today: dt.date,
    extended: bool,
    pending: bool,
) -> Decision:
    """Whether an extension may be asked for: once, before the clock runs out, with a reason (06-05-1, 07-03).

    `days` are working days, `most` the greatest number allowed; `due` None means not yet settled.
    """
    reasons = []
    if days is None or not 1 <= days <= most:
        reasons.append(
            Reason(
                gettext_noop("延长的天数应为 1 到 %(most)s 个工作日。"), ("06-05-1",), "days", {"most": most}
            )
        )
    if not reason.strip():
        reasons.append(
            Reason(gettext_noop("请写明延长的理由，没有正当理由不得延时。"), ("06-05-1", "07-03"), "reason")
        )
    if due is not None and today > due:
        reasons.append(Reason(gettext_noop("期限已过，不能再延长。"), ("06-05-1", "07-03"), "days"))
    if extended:
        reasons.append(Reason(gettext_noop("期限只能延长一次，这件已经延长过。"), ("06-05-1",), "days"))
    if pending:
        reasons.append(Reason(gettext_noop("已有一份延期申请在等局领导批示。"), ("06-05-1",), "days"))
    return Decision(not reasons, tuple(reasons), cite("06-05-1", "07-03"))


def extension_answer(
    *, granted: bool, opinion: str, due: dt.date | None, today: dt.date, asked_by_same: bool
) -> Decision:
    """Whether a leader may answer now: not after the clock ran out, not on their own request."""
    reasons = []
    if granted and due is not None and today > due:
        reasons.append(Reason(gettext_noop("期限已过，不能再批准延长。"), ("06-05-1",), "granted"))
    if not granted and not opinion.strip():
        reasons.append(Reason(gettext_noop("不批准的，请写明理由。"), ("06-05-1",), "opinion"))
    if asked_by_same:
        reasons.append(Reason(gettext_noop("不能批准自己提出的延期申请。"), ("06-05-1",), "granted"))
    return Decision(not reasons, tuple(reasons), cite("06-05-1"))


def deciding(*, due: dt.date | None, today: dt.date, earliest: dt.date | None, delay_reason: str) -> Decision:
    """Whether a decision may be made today: not before a minimum wait, not late without a stated cause (07-03)."""
    reasons = []
    if earliest is not None and today < earliest:
        reasons.append(
            Reason(
                gettext_noop("法定等待期未满，%(day)s 之前不能作出决定。"),
                ("07-01",),
                "granted",
                {"day": str(earliest)},
            )
        )
    if due is not None and today > due and not delay_reason.strip():
        reasons.append(Reason(gettext_noop("已超过承诺期限，请写明超期的原因。"), ("07-03",), "delay_reason"))
    return Decision(not reasons, tuple(reasons), cite("07-01", "07-03"))


def deemed_acceptance(*, state: str, ended: dt.datetime | None, now: dt.datetime) -> Decision:
    """Not told within the limit: accepted from the day of receipt, by law and by itself (06-03-2)."""
    silent = state == "received" and ended is not None and now >= ended
    return Decision(silent, (), cite("06-03-2", "07-03"))


def shortest(**dues: dt.date | None) -> str | None:
    """The name of the clock that governs: the earliest date (07-01); None without dates."""
    dated = {name: day for name, day in dues.items() if day is not None}
    return min(dated, key=lambda name: dated[name]) if dated else None


def shortens(*, before: dt.date | None, after: dt.date | None) -> bool:
    """Whether a recomputation would shorten what was told in writing: then the earlier date stands (07-01)."""
    return before is not None and after is not None and after < before


class MatterKind(StrEnum):
    """What comes in besides applications (07-02, 07-05)."""

    OFFICIAL_DOCUMENT = "official_document"
    SUPERIOR_TASK = "superior_task"
    PEER_TRANSFER = "peer_transfer"


class Grade(StrEnum):
    """The class of a matter, from which its limit follows (07-02). `SET`: the date that came with it (07-05)."""

    ORDINARY = "ordinary"
    SEVERAL = "several_sections"
    SPECIAL = "special"
    URGENT = "urgent"
    SET = "set"


class Ground(StrEnum):
    """Why an official document is special: exactly one of three (07-02)."""

    INVESTIGATION = "needs_investigation"
    MEETING = "needs_meeting"
    CITY = "needs_city_approval_or_letter"


class MatterState(StrEnum):
    """Where a matter stands."""

    REGISTERED = "registered"
    ROUTED = "routed"
    IN_HAND = "in_hand"
    RETURNED = "returned"
    DONE = "done"
    CLOSED = "closed"


OPEN_MATTERS = frozenset(MatterState) - {MatterState.DONE, MatterState.CLOSED}
_WITH_SECTIONS = frozenset({MatterState.ROUTED, MatterState.IN_HAND})
_AT_OFFICE = frozenset({MatterState.REGISTERED, MatterState.RETURNED})

# what happens → {state before: state after}
MATTER_MOVES: Mapping[str, Mapping[MatterState, MatterState]] = {
    "matter_routed": dict.fromkeys((*_AT_OFFICE, MatterState.ROUTED), MatterState.ROUTED),
    "matter_taken_up": dict.fromkeys(_WITH_SECTIONS, MatterState.IN_HAND),
    "part_taken_up": {state: state for state in _WITH_SECTIONS},
    "part_done": {state: state for state in _WITH_SECTIONS},
    "part_returned": {state: state for state in _WITH_SECTIONS},
    "matter_returned": dict.fromkeys(_WITH_SECTIONS, MatterState.RETURNED),
    "matter_limit_set": {state: state for state in OPEN_MATTERS},
    "matter_explained": {state: state for state in OPEN_MATTERS},
    "matter_urged": {state: state for state in OPEN_MATTERS},
    "matter_done": {MatterState.IN_HAND: MatterState.DONE},
    "matter_sent_back": dict.fromkeys(_AT_OFFICE, MatterState.CLOSED),
    "matter_closed": {MatterState.DONE: MatterState.CLOSED},
}
MATTER_STATES: Mapping[MatterState, str] = {
    MatterState.REGISTERED: gettext_noop("已登记，待分办"),
    MatterState.ROUTED: gettext_noop("已分办，待接办"),
    MatterState.IN_HAND: gettext_noop("办理中"),
    MatterState.RETURNED: gettext_noop("科室已退回"),
    MatterState.DONE: gettext_noop("已办结，待归档"),
    MatterState.CLOSED: gettext_noop("已归档"),
}


def matter_move(state: str, happening: str) -> Decision:
    """Whether something can happen to a matter as it stands (07-02, 07-05)."""
    if MatterState(state) in MATTER_MOVES[happening]:
        return Decision(True, (), cite("07-02", "07-05"))
    sentence = gettext_noop("这件事现在的状态是“%(state)s”，不能再做这一步。")
    words = {"state": Reason(MATTER_STATES[MatterState(state)])}
    return Decision(False, (Reason(sentence, ("07-02", "07-05"), "", words),), cite("07-02", "07-05"))


@dataclass(frozen=True, slots=True)
class Lengths:
    """Numbers of working days that the regulation and the bureau set for matters (07-02, 07-05)."""

    ordinary: int
    several: int
    take_up: int


@dataclass(frozen=True, slots=True)
class Terms:
    """What the limit of a matter rests on.

    `since` is the day it came in, `after_hours` whether that was after the close. `demanded`: the date a superior
    or the sender set; `set_due`: the date someone entitled set for a special one; `waiting`: a transfer that no
    section has taken up yet.
    """

    kind: str
    grade: str
    since: dt.date
    after_hours: bool = False
    demanded: dt.date | None = None
    set_due: dt.date | None = None
    waiting: bool = False


# The names of the limits of a matter, as explanations and warnings say them.
MATTER_LIMITS: Mapping[str, str] = {
    "ordinary": gettext_noop("一般公文的期限"),
    "several_sections": gettext_noop("多科室会办公文的期限"),
    "special": gettext_noop("特殊公文设定的期限"),
    "urgent": gettext_noop("急件当日期限"),
    "demanded": gettext_noop("来文或者上级指定的期限"),
    "take_up": gettext_noop("转办接办期限"),
}


def matter_limits(terms: Terms, lengths: Lengths, days: DayTable) -> dict[str, Reckoned]:
    """All limits of a matter by name, each with its date (07-01, 07-02, 07-05).

    A special document has the ordinary limit until someone entitled has set its date: nothing is without a date.
    """
    limits = {}
    if terms.demanded is not None:
        limits["demanded"] = _fixed(terms, terms.demanded)
    if terms.grade == Grade.URGENT:
        limits["urgent"] = _at_once(terms, days)
    elif terms.grade == Grade.SPECIAL and terms.set_due is not None:
        limits["special"] = _fixed(terms, terms.set_due)
    elif terms.grade == Grade.SEVERAL:
        limits["several_sections"] = _counted(terms, lengths.several, days)
    elif terms.grade in {Grade.ORDINARY, Grade.SPECIAL} or terms.demanded is None:
        limits["ordinary"] = _counted(terms, lengths.ordinary, days)
    if terms.waiting:
        limits["take_up"] = _counted(terms, lengths.take_up, days)
    return limits


def governing_limit(limits: Mapping[str, Reckoned]) -> str:
    """The name of the limit that governs: the earliest date, a provisional one after every settled one (07-01)."""
    return min(limits, key=lambda name: (limits[name].date or dt.date.max, limits[name].remaining))


def _counted(terms: Terms, number: int, days: DayTable) -> Reckoned:
    return reckon(terms.since, Limit(number, Unit.WORKING_DAY), days)


def _at_once(terms: Terms, days: DayTable) -> Reckoned:
    """The day itself, or the next working day for what came after the close or on a day of rest."""
    if terms.after_hours:
        return _counted(terms, 1, days)
    return reckon(terms.since, Limit(0, Unit.IMMEDIATE), days)


def _fixed(terms: Terms, day: dt.date) -> Reckoned:
    """A date that somebody named holds as it was named."""
    return Reckoned(terms.since, Limit(0, Unit.IMMEDIATE), (), None, day, False, None, 0)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A matter as it is to be registered."""

    kind: str
    title: str
    source: str
    grade: str
    ground: str
    received_at: dt.datetime | None
    demanded: dt.date | None


def registering(given: Incoming, *, now: dt.datetime, grounds: Collection[str]) -> Decision:
    """Whether a matter is registered completely: what, from whom, which class, by when (07-02, 07-05)."""
    reasons = []
    if not given.title.strip():
        reasons.append(Reason(gettext_noop("请填写标题或者事由。"), ("07-02",), "title"))
    if not given.source.strip():
        reasons.append(Reason(gettext_noop("请写明来文单位或者交办的领导。"), ("07-02",), "source"))
    if given.received_at is None or given.received_at > now:
        reasons.append(Reason(gettext_noop("收到的时间不能晚于现在。"), ("07-02",), "received_at"))
    elif (now - given.received_at).days > 365:
        reasons.append(Reason(gettext_noop("收到的时间已经超过一年，请核对。"), ("07-02",), "received_at"))
    elif given.demanded is not None and given.demanded < given.received_at.date():
        reasons.append(
            Reason(gettext_noop("指定的完成日期不能早于收到的那天。"), ("07-01", "07-05"), "demanded")
        )
    if given.kind == MatterKind.SUPERIOR_TASK and given.demanded is None and given.grade != Grade.URGENT:
        reasons.append(Reason(gettext_noop("上级交办的，请写明指定的完成日期。"), ("07-05",), "demanded"))
    if given.grade == Grade.SPECIAL and given.ground not in grounds:
        sentence = gettext_noop("特殊公文要写明是哪一种情况：调研、会议决定，还是报市里或者函商。")
        reasons.append(Reason(sentence, ("07-02",), "ground"))
    if given.grade != Grade.SPECIAL and given.ground:
        sentence = gettext_noop("只有特殊公文才选这一项；不是特殊公文的，请留空。")
        reasons.append(Reason(sentence, ("07-02",), "ground"))
    return Decision(not reasons, tuple(reasons), cite("07-01", "07-02", "07-05"))


def grade_when_routed(grade: str, *, sections: int) -> str:
    """The class that follows from the number of sections concerned: several make 4 working days of 2 (07-02)."""
    if grade not in {Grade.ORDINARY, Grade.SEVERAL}:
        return grade
    return Grade.SEVERAL if sections > 1 else Grade.ORDINARY


def routing(*, lead: int | None, others: Collection[int], known: Collection[int]) -> Decision:
    """Whether a matter goes to one lead section, and each other section only once (07-02)."""
    reasons = []
    if lead not in known:
        reasons.append(Reason(gettext_noop("请选择一个主办科室。"), ("07-02",), "lead"))
    if lead in others:
        reasons.append(Reason(gettext_noop("主办科室不用再选为会办科室。"), ("07-02",), "others"))
    if set(others) - set(known):
        reasons.append(Reason(gettext_noop("请在列出的科室中选择会办科室。"), ("07-02",), "others"))
    return Decision(not reasons, tuple(reasons), cite("07-02"))


def limit_setting(*, grade: str, until: dt.date | None, reason: str, today: dt.date, over: bool) -> Decision:
    """Whether someone entitled may set the date of a special document now (07-02)."""
    reasons = []
    if grade != Grade.SPECIAL:
        sentence = gettext_noop("只有特殊公文才按实际情况设定期限，这一件按规定的期限办理。")
        reasons.append(Reason(sentence, ("07-02",), "until"))
    if until is None or until < today:
        reasons.append(Reason(gettext_noop("设定的日期不能早于今天。"), ("07-02",), "until"))
    if not reason.strip():
        reasons.append(Reason(gettext_noop("请写明为什么定在这一天。"), ("07-02",), "reason"))
    if over:
        reasons.append(Reason(gettext_noop("期限已过，不能再改期限。"), ("07-02", "07-05"), "until"))
    return Decision(not reasons, tuple(reasons), cite("07-02"))


def returning(*, reason: str) -> Decision:
    """A section gives back what is not its own, with a reason (07-05)."""
    reasons = (Reason(gettext_noop("退回要写明理由。"), ("07-05",), "reason"),)
    return Decision(bool(reason.strip()), () if reason.strip() else reasons, cite("07-05"))


def finishing(*, opinion: str, lead: bool, waiting_for: Collection[str]) -> Decision:
    """A part is finished with its result; the lead section's part last of all (07-02)."""
    reasons = []
    if not opinion.strip():
        reasons.append(Reason(gettext_noop("请写明办理结果或者会办意见。"), ("07-02",), "opinion"))
    if lead and waiting_for:
        sentence = gettext_noop("还有会办科室没有给出意见：%(names)s。")
        reasons.append(Reason(sentence, ("07-02",), "opinion", {"names": "、".join(waiting_for)}))
    return Decision(not reasons, tuple(reasons), cite("07-02"))


def explaining(
    *,
    kind: str,
    reason: str,
    agreed_by: str,
    new_due: dt.date | None,
    due: dt.date,
    today: dt.date,
    over: bool,
) -> Decision:
    """An explanation why a date cannot be kept: with a newly set date before it, for the record after it (07-05)."""
    reasons = []
    if kind != MatterKind.SUPERIOR_TASK:
        sentence = gettext_noop("只有上级交办的事项可以说明后重新定期限，其他的按原期限办理。")
        reasons.append(Reason(sentence, ("07-05",), "reason"))
    if not reason.strip():
        reasons.append(Reason(gettext_noop("请写明不能按期完成的原因。"), ("07-05",), "reason"))
    if not over:
        if new_due is None or new_due <= due or new_due < today:
            reasons.append(
                Reason(gettext_noop("请写明重新定的日期，要晚于原来的期限。"), ("07-05",), "new_due")
            )
        if not agreed_by.strip():
            sentence = gettext_noop("请写明是哪位上级重新定的日期。")
            reasons.append(Reason(sentence, ("07-05",), "agreed_by"))
    return Decision(not reasons, tuple(reasons), cite("07-05"))


def redates(*, over: bool, new_due: dt.date | None) -> dt.date | None:
    """The date that counts after an explanation; None when it came too late and cures nothing (07-05)."""
    return None if over else new_due


def sending_back(*, kind: str, reason: str) -> Decision:
    """Only what came from a peer is sent back to it, with a reason (07-05)."""
    reasons = []
    if kind != MatterKind.PEER_TRANSFER:
        sentence = gettext_noop("只有同级转办的事项可以退回来文单位，其他的请重新分办。")
        reasons.append(Reason(sentence, ("07-05",), "reason"))
    if not reason.strip():
        reasons.append(Reason(gettext_noop("退回要写明理由。"), ("07-05",), "reason"))
    return Decision(not reasons, tuple(reasons), cite("07-05"))
