"""Papers that come later: how they may come, what keeps the commitment, what breaks it (04-10 to 04-12). Pure."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from banshi.kernel.regulations.citation import cite
from banshi.lib.results import Decision, Reason, gettext_noop

SENT, WAITING, ACCEPTED, REJECTED = "sent", "waiting", "accepted", "rejected"
NOT_SUPPLIED, NOT_ACCEPTABLE = "not_supplied", "not_acceptable"


@dataclass(frozen=True, slots=True)
class Piece:
    """One paper that is under way, waits to be checked, or was checked. `posted_on` is the date of the postmark."""

    seq: int
    status: str
    arrived_at: dt.datetime | None = None
    posted_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    """What was promised: the papers, the last day, the moment it ends, and until when the post is waited for."""

    gaps: tuple[int, ...]
    until: dt.date
    ends_at: dt.datetime
    post_until: dt.date | None


def arrival(
    *,
    channel: str,
    channels: Collection[str],
    tracking: str,
    posted_on: dt.date | None,
    now: dt.datetime,
    promise: Promise,
) -> Decision:
    """Whether a piece may be logged now (04-10): by a recognised way, in time; what was posted in time is in time."""
    reasons = []
    if channel not in channels:
        reasons.append(Reason(gettext_noop("请选择一种补正的方式。"), ("04-10",), "channel"))
    if channel == "post" and not tracking.strip():
        reasons.append(Reason(gettext_noop("邮寄的，请填写邮件号码。"), ("04-10",), "tracking"))
    if posted_on is not None and posted_on > now.date():
        reasons.append(Reason(gettext_noop("寄出的日期不能晚于今天。"), ("04-10",), "posted_on"))
    posted = channel == "post" and posted_on is not None and posted_on <= promise.until
    if now >= promise.ends_at and not posted:
        text = gettext_noop("承诺的补正日期 %(until)s 已经过了。邮寄的，请填写邮戳上的寄出日期。")
        reasons.append(Reason(text, ("04-12", "04-10"), "posted_on", {"until": promise.until}))
    return Decision(not reasons, tuple(reasons), cite("04-10"))


def announcement(*, channel: str, tracking: str, now: dt.datetime, promise: Promise) -> Decision:
    """Whether the applicant may say that papers are under way (04-10): before the end, by post with its number,
    by e-mail or fax."""
    reasons = []
    if channel not in {"post", "email", "fax"}:
        reasons.append(Reason(gettext_noop("请选择邮寄、电子邮件或者传真。"), ("04-10",), "channel"))
    if channel == "post" and not tracking.strip():
        reasons.append(Reason(gettext_noop("请填写邮件号码，方便我们查收。"), ("04-10",), "tracking"))
    if now >= promise.ends_at:
        text = gettext_noop("承诺的补正日期 %(until)s 已经过了。")
        reasons.append(Reason(text, ("04-12",), "channel", {"until": promise.until}))
    return Decision(not reasons, tuple(reasons), cite("04-10"))


def checking(*, status: str, accepted: bool, problem: str) -> Decision:
    """Whether a piece may be checked now: one that has arrived, rejected only with its problem (04-10, 04-12)."""
    reasons = []
    if status != WAITING:
        text = gettext_noop("这份材料还没有收到，或者已经核对过。")
        reasons.append(Reason(text, ("04-10",), "piece"))
    if not accepted and not problem.strip():
        text = gettext_noop("不合格的，请写明哪里不合格、应当怎样改。")
        reasons.append(Reason(text, ("04-12", "04-09"), "problem"))
    return Decision(not reasons, tuple(reasons), cite("04-10"))


def outstanding(promised: Collection[int], pieces: Sequence[Piece]) -> tuple[int, ...]:
    """The promised papers that are not in order yet."""
    done = {piece.seq for piece in pieces if piece.status == ACCEPTED}
    return tuple(seq for seq in promised if seq not in done)


def lapse(promise: Promise, pieces: Sequence[Piece], *, now: dt.datetime) -> Decision:
    """Whether the commitment is broken (04-12): its time has ended, and some paper is neither in order, nor here
    and still to be checked, nor posted in time and still awaited. The first reason's field says which way."""
    if now < promise.ends_at:
        return Decision(False)
    broken = [seq for seq in promise.gaps if not any(_holds(p, promise, now) for p in pieces if p.seq == seq)]
    if not broken:
        return Decision(False)
    rejected = {piece.seq for piece in pieces if piece.status == REJECTED}
    way = NOT_ACCEPTABLE if set(broken) <= rejected else NOT_SUPPLIED
    text = gettext_noop("%(until)s 为止没有补齐：第 %(papers)s 项材料。")
    params = {"until": promise.until, "papers": "、".join(map(str, broken))}
    return Decision(True, (Reason(text, ("04-12",), way, params),), cite("04-12"))


def _holds(piece: Piece, promise: Promise, now: dt.datetime) -> bool:
    posted = piece.posted_on is not None and piece.posted_on <= promise.until
    if piece.status == SENT:
        return posted and promise.post_until is not None and now.date() <= promise.post_until
    in_time = posted or (piece.arrived_at is not None and piece.arrived_at < promise.ends_at)
    return piece.status == ACCEPTED or (piece.status == WAITING and in_time)


def granting(names: Sequence[str]) -> Decision:
    """Nothing is granted while promised papers are outstanding (04-11, 04-12)."""
    if not names:
        return Decision(True, (), cite("04-11"))
    text = gettext_noop("容缺的材料补齐并核对以后才能准予，现在还缺：%(names)s。")
    reason = Reason(text, ("04-11", "04-12"), "granted", {"names": "、".join(names)})
    return Decision(False, (reason,), cite("04-11"))
