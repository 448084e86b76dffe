"""Service items and their versions. A version is never edited: a case keeps the one it was opened under."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Item(models.Model):
    """A service item (事项); what it says is in its versions."""

    code = models.CharField(_("事项编码"), max_length=31, unique=True)
    kind = models.CharField(_("事项类型"), max_length=10)
    section_code = models.CharField(_("承办科室"), max_length=16)
    retired = models.BooleanField(default=False)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class ItemVersion(models.Model):
    """What an item says from a day on; `data` is read back by `parsing.parse_item`.

    The two spans are the limits made comparable (see `publication.spans`), so that the database itself
    refuses a promise that is not shorter than the law's limit (07-04).
    """

    item = models.ForeignKey(Item, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    effective_from = models.DateField()
    effective_to = models.DateField(null=True, blank=True)
    name_zh = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    data = models.JSONField()
    promised_span = models.PositiveIntegerField(null=True)
    statutory_span = models.PositiveIntegerField(null=True)
    source = models.CharField(max_length=16)
    created_by = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["item_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="item_version_number"),
            models.UniqueConstraint(fields=["item", "effective_from"], name="item_version_from"),
            models.CheckConstraint(
                condition=Q(effective_to=None) | Q(effective_to__gte=F("effective_from")),
                name="item_version_dates",
            ),
            models.CheckConstraint(
                condition=Q(statutory_span=None)
                | Q(promised_span__lt=F("statutory_span"))
                | Q(promised_span=0, statutory_span=0),
                name="item_version_promise_shorter",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name_zh} v{self.number}"


class Revision(models.Model):
    """A change of the published catalogue; caches are keyed by the token of the newest one.

    The token is random, so that a change that was rolled back is never taken for a later one.
    """

    token = models.CharField(max_length=43, unique=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
