"""Hearings and interested persons, from the right that is told to the signed minutes (06-05). Pure."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from banshi.kernel.regulations.citation import cite
from banshi.lib.results import Decision, Reason, gettext_noop


@dataclass(frozen=True, slots=True)
class HearingState:
    """How far a hearing is: last day to ask (None past the calendar), asked for, its day, held, given up."""

    until: dt.date | None
    requested: bool = False
    on: dt.date | None = None
    held: bool = False
    waived: bool = False

    @property
    def open(self) -> bool:
        """Whether something is still to come of it."""
        return not (self.held or self.waived)

    def may_be_asked(self, today: dt.date) -> bool:
        """Whether who was told may still ask; the last day is in time (licensing law, 47)."""
        return self.open and not self.requested and (self.until is None or today <= self.until)


def offering(earlier: HearingState | None, *, matter: str, today: dt.date) -> Decision:
    """Whether the right to a hearing may be told now: once at a time, with what is to be decided (06-05-2)."""
    reasons = []
    if earlier is not None and ((earlier.requested and earlier.open) or earlier.may_be_asked(today)):
        reasons.append(Reason(gettext_noop("上一次告知的听证还没有结束，不用再告知。"), ("06-05-2",)))
    if not matter.strip():
        reasons.append(Reason(gettext_noop("请写明拟作出什么决定、为什么。"), ("06-05-2",), "matter"))
    return Decision(not reasons, tuple(reasons), cite("06-05-2", "06-07"))


def asking(hearing: HearingState | None, *, today: dt.date) -> Decision:
    """Whether a hearing may be asked for today: told of the right, within five working days (licensing law, 47)."""
    if hearing is None:
        return _refusal(gettext_noop("还没有告知听证的权利。请先出具听证权利告知书。"))
    if hearing.requested:
        return _refusal(gettext_noop("已经要求过听证，不用再登记。"))
    if not hearing.open:
        return _refusal(gettext_noop("听证已经举行或者已经放弃，不能再要求。"))
    if not hearing.may_be_asked(today):
        sentence = gettext_noop("要求听证的期限到 %(until)s 为止，已经过了。")
        return _refusal(sentence, until=hearing.until)
    return Decision(True, (), cite("06-05-2"))


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A hearing as it is to be held: day, time, place, and the chair (staff id)."""

    on: dt.date | None
    time: str
    place: str
    chair: int


@dataclass(frozen=True, slots=True)
class Bounds:
    """What binds a hearing: told so early that this is the first day (None past the calendar), held by the
    last day (None: not known yet), never chaired by whoever handles the application."""

    earliest: dt.date | None
    latest: dt.date | None
    handler: int | None


def arranging(hearing: HearingState | None, wanted: Arrangement, bounds: Bounds) -> Decision:
    """Whether a hearing may be announced so: seven working days ahead, within twenty of the request, another
    chair than the handler (licensing law, 47 and 48)."""
    if hearing is None or not hearing.requested or not hearing.open:
        return _refusal(gettext_noop("没有人要求听证，或者听证已经结束。"))
    reasons = []
    if not wanted.time.strip():
        reasons.append(Reason(gettext_noop("请写明听证的时间。"), ("06-05-2",), "time"))
    if not wanted.place.strip():
        reasons.append(Reason(gettext_noop("请写明听证的地点。"), ("06-05-2",), "place"))
    if wanted.chair == bounds.handler:
        sentence = gettext_noop("听证主持人不能是审查这件申请的人，请换一位。")
        reasons.append(Reason(sentence, ("06-05-2",), "chair"))
    reasons += _hearing_day(wanted.on, bounds)
    return Decision(not reasons, tuple(reasons), cite("06-05-2", "06-07"))


def _hearing_day(on: dt.date | None, bounds: Bounds) -> Iterator[Reason]:
    if bounds.earliest is None:
        yield Reason(gettext_noop("日历还没有公布到那一天，算不出提前通知的日子。"), ("06-05-2",), "on")
    elif on is None or on < bounds.earliest:
        sentence = gettext_noop("听证要提前 7 个工作日通知，最早 %(earliest)s。")
        yield Reason(sentence, ("06-05-2",), "on", {"earliest": bounds.earliest})
    if on is not None and bounds.latest is not None and on > bounds.latest:
        sentence = gettext_noop("听证要在收到要求后 20 个工作日内举行，最晚 %(latest)s。")
        yield Reason(sentence, ("06-05-2",), "on", {"latest": bounds.latest})


