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


def negative_outcome(*, reasons: Sequence[str], legal_basis: Sequence[str]) -> Decision:
    """A refusal states its reasons and legal basis; the remedies are printed by the paper itself (06-06)."""
    missing = []
    if not any(reason.strip() for reason in reasons):
        missing.append(Reason(gettext_noop("不予许可要写明理由。"), ("06-06",), "reasons"))
    if not any(basis.strip() for basis in legal_basis):
        missing.append(Reason(gettext_noop("不予许可要写明依据的法律条文。"), ("06-06",), "legal_basis"))
    return Decision(not missing, tuple(missing), cite("06-06"))


def early_end(*, first: dt.date, last: dt.date, today: dt.date) -> Decision:
    """A procedure can be ended early only while it runs; its last day is then today (06-05-2)."""
    if first <= today < last:
        return Decision(True, (), cite("06-05-2"))
    return Decision(
        False,
        (Reason(gettext_noop("这项特别程序现在不在进行中，不用提前结束。"), ("06-05-2",)),),
        cite("06-05-2"),
    )
