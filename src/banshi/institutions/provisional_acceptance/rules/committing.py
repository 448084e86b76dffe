"""The commitment: asked for, confirmed, signed, with a lawful date (04-03, 04-06 to 04-08). Pure."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from banshi.kernel.clocks.reckoning import Reckoned, Unit
from banshi.kernel.regulations.citation import Citation, cite
from banshi.kernel.workdays.days import DayTable
from banshi.lib.results import Decision, Reason, gettext_noop

# The five points of the commitment letter, in the order of 04-08.
CONFIRMATIONS: Mapping[int, tuple[str, Citation]] = {
    number: (text, article)
    for number, (text, article) in enumerate(
        zip(
            (
                gettext_noop("这是我真实的意思，没有人勉强我"),
                gettext_noop("告知的内容我全部知道了：缺什么、怎样补、什么时候补齐、不补齐会怎样"),
                gettext_noop("我交来的材料真实、有效"),
                gettext_noop("我在承诺的日期以前把缺的材料补齐"),
                gettext_noop("没有做到的，我愿意承担相应的法律责任"),
            ),
            cite("04-08-1", "04-08-2", "04-08-3", "04-08-4", "04-08-5"),
            strict=True,
        ),
        start=1,
    )
}
HAND, REPRESENTATIVE, AUTHORISED, SEAL, TYPED, DRAWN = (
    "hand",
    "representative",
    "authorised",
    "seal",
    "typed",
    "drawn",
)
SIGNATURES: Mapping[str, str] = {
    HAND: gettext_noop("本人签名"),
    REPRESENTATIVE: gettext_noop("法定代表人签字"),
    AUTHORISED: gettext_noop("授权代表签字"),
    SEAL: gettext_noop("单位盖章"),
    TYPED: gettext_noop("网上输入姓名签署"),
    DRAWN: gettext_noop("网上手写签名"),
}
ELECTRONIC = frozenset({TYPED, DRAWN})
OF_CITIZENS = frozenset({HAND}) | ELECTRONIC
OF_ORGANISATIONS = frozenset({REPRESENTATIVE, AUTHORISED, SEAL}) | ELECTRONIC


def bounded(promised: Reckoned) -> dt.date | None:
    """The last day a supplement date may fall on; None while the promise has no date (04-06)."""
    return None if promised.limit.unit is Unit.NONE else promised.date


def deadline(until: dt.date | None, *, today: dt.date, promised: Reckoned | None, days: DayTable) -> Decision:
    """Whether papers may be promised for the day `until` (04-06): a working day after today, not later than
    the promised due date reckoned from acceptance (None where nothing is promised in days)."""
    reasons = []
    article = ("04-06",)
    if until is None or until <= today:
        reasons.append(Reason(gettext_noop("补正日期要晚于今天。"), article, "until"))
    elif not days.covers(until):
        text = gettext_noop("工作日历只公布到 %(last)s，请选不晚于这一天的日期。")
        reasons.append(Reason(text, article, "until", {"last": days.last_day}))
    elif not days.is_workday(until):
        text = gettext_noop("%(until)s 不是工作日，请选一个工作日。")
        reasons.append(Reason(text, article, "until", {"until": until}))
    last = promised.date if promised else None
    if until is not None and last is not None and until > last:
        text = gettext_noop("补正日期不能晚于承诺的办结日期 %(last)s。")
        reasons.append(Reason(text, article, "until", {"last": last}))
    return Decision(not reasons, tuple(reasons), cite("04-06"))


def short_time(
    until: dt.date, *, today: dt.date, promised: Reckoned | None, days: DayTable, least: tuple[int, int]
) -> Reason | None:
    """The warning that little time would remain for deciding: less than 1/`least[0]` of the limit, or less than
    `least[1]` working days (ruling R2); None when enough remains or the end is not known yet."""
    last = promised.date if promised and not promised.provisional else None
    if last is None or not (today < until <= last and days.covers(last)):
        return None
    divisor, fewest = least
    left = days.between(until, last)
    if left >= fewest and left * divisor >= days.between(today, last):
        return None
    text = gettext_noop("补齐以后只剩 %(left)s 个工作日作出决定，请和申请人商量早一点。")
    return Reason(text, ("04-06", "04-11"), "until", {"left": left})


@dataclass(frozen=True, slots=True)
class Signing:
    """How a commitment letter was signed: the points confirmed, the signature, and what was handed in with it."""

    confirmed: tuple[int, ...]
    signature: str
    id_copy: bool = False
    by_agent: bool = False


def commitment(signing: Signing, *, kind: str, requested: bool, by_hand: bool = False) -> Decision:
    """Whether a commitment is good: asked for (04-03), all five points confirmed (04-08), signed as the kind of
    applicant demands (04-07). `kind` is citizen, legal_person or other_organisation; `by_hand`: no electronic
    signature for this item."""
    reasons = []
    if not requested:
        text = gettext_noop("容缺受理要由申请人自己提出，不能代为决定。")
        reasons.append(Reason(text, ("04-03",), "requested"))
    for number, (text, article) in CONFIRMATIONS.items():
        if number not in signing.confirmed:
            sentence = gettext_noop("承诺书第 %(number)s 项还没有确认：%(text)s。")
            params = {"number": number, "text": Reason(text)}
            reasons.append(Reason(sentence, ("04-08", article), f"confirmed_{number}", params))
    reasons += _signature(signing, kind, by_hand)
    return Decision(not reasons, tuple(reasons), cite("04-03", "04-07", "04-08"))


def _signature(signing: Signing, kind: str, by_hand: bool) -> Iterator[Reason]:
    citizen = kind == "citizen"
    lawful = OF_CITIZENS if citizen else OF_ORGANISATIONS
    if signing.by_agent:
        lawful = OF_CITIZENS | OF_ORGANISATIONS
    if by_hand and signing.signature in ELECTRONIC:
        text = gettext_noop("婚姻、收养一类的文书不能用电子签名，请到窗口当面签。")
        yield Reason(text, ("04-07",), "signature")
    elif signing.signature not in lawful and citizen:
        yield Reason(gettext_noop("公民的承诺书要本人签名。"), ("04-07",), "signature")
    elif signing.signature not in lawful:
        text = gettext_noop("单位的承诺书由法定代表人或者授权代表签字，或者加盖公章。")
        yield Reason(text, ("04-07",), "signature")
    if citizen and not signing.id_copy:
        yield Reason(gettext_noop("公民的承诺书要附身份证件复印件。"), ("04-07",), "id_copy")
