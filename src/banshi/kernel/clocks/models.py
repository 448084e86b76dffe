"""The index of clocks for the sweep and the lists. Recomputing a row from the facts changes nothing."""

from django.db import models

from banshi.kernel.cases.models import Case
from banshi.kernel.workdays.models import LocalClosure


class Clock(models.Model):
    """Where one clock of a case stands; at most one of a kind."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="clocks")
    kind = models.CharField(max_length=16)
    start = models.DateField()
    due = models.DateField(null=True, blank=True)
    provisional = models.BooleanField()
    online = models.BooleanField(default=False)
    pauses = models.JSONField(default=list)
    ends_at = models.DateTimeField(null=True, blank=True)
    next_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    # The clock by whose date its case is ordered; whether it was ever stopped. For counting without reading pauses.
    governs = models.BooleanField(default=False)
    interrupted = models.BooleanField(default=False)

    class Meta:
        ordering = ["case_id", "kind"]
        constraints = [models.UniqueConstraint(fields=["case", "kind"], name="clock_one_of_a_kind")]
        indexes = [
            models.Index(fields=["next_at"], condition=models.Q(next_at__isnull=False), name="clock_next"),
            models.Index(
                fields=["id"], condition=models.Q(provisional=True, stopped_at=None), name="clock_provisional"
            ),
            models.Index(
                fields=["ends_at", "id"],
                condition=models.Q(kind="intake", stopped_at=None),
                name="clock_unanswered",
            ),
            models.Index(
                fields=["ends_at", "id"],
                condition=models.Q(kind="commitment", stopped_at=None),
                name="clock_promised_papers",
            ),
            models.Index(
                fields=["due", "case", "kind", "start", "provisional", "online", "interrupted"],
                condition=models.Q(governs=True),
                name="clock_governing",
            ),
            models.Index(
                fields=["id"], condition=models.Q(governs=True, interrupted=True), name="clock_interrupted"
            ),
        ]


class ClosureEffect(models.Model):
    """What a closed hall did to the promise of a case, once: moved, or kept because the law's date comes first."""

    closure = models.ForeignKey(LocalClosure, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    moved = models.BooleanField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["closure", "case"], name="closure_effect_once")]


class Rung(models.Model):
    """A warning or breach already given: claimed by a unique insert, so none is given twice."""

    case = models.ForeignKey(Case, models.CASCADE)
    clock = models.CharField(max_length=16)
    rung = models.CharField(max_length=8)
    due = models.DateField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["case", "clock", "rung", "due"], name="rung_once")]
