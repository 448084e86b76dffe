"""The register of key posts and links (11-02), and their periodic checks."""

import uuid

from django.db import models
from django.db.models import Q

from banshi.institutions.supervision.rules.keeping import GROUPS, PERIODS, RESULTS
from banshi.kernel.organisation.models import Section, Staff
from banshi.kernel.vault.fields import SealedField


class KeyPost(models.Model):
    """A point of risk: a post or a link of the work, its measures, who owns it, when it is checked next.

    Its words are sealed, because entries of the third group may be read by few (11-02-3).
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    group = models.CharField(max_length=20, choices=[(one.value, name) for one, (_, name) in GROUPS.items()])
    name = SealedField()
    risk = SealedField()
    measures = SealedField()
    section = models.ForeignKey(Section, models.PROTECT, related_name="+")
    owner = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    period = models.PositiveSmallIntegerField()
    next_check = models.DateField()
    reminded_for = models.DateField(null=True, blank=True)
    entered_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)
    retire_reason = SealedField(blank=True, default="")

    class Meta:
        ordering = ["next_check", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(period__in=PERIODS), name="key_post_period"),
            models.CheckConstraint(
                condition=Q(group__in=[one.value for one in GROUPS]), name="key_post_of_a_group"
            ),
        ]
        indexes = [models.Index(fields=["next_check"], condition=Q(retired_at=None), name="key_post_next")]

    @property
    def stream(self) -> str:
        """The name of its stream in the ledger."""
        return f"keypost:{self.pk}"


class PostCheck(models.Model):
    """One periodic check, for the day it was due (11-02)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    post = models.ForeignKey(KeyPost, models.PROTECT, related_name="checks")
    due = models.DateField()
    result = models.CharField(max_length=10, choices=[(one.value, name) for one, name in RESULTS.items()])
    note = SealedField()
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    late = models.BooleanField()

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["post", "due"], name="post_check_once")]
