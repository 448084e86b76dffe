"""The hall: queues, counters, visits and the calls on the board. No name is kept here.

A visit's story is its ledger stream "visit:<id>"; the rows are its index.
"""

import uuid
from string import ascii_uppercase

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from banshi.kernel.cases.models import Case
from banshi.kernel.hall.life import AT_COUNTER, NAMES, PRESENT, VisitState
from banshi.kernel.organisation.models import Section, Staff
from banshi.kernel.vault.fields import SealedField


class Queue(models.Model):
    """What one takes a number for: a section's matters, or (without a section) the consultation desk."""

    letter = models.CharField(max_length=1, unique=True)
    section = models.OneToOneField(Section, models.PROTECT, null=True, blank=True, related_name="queue")
    name_zh = models.CharField(max_length=40)
    name_en = models.CharField(max_length=80)
    hint_zh = models.CharField(max_length=80, blank=True)
    hint_en = models.CharField(max_length=160, blank=True)
    open = models.BooleanField(default=True)

    class Meta:
        ordering = ["letter"]
        constraints = [
            models.CheckConstraint(condition=Q(letter__in=list(ascii_uppercase)), name="queue_letter"),
        ]

    def __str__(self) -> str:
        return f"{self.letter} {self.name_zh}"


class Counter(models.Model):
    """A window or desk; open while somebody sits there. One that is not `in_use` takes nobody."""

    code = models.CharField(max_length=8, unique=True)
    name_zh = models.CharField(max_length=40)
    name_en = models.CharField(max_length=80)
    seq = models.PositiveSmallIntegerField(default=0)
    queues = models.ManyToManyField(Queue, related_name="counters")
    staff = models.OneToOneField(Staff, models.PROTECT, null=True, blank=True, related_name="hall_counter")
    since = models.DateTimeField(null=True, blank=True)
    in_use = models.BooleanField(default=True)

    class Meta:
        ordering = ["seq", "code"]
        constraints = [
            models.CheckConstraint(condition=Q(in_use=True) | Q(staff=None), name="counter_shut_is_empty"),
            models.CheckConstraint(
                condition=Q(staff=None, since=None) | Q(staff__isnull=False, since__isnull=False),
                name="counter_open_with_staff",
            ),
        ]

    def __str__(self) -> str:
        return self.name_zh


class How(models.TextChoices):
    """How somebody came."""

    WALK_IN = "walk_in", _("现场取号")
    APPOINTMENT = "appointment", _("预约")


class Visit(models.Model):
    """Somebody came: takes a number, is called, served, leaves.

    `turn_at` orders the waiting: the booked time, or the arrival. `code` opens the visitor's own page.
    `queue` is where the visit stands now; the ticket keeps the letter it was taken under.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=16, unique=True)
    day = models.DateField()
    ticket = models.CharField(max_length=8)
    queue = models.ForeignKey(Queue, models.PROTECT, related_name="visits")
    how = models.CharField(max_length=12, choices=How.choices)
    priority = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=[(s.value, NAMES[s]) for s in VisitState])
    arrived_at = models.DateTimeField()
    turn_at = models.DateTimeField()
    counter = models.ForeignKey(Counter, models.PROTECT, null=True, blank=True, related_name="visits")
    staff = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    called_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    first_contact = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    phone = SealedField(blank=True, default="")
    language = models.CharField(max_length=8, default="zh-hans")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["day", "ticket"], name="visit_ticket_once_a_day"),
            models.UniqueConstraint(
                fields=["counter"], condition=Q(state__in=sorted(AT_COUNTER)), name="visit_one_at_a_counter"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(AT_COUNTER)) | Q(counter__isnull=False),
                name="visit_called_to_a_counter",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(PRESENT), ended_at=None)
                | (~Q(state__in=sorted(PRESENT)) & Q(ended_at__isnull=False)),
                name="visit_ended_with_its_moment",
            ),
        ]
        indexes = [
            models.Index(
                fields=["queue", "turn_at"], condition=Q(state=VisitState.WAITING), name="visit_waiting"
            ),
            models.Index(fields=["day", "id"], condition=Q(state__in=sorted(PRESENT)), name="visit_present"),
            models.Index(fields=["day", "queue"], name="visit_day"),
        ]

    def __str__(self) -> str:
        return self.ticket


class VisitCase(models.Model):
    """An application taken in, or a case spoken about, during a visit."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="case_links")
    case = models.ForeignKey(Case, models.PROTECT, related_name="visit_links")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["visit", "case"], name="visit_case_once")]


class Call(models.Model):
    """A number called to a counter, as the board shows it; `again` when it was called before."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="calls")
    counter = models.ForeignKey(Counter, models.PROTECT, related_name="+")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    again = models.BooleanField(default=False)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["-at"], name="call_newest")]


class TicketSeries(models.Model):
    """The running number of a letter on a day; a rollback gives its number back."""

    day = models.DateField()
    letter = models.CharField(max_length=1)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["day", "letter"]
        constraints = [models.UniqueConstraint(fields=["day", "letter"], name="ticket_series_once")]
