"""文书。"""

from django.apps import AppConfig

from banshi.kernel.documents.kinds import Kind, register

RECORD_OF_SERVICE = Kind(
    code="W24",
    title_zh="送达回证",
    title_en="Record of service",
    mark="送",
    template="documents/notices/W24.typ",
    requires=("applicant", "document_title", "document_number"),
    internal=True,
)
LIST_OF_RETURNED = Kind(
    code="W25",
    title_zh="退件签收单",
    title_en="List of returned papers",
    mark="退",
    template="documents/notices/W25.typ",
    requires=("applicant", "case_number", "item_name", "papers"),
)
DAILY_SHEET = Kind(
    code="W47",
    title_zh="台账日签",
    title_en="Daily sheet of the ledger",
    mark="账",
    template="documents/notices/W47.typ",
    requires=("day", "checkpoint", "sealed_at", "entries", "root", "signature", "key", "public"),
    internal=True,
)


class DocumentsConfig(AppConfig):
    name = "banshi.kernel.documents"
    label = "documents"
    verbose_name = "文书"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the papers that belong to no room."""
        register(RECORD_OF_SERVICE)
        register(LIST_OF_RETURNED)
        register(DAILY_SHEET)
