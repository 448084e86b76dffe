"""Papers: complete or not, put right on the spot, asked for in one notice (06-03-2, 07-03). Pure."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from banshi.kernel.regulations.citation import cite
from banshi.lib.results import Decision, Reason, gettext_noop

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
