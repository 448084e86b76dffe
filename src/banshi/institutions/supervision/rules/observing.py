"""Judging what the other rooms tell: policies, procedures, answers, conduct (11-03-2, -3, -5, -6). Pure."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from banshi.institutions.supervision.rules.judging import (
    ANSWERS,
    CONDUCT,
    INDICATORS,
    POLICIES,
    PROCEDURES,
    Found,
    Indicator,
    Judged,
    Severity,
    judged,
)
from banshi.lib.results import Reason, gettext_noop


@dataclass(frozen=True, slots=True)
class PolicySeen:
    """A policy in force: explained or not, and the changes of law that it has to follow.

    `stale` are (law, changed on, to be updated by) of related laws that changed after it was published and for
    which nobody confirmed that it needs no change; by when is None past the published calendar.
    """

    id: int
    title: str
    explained: bool
    sample: bool
    stale: tuple[tuple[str, dt.date, dt.date | None], ...]
    link: str


_NO_POLICY = gettext_noop("没有公布一份现行有效的规范性文件。")
_UNEXPLAINED = gettext_noop("“%(title)s”没有通俗的解读，或者解读只是重复原文。")
_SAMPLE = gettext_noop("“%(title)s”还是样例，没有换成正式文件。")
_STALE = gettext_noop("《%(law)s》%(changed)s变动以后，“%(title)s”没有在%(due)s以前更新。")


def judge_policies(policies: Sequence[PolicySeen], today: dt.date) -> Judged:
    """11-03-2: normative documents are published, explained, and follow a change of law in time."""
    waiting = sum(1 for one in policies for *_, due in one.stale if due is None or due >= today)
    figures = {
        gettext_noop("现行有效的文件"): len(policies),
        gettext_noop("有解读的"): sum(1 for one in policies if one.explained),
        gettext_noop("等着更新、没有到期的"): waiting,
    }
    if not policies:
        sentence = Reason(_NO_POLICY, (POLICIES,))
        none = Found("policy:none", POLICIES, Indicator.PUBLISHED, sentence, Severity.GRAVE)
        return judged(1, figures, [none])
    return judged(len(policies), figures, (found for one in policies for found in _policy(one, today)))


def _policy(one: PolicySeen, today: dt.date) -> Iterator[Found]:
    title = {"title": one.title}
    if not one.explained:
        sentence = Reason(_UNEXPLAINED, (POLICIES,), params=title)
        yield Found(f"policy:{one.id}:explained", POLICIES, Indicator.EXPLAINED, sentence, link=one.link)
    if one.sample:
        sentence = Reason(_SAMPLE, (POLICIES,), params=title)
        thing = f"policy:{one.id}:sample"
        yield Found(thing, POLICIES, Indicator.PUBLISHED, sentence, Severity.SLIGHT, link=one.link)
    for law, changed, due in one.stale:
        if due is not None and due < today:
            params = title | {"law": law, "changed": changed.isoformat(), "due": due.isoformat()}
            yield Found(
                f"policy:{one.id}:{law}",
                POLICIES,
                Indicator.UPDATED,
                Reason(_STALE, (POLICIES,), params=params),
                figures={gettext_noop("超过的天数"): (today - due).days},
                link=one.link,
            )


@dataclass(frozen=True, slots=True)
class ProcedureSeen:
    """An enterprise inspection of the bureau: published or not, with the parts of its procedure that are empty."""

    id: int
    title: str
    section_id: int
    published: bool
    missing: tuple[str, ...]
    link: str


_NO_PROCEDURE = gettext_noop("没有登记一项涉企检查。没有这类检查的，请登记说明。")
_UNPUBLISHED = gettext_noop("涉企检查“%(title)s”的程序没有公开。")
_LACKING = gettext_noop("涉企检查“%(title)s”公开的程序还缺：%(fields)s。")


def judge_procedures(procedures: Sequence[ProcedureSeen]) -> Judged:
    """11-03-3: the procedure of every enterprise inspection is public."""
    figures = {
        gettext_noop("登记的涉企检查"): len(procedures),
        gettext_noop("已经公开的"): sum(1 for one in procedures if one.published),
    }
    if not procedures:
        sentence = Reason(_NO_PROCEDURE, (PROCEDURES,))
        none = Found("procedure:none", PROCEDURES, Indicator.PUBLISHED, sentence, Severity.SLIGHT)
        return judged(1, figures, [none])
    return judged(len(procedures), figures, (found for one in procedures for found in _procedure(one)))


def _procedure(one: ProcedureSeen) -> Iterator[Found]:
    if one.published and not one.missing:
        return
    sentence = Reason(_UNPUBLISHED, (PROCEDURES,), params={"title": one.title})
    if one.published:
        params = {"title": one.title, "fields": list(one.missing)}
        sentence = Reason(_LACKING, (PROCEDURES,), params=params)
    thing = f"procedure:{one.id}:published"
    yield Found(thing, PROCEDURES, Indicator.PUBLISHED, sentence, section_id=one.section_id, link=one.link)


@dataclass(frozen=True, slots=True)
class Answerable:
    """Something that had to be answered or put right by `due`: when it was, if it was."""

    thing: str
    indicator: Indicator
    due: dt.date | None
    done_on: dt.date | None
    section_id: int | None
    staff_id: int | None
    link: str

    def late_on(self, today: dt.date) -> bool:
        """Whether it was, or is by now, too late; the due day itself is in time."""
        return self.due is not None and (self.done_on or today) > self.due


_STILL_OPEN = gettext_noop("%(what)s：应当在%(due)s以前办好，到现在还没有办好。")
_DONE_LATE = gettext_noop("%(what)s：应当在%(due)s以前办好，%(done)s才办好。")


def judge_answers(things: Sequence[Answerable], today: dt.date) -> Judged:
    """11-03-5: opinions, bad ratings, corrections and criticism are answered and acted on in time."""
    figures: dict[str, object] = {gettext_noop("应当答复、整改的"): len(things)}
    for indicator in (Indicator.OPINIONS, Indicator.BAD_RATINGS, Indicator.CORRECTIONS, Indicator.CRITICISM):
        figures[INDICATORS[indicator]] = sum(1 for one in things if one.indicator is indicator)
    found = tuple(_unanswered(one, today) for one in things if one.late_on(today))
    return Judged(len(things), len(things) - len(found), figures, found)


def _unanswered(one: Answerable, today: dt.date) -> Found:
    assert one.due is not None
    params: dict[str, object] = {"what": [INDICATORS[one.indicator]], "due": one.due.isoformat()}
    text = _STILL_OPEN
    if one.done_on:
        text, params["done"] = _DONE_LATE, one.done_on.isoformat()
    return Found(
        one.thing,
        ANSWERS,
        one.indicator,
        Reason(text, (ANSWERS,), params=params),
        Severity.SLIGHT if one.done_on else Severity.ORDINARY,
        one.section_id,
        one.staff_id,
        figures={gettext_noop("超过的天数"): ((one.done_on or today) - one.due).days},
        link=one.link,
    )


@dataclass(frozen=True, slots=True)
class Fact:
    """A count about a section, and perhaps a colleague, in the period: `count` bad ones of `of` (0: of no total)."""

    indicator: Indicator
    section_id: int | None
    staff_id: int | None
    count: int
    of: int = 0
    link: str = ""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From where on a figure is a finding: on-time rate below so many percent; so many of one kind are grave."""

    on_time_percent: int
    grave_count: int


