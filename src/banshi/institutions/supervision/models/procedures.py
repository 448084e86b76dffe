"""Published procedures of enterprise inspections (11-03-3), and changes of law that documents must follow (11-03-2)."""

import uuid

from django.db import models
from django.db.models import Q

from banshi.kernel.organisation.models import Section, Staff


class Procedure(models.Model):
    """An inspection of enterprises and how it is done; public once published (涉企检查程序)."""

    title = models.CharField(max_length=120)
    section = models.ForeignKey(Section, models.PROTECT, related_name="+")
    basis = models.CharField(max_length=300, blank=True)
    whom = models.CharField(max_length=200, blank=True)
    frequency = models.CharField(max_length=120, blank=True)
    steps = models.TextField(blank=True)
    entered_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    published_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["title"], condition=Q(retired_at=None), name="inspection_procedure_once"
            ),
            models.CheckConstraint(
                condition=Q(published_at=None)
                | ~Q(basis="")
                & ~Q(whom="")
                & ~Q(frequency="")
                & ~Q(steps="")
                & Q(published_by__isnull=False),
                name="inspection_procedure_published_complete",
            ),
        ]

    @property
    def stream(self) -> str:
        """The name of its stream in the ledger."""
        return f"inspection_procedure:{self.pk}"


class LawChange(models.Model):
    """A law that changed on a day: documents that name it are updated within 20 working days (11-03-2)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    law = models.CharField(max_length=120)
    changed_on = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    entered_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["-changed_on", "-id"]
        constraints = [models.UniqueConstraint(fields=["law", "changed_on"], name="law_change_once")]

    @property
    def stream(self) -> str:
        """The name of its stream in the ledger."""
        return f"law_change:{self.pk}"


class Unaffected(models.Model):
    """Somebody read a document after a change of law and confirms that it needs no change (11-03-2)."""

    change = models.ForeignKey(LawChange, models.CASCADE, related_name="unaffected")
    policy = models.PositiveIntegerField()
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["change_id", "policy"]
        constraints = [
            models.UniqueConstraint(fields=["change", "policy"], name="unaffected_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="unaffected_with_a_reason"),
        ]
