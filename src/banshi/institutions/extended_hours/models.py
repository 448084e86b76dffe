"""The closing list and the sessions after hours. A session cannot carry a fee (02-06)."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from banshi.institutions.extended_hours.rules import (
    ACCEPT,
    APPOINTMENT,
    HANDED_OVER,
    HANDLE,
    REVIEW,
    SCOPE,
    SERVE_ON,
    WITHIN_POWER,
)
from banshi.kernel.cases.models import Case
from banshi.kernel.documents.models import Document
from banshi.kernel.hall.models import Visit
from banshi.kernel.organisation.models import Section, Staff


class LineDecision(models.TextChoices):
    """What becomes of somebody, or of a matter, at closing time (02-04)."""

    SERVE_ON = SERVE_ON, _("继续办理")
    APPOINTMENT = APPOINTMENT, _("约定改天办理")
    HANDED_OVER = HANDED_OVER, _("交给别人办理")


class Work(models.TextChoices):
    """The kinds of work after hours, and no others (02-03)."""

    ACCEPT = ACCEPT, _("受理")
    HANDLE = HANDLE, _("办理")
    REVIEW = REVIEW, _("审核")
    WITHIN_POWER = WITHIN_POWER, _("权限内的其他工作")


class Session(models.Model):
    """The work of a section after hours; `until` is when it ends at the latest, `latest` the regulation's hour."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    day = models.DateField()
    section = models.ForeignKey(Section, models.PROTECT, related_name="extended_sessions")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    latest = models.DateTimeField()
    until = models.DateTimeField()
    late_reason = models.CharField(max_length=200, blank=True)
    allowed_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    in_order = models.JSONField(default=list)
    faults = models.CharField(max_length=200, blank=True)
    fee = models.PositiveSmallIntegerField(default=0, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    forgotten = models.BooleanField(default=False)
    served = models.PositiveSmallIntegerField(default=0)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    lead_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["section"], condition=Q(closed_at=None), name="extended_one_open"
            ),
            models.CheckConstraint(condition=Q(fee=0), name="extended_costs_nothing"),
            models.CheckConstraint(condition=Q(opened_at__lt=F("until")), name="extended_opened_in_time"),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at"), closed_at__lte=F("until")),
                name="extended_closed_in_time",
            ),
            models.CheckConstraint(
                condition=Q(until__lte=F("latest")) | (~Q(late_reason="") & Q(allowed_by__isnull=False)),
                name="extended_late_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(forgotten=False) | Q(closed_at__isnull=False, closed_by=None),
                name="extended_forgotten_closed_itself",
            ),
        ]
        indexes = [
            models.Index(fields=["until"], condition=Q(closed_at=None), name="extended_running"),
            models.Index(fields=["day", "section"], name="extended_day"),
            models.Index(
                fields=["id"], condition=Q(forgotten=True, lead_at=None), name="extended_forgotten_no_lead"
            ),
        ]


class Stay(models.Model):
    """A colleague who stays: from when, until when."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="stays")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["session_id", "since", "id"]
        constraints = [
            models.UniqueConstraint(fields=["staff"], condition=Q(until=None), name="stay_in_one_session"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="stay_times"),
        ]


class ClosingLine(models.Model):
    """One line of the closing list, decided: a visitor still here, or a case of today that could be finished."""

    day = models.DateField()
    section = models.ForeignKey(Section, models.PROTECT, related_name="+")
    visit = models.OneToOneField(Visit, models.PROTECT, null=True, blank=True, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="+")
    work = models.CharField(max_length=12, choices=Work.choices)
    decision = models.CharField(max_length=12, choices=LineDecision.choices)
    reason = models.CharField(max_length=200, blank=True)
    agreed = models.BooleanField(default=False)
    successor = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    decided_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["day", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(visit=None, case__isnull=False) | Q(visit__isnull=False, case=None),
                name="closing_visit_or_case",
            ),
            models.CheckConstraint(condition=Q(work__in=list(SCOPE)), name="closing_work_in_scope"),
            models.UniqueConstraint(fields=["day", "case"], name="closing_case_once_a_day"),
            models.CheckConstraint(
                condition=Q(decision=SERVE_ON) | ~Q(reason=""), name="closing_reason_unless_served_on"
            ),
            models.CheckConstraint(
                condition=~Q(decision=HANDED_OVER) | Q(successor__isnull=False), name="closing_handed_to"
            ),
            models.CheckConstraint(
                condition=~Q(decision=APPOINTMENT) | Q(agreed=True), name="closing_agreed"
            ),
        ]
