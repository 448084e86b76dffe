"""What proof each way of serving needs, and the day on which it counts as served. Pure.

The licensing law has no chapter on serving; practice follows articles 87-95 of the civil procedure law,
and the reconsideration rules (article 15) start the applicant's time by the same dates.
"""

import datetime as dt
from dataclasses import dataclass

from banshi.lib.results import Decision, Reason, gettext_noop

WAYS = ("in_person", "post", "electronic", "phone", "public_notice")
PUBLIC_NOTICE_DAYS = 30
_ARTICLES = ("06-08",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What shows that a paper was served; names come masked. Empty means not given.

    `refusal` tells what was said or done on refusing the paper, `witness` who saw it; `received_on` is the
    date on the postal return slip; `consent_reference` points to the recorded consent to electronic service;
    `power` is the representation of the agent who received it.
    """

    signed_by_masked: str = ""
    refusal: str = ""
    witness: str = ""
    tracking_number: str = ""
    consent_reference: str = ""
    received_on: dt.date | None = None
    opened_at: dt.datetime | None = None
    note: str = ""
    power: int | None = None


_SIGNATURE = gettext_noop("请填写签收人；对方拒收的，请写明拒收的情形和见证人。")
_DEMANDS = {
    "in_person": {"signed_by_masked": _SIGNATURE},
    "refused": {"witness": gettext_noop("对方拒收时，请写明在场的见证人，或者录像的编号。")},
    "post": {"tracking_number": gettext_noop("请填写邮件号码。")},
    "electronic": {"consent_reference": gettext_noop("电子送达要先经对方同意，请填写同意记录的编号。")},
    "phone": {"note": gettext_noop("请简要写明电话里告知的内容。")},
    "public_notice": {"note": gettext_noop("请写明公告登在哪里。")},
}


def check(way: str, proof: Proof) -> Decision:
    """Whether the proof is enough for this way; what is missing is named at its field."""
    if way not in WAYS:
        return Decision(False, (Reason(gettext_noop("请选择送达的方式。"), _ARTICLES, "way"),), _ARTICLES)
    demands = _DEMANDS["refused" if way == "in_person" and proof.refusal else way]
    reasons = tuple(
        Reason(text, _ARTICLES, field) for field, text in demands.items() if not getattr(proof, field)
    )
    return Decision(not reasons, reasons, _ARTICLES)


def legal_date(way: str, on: dt.date, proof: Proof) -> dt.date | None:
    """The day on which the paper counts as served; None while the postal slip is still out."""
    if way == "post":
        return proof.received_on
    if way == "public_notice":
        return on + dt.timedelta(days=PUBLIC_NOTICE_DAYS)
    return on
