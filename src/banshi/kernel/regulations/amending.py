"""What a bureau may change of the regulation's numbers, and what the law does not leave to it. Pure.

A duty of the bureau may become stricter, never looser than its source; a time that is the citizen's may become longer,
never shorter. A change of the law itself comes with a new release, because it is data of the package.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from banshi.lib.results import Decision, Reason, gettext_noop

# Whoever proposes it leaves at least one whole day for the other person and for every process to learn of it.
DAYS_AHEAD = 2
ARTICLE = "11-03-1"

UNKNOWN = gettext_noop("这个数字不能在这里修改。")
NOT_WHOLE = gettext_noop("请填一个整数，例如 3。")
NOT_A_TIME = gettext_noop("请填一个钟点，例如 19:30。")
NOT_A_CHOICE = gettext_noop("请填 acceptance（容缺受理之日）或者 completion（材料补齐之日）。")
TOO_LITTLE = gettext_noop("最少是 %(least)s。依据：%(law)s。")
TOO_MUCH = gettext_noop("最多是 %(most)s，可以更严，不能更宽。依据：%(law)s。")
TOO_SOON = gettext_noop("最早从 %(first)s 起：要留出一天审批，已经开始的也不会改变。")
THE_SAME = gettext_noop("这一天本来就是 %(value)s，不用修改。")
NO_REASON = gettext_noop("请写明为什么修改。")
NO_DOCUMENT = gettext_noop("请写明依据文件的名称和文号。")
WAITING = gettext_noop("这个数字已经有一个修改在等批准，请先处理那一个。")
OUT_OF_ORDER = gettext_noop("它不能大于“%(other)s”（那一天是 %(limit)s）。")
BELOW = gettext_noop("它不能小于“%(other)s”（那一天是 %(limit)s）。")
OWN = gettext_noop("提出修改的人不能自己批准，请另一位局领导批准。")
ANSWERED = gettext_noop("这个修改已经有了答复，不能再答复。")
BEGUN = gettext_noop("这个数字已经开始或者今天开始，不能再批准或者撤回；可以另提一个修改，从以后的一天起。")
NO_OPINION = gettext_noop("不同意的，请写明理由。")

NOT_OPEN = gettext_noop("这个修改已经撤回或者没有被批准，不用再撤回。")

A_YEAR = 366


@dataclass(frozen=True, slots=True)
class Bound:
    """What a value must keep to; None: no end on this side. `law` is where that comes from."""

    least: int | None
    most: int | None
    law: str


REGULATION = gettext_noop("制度原文")
SENSE = gettext_noop("常理")
ORDINARY = Bound(0, A_YEAR, SENSE)


def _most(most: int, law: str, least: int = 1) -> Bound:
    return Bound(least, most, law)


def _least(least: int, law: str) -> Bound:
    return Bound(least, A_YEAR, law)


BOUNDS: Mapping[tuple[str, str], Bound] = {
    ("01-08", "notice_working_days"): _most(3, REGULATION),
    ("03-09", "no_show_minutes"): Bound(30, 480, REGULATION),
    ("04-06", "warn_remaining_divisor"): Bound(1, 10, SENSE),
    ("04-12", "notice_working_days"): _most(3, REGULATION),
    ("04-13", "ineligible_years"): _most(1, REGULATION, least=0),
    ("05-04-1", "take_over_minutes"): Bound(1, 480, SENSE),
    ("06-03-2", "law_limit_working_days"): _most(5, gettext_noop("行政许可法第三十二条")),
    ("06-03-2", "supplement_answer_working_days"): Bound(5, A_YEAR, SENSE),
    ("06-05-1", "extension_max_working_days"): _most(10, gettext_noop("行政许可法第四十二条"), least=0),
    ("06-05-1", "extensions_allowed"): _most(1, gettext_noop("行政许可法第四十二条"), least=0),
    ("06-05", "statement_working_days"): Bound(1, A_YEAR, SENSE),
    ("06-05-2", "hearing_request_working_days"): _least(5, gettext_noop("行政许可法第四十七条")),
    ("06-05-2", "hearing_hold_working_days"): _most(20, gettext_noop("行政许可法第四十七条")),
    ("06-05-2", "hearing_notice_working_days"): _least(7, gettext_noop("行政许可法第四十八条")),
    ("06-06", "reconsideration_calendar_days"): Bound(60, 60, gettext_noop("行政复议法第二十条")),
    ("06-06", "litigation_months"): Bound(6, 6, gettext_noop("行政诉讼法第四十六条")),
    ("07-01", "permit_working_days"): _most(20, gettext_noop("行政许可法第四十二条")),
    ("07-01", "certificate_delivery_working_days"): _most(10, gettext_noop("行政许可法第四十四条")),
    ("07-01", "warn_handler_divisor"): Bound(1, 10, SENSE),
    ("07-02", "ordinary_working_days"): _most(2, REGULATION),
    ("07-02", "joint_working_days"): _most(4, REGULATION),
    ("08-04-2-2", "assisted_minutes"): Bound(5, 480, SENSE),
    ("09-02-5", "min_on_duty"): Bound(1, 50, REGULATION),
    ("10-02", "acknowledge_minutes"): Bound(1, 480, SENSE),
    ("10-04", "ask_review_calendar_days"): _least(30, gettext_noop("信访工作条例第三十五条")),
    ("10-04", "review_calendar_days"): _most(30, gettext_noop("信访工作条例第三十五条")),
    ("10-09", "brief_reply_working_days"): _most(7, REGULATION),
    ("10-09", "petition_tell_calendar_days"): _most(15, gettext_noop("信访工作条例第二十三条")),
    ("10-12", "close_working_days"): _most(30, REGULATION),
    ("10-12", "petition_close_calendar_days"): _most(60, gettext_noop("信访工作条例第三十四条")),
    ("10-12", "petition_extension_calendar_days"): _most(30, gettext_noop("信访工作条例第三十四条"), least=0),
    ("11-03-2", "related_law_working_days"): _most(20, REGULATION),
    ("11-03-6", "on_time_percent"): Bound(0, 100, SENSE),
    ("11-03-6", "rate_amber_percent"): Bound(0, 100, SENSE),
    ("11-03-6", "rate_green_percent"): Bound(0, 100, SENSE),
    ("12-04", "answer_working_days"): Bound(1, A_YEAR, SENSE),
    ("12-04", "appeal_calendar_days"): _least(15, gettext_noop("公务员法第九十五条")),
    ("12-04", "ask_review_calendar_days"): _least(30, gettext_noop("公务员法第九十五条")),
    ("12-04", "review_calendar_days"): _most(30, gettext_noop("公务员法第九十六条")),
}
# Of the same article: the first is never more than the second.
PAIRS: tuple[tuple[str, str, str], ...] = (
    ("01-06", "file_amber_working_days", "file_red_working_days"),
    ("07-02", "ordinary_working_days", "joint_working_days"),
    ("08-04-3", "bad_rating_verify_working_days", "bad_rating_mend_working_days"),
    ("11-03-6", "rate_amber_percent", "rate_green_percent"),
)
LATEST, CLOCK_FROM = ("02-05", "latest_time"), ("04-11", "tolerance_clock")
CHOICES = ("acceptance", "completion")
# What a form or a paper is built on; it changes with a release.
FIXED = {("04-08", "confirmations")}

_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_WHOLE = re.compile(r"[0-9]{1,4}")


@dataclass(frozen=True, slots=True)
class Partner:
    """Another parameter of the same article: what it is called, and its value on the day of change."""

    label: str
    value: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A parameter of an article is to have another value from the day `since` on; `value` as it was typed."""

    article: str
    name: str
    value: str
    since: dt.date
    reason: str
    document: str

    @property
    def key(self) -> tuple[str, str]:
        """Which parameter."""
        return self.article, self.name


