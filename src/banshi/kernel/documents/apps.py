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
)


class DocumentsConfig(AppConfig):
    name = "banshi.kernel.documents"
    label = "documents"
    verbose_name = "文书"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the one paper that belongs to serving itself."""
        register(RECORD_OF_SERVICE)
