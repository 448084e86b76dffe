"""投诉举报（附件10）。"""

from django.apps import AppConfig

from banshi.kernel.documents.kinds import Kind, register

_COMMON = ("applicant", "complaint_number", "received_at", "category")
_INTERNAL = frozenset({"W34", "W37", "W38", "W39"})
_IN = "complaints/notices/"


def _kind(code: str, title_zh: str, title_en: str, mark: str, *requires: str) -> Kind:
    return Kind(
        code,
        title_zh,
        title_en,
        mark,
        f"{_IN}{code}.typ",
        (*_COMMON, *requires),
        internal=code in _INTERNAL,
        confidential=True,
    )


KINDS = (
    _kind("W34", "投诉登记表", "Complaint register form", "诉登", "channel", "content"),
    _kind("W35", "投诉受理告知书", "Notice that the complaint is taken up", "诉受"),
    _kind("W36", "简要答复书", "Short reply", "诉答", "findings", "following"),
    _kind("W37", "重大紧急事项报告单", "Report of a grave matter", "诉报", "severity", "risk", "step"),
    _kind("W38", "回避审批单", "Recusal", "诉避", "who", "relation"),
    _kind("W39", "调查笔录", "Record of investigation", "诉查", "text"),
    _kind("W40", "处理意见书", "Reasoned opinion", "诉结", "claim", "facts", "opinion", "legal_basis"),
    _kind("W41", "投诉延期告知书", "Notice of extension", "诉延", "cause", "reason", "new_due"),
    _kind("W42", "复查意见书", "Result of the review", "诉复", "objection", "facts", "opinion"),
)


class ComplaintsConfig(AppConfig):
    name = "banshi.institutions.complaints"
    label = "complaints"
    verbose_name = "投诉举报"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the papers whose wording is kept in this room."""
        for kind in KINDS:
            register(kind)
