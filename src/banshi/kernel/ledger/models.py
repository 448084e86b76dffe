"""The ledger: it only grows. One chain per stream; the database refuses to change or remove an entry."""

from django.db import models


class Entry(models.Model):
    """One act, chained to the one before it in its stream."""

    stream = models.CharField(max_length=64)
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=64)
    behalf = models.CharField(max_length=64, blank=True)
    act = models.CharField(max_length=48)
    articles = models.JSONField()
    payload = models.JSONField()
    algorithm = models.CharField(max_length=8)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["stream", "seq"]
        constraints = [models.UniqueConstraint(fields=["stream", "seq"], name="entry_stream_seq")]
        # For counting a month by article, on the public pages of the regulation.
        indexes = [models.Index(fields=["at"], name="entry_at")]


class Head(models.Model):
    """The newest entry of a stream, so that a cut tail or a removed stream is noticed."""

    stream = models.CharField(max_length=64, primary_key=True)
    seq = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["stream"]


class DoneOnce(models.Model):
    """A key that came with a command: the same command sent twice is one act with one answer."""

    key = models.CharField(max_length=128, primary_key=True)
    act = models.CharField(max_length=48)
    at = models.DateTimeField()
    fingerprint = models.CharField(max_length=64)
    answer = models.JSONField(null=True)

    class Meta:
        ordering = ["key"]
