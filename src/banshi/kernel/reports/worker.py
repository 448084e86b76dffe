"""Monthly reports get their files: by whichever worker comes first, and no harm if two come at once."""

from collections.abc import Iterator
from contextlib import suppress

from django.db import IntegrityError, transaction

from banshi.kernel.documents import files
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import SYSTEM
from banshi.kernel.ledger.queries import begun
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


def kept() -> Iterator[tuple[str, str, str]]:
    """The files of all reports: the rest of its stream's name, hash, stored name."""
    rows = MonthlyReport.objects.exclude(pdf="").order_by("id")
    for pk, *found in rows.values_list("id", "pdf_sha256", "pdf", "excel_sha256", "excel"):
        yield f"{pk}-pdf", found[0], found[1]
        yield f"{pk}-xlsx", found[2], found[3]


def witness_due(limit: int) -> int:
    """Put the hashes of reports' files that the ledger does not know into it; returns how many."""
    wanted = {f"report_file:{name}": digest for name, digest, _ in kept()}
    fresh = sorted(wanted.keys() - begun("report_file:"))[:limit]
    if not fresh:
        return 0
    # The database refuses a second beginning: another worker was quicker.
    with suppress(IntegrityError), transaction.atomic():
        made = [NewEntry(stream, "report_kept", (), {"sha256": wanted[stream]}) for stream in fresh]
        return len(append(made, actor=SYSTEM, begins=True))
    return 0
