"""The published calendar in versions, and days on which the bureau closed the hall."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from banshi.kernel.workdays.calendar_file import LONGEST_NAME
from banshi.kernel.workdays.days import Kind

LONGEST_TEXT = 200


class CalendarYear(models.Model):
    """One version of one year's calendar; all versions are kept, the newest is in force."""

    year = models.PositiveSmallIntegerField(_("年份"))
    version = models.PositiveSmallIntegerField(_("版本"))
    source = models.CharField(_("依据文件"), max_length=LONGEST_TEXT)
    loaded_at = models.DateTimeField(_("导入时间"))
    loaded_by = models.CharField(_("导入人"), max_length=64)

    class Meta:
        ordering = ["year", "version"]
        constraints = [models.UniqueConstraint(fields=["year", "version"], name="calendar_year_version")]

    def __str__(self) -> str:
        return f"{self.year} v{self.version}"


class CalendarDay(models.Model):
    """One day of one version of a year."""

    calendar = models.ForeignKey(CalendarYear, models.PROTECT, related_name="days")
    date = models.DateField(_("日期"))
    kind = models.CharField(_("类型"), max_length=16, choices=[(kind.value, kind.value) for kind in Kind])
    name = models.CharField(_("名称"), max_length=LONGEST_NAME, blank=True)

    class Meta:
        ordering = ["date"]
        constraints = [models.UniqueConstraint(fields=["calendar", "date"], name="calendar_day_once")]


class LocalClosure(models.Model):
    """Days on which the bureau itself closed the hall (power cut, disaster).

    Never moves a statutory date; moves appointments, duties and promised dates if `moves_promises`.
    """

    first = models.DateField(_("第一天"))
    last = models.DateField(_("最后一天"))
    reason = models.CharField(_("原因"), max_length=LONGEST_TEXT)
    moves_promises = models.BooleanField(_("承诺日期顺延"), default=False)
    decided_by = models.CharField(_("决定人"), max_length=64)

    class Meta:
        ordering = ["first"]
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="closure_last_not_before_first")
        ]