_RATE = gettext_noop("按期办结率 %(rate)s%%，低于 %(least)s%%：办结 %(of)s 件，其中 %(count)s 件超期。")
_COUNT = gettext_noop("%(what)s：本期 %(count)s 次。")


def judge_conduct(facts: Sequence[Fact], thresholds: Thresholds) -> Judged:
    """11-03-6: work is done by whom, how and when the law says, and with the right manners; facts only."""
    totals: dict[str, object] = {gettext_noop("查看的指标"): len(facts)}
    for one in facts:
        name = INDICATORS[one.indicator]
        if one.indicator is not Indicator.ON_TIME:
            before = totals.get(name, 0)
            totals[name] = one.count + (before if isinstance(before, int) else 0)
    totals[INDICATORS[Indicator.ON_TIME]] = _overall(facts)
    found = tuple(_fact(one, thresholds) for one in facts if bad(one, thresholds))
    return Judged(len(facts), len(facts) - len(found), totals, found)


def bad(one: Fact, thresholds: Thresholds) -> bool:
    """Whether a figure is a finding."""
    if one.indicator is Indicator.ON_TIME:
        return one.of > 0 and rate(one) < thresholds.on_time_percent
    return one.count > 0


def rate(one: Fact) -> int:
    """The share in order, in whole percent, never rounded up."""
    return (one.of - one.count) * 100 // one.of if one.of else 100


def _overall(facts: Sequence[Fact]) -> str:
    rows = [one for one in facts if one.indicator is Indicator.ON_TIME]
    of, late = sum(one.of for one in rows), sum(one.count for one in rows)
    return f"{(of - late) * 100 // of}%" if of else "—"


def _fact(one: Fact, thresholds: Thresholds) -> Found:
    thing = f"fact:{one.indicator}:{one.section_id or 0}:{one.staff_id or 0}"
    if one.indicator is Indicator.ON_TIME:
        params: Mapping[str, object] = {
            "rate": rate(one),
            "least": thresholds.on_time_percent,
            "of": one.of,
            "count": one.count,
        }
        sentence = Reason(_RATE, (CONDUCT,), params=params)
        grave = rate(one) < thresholds.on_time_percent // 2
    else:
        params = {"what": [INDICATORS[one.indicator]], "count": one.count}
        sentence = Reason(_COUNT, (CONDUCT,), params=params)
        grave = one.count >= thresholds.grave_count
    return Found(
        thing,
        CONDUCT,
        one.indicator,
        sentence,
        Severity.GRAVE if grave else Severity.ORDINARY,
        one.section_id,
        one.staff_id,
        figures={gettext_noop("本期次数"): one.count, **({gettext_noop("总数"): one.of} if one.of else {})},
        link=one.link,
    )
