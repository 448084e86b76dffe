"""Monthly reports get their files: by whichever worker comes first, and no harm if two come at once."""

from banshi.kernel.documents import files
from banshi.kernel.reports.models import MonthlyReport
from banshi.kernel.reports.papers import excel, pdf


def typeset_due(limit: int) -> int:
    """Make the files of at most `limit` reports; returns how many. The same figures give the same bytes."""
    rows = list(MonthlyReport.objects.filter(pdf="").order_by("id")[:limit])
    for row in rows:
        pdf_sha256, pdf_name = files.keep(pdf(row.data))
        excel_sha256, excel_name = files.keep(excel(row.data), ending="xlsx")
        MonthlyReport.objects.filter(pk=row.pk, pdf="").update(
            pdf=pdf_name, pdf_sha256=pdf_sha256, excel=excel_name, excel_sha256=excel_sha256
        )
    return len(rows)
