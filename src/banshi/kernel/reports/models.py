"""Monthly reports as they were made."""

from typing import Any

from django.db import models
from django.db.models import Q

from banshi.kernel.organisation.models import Section


class MonthlyReport(models.Model):
    """The report of a month, of a section or (without one) of the whole bureau; once, and never changed.

    `data` are the figures as they were; the files are made of them, and found by name and hash.
    """

    month = models.DateField()
    section = models.ForeignKey(Section, models.PROTECT, null=True, blank=True, related_name="+")
    data: "models.Field[Any, Any]" = models.JSONField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=64)
    pdf = models.CharField(max_length=120, blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    excel = models.CharField(max_length=120, blank=True)
    excel_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-month", "section_id"]
        constraints = [
            models.UniqueConstraint(fields=["month", "section"], name="report_of_a_section_once"),
            models.UniqueConstraint(
                fields=["month"], condition=Q(section=None), name="report_of_the_bureau_once"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="report_of_a_whole_month"),
        ]
        indexes = [models.Index(fields=["id"], condition=Q(pdf=""), name="report_no_file")]
