"""How often something costly was asked for lately; in the database, so that all processes count together."""

from django.db import models


class Count(models.Model):
    """Of one subject in one window of time. `subject` is a keyed digest: no address and no account is kept."""

    subject = models.CharField(max_length=64)
    ends = models.DateTimeField()
    taken = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["ends", "subject"]
        constraints = [models.UniqueConstraint(fields=["subject", "ends"], name="rate_once_a_window")]
