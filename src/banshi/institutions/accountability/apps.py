"""问责管理（附件12）。"""

from django.apps import AppConfig

from banshi.kernel.documents.kinds import Kind, register

_COMMON = ("person", "file_number", "cause")
_IN = "accountability/notices/"


def _kind(code: str, title_zh: str, title_en: str, mark: str, *requires: str) -> Kind:
    return Kind(
        code,
        title_zh,
        title_en,
        mark,
        f"{_IN}{code}.typ",
        (*_COMMON, *requires),
        internal=True,
        confidential=True,
    )


KINDS = (
    _kind("W46-1", "问责线索单", "Accountability lead", "问线", "origin", "happened_on", "why_cause"),
    _kind("W46-2", "问责调查报告", "Report of the investigation", "问查", "facts", "proposal", "legal_basis"),
    _kind("W46-3", "陈述申辩记录", "Record of the hearing", "问辩", "facts", "kind", "on"),
    _kind("W46-4", "容错审查意见", "Opinion on fault tolerance", "问容", "grounds", "opinion"),
    _kind(
        "W46-5", "问责决定书", "Accountability decision", "问决", "facts", "outcome", "decision", "meeting_on"
    ),
)


class AccountabilityConfig(AppConfig):
    name = "banshi.institutions.accountability"
    label = "accountability"
    verbose_name = "问责管理"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the papers whose wording is kept in this room."""
        for kind in KINDS:
            register(kind)
