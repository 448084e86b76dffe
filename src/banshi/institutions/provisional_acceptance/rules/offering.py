"""Offering provisional acceptance: when it is open, and which article forbids it (04-02, 04-04, 04-05). Pure."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from banshi.kernel.catalogue.schema import EXCLUSIONS
from banshi.kernel.regulations.citation import Citation, cite
from banshi.lib.results import Decision, Reason, gettext_noop

# What is asked of a paper before it may come later (04-05).
QUESTIONS: Mapping[Citation, str] = dict(
    zip(
        cite("04-05-1", "04-05-2", "04-05-3"),
        (
            gettext_noop("先受理、后补这份材料，不直接违反国家和地方的法律法规"),
            gettext_noop("不直接妨碍对规划、结构安全、用地合法和环境保护的判断"),
            gettext_noop("不会一直缺下去，补来的也不会与已经审过的材料不一致"),
        ),
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class Paper:
    """A demanded paper; `status` is missing, present or wrong; `tolerable` by the catalogue or by a section."""

    seq: int
    name: str
    status: str
    principal: bool
    tolerable: bool


@dataclass(frozen=True, slots=True)
class Terms:
    """What the item and the person allow: exclusions (keys) or another reason, a bar, the last possible day.

    `latest` is the last day the supplement date may fall on, None where nothing bounds it.
    """

    exclusions: tuple[str, ...]
    closed_because: str
    barred_until: dt.date | None
    today: dt.date
    latest: dt.date | None


def gaps(papers: Sequence[Paper]) -> tuple[Paper, ...]:
    """What is missing or wrong."""
    return tuple(paper for paper in papers if paper.status != "present")


def offer(papers: Sequence[Paper], terms: Terms) -> Decision:
    """Whether provisional acceptance is open, so that it must be offered; otherwise each article that forbids it.

    The principal papers complete and in lawful form, only tolerable ones missing (04-02, 04-05, 04-09), the item
    not excluded (04-04), the person not barred (04-13), a date possible (04-06).
    """
    if not gaps(papers):
        complete = Reason(
            gettext_noop("材料已经齐全，应当直接受理，不需要容缺。"), ("04-02", "07-03"), "materials"
        )
        return Decision(False, (complete,), cite("04-02"))
    reasons = (*_item(terms), *_person(terms), *_papers(papers), *_time(terms))
    return Decision(not reasons, reasons, cite("04-02", "04-04", "04-05", "04-09"))


def _item(terms: Terms) -> Iterator[Reason]:
    for key in terms.exclusions:
        text = gettext_noop("这个事项%(ground)s，不适用容缺受理。")
        yield Reason(text, ("04-04",), "item", {"ground": Reason(EXCLUSIONS[key])})
    if terms.closed_because and not terms.exclusions:
        text = gettext_noop("这个事项不适用容缺受理：%(why)s。")
        yield Reason(text, ("04-04",), "item", {"why": terms.closed_because.rstrip("。")})


def _person(terms: Terms) -> Iterator[Reason]:
    until = terms.barred_until
    if until is not None and terms.today <= until:
        text = gettext_noop("申请人没有兑现过承诺，%(until)s 以前（含当天）不适用容缺受理。")
        yield Reason(text, ("04-13",), "applicant", {"until": until})


def _papers(papers: Sequence[Paper]) -> Iterator[Reason]:
    open_gaps = gaps(papers)
    if principal := [paper.name for paper in open_gaps if paper.principal]:
        text = gettext_noop("主要材料要齐全、合格，还有：%(names)s。")
        yield Reason(text, ("04-02", "04-09"), "materials", {"names": "、".join(principal)})
    firm = [paper.name for paper in open_gaps if not paper.principal and not paper.tolerable]
    if firm:
        text = gettext_noop("这些材料不能后补：%(names)s。")
        yield Reason(text, ("04-05",), "materials", {"names": "、".join(firm)})


def _time(terms: Terms) -> Iterator[Reason]:
    if terms.latest is not None and terms.latest <= terms.today:
        text = gettext_noop("没有可以约定的补正日期：承诺的期限很短，或者以后的工作日历还没有公布。")
        yield Reason(text, ("04-06",), "until")


def judgement(*, paper: Paper | None, answered: Collection[str], reason: str) -> Decision:
    """Whether a section may judge that another paper may come later in this case (04-05-4): all questions
    answered, with a reason; never a principal paper."""
    reasons = []
    if paper is None or paper.status == "present" or paper.principal or paper.tolerable:
        text = gettext_noop("只能对还缺的、目录没有列为可容缺的次要材料作出判定。")
        reasons.append(Reason(text, ("04-05-4", "04-02"), "material"))
    for article, question in QUESTIONS.items():
        if article not in answered:
            text = gettext_noop("请逐项确认：%(question)s。")
            reasons.append(Reason(text, (article,), "answered", {"question": Reason(question)}))
    if not reason.strip():
        text = gettext_noop("请写明为什么这份材料可以后补。")
        reasons.append(Reason(text, ("04-05-4",), "reason"))
    return Decision(not reasons, tuple(reasons), cite("04-05-4"))


def declined_first(*, is_open: bool, declined: bool) -> Decision:
    """Before the complete notice the offer must have been made and not wanted (04-04, ruling R1)."""
    if not is_open or declined:
        return Decision(True, (), cite("04-04"))
    text = gettext_noop("这件可以容缺受理，要先告诉申请人；申请人不要的，记下来以后再通知补正。")
    return Decision(False, (Reason(text, ("04-04", "04-09"), "until"),), cite("04-04"))
