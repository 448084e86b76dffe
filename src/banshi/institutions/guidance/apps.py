"""咨询引导（附件8）。"""

from django.apps import AppConfig

from banshi.kernel.documents.kinds import Kind, register

_IN = "guidance/notices/"
KINDS = (
    Kind(
        "W31",
        "咨询引导登记和长者帮办单",
        "Guiding and assistance sheet",
        "导",
        _IN + "W31.typ",
        ("officer", "at"),
    ),
    Kind("W32", "意见评价单", "Opinion sheet", "意", _IN + "W32.typ", ("opinion_number", "opinion", "reply")),
    Kind(
        "W33",
        "评价核实整改反馈单",
        "Reply to a rating",
        "评",
        _IN + "W33.typ",
        ("subject", "finding", "facts", "reply"),
    ),
)


class GuidanceConfig(AppConfig):
    name = "banshi.institutions.guidance"
    label = "guidance"
    verbose_name = "咨询引导"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the papers whose wording is kept in this room."""
        for kind in KINDS:
            register(kind)