def closing(
    hearing: HearingState | None, *, today: dt.date, minutes: str, participants: str, signed: bool
) -> Decision:
    """Whether a hearing may be put on record as held: its day has come, the minutes are signed (licensing law, 48)."""
    if hearing is None or hearing.on is None or not hearing.open:
        return _refusal(gettext_noop("没有通知过听证，或者听证已经结束。"))
    reasons = []
    if today < hearing.on:
        sentence = gettext_noop("听证定在 %(on)s 举行，还没有到。")
        reasons.append(Reason(sentence, ("06-05-2",), "", {"on": hearing.on}))
    if not participants.strip():
        reasons.append(Reason(gettext_noop("请写明谁参加了听证。"), ("06-05-2",), "participants"))
    if not minutes.strip():
        reasons.append(Reason(gettext_noop("请写明听证的经过和各方的意见。"), ("06-05-2",), "minutes"))
    if not signed:
        sentence = gettext_noop("听证笔录要请参加人看过、签名或者盖章。")
        reasons.append(Reason(sentence, ("06-05-2",), "signed"))
    return Decision(not reasons, tuple(reasons), cite("06-05-2"))


def waiving(hearing: HearingState | None) -> Decision:
    """Whether a hearing may be given up by those who might have it: while it is open (06-05-2)."""
    if hearing is None or not hearing.open:
        return _refusal(gettext_noop("没有要放弃的听证。"))
    return Decision(True, (), cite("06-05-2"))


def telling_interested(*, name: str, interest: str, until: dt.date | None, today: dt.date) -> Decision:
    """Whether an interested person is told properly: who, what of theirs is touched, until when (06-05)."""
    reasons = []
    if not name.strip():
        reasons.append(Reason(gettext_noop("请写明告知谁。"), ("06-05",), "name"))
    if not interest.strip():
        reasons.append(Reason(gettext_noop("请写明这件事怎样关系到对方。"), ("06-05",), "interest"))
    if until is None or until <= today:
        reasons.append(Reason(gettext_noop("陈述、申辩的截止日期要晚于今天。"), ("06-05",), "until"))
    return Decision(not reasons, tuple(reasons), cite("06-05", "06-07"))


def hearing_statement(*, heard_before: bool, made: bool, statement: str) -> Decision:
    """Whether a statement may be put on record: once, and with its words unless none is made (06-05)."""
    if heard_before:
        return Decision(False, (Reason(gettext_noop("对方的意见已经登记过。"), ("06-05",)),), cite("06-05"))
    if made and not statement.strip():
        sentence = gettext_noop("请写明对方的意见；没有意见的，请选“没有意见”。")
        return Decision(False, (Reason(sentence, ("06-05",), "statement"),), cite("06-05"))
    return Decision(True, (), cite("06-05"))


def heard(hearing: HearingState | None, persons: Collection[dt.date], *, today: dt.date) -> Decision:
    """Whether a decision may be made as far as hearing goes: no hearing awaited, nobody's time to speak running.

    `persons` are the last days of interested persons who have not spoken yet (licensing law, 36, 46 and 47).
    """
    reasons = []
    if hearing is not None and hearing.requested and hearing.open:
        sentence = gettext_noop("有人要求听证。听证举行以前，不能作出决定。")
        reasons.append(Reason(sentence, ("06-05-2",)))
    elif hearing is not None and hearing.may_be_asked(today):
        sentence = gettext_noop("对方在 %(until)s 以前（含当天）还可以要求听证，现在不能作出决定。")
        unsettled = gettext_noop("对方还可以要求听证，到哪一天为止还没有确定，现在不能作出决定。")
        text = sentence if hearing.until else unsettled
        reasons.append(Reason(text, ("06-05-2",), "", {"until": hearing.until}))
    if waiting := [until for until in persons if today <= until]:
        sentence = gettext_noop("利害关系人在 %(until)s 以前（含当天）还可以陈述和申辩，请先听取意见。")
        reasons.append(Reason(sentence, ("06-05",), "", {"until": max(waiting)}))
    instead = Reason(
        gettext_noop("请先举行听证、听取意见，做好记录；对方书面放弃的，登记放弃以后再决定。"), ("06-05",)
    )
    return Decision(not reasons, tuple(reasons), cite("06-05", "06-05-2"), (instead,) if reasons else ())


def _refusal(sentence: str, **params: object) -> Decision:
    return Decision(False, (Reason(sentence, ("06-05-2",), "", params),), cite("06-05-2"))