def amendable(key: tuple[str, str], value: object) -> bool:
    """Whether a bureau may change this parameter: whole numbers, the closing time, and from when the tolerant
    acceptance counts. Lists are what forms and papers are built on, and change with a release."""
    return key not in FIXED and (type(value) is int or key in {LATEST, CLOCK_FROM})


def read_value(key: tuple[str, str], typed: str) -> int | str | Reason:
    """The value behind what was typed, or why it is none."""
    typed = typed.strip()
    if key == LATEST:
        return typed if _TIME.fullmatch(typed) else Reason(NOT_A_TIME, (key[0],), "value")
    if key == CLOCK_FROM:
        return typed if typed in CHOICES else Reason(NOT_A_CHOICE, (key[0],), "value")
    return int(typed) if _WHOLE.fullmatch(typed) else Reason(NOT_WHOLE, (key[0],), "value")


def bound_reason(key: tuple[str, str], value: int | str) -> Reason | None:
    """Why the law or the regulation does not allow this value; None when it does."""
    if key == LATEST:
        late = str(value) > "20:00"
        return Reason(TOO_MUCH, (key[0],), "value", _said("20:00", REGULATION)) if late else None
    if not isinstance(value, int):
        return None
    bound = BOUNDS.get(key, ORDINARY)
    if bound.least is not None and value < bound.least:
        return Reason(TOO_LITTLE, (key[0],), "value", {"least": bound.least, "law": Reason(bound.law)})
    if bound.most is not None and value > bound.most:
        return Reason(TOO_MUCH, (key[0],), "value", _said(bound.most, bound.law))
    return None


