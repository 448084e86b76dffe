"""请示: who may refuse, when a leader is asked, how a leader answers (01-07). Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from banshi.institutions.refusals.rules.grounds import Ground, Grounds
from banshi.kernel.regulations.citation import cite
from banshi.lib.results import Decision, Reason, gettext_noop

APPROVED, SENT_BACK, TAKEN_OVER = "approved", "sent_back", "taken_over"
ANSWERS: Mapping[str, str] = {
    APPROVED: gettext_noop("同意，由科室作出决定"),
    SENT_BACK: gettext_noop("退回，按我的意见办理"),
    TAKEN_OVER: gettext_noop("由我直接决定"),
}


def needs_leader(ground: str, item_authority: str) -> bool:
    """Whether a refusal is beyond the section: the item says so, or it rests on the catch-all (01-07, 01-05-4)."""
    return item_authority == "leader" or ground == Ground.OTHER


@dataclass(frozen=True, slots=True)
class Instructions:
    """The last request to the leader: its answer ("" while it waits), and what it was about."""

    answer: str
    grounds: Grounds


def power(
    grounds: Grounds, *, item_authority: str, instructions: Instructions | None, is_leader: bool
) -> Decision:
    """Whether this person may refuse on these grounds now (01-07).

    A leader decides what they took over; a section what is within its power, or what a leader approved, on the
    same grounds. Everything else is asked for first.
    """
    answer = instructions.answer if instructions else None
    if is_leader:
        return _leaders_own(answer)
    if answer in {"", TAKEN_OVER}:
        text = AWAITED if answer == "" else WITH_LEADER
        return Decision(False, (Reason(text, ("01-07",), "ground"),), cite("01-07"))
    if not needs_leader(grounds.ground, item_authority):
        return Decision(True, (), cite("01-07"))
    if answer == APPROVED and instructions and instructions.grounds == grounds:
        return Decision(True, (), cite("01-07", "01-05-4"))
    text = CHANGED if answer == APPROVED else BEYOND
    instead = Reason(gettext_noop("请先请示局领导，同意以后再作决定。"), ("01-07",))
    return Decision(False, (Reason(text, ("01-07",), "ground"),), cite("01-07"), (instead,))


AWAITED = gettext_noop("已经请示局领导，请等批示。")
WITH_LEADER = gettext_noop("这件由局领导直接决定，科室不再作决定。")
CHANGED = gettext_noop("情形、事实、依据和证据要与局领导同意的一致，有改动的要重新请示。")
BEYOND = gettext_noop("这次否定超出科室的权限，不能自行决定。")


def _leaders_own(answer: str | None) -> Decision:
    if answer == TAKEN_OVER:
        return Decision(True, (), cite("01-07"))
    sentence = gettext_noop("由科室决定的，局领导不代为决定；需要的，可以在批示请示时直接决定。")
    return Decision(False, (Reason(sentence, ("01-07",), "ground"),), cite("01-07"))


def deciding(*, answer: str | None, is_leader: bool) -> Decision:
    """Whether this person may decide at all: what a leader took over is the leader's (01-07)."""
    if is_leader:
        return _leaders_own(answer)
    if answer == TAKEN_OVER:
        return Decision(False, (Reason(WITH_LEADER, ("01-07",)),), cite("01-07"))
    return Decision(True, (), cite("01-07"))


def request(grounds: Grounds, *, item_authority: str, question: str, pending: bool) -> Decision:
    """Whether a leader may be asked: not for what is within the section's power, one question at a time (01-07)."""
    reasons = []
    if pending:
        reasons.append(Reason(AWAITED, ("01-07",), "ground"))
    if not needs_leader(grounds.ground, item_authority):
        sentence = gettext_noop("这次否定在科室的权限以内，请自行决定，不用请示。")
        reasons.append(Reason(sentence, ("01-07",), "ground"))
    if not question.strip():
        reasons.append(Reason(gettext_noop("请写明请示的问题和您的意见。"), ("01-07",), "question"))
    return Decision(not reasons, tuple(reasons), cite("01-07", "01-02"))


def answer(*, given: str, opinion: str, answered: bool, asked_by_same: bool) -> Decision:
    """Whether a leader may answer: once, not one's own request, sending back only with an opinion (01-07)."""
    reasons = []
    if given not in ANSWERS:
        reasons.append(Reason(gettext_noop("请选择同意、退回，或者由您直接决定。"), ("01-07",), "answer"))
    if answered:
        reasons.append(Reason(gettext_noop("这份请示已经有批示了。"), ("01-07",), "answer"))
    if given == SENT_BACK and not opinion.strip():
        reasons.append(Reason(gettext_noop("退回的，请写明意见。"), ("01-07",), "opinion"))
    if asked_by_same:
        reasons.append(Reason(gettext_noop("不能批示自己提出的请示。"), ("01-07",), "answer"))
    return Decision(not reasons, tuple(reasons), cite("01-07"))
