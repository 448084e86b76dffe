"""Findings and their corrections (11-03, W44): set, answered, looked at again, late. Pure."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum

from banshi.kernel.regulations.citation import cite
from banshi.kernel.workdays.days import BeforeCalendar, BeyondCalendar, DayTable
from banshi.lib.results import Decision, Reason, gettext_noop

LONGEST_LIMIT = 60


class FindingState(StrEnum):
    """Where a finding stands."""

    OPEN = "open"
    CORRECTING = "correcting"
    DONE = "done"
    DISMISSED = "dismissed"


class CorrectionState(StrEnum):
    """Where a correction stands."""

    ISSUED = "issued"
    ANSWERED = "answered"
    PASSED = "passed"


FINDING_STATES: Mapping[FindingState, str] = {
    FindingState.OPEN: gettext_noop("没有处理"),
    FindingState.CORRECTING: gettext_noop("整改中"),
    FindingState.DONE: gettext_noop("整改合格"),
    FindingState.DISMISSED: gettext_noop("核实不成立"),
}
CORRECTION_STATES: Mapping[CorrectionState, str] = {
    CorrectionState.ISSUED: gettext_noop("等科室整改"),
    CorrectionState.ANSWERED: gettext_noop("已报整改，待复查"),
    CorrectionState.PASSED: gettext_noop("复查合格"),
}


def criticising(*, words: str, source: str, sources: Mapping[str, str], section: bool) -> Decision:
    """Whether criticism from outside may be entered: whose, what, and which section acts on it (11-03-5)."""
    reasons = []
    if source not in sources:
        reasons.append(Reason(gettext_noop("请选择批评意见是谁提的。"), ("11-03-5",), "source"))
    if not words.strip():
        reasons.append(Reason(gettext_noop("请写下批评的内容。"), ("11-03-5",), "words"))
    if not section:
        reasons.append(Reason(gettext_noop("请选择由哪个科室整改。"), ("11-03-5",), "section"))
    return Decision(not reasons, tuple(reasons), cite("11-03-5"))


def issuing(
    *,
    state: str,
    concerned: int | None,
    supervisor: int,
    section: bool,
    answerable: bool,
    limit: tuple[int | None, dt.date | None],
) -> Decision:
    """Whether a correction may be demanded of a section that has somebody to answer, within a limit (11-03).

    `limit`: working days, and the day that follows from them; None where the calendar does not reach so far.
    """
    reasons = []
    if state != FindingState.OPEN:
        reasons.append(Reason(gettext_noop("这个问题已经处理过，不用再发整改通知。"), ("11-03",)))
    if concerned is not None and concerned == supervisor:
        reasons.append(Reason(gettext_noop("这个问题涉及您本人，请由别的监督人员处理。"), ("11-03",)))
    if not section:
        reasons.append(Reason(gettext_noop("请选择由哪个科室整改。"), ("11-03",), "section"))
    elif not answerable:
        sentence = gettext_noop("这个科室没有能报整改的负责人，请发给领导它的科室。")
        reasons.append(Reason(sentence, ("11-03",), "section"))
    reasons += _limit(*limit)
    return Decision(not reasons, tuple(reasons), cite("11-03", "11-03-5"))


def _limit(days: int | None, until: dt.date | None) -> list[Reason]:
    if days is None or not 1 <= days <= LONGEST_LIMIT:
        sentence = gettext_noop("整改期限请定在 1 至 %(most)s 个工作日。")
        return [Reason(sentence, ("11-03-5",), "days", {"most": LONGEST_LIMIT})]
    if until is None:
        sentence = gettext_noop("下一年的工作日安排还没有公布，期限算不出来，请定短一些。")
        return [Reason(sentence, ("11-03-5",), "days")]
    return []


def limit(start: dt.date, days: int, table: DayTable) -> dt.date | None:
    """The last day of a correction demanded on `start`, the day itself not counted; None past the calendar."""
    try:
        return table.add(start, days) if days > 0 else None
    except (BeforeCalendar, BeyondCalendar):
        return None


def dismissing(*, state: str, concerned: int | None, supervisor: int, reason: str) -> Decision:
    """Whether a finding may be dropped: looked into, with the reason, by nobody whom it concerns (11-03)."""
    reasons = []
    if state != FindingState.OPEN:
        reasons.append(Reason(gettext_noop("这个问题已经处理过。"), ("11-03",)))
    if concerned is not None and concerned == supervisor:
        reasons.append(Reason(gettext_noop("这个问题涉及您本人，请由别的监督人员处理。"), ("11-03",)))
    if not reason.strip():
        reasons.append(Reason(gettext_noop("请写明为什么不成立。"), ("11-03",), "reason"))
    return Decision(not reasons, tuple(reasons), cite("11-03"))


def answering(*, state: str, measures: str, proof: str, has_photo: bool) -> Decision:
    """Whether a section's answer is one: what was done, and what proves it (11-03-5)."""
    reasons = []
    if state != CorrectionState.ISSUED:
        reasons.append(Reason(gettext_noop("整改情况已经报过，等复查。"), ("11-03-5",)))
    if not measures.strip():
        reasons.append(Reason(gettext_noop("请写明采取了什么措施。"), ("11-03-5",), "measures"))
    if not proof.strip() and not has_photo:
        reasons.append(
            Reason(gettext_noop("请写明怎样能看出已经改了，或者附一张照片。"), ("11-03-5",), "proof")
        )
    return Decision(not reasons, tuple(reasons), cite("11-03-5"))


def rechecking(
    *,
    state: str,
    supervisor: int,
    barred: frozenset[int],
    passed: bool,
    note: str,
    limit: tuple[int | None, dt.date | None],
) -> Decision:
    """Whether the result of a re-check may be entered: by neither who corrected nor whom it concerns (`barred`).

    What did not pass says why, and gets a new `limit`: working days, and the day that follows from them (11-03-5).
    """
    reasons = []
    if state != CorrectionState.ANSWERED:
        reasons.append(Reason(gettext_noop("科室还没有报整改情况，不能复查。"), ("11-03-5",)))
    if supervisor in barred:
        sentence = gettext_noop("不能复查自己整改的、或者涉及自己的问题，请由别的监督人员复查。")
        reasons.append(Reason(sentence, ("11-03-5",)))
    if not passed:
        if not note.strip():
            reasons.append(Reason(gettext_noop("不合格的，请写明还差什么。"), ("11-03-5",), "note"))
        reasons += _limit(*limit)
    return Decision(not reasons, tuple(reasons), cite("11-03-5"))


def late(*, state: str, due: dt.date, today: dt.date) -> bool:
    """Whether a correction is overdue: still with the section after its last day, which is in time (11-03-5)."""
    return state == CorrectionState.ISSUED and today > due


def warn_on(start: dt.date, due: dt.date, ahead: int, table: DayTable) -> dt.date:
    """From which day the section is warned: `ahead` working days before, never before it was told (11-03-5)."""
    return max(start, table.before(due, ahead)) if ahead else due
