"""备案: which refusals are filed, archived first, with the receipt, and when one gets pressing (01-03, 01-06). Pure."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from banshi.kernel.catalogue.ranks import by_law_or_regulation
from banshi.kernel.catalogue.schema import LegalBasis
from banshi.kernel.regulations.citation import cite
from banshi.lib.results import Decision, Reason, gettext_noop


def filing_scope(bases: Sequence[LegalBasis]) -> Decision:
    """Whether a refusal of this item is filed: only where a law or regulation authorises the item (01-03)."""
    if any(by_law_or_regulation(basis) for basis in bases):
        return Decision(True, (), cite("01-03"))
    sentence = gettext_noop("事项的设定依据不是法律、法规，登记归档，不报市营商局备案。")
    return Decision(False, (Reason(sentence, ("01-03",)),), cite("01-03"))


@dataclass(frozen=True, slots=True)
class Registered:
    """A refusal as the approvals section has it: archived, to be filed, in a filing already."""

    number: str
    archived: bool
    to_be_filed: bool
    in_filing: bool


def archiving(entry: Registered) -> Decision:
    """Whether a registered refusal may be archived: once (01-06)."""
    reasons = (_of(entry, gettext_noop("%(number)s 已经归档。")),) if entry.archived else ()
    return Decision(not reasons, reasons, cite("01-06"))


def filing(entries: Sequence[Registered]) -> Decision:
    """Whether these refusals may be filed together: archived first, each in one filing only (01-06, 01-03)."""
    reasons = [] if entries else [Reason(gettext_noop("请选出要报送的否定事项。"), ("01-06",), "refusals")]
    for one in entries:
        if not one.to_be_filed:
            sentence = gettext_noop("%(number)s 的设定依据不是法律、法规，不报备案。")
            reasons.append(_of(one, sentence, "01-03"))
        elif one.in_filing:
            reasons.append(_of(one, gettext_noop("%(number)s 已经在另一份报送单里，不能重复报送。")))
        elif not one.archived:
            reasons.append(_of(one, gettext_noop("%(number)s 还没有归档，请先归档再报送。")))
    return Decision(not reasons, tuple(reasons), cite("01-06", "01-03"))


def _of(entry: Registered, sentence: str, article: str = "01-06") -> Reason:
    return Reason(sentence, (article,), "refusals", {"number": entry.number})


def receipt(
    *, number: str, on: dt.date | None, sent_on: dt.date | None, today: dt.date, given: bool
) -> Decision:
    """Whether a receipt may be entered: what was sent, once, with number and a possible date (01-06)."""
    reasons = []
    if sent_on is None:
        reasons.append(Reason(gettext_noop("这份报送单还没有送出，不能登记回执。"), ("01-06",), "number"))
    if given:
        reasons.append(Reason(gettext_noop("这份报送单已经登记过回执。"), ("01-06",), "number"))
    if not number.strip():
        reasons.append(Reason(gettext_noop("请填写回执编号。"), ("01-06",), "number"))
    if on is None or on > today or (sent_on is not None and on < sent_on):
        sentence = gettext_noop("回执日期不能早于送出，也不能晚于今天。")
        reasons.append(Reason(sentence, ("01-06",), "on"))
    return Decision(not reasons, tuple(reasons), cite("01-06"))


def rung(today: dt.date, *, amber: dt.date | None, red: dt.date | None) -> str:
    """How pressing an unfiled refusal is (01-06): the days of `amber` and `red` are the first of each colour."""
    if red is not None and today >= red:
        return "red"
    return "amber" if amber is not None and today >= amber else ""


def unknown_outlet(outlet: str, outlets: Collection[str]) -> Decision:
    """Whether the bureau has this way of filing (01-06)."""
    reason = Reason(gettext_noop("本局没有设置这种报送方式，请换一种。"), ("01-06",), "outlet")
    known = outlet in outlets
    return Decision(known, () if known else (reason,), cite("01-06"))
