"""Hours that can be booked, slots with their places, bookings, what the bureau was late with."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from banshi.institutions.appointments.rules.booking import CHANNELS, ONLINE, PURPOSES, REASONS, TAKEN_BY
from banshi.institutions.appointments.rules.life import HOLDING, NAMES, OPEN, State
from banshi.kernel.catalogue.models import ItemVersion
from banshi.kernel.documents.models import Document
from banshi.kernel.hall.models import Visit
from banshi.kernel.organisation.models import Section, Staff
from banshi.kernel.vault.fields import SealedField

_HOLDING, _OPEN = (sorted(state.value for state in states) for states in (HOLDING, OPEN))


class Plan(models.Model):
    """A section's week of bookable hours from a day on; a later one replaces it wholly (03-04)."""

    section = models.ForeignKey(Section, models.PROTECT, related_name="+")
    effective_from = models.DateField()
    set_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["section_id", "effective_from", "id"]
        indexes = [models.Index(fields=["section", "effective_from", "id"], name="plan_in_force")]


class Capacity(models.Model):
    """Hours of one weekday (0 is Monday) in a plan; on Saturday and Sunday they are given on request only."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()
    minutes = models.PositiveSmallIntegerField()
    places = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["plan_id", "weekday", "opens"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "weekday", "opens"], name="capacity_once"),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="capacity_hours"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="capacity_weekday"),
            models.CheckConstraint(condition=Q(minutes__gte=5, minutes__lte=240), name="capacity_minutes"),
            models.CheckConstraint(condition=Q(places__gte=1, places__lte=50), name="capacity_places"),
        ]


class SlotManager(models.Manager["Slot"]):
    """Taking and giving back a place, each one guarded statement."""

    def take(self, slot_id: int, most: int) -> bool:
        """Take one place of at most `most`; False when none is free. Whoever comes second waits for the first to
        end."""
        free = self.filter(pk=slot_id, taken__lt=F("places")).filter(taken__lt=most)
        return free.update(taken=F("taken") + 1) == 1

    def give_back(self, slot_id: int) -> None:
        """Free one place."""
        self.filter(pk=slot_id, taken__gt=0).update(taken=F("taken") - 1)

    def add_place(self, slot_id: int) -> None:
        """One place more in a slot, and it is taken at once: for a request that is accepted beyond the plan."""
        self.filter(pk=slot_id).update(places=F("places") + 1, taken=F("taken") + 1)


class Slot(models.Model):
    """A slot of a section that somebody has booked in; the others are read from the plan.

    `places` may be more than the plan gives: where the plan was reduced, or a request got a place of its own.
    """

    section = models.ForeignKey(Section, models.PROTECT, related_name="+")
    day = models.DateField()
    start = models.TimeField()
    end = models.TimeField()
    places = models.PositiveSmallIntegerField()
    taken = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar[SlotManager] = SlotManager()

    class Meta:
        ordering = ["section_id", "day", "start"]
        constraints = [
            models.UniqueConstraint(fields=["section", "day", "start"], name="slot_once"),
            models.CheckConstraint(condition=Q(taken__lte=F("places")), name="slot_not_overbooked"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="slot_times"),
        ]


class Booking(models.Model):
    """Somebody who wants to be served at an agreed time. The stream "booking:<id>" tells its story (03-02)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(max_length=24, unique=True)
    section = models.ForeignKey(Section, models.PROTECT, related_name="+")
    item_version = models.ForeignKey(ItemVersion, models.PROTECT, null=True, blank=True, related_name="+")
    item_code = models.CharField(max_length=31, blank=True)
    item_name = models.CharField(max_length=200, blank=True)
    purpose = models.CharField(max_length=10, choices=sorted(PURPOSES.items()))
    reason = models.CharField(max_length=4, choices=sorted(REASONS.items()))
    note = SealedField(blank=True, default="")
    channel = models.CharField(max_length=8, choices=sorted(CHANNELS.items()))
    taken_by = models.CharField(max_length=20, choices=sorted(TAKEN_BY.items()))
    taken_by_staff = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    name = SealedField()
    name_masked = models.CharField(max_length=80)
    phone = SealedField()
    phone_digest = models.CharField(max_length=64)
    tail_digest = models.CharField(max_length=64)
    language = models.CharField(max_length=10, choices=settings.LANGUAGES, default="zh-hans")
    # The agreed day and times; of a request the day wished for, perhaps with a time.
    day = models.DateField()
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    slot = models.ForeignKey(Slot, models.PROTECT, null=True, blank=True, related_name="bookings")
    state = models.CharField(max_length=9, choices=[(state.value, NAMES[state]) for state in State])
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    declined_because = models.CharField(max_length=300, blank=True)
    arrived_at = models.DateTimeField(null=True, blank=True)
    serve_by = models.DateTimeField(null=True, blank=True)
    served_from = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    visit = models.OneToOneField(Visit, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=_HOLDING)
                | Q(slot__isnull=False, starts_at__isnull=False, ends_at__isnull=False),
                name="booking_has_a_place",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(declined_because=""), name="booking_declined_because"
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="booking_times"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("arrived", "serving", "served")) | Q(serve_by__isnull=False),
                name="booking_arrived",
            ),
            # From outside nobody holds two of a section's day; staff may book for two people on one telephone.
            models.UniqueConstraint(
                fields=["section", "day", "phone_digest"],
                condition=Q(channel=ONLINE, state__in=_OPEN),
                name="booking_online_once_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["section", "day", "starts_at", "id"], name="booking_day"),
            models.Index(fields=["starts_at", "id"], condition=Q(state="accepted"), name="booking_expected"),
            models.Index(fields=["serve_by", "id"], condition=Q(state="arrived"), name="booking_waiting"),
            models.Index(fields=["section", "id"], condition=Q(state="requested"), name="booking_unanswered"),
            models.Index(fields=["section", "id"], condition=Q(state="displaced"), name="booking_displaced"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def stream(self) -> str:
        """The name of its stream in the ledger."""
        return f"booking:{self.pk}"

    @property
    def now_state(self) -> State:
        """Its state as such."""
        return State(self.state)


class Lateness(models.Model):
    """The bureau did not serve within the booked time: recorded once, a lead (03-08). Never held against anybody
    who came."""

    booking = models.OneToOneField(Booking, models.PROTECT, related_name="lateness")
    serve_by = models.DateTimeField()
    found_at = models.DateTimeField()
    handler = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    entry_seq = models.PositiveIntegerField()
    lead_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["id"], condition=Q(lead_at=None), name="lateness_no_lead")]


class EquipmentCheck(models.Model):
    """Whether what is needed for a day's appointments works (03-10)."""

    section = models.ForeignKey(Section, models.PROTECT, related_name="+")
    day = models.DateField()
    works = models.BooleanField()
    note = models.CharField(max_length=200, blank=True)
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["section", "day", "-id"], name="equipment_day")]
        constraints = [
            models.CheckConstraint(condition=Q(works=True) | ~Q(note=""), name="equipment_fault_is_named")
        ]


class Feed(models.Model):
    """A secret address under which a section's calendar programme reads its bookings; only its digest is kept."""

    section = models.ForeignKey(Section, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    opened_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["section"], condition=Q(closed_at=None), name="feed_one_open")
        ]


class DaySeries(models.Model):
    """The running number of bookings made on one day; a rollback gives its number back."""

    day = models.DateField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["day"]
