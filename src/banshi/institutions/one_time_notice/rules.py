"""一次性告知（附件6）：what must be told, all at once, in which form. Pure."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from banshi.kernel.regulations.citation import Citation, cite
from banshi.lib.results import Decision, Reason, gettext_noop


class Duty(StrEnum):
    """The duties to tell when somebody asks (06-03, 06-04)."""

    OWN_ITEM = "own_item"
    NOT_NEEDED = "not_needed"
    NOT_OURS = "not_ours"
    TELEPHONE = "telephone"


ARTICLE_OF: Mapping[Duty, Citation] = dict(
    zip(Duty, cite("06-03-1", "06-03-3", "06-03-4", "06-04"), strict=True)
)


ONCE = gettext_noop(
    "补正只能通知一次，上次已经通知过。确需再次通知的，由科室负责人写明理由，并记为一次未尽告知义务。"
)


@dataclass(frozen=True, slots=True)
class Paper:
    """A demanded paper as the rules see it; `status` is missing, present or wrong."""

    seq: int
    name: str
    status: str
    principal: bool = True
    tolerable: bool = False
    problem: str = ""


def telling(duty: Duty, *, written: bool, competent_authority: str = "") -> Decision:
    """Whether an enquiry may be answered in this form (06-07), naming who is competent (06-03-4)."""
    reasons = []
    if not written and duty in {Duty.OWN_ITEM, Duty.TELEPHONE}:
        reasons.append(
            Reason(
                gettext_noop("这类咨询要书面告知，请选择打印、短信或链接。"),
                ("06-07", ARTICLE_OF[duty]),
                "form",
            )
        )
    if duty is Duty.NOT_OURS and not competent_authority.strip():
        reasons.append(
            Reason(
                gettext_noop("请写明应当向哪个部门申请，不能只说不归我们办。"),
                ("06-03-4",),
                "competent_authority",
            )
        )
    return Decision(not reasons, tuple(reasons), (ARTICLE_OF[duty], *cite("06-07")))


def listing(demanded: Collection[int], *, present: Collection[int], wrong: Collection[int]) -> Decision:
    """Only papers of the catalogue can be asked for or logged, each once (09-08-5, 06-03-1)."""
    reasons = []
    if stray := {*present, *wrong} - set(demanded):
        sentence = gettext_noop("材料清单里没有第 %(seq)s 项，不能索要或登记目录以外的材料。")
        numbers = "、".join(map(str, sorted(stray)))
        reasons.append(Reason(sentence, ("09-08-5", "06-03-1"), "materials", {"seq": numbers}))
    if both := set(present) & set(wrong):
        sentence = gettext_noop("第 %(seq)s 项材料不能既合格又需要更正。")
        numbers = "、".join(map(str, sorted(both)))
        reasons.append(Reason(sentence, ("06-03-2",), "materials", {"seq": numbers}))
    return Decision(not reasons, tuple(reasons), cite("06-03-1"))


def gaps(papers: Sequence[Paper]) -> tuple[Paper, ...]:
    """All papers that are missing or wrong: a notice lists every one of them (06-03-2)."""
    return tuple(paper for paper in papers if paper.status != "present")


def acceptance(papers: Sequence[Paper]) -> Decision:
    """Complete and lawful in form means: it must be accepted (06-03-2, 07-03)."""
    open_gaps = gaps(papers)
    if not open_gaps:
        return Decision(True, (), cite("06-03-2", "07-03"))
    names = "、".join(paper.name for paper in open_gaps)
    return Decision(
        False,
        (Reason(gettext_noop("还有材料不齐：%(names)s。"), ("07-03",), "materials", {"names": names}),),
        cite("07-03"),
        (Reason(gettext_noop("能当场改的当场改；否则开一张补正通知书，一次列全。"), ("06-03-2",)),),
    )


def granting(papers: Sequence[Paper]) -> Decision:
    """Nothing is granted while papers are missing or wrong, not even after a deemed acceptance (07-03)."""
    open_gaps = gaps(papers)
    if not open_gaps:
        return Decision(True, (), cite("07-03"))
    names = "、".join(paper.name for paper in open_gaps)
    sentence = gettext_noop("还有材料不齐，不能准予：%(names)s。")
    return Decision(
        False,
        (Reason(sentence, ("07-03",), "granted", {"names": names}),),
        cite("07-03"),
        (Reason(gettext_noop("请申请人补来，核对以后再作决定。"), ("06-03-2",)),),
    )


def supplement(
    papers: Sequence[Paper],
    *,
    until: dt.date | None,
    today: dt.date,
    asked_before: bool,
    head_reason: str = "",
) -> Decision:
    """Whether the one supplement notice may be given now, to be answered by `until` (06-03-2).

    A second notice needs a section head's reason and counts as a failure to tell at once.
    """
    reasons = list(_unstated(papers))
    if until is None or until <= today:
        reasons.append(Reason(gettext_noop("补正截止日期要晚于今天。"), ("06-03-2",), "until"))
    if asked_before and not head_reason.strip():
        reasons.append(Reason(ONCE, ("06-03-2", "06-09"), "head_reason"))
    return Decision(not reasons, tuple(reasons), cite("06-03-2", "06-07"))


def _unstated(papers: Sequence[Paper]) -> Iterator[Reason]:
    """What a notice of gaps would fail to say."""
    if not gaps(papers):
        yield Reason(
            gettext_noop("材料已经齐全，应当受理，不能再要求补正。"), ("06-03-2", "07-03"), "materials"
        )
    sentence = gettext_noop("请写明“%(name)s”哪里需要更正。")
    for paper in papers:
        if paper.status == "wrong" and not paper.problem.strip():
            yield Reason(sentence, ("06-03-2",), "materials", {"name": paper.name})


def correction(papers: Sequence[Paper], chosen: Collection[int]) -> Decision:
    """Whether papers can be put right on the spot: only those that are wrong, not missing (ruling R1)."""
    wrong = {paper.seq for paper in papers if paper.status == "wrong"}
    if chosen and set(chosen) <= wrong:
        return Decision(True, (), cite("06-03-2"))
    return Decision(
        False,
        (Reason(gettext_noop("只有已交但需要更正的材料才能当场更正。"), ("06-03-2",), "materials"),),
        cite("06-03-2"),
    )


def no_correction(papers: Sequence[Paper], chosen: Collection[int], *, reason: str) -> Decision:
    """Whether it may be recorded that papers cannot be put right on the spot: wrong ones, and why (06-03-2)."""
    reasons = list(correction(papers, chosen).reasons)
    if not reason.strip():
        reasons.append(Reason(gettext_noop("请写明为什么不能当场更正。"), ("06-03-2",), "reason"))
    return Decision(not reasons, tuple(reasons), cite("06-03-2"))


@dataclass(frozen=True, slots=True)
class Announcement:
    """A special procedure as it is to be announced."""

    kind: str
    place: str
    time: str
    first: dt.date | None
    last: dt.date | None


def procedure(
    announced: Announcement,
    *,
    today: dt.date,
    listed: Collection[str],
    running: Sequence[tuple[dt.date, dt.date]] = (),
) -> Decision:
    """Whether a special procedure may stop the clock: a listed one, told with time, place and days (06-05-2)."""
    article = ("06-05-2",)
    reasons = []
    if announced.kind not in listed:
        reasons.append(Reason(gettext_noop("只有制度列明的特别程序才能停表。"), article, "kind"))
    if not announced.place.strip():
        reasons.append(Reason(gettext_noop("请写明地点。"), article, "place"))
    if not announced.time.strip():
        reasons.append(Reason(gettext_noop("请写明时间。"), article, "time"))
    if announced.first is None or announced.first < today:
        reasons.append(Reason(gettext_noop("停表要先书面告知，开始日期不能早于今天。"), article, "first"))
    if announced.last is None or (announced.first and announced.last < announced.first):
        reasons.append(Reason(gettext_noop("结束日期不能早于开始日期。"), article, "last"))
    elif announced.first and any(a <= announced.last and announced.first <= b for a, b in running):
        reasons.append(Reason(gettext_noop("这段时间已经有特别程序在停表，日期不能重叠。"), article, "first"))
    return Decision(not reasons, tuple(reasons), cite("06-05-2", "06-07"))


def stopped_clocks(kind: str, statutory: Collection[str]) -> tuple[str, ...]:
    """Which clocks a procedure stops: a site survey only the promised one (licensing law, art. 45)."""
    return ("statutory", "promised") if kind in statutory else ("promised",)


def early_end(*, first: dt.date, last: dt.date, today: dt.date) -> Decision:
    """A procedure can be ended early only while it runs; its last day is then today (06-05-2)."""
    if first <= today < last:
        return Decision(True, (), cite("06-05-2"))
    return Decision(
        False,
        (Reason(gettext_noop("这项特别程序现在不在进行中，不用提前结束。"), ("06-05-2",)),),
        cite("06-05-2"),
    )


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