def _said(most: object, law: str) -> dict[str, object]:
    return {"most": most, "law": Reason(law)}


def proposed(
    proposal: Proposal,
    value: int | str,
    *,
    now: int | str,
    partners: Mapping[str, Partner],
    waiting: bool,
    today: dt.date,
) -> Decision:
    """Whether a proposal may be put to a second person.

    `now` is the value that would hold on its day without it, `partners` those of the article's other parameters
    on that day by name, `waiting` whether another proposal for it waits.
    """
    first = today + dt.timedelta(days=DAYS_AHEAD)
    article = (proposal.article,)
    found = [bound_reason(proposal.key, value), *_order(proposal, value, partners)]
    if proposal.since < first:
        found.append(Reason(TOO_SOON, article, "since", {"first": first}))
    if value == now:
        found.append(Reason(THE_SAME, article, "value", {"value": value}))
    if not proposal.reason.strip():
        found.append(Reason(NO_REASON, article, "reason"))
    if not proposal.document.strip():
        found.append(Reason(NO_DOCUMENT, article, "document"))
    if waiting:
        found.append(Reason(WAITING, article))
    return _decided([reason for reason in found if reason], proposal.article)


def _order(proposal: Proposal, value: int | str, partners: Mapping[str, Partner]) -> list[Reason]:
    found = []
    for article, small, large in PAIRS:
        if article != proposal.article or not isinstance(value, int):
            continue
        if proposal.name == small and large in partners and value > partners[large].value:
            found.append(_against(OUT_OF_ORDER, article, partners[large]))
        if proposal.name == large and small in partners and value < partners[small].value:
            found.append(_against(BELOW, article, partners[small]))
    return found


def _against(text: str, article: str, other: Partner) -> Reason:
    return Reason(text, (article,), "value", {"other": Reason(other.label), "limit": other.value})


def answered(
    *, article: str, since: dt.date, today: dt.date, state: str, own: bool, approves: bool, opinion: str
) -> Decision:
    """Whether a second person may answer: not their own proposal, not answered yet, and before its day."""
    found = []
    if own and approves:
        found.append(Reason(OWN, (article,)))
    if state:
        found.append(Reason(ANSWERED, (article,)))
    if approves and since <= today:
        found.append(Reason(BEGUN, (article,)))
    if not approves and not opinion.strip():
        found.append(Reason(NO_OPINION, (article,), "opinion"))
    return _decided(found, article)


def withdrawable(*, article: str, since: dt.date, today: dt.date, state: str) -> Decision:
    """Whether a proposal or an approved value may still be taken back: before its day only."""
    found = []
    if state not in {"", "approved"}:
        found.append(Reason(NOT_OPEN, (article,)))
    elif since <= today:
        found.append(Reason(BEGUN, (article,)))
    return _decided(found, article)


def _decided(reasons: list[Reason], article: str) -> Decision:
    return Decision(not reasons, tuple(reasons), (article,))
