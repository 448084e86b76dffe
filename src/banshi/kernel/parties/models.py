"""Parties, their agents, and the log of who read their data in full."""

import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q

from banshi.kernel.parties.kinds import NUMBER_KINDS, NumberKind, PartyKind
from banshi.kernel.parties.texts import name_key
from banshi.kernel.vault.digests import digest
from banshi.kernel.vault.fields import SealedField, still_sealed
from banshi.kernel.vault.masks import mask_id, mask_name, mask_phone
from banshi.lib import clock


def number_digest(number_kind: str, number: str) -> str:
    """The look-up digest of a normalised identity number."""
    return digest("number", f"{number_kind}:{number}")


def phone_digest(phone: str) -> str:
    """The look-up digest of a normalised phone number; nothing for nothing."""
    return digest("phone", phone) if phone else ""


def name_digest(name: str) -> str:
    """The look-up digest of a name, however it is spaced."""
    return digest("name", name_key(name))


class Party(models.Model):
    """A citizen, legal person or other organisation that deals with the bureau.

    Digests and masked forms follow from the sealed values when the row is saved. The names and codes of
    organisations are public by registration and are not masked.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=PartyKind.choices)
    name = SealedField()
    name_digest = models.CharField(max_length=64, editable=False)
    masked_name = models.CharField(max_length=100, editable=False)
    number_kind = models.CharField(max_length=20, choices=NumberKind.choices)
    number = SealedField()
    number_digest = models.CharField(max_length=64, editable=False)
    masked_number = models.CharField(max_length=20, editable=False)
    birth_year = models.PositiveSmallIntegerField(null=True, editable=False)
    phone = SealedField(blank=True)
    phone_digest = models.CharField(max_length=64, blank=True, editable=False)
    masked_phone = models.CharField(max_length=24, blank=True, editable=False)
    address = SealedField(blank=True)
    legal_representative = SealedField(blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["id"]
        # Declared here, not on the columns: PostgreSQL would add a second, useless pattern index to each.
        indexes = [
            models.Index(fields=["name_digest"], name="party_name"),
            models.Index(fields=["phone_digest"], name="party_phone"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["number_digest"], name="party_number_once"),
            models.CheckConstraint(condition=Q(kind__in=PartyKind.values), name="party_kind"),
            models.CheckConstraint(
                condition=Q(kind=PartyKind.CITIZEN, number_kind__in=NUMBER_KINDS[PartyKind.CITIZEN])
                | (~Q(kind=PartyKind.CITIZEN) & Q(number_kind=NumberKind.CREDIT_CODE)),
                name="party_number_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.masked_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; what follows from values read or set since loading is derived anew."""
        self._derive()
        super().save(*args, **kwargs)

    def _derive(self) -> None:
        citizen = self.kind == PartyKind.CITIZEN
        if not still_sealed(self, "name"):
            self.name_digest = name_digest(self.name)
            self.masked_name = mask_name(self.name) if citizen else self.name
        if not still_sealed(self, "number"):
            self.number_digest = number_digest(self.number_kind, self.number)
            self.masked_number = mask_id(self.number) if citizen else self.number
            self.birth_year = int(self.number[6:10]) if self.number_kind == NumberKind.CITIZEN_ID else None
        if not still_sealed(self, "phone"):
            self.phone_digest = phone_digest(self.phone)
            self.masked_phone = mask_phone(self.phone)


class Agent(models.Model):
    """A power of attorney: who acts for whom, in what, from and to which day (both included)."""

    principal = models.ForeignKey(Party, models.PROTECT, related_name="agents")
    agent = models.ForeignKey(Party, models.PROTECT, related_name="principals")
    scope = models.CharField(max_length=200)
    item_codes = models.JSONField(default=list, blank=True)
    first = models.DateField()
    last = models.DateField()
    evidence = models.CharField(max_length=200)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(principal=F("agent")), name="agent_is_another"),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="agent_dates"),
        ]

    def __str__(self) -> str:
        return self.scope


class Unmasking(models.Model):
    """Somebody read a party's data in full: who, why, when."""

    party = models.ForeignKey(Party, models.PROTECT, related_name="unmaskings")
    staff = models.CharField(max_length=64)
    reason = models.CharField(max_length=200)
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(staff="") & ~Q(reason=""), name="unmasking_who_and_why"),
        ]

    def __str__(self) -> str:
        return self.staff
