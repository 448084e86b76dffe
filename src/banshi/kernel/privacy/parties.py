"""People and bodies of whom no case tells any more: their names, numbers, telephones and addresses are emptied."""

import datetime as dt

from django.db.models import Exists, OuterRef, QuerySet

from banshi.kernel.cases.models import Case, CoApplicant
from banshi.kernel.parties.models import Agent, Party
from banshi.kernel.privacy.due import GONE
from banshi.lib import ids

# Entered and never used in a case.
UNUSED = dt.timedelta(days=365)


def due(now: dt.datetime) -> QuerySet[Party]:
    """Parties entered a year ago or earlier who stand in no case that still tells of people."""
    telling = Case.objects.exclude(party_masked__in=["", GONE]).order_by()
    joint = CoApplicant.objects.filter(case__in=telling).order_by()
    return (
        Party.objects.filter(created_at__lt=now - UNUSED)
        .exclude(masked_name=GONE)
        .exclude(Exists(telling.filter(party=OuterRef("pk"))))
        .exclude(Exists(telling.filter(agent=OuterRef("pk"))))
        .exclude(Exists(joint.filter(party=OuterRef("pk"))))
        .order_by("pk")
    )


def empty(party: Party) -> None:
    """Empty one party and the powers of attorney it gave or holds. The row stays, for the numbers that lead to it."""
    Party.objects.filter(pk=party.pk).update(
        name="",
        name_digest="",
        masked_name=GONE,
        number="",
        # Unique, and nobody's number any more.
        number_digest=ids.token(),
        masked_number=GONE,
        birth_year=None,
        phone="",
        phone_digest="",
        masked_phone="",
        address="",
        legal_representative="",
    )
    for held in (Agent.objects.filter(principal=party), Agent.objects.filter(agent=party)):
        held.update(scope=GONE, evidence=GONE)
