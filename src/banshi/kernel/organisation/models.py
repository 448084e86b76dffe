"""Sections, staff, posts, deputies, keys of other systems."""

import uuid
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from banshi.kernel.organisation.three import THREE
from banshi.kernel.vault.fields import SealedField


def in_words(chinese: str, english: str) -> str:
    """A name in the language of the page; the Chinese one where there is no other."""
    return english if english and (get_language() or "").startswith("en") else chinese


class Section(models.Model):
    """A section or unit of the bureau (科室)."""

    code = models.CharField(max_length=16, unique=True)
    name_zh = models.CharField(max_length=60)
    name_en = models.CharField(max_length=120)
    duties = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=32)
    room = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name_zh

    @property
    def called(self) -> str:
        """The name in the language of the page."""
        return in_words(self.name_zh, self.name_en)


class StaffManager(BaseUserManager["Staff"]):
    """Creates staff with a hashed password."""

    def create_user(self, username: str, password: str, **fields: object) -> "Staff":
        """Create a staff member who can log in."""
        staff = self.model(username=username, **fields)
        staff.set_password(password)
        staff.save()
        return staff


class Staff(AbstractBaseUser):
    """A staff member; powers come from posts, never from the account."""

    username = models.CharField(_("工号"), max_length=40, unique=True)
    name_zh = models.CharField(max_length=40)
    name_en = models.CharField(max_length=80, blank=True)
    section = models.ForeignKey(Section, models.PROTECT, related_name="staff")
    room = models.CharField(max_length=60, blank=True)
    phone = models.CharField(max_length=32, blank=True)
    is_active = models.BooleanField(default=True)
    # Given out by somebody else, on paper: nothing is opened before it is replaced.
    initial_password = models.BooleanField(default=False)

    objects: ClassVar[StaffManager] = StaffManager()

    USERNAME_FIELD = "username"

    class Meta:
        ordering = ["username"]

    def __str__(self) -> str:
        return self.name_zh

    @property
    def called(self) -> str:
        """The name in the language of the page."""
        return in_words(self.name_zh, self.name_en)


class Role(models.TextChoices):
    """What a post empowers its holder to be."""

    CLERK = "clerk", _("窗口人员")
    HANDLER = "handler", _("经办人")
    HEAD = "head", _("科室负责人")
    GUIDE = "guide", _("导服人员")
    APPROVALS = "approvals", _("局审批科")
    OFFICE = "office", _("办公室")
    PARTY_OFFICE = "party_office", _("机关党委办公室（人事科）")
    PARTY_SECRETARY = "party_secretary", _("局党组书记")
    LEADER = "leader", _("局领导")
    SUPERVISOR = "supervisor", _("监督人员")
    ADMINISTRATOR = "administrator", _("系统管理员")
    SECURITY = "security", _("安全管理员")
    AUDIT = "audit", _("审计管理员")


class Post(models.Model):
    """A post held by a staff member for a dated period; it gives one role, in one section or everywhere."""

    staff = models.ForeignKey(Staff, models.CASCADE, related_name="posts")
    role = models.CharField(max_length=20, choices=Role.choices)
    section = models.ForeignKey(Section, models.PROTECT, related_name="posts")
    first = models.DateField()
    last = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["staff_id", "role"]
        constraints = [
            models.UniqueConstraint(fields=["staff", "role", "section", "first"], name="post_once"),
            models.CheckConstraint(condition=Q(last=None) | Q(last__gte=F("first")), name="post_dates"),
            # 三员分立: of the three, nobody holds two without an end; those with an end are checked at enrolment.
            models.UniqueConstraint(
                fields=["staff"], condition=Q(role__in=sorted(THREE), last=None), name="post_one_of_three"
            ),
        ]


class Deputy(models.Model):
    """Somebody acts for an absent colleague for a dated period; the ledger names both."""

    absent = models.ForeignKey(Staff, models.CASCADE, related_name="deputies")
    deputy = models.ForeignKey(Staff, models.CASCADE, related_name="deputises_for")
    first = models.DateField()
    last = models.DateField()
    reason = models.CharField(max_length=100)

    class Meta:
        ordering = ["first", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(absent=F("deputy")), name="deputy_is_another"),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="deputy_dates"),
        ]


class ApiKey(models.Model):
    """A key of another system, acting as a staff account; only its keyed digest is kept."""

    name = models.CharField(max_length=60)
    staff = models.ForeignKey(Staff, models.CASCADE, related_name="api_keys")
    digest = models.CharField(max_length=64, unique=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]


class CalendarFeed(models.Model):
    """A secret address under which a colleague's calendar programme reads due dates; only its digest is kept."""

    staff = models.ForeignKey(Staff, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["staff"], condition=Q(closed_at=None), name="calendar_one_open")
        ]


class SavedView(models.Model):
    """A filter of the list of work that a colleague keeps under a name: a personal setting, no act."""

    staff = models.ForeignKey(Staff, models.CASCADE, related_name="+")
    name = models.CharField(max_length=20)
    filters = models.CharField(max_length=120)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["staff", "name"], name="saved_view_one_name")]


class OpenSession(models.Model):
    """A browser in which a colleague is logged in; the key goes when it ends."""

    staff = models.ForeignKey(Staff, models.CASCADE, related_name="+")
    session_key = models.CharField(max_length=40, blank=True)
    way = models.CharField(max_length=10)
    device = models.CharField(max_length=40)
    begun_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-seen_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["session_key"], condition=~Q(session_key=""), name="session_key_once"
            )
        ]


class LogInLock(models.Model):
    """Wrong log-ins of one account from one network: `key` is a keyed digest of both, nothing stands in clear."""

    key = models.CharField(max_length=64, unique=True)
    staff = models.ForeignKey(Staff, models.CASCADE, null=True, related_name="+")
    wrong = models.PositiveSmallIntegerField(default=0)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]


class Authenticator(models.Model):
    """The secret of a colleague's authenticator programme (TOTP); a code is good once."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    staff = models.OneToOneField(Staff, models.CASCADE, related_name="+")
    secret = SealedField()
    used_step = models.BigIntegerField(default=0)
    added_at = models.DateTimeField()


class RecoveryCode(models.Model):
    """A code on paper that opens once in place of the second factor; only its digest is kept."""

    staff = models.ForeignKey(Staff, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]


class Passkey(models.Model):
    """A passkey (WebAuthn): only its public part, which opens nothing by itself."""

    staff = models.ForeignKey(Staff, models.CASCADE, related_name="+")
    name = models.CharField(max_length=40)
    credential = models.CharField(max_length=1400, unique=True)
    public = models.TextField()
    added_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
