"""What must be told when somebody asks, and in which form (06-03, 06-04, 06-07). Pure."""

from collections.abc import Mapping
from enum import StrEnum

from banshi.kernel.regulations.citation import Citation, cite
from banshi.lib.results import Decision, Reason, gettext_noop


class Duty(StrEnum):
    """The duties to tell when somebody asks (06-03, 06-04)."""

    OWN_ITEM = "own_item"
    NOT_NEEDED = "not_needed"
    NOT_OURS = "not_ours"
    TELEPHONE = "telephone"


ARTICLE_OF: Mapping[Duty, Citation] = dict(
    zip(Duty, cite("06-03-1", "06-03-3", "06-03-4", "06-04"), strict=True)
)


def telling(duty: Duty, *, written: bool, competent_authority: str = "") -> Decision:
    """Whether an enquiry may be answered in this form (06-07), naming who is competent (06-03-4)."""
    reasons = []
    if not written and duty in {Duty.OWN_ITEM, Duty.TELEPHONE}:
        reasons.append(
            Reason(
                gettext_noop("这类咨询要书面告知，请选择打印、短信或链接。"),
                ("06-07", ARTICLE_OF[duty]),
                "form",
            )
        )
    if duty is Duty.NOT_OURS and not competent_authority.strip():
        reasons.append(
            Reason(
                gettext_noop("请写明应当向哪个部门申请，不能只说不归我们办。"),
                ("06-03-4",),
                "competent_authority",
            )
        )
    return Decision(not reasons, tuple(reasons), (ARTICLE_OF[duty], *cite("06-07")))
