"""Enquiries with their first-contact officer, hand-overs, and what was left open at the end of a day."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from banshi.institutions.first_contact.rules import Path
from banshi.kernel.documents.models import Document
from banshi.kernel.organisation.models import Section, Staff
from banshi.kernel.vault.fields import SealedField


class Channel(models.TextChoices):
    """How somebody came to ask."""

    COUNTER = "counter", _("当面")
    PHONE = "phone", _("打电话")
    WEB = "web", _("网上")


class Contact(models.Model):
    """One enquiry and its first-contact officer, from the first second (05-02)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(max_length=12, unique=True)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    about = SealedField()
    phone = SealedField(blank=True, default="")
    visit = models.CharField(max_length=40, blank=True)
    officer = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    section = models.ForeignKey(Section, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    path = models.CharField(max_length=20, blank=True, choices=[(path.value, path.value) for path in Path])
    answer = SealedField(blank=True, default="")
    source = models.CharField(max_length=40, blank=True)
    target = models.CharField(max_length=40, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, path="")
                | Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(path=""),
                name="contact_answered_with_a_path",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(answered_at__gte=F("opened_at")),
                name="contact_answered_after_it_came",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(answered_at=None), name="contact_open_due"),
            models.Index(
                fields=["officer", "id"], condition=Q(answered_at=None), name="contact_open_officer"
            ),
            models.Index(fields=["visit", "id"], condition=~Q(visit=""), name="contact_of_visit"),
        ]


class HandOver(models.Model):
    """An enquiry offered to a colleague: theirs when they accept, back when they do not (05-04-1)."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="hand_overs")
    giver = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    taker = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    offered_at = models.DateTimeField()
    returns_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["contact"],
                condition=Q(taken_at=None, returned_at=None),
                name="hand_over_to_one_at_a_time",
            ),
            models.CheckConstraint(condition=~Q(giver=F("taker")), name="hand_over_to_another"),
            models.CheckConstraint(
                condition=Q(taken_at=None) | Q(returned_at=None), name="hand_over_taken_or_returned"
            ),
        ]
        indexes = [
            models.Index(
                fields=["returns_at"],
                condition=Q(taken_at=None, returned_at=None),
                name="hand_over_waiting",
            )
        ]


class Lapse(models.Model):
    """An enquiry open at the end of the office day: recorded once, a breach lead (05-02)."""

    contact = models.OneToOneField(Contact, models.CASCADE, related_name="lapse")
    due_at = models.DateTimeField()
    officer = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    found_at = models.DateTimeField()
    entry_seq = models.PositiveIntegerField()
    lead_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["id"], condition=Q(lead_at=None), name="contact_lapse_no_lead")]
