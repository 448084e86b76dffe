"""What the papers of a complaint say. Who complained is on none of them: the addressee is 来信来访人 (10-05)."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from banshi.institutions.complaints.models import Complaint
from banshi.institutions.complaints.queries import dues
from banshi.institutions.complaints.rules.intake import CATEGORIES, CHANNELS, SEVERITIES
from banshi.kernel.clocks.words import due_words
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.hours import opening_text
from banshi.kernel.organisation.models import Staff

ADDRESSEE = {"applicant": "来信来访人", "applicant_en": "Complainant"}


def common(complaint: Complaint, actor: Actor) -> dict[str, Any]:
    """The data every paper of a complaint carries."""
    bureau = settings.BUREAU
    return ADDRESSEE | {
        "complaint_number": complaint.number,
        "received_at": complaint.received_at,
        "category": CATEGORIES[complaint.category],
        "address": bureau["address_zh"],
        "address_en": bureau["address_en"],
        "hours": opening_text(),
        **_office(actor),
    }


def registration(complaint: Complaint) -> dict[str, Any]:
    """W34: who (named or anonymous, the name itself lies elsewhere), when, what (10-08)."""
    return {
        "channel": CHANNELS[complaint.channel],
        "named": complaint.named,
        "content": complaint.content,
        "whom": complaint.whom,
        "source": complaint.source,
        "reply_due": due_text(complaint, "reply"),
    }


def report(complaint: Complaint, risk: str, step: str) -> dict[str, Any]:
    """W37: the facts, the risk, the proposed step (10-02)."""
    return {
        "severity": SEVERITIES[complaint.severity],
        "content": complaint.content,
        "risk": risk,
        "step": step,
    }


def outside() -> Mapping[str, Any]:
    """Where to go when the bureau's own review does not satisfy: the next higher body."""
    bureau = settings.BUREAU
    return {"higher": bureau["reconsideration_zh"], "higher_en": bureau["reconsideration_en"]}


def due_text(complaint: Complaint, kind: str) -> str:
    """The binding date of a duty in words; empty when it does not run."""
    found = dues.binding(complaint, kind)
    return due_words(found.binding.reckoned) if found else ""


def _office(actor: Actor) -> dict[str, Any]:
    """The section that signs, with its telephone; for citizens and the system the bureau itself."""
    if actor.staff_id is None:
        return {}
    home = Staff.objects.filter(pk=actor.staff_id).values_list("section_id", flat=True).first()
    if home is None:
        return {}
    section = organisation.section(home)
    return {"section": section.name_zh, "section_en": section.name_en, "phone": section.phone}
