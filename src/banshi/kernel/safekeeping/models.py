"""What was kept and proven, and what was brought back."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """A backup made, or one proven by bringing it back beside."""

    BACKUP = "backup", _("备份")
    PROOF = "proof", _("恢复演练")


class Run(models.Model):
    """One backup or one proof with its outcome; `problem` is a code, empty when all was well."""

    kind = models.CharField(max_length=8, choices=Kind.choices)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    archive = models.CharField(max_length=80, blank=True)
    size = models.BigIntegerField(default=0)
    cases = models.PositiveIntegerField(default=0)
    entries = models.PositiveBigIntegerField(default=0)
    pages = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["kind", "-id"], condition=Q(problem=""), name="run_good")]


class Restoration(models.Model):
    """The database was brought back from a backup: what happened between the two moments is not in it.

    Until `resumed_at` nothing leaves the house and no duty is done by itself.
    """

    backup_at = models.DateTimeField()
    restored_at = models.DateTimeField()
    archive = models.CharField(max_length=80)
    held = models.PositiveIntegerField(default=0)
    resumed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["id"], condition=Q(resumed_at=None), name="restoration_paused")]
