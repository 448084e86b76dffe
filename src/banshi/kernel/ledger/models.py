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


class Checkpoint(models.Model):
    """A signed statement: so many entries, in this order, with this root (decision 0031). Only grows, like entries.

    `body` is what is signed; the columns beside it repeat what is searched for. `edge` is what the next checkpoint
    grows from: its root is in the body, so nobody can change it unnoticed.
    """

    number = models.PositiveIntegerField(primary_key=True)
    at = models.DateTimeField()
    entries = models.PositiveBigIntegerField()
    last = models.PositiveBigIntegerField()
    body = models.TextField()
    signature = models.CharField(max_length=128)
    edge = models.TextField()

    class Meta:
        ordering = ["number"]


class Watch(models.Model):
    """How far the watch over the ledger has come; one row. It proves nothing, it only saves work.

    `written` is the last checkpoint in the folder outside, `looked` the last one whose entries were read again,
    `round_at` when all of them had been.
    """

    written = models.PositiveIntegerField(default=0)
    looked = models.PositiveIntegerField(default=0)
    round_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]


class Trouble(models.Model):
    """What is wrong with the ledger or its checkpoints, until it is put right; `kind` is one of `watching.WORDS`."""

    kind = models.CharField(max_length=20, primary_key=True)
    about = models.CharField(max_length=120)
    since = models.DateTimeField()

    class Meta:
        ordering = ["since", "kind"]
