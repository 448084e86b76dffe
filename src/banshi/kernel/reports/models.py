"""Monthly reports as they were made; simulations with the cases they looked at."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from banshi.kernel.cases.models import Case
from banshi.kernel.organisation.models import Section, Staff


class MonthlyReport(models.Model):
    """The report of a month, of a section or (without one) of the whole bureau; once, and never changed.

    `data` are the figures as they were; the files are made of them, and found by name and hash.
    """

    month = models.DateField()
    section = models.ForeignKey(Section, models.PROTECT, null=True, blank=True, related_name="+")
    data: "models.Field[Any, Any]" = models.JSONField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=64)
    pdf = models.CharField(max_length=120, blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    excel = models.CharField(max_length=120, blank=True)
    excel_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-month", "section_id"]
        constraints = [
            models.UniqueConstraint(fields=["month", "section"], name="report_of_a_section_once"),
            models.UniqueConstraint(
                fields=["month"], condition=Q(section=None), name="report_of_the_bureau_once"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="report_of_a_whole_month"),
        ]
        indexes = [models.Index(fields=["id"], condition=Q(pdf=""), name="report_no_file")]


class SimulationState(models.TextChoices):
    """Where a simulation stands."""

    READING = "reading", _("正在读办件")
    QUEUEING = "queueing", _("正在排队")
    JUDGING = "judging", _("正在算灯")
    DONE = "done", _("已经算完")
    STOPPED = "stopped", _("已经停止")


WORKING = (SimulationState.READING, SimulationState.QUEUEING, SimulationState.JUDGING)


class Simulation(models.Model):
    """A question of "what if": which cases, what is otherwise, how far it got, what came out.

    `sections` are those it covers, none for all. Nothing outside these two tables is ever written by it.
    """

    first = models.DateField()
    last = models.DateField()
    sections: "models.Field[Any, Any]" = models.JSONField(default=list, blank=True)
    item = models.CharField(max_length=31, blank=True)
    promise = models.PositiveSmallIntegerField(null=True, blank=True)
    saturdays = models.BooleanField(default=False)
    fewer = models.PositiveSmallIntegerField(default=0)
    seed = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=SimulationState.choices, default=SimulationState.READING)
    total = models.PositiveIntegerField()
    asked_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["id"], condition=Q(state__in=sorted(WORKING)), name="simulation_working")
        ]


class SimulatedCase(models.Model):
    """One case as the simulation saw it: `start` and working days as they were, the model's days, the lamps.

    `before_on` and `after_on` are when the model decides it, today's roster and the other one.
    """

    simulation = models.ForeignKey(Simulation, models.CASCADE, related_name="cases")
    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    section = models.ForeignKey(Section, models.PROTECT, related_name="+")
    handler_id = models.BigIntegerField(null=True, blank=True)
    item_code = models.CharField(max_length=31)
    start = models.DateField()
    decided_on = models.DateField()
    service = models.PositiveIntegerField()
    pauses: "models.Field[Any, Any]" = models.JSONField(default=list, blank=True)
    before_on = models.DateField(null=True, blank=True)
    after_on = models.DateField(null=True, blank=True)
    real = models.CharField(max_length=8, blank=True)
    before = models.CharField(max_length=8, blank=True)
    after = models.CharField(max_length=8, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["simulation", "case"], name="simulated_once")]
        indexes = [models.Index(fields=["simulation", "section", "item_code"], name="simulated_counted")]
