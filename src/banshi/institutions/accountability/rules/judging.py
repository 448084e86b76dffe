"""What a hearing, a decision and a remedy must contain (12-04, 12-05; civil servants law 63, 95). Pure."""

import datetime as dt

from banshi.institutions.accountability.rules.causes import filled
from banshi.institutions.accountability.rules.steps import (
    APPEAL,
    CHANGED,
    NOTHING,
    OUTCOMES,
    REMEDIES,
    REVIEW,
    REVIEWED,
    STATEMENTS,
    WAIVER,
    Situation,
)
from banshi.lib.results import Decision, Reason, gettext_noop


def hearing(*, kind: str, text: str, on: dt.date, silent: bool, now: Situation) -> Decision:
    """Whether a statement or a waiver may be put on record: dated, and silence only after the time to answer."""
    articles, reasons = ("12-04",), []
    if kind not in STATEMENTS:
        reasons.append(Reason(gettext_noop("请选择书面陈述、口头陈述，或者放弃。"), articles, "kind"))
    if kind != WAIVER and not text.strip():
        reasons.append(Reason(gettext_noop("请写下本人说了什么。"), articles, "text"))
    if on > now.today:
        reasons.append(Reason(gettext_noop("日期不能晚于今天。"), articles, "on"))
    if silent and (now.answer_until is None or now.today <= now.answer_until):
        sentence = gettext_noop("本人在 %(day)s 以前可以陈述申辩，期满没有表示的，才可以记为放弃。")
        reasons.append(Reason(sentence, articles, "silent", {"day": now.answer_until or "—"}))
    return Decision(not reasons, tuple(reasons), articles)


def decision(
    *, outcome: str, facts: str, meeting_on: dt.date, measures: str, due: dt.date | None, today: dt.date
) -> Decision:
    """Whether what the meeting decided is whole: outcome, facts, the day, and measures with a limit (12-04, 12-05)."""
    articles = ("12-05", "12-04")
    reasons = [*filled(("12-05",), facts=facts).reasons]
    if outcome not in OUTCOMES:
        reasons.append(Reason(gettext_noop("请选择局党组会议决定的结果。"), ("12-05",), "outcome"))
    if meeting_on > today:
        reasons.append(Reason(gettext_noop("会议的日期不能晚于今天。"), ("12-05",), "meeting_on"))
    if outcome != NOTHING and not measures.strip():
        text = gettext_noop("追责的同时要纠错补救，请写明整改措施。")
        reasons.append(Reason(text, ("12-04",), "measures"))
    if measures.strip() and (due is None or due <= today):
        text = gettext_noop("请写明整改到哪一天，要晚于今天。")
        reasons.append(Reason(text, ("12-04",), "due"))
    return Decision(not reasons, tuple(reasons), articles)


def remedy(*, kind: str, text: str, now: Situation) -> Decision:
    """Whether the person may ask for a review or an appeal: once each, within its days (civil servants law 95)."""
    articles = ("12-04",)
    reasons = [*filled(articles, text=text).reasons]
    last = {REVIEW: now.review_until, APPEAL: now.appeal_until}.get(kind)
    if kind not in REMEDIES:
        reasons.append(Reason(gettext_noop("请选择申请复核或者提出申诉。"), articles, "kind"))
    elif kind in now.asked:
        reasons.append(Reason(gettext_noop("这一项您已经提出过。"), articles, "kind"))
    elif now.pending:
        reasons.append(Reason(gettext_noop("请等现在这一项有了结果，再提出另一项。"), articles, "kind"))
    elif last is not None and now.today > last:
        sentence = gettext_noop("提出的期限已经过了（%(day)s）。")
        reasons.append(Reason(sentence, articles, "kind", {"day": last}))
    return Decision(not reasons, tuple(reasons), articles)


def answer(*, result: str, outcome: str, text: str, present: str) -> Decision:
    """Whether the answer to a remedy is whole: upheld, changed from the `present` outcome, or revoked, with reasons.

    Who asks for a review or appeals is never worse off for it (civil servants law 95).
    """
    articles = ("12-04",)
    reasons = [*filled(articles, text=text).reasons]
    if result not in REVIEWED:
        reasons.append(Reason(gettext_noop("请选择维持、变更或者撤销。"), articles, "result"))
    if result == CHANGED and outcome not in OUTCOMES:
        reasons.append(Reason(gettext_noop("变更的，请选择变更后的结果。"), articles, "outcome"))
    elif result == CHANGED and not _lighter(outcome, present):
        sentence = gettext_noop("不能因为申请复核、提出申诉加重处理：请选择比原来轻的结果，或者维持、撤销。")
        reasons.append(Reason(sentence, articles, "outcome"))
    return Decision(not reasons, tuple(reasons), articles)


def _lighter(outcome: str, than: str) -> bool:
    ranked = list(OUTCOMES)
    return ranked.index(outcome) < ranked.index(than)
