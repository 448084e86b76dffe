"""What every paper of a case carries: number, item, applicant, where to ask, where to check."""

from typing import Any

from django.conf import settings

from banshi.kernel.cases.models import Case
from banshi.kernel.cases.sides import full_names
from banshi.kernel.cases.stream import stream
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation import queries
from banshi.kernel.organisation.hours import opening_text
from banshi.kernel.organisation.queries import SectionCard
from banshi.kernel.vault.handles import handle


def case_facts(case: Case, section: SectionCard, *, officer: str) -> dict[str, Any]:
    """The common data of a notice on a case; it names all applicants and the agent in full, so it stays sealed."""
    bureau = settings.BUREAU
    return {
        "case_number": case.number,
        "item_name": case.item_name,
        **full_names(case),
        "query_code": case.query_code,
        "received_at": case.received_at,
        "accepted_at": case.accepted_on,
        "officer": officer,
        "section": section.name_zh,
        "section_en": section.name_en,
        "phone": section.phone,
        "address": bureau["address_zh"],
        "address_en": bureau["address_en"],
        "hours": opening_text(),
        "qr_url": f"{bureau['public_url']}/progress/?number={case.number}",
        "rating_url": f"{bureau['public_url']}/rate/{handle('rating', stream(case.pk))}/?at=qr",
    }


def facts_by(case: Case, actor: Actor) -> dict[str, Any]:
    """`case_facts` with the case's section, and the actor as its officer."""
    return case_facts(case, queries.section(case.section_id), officer=queries.officer_name(actor))


def remedies(*, electronic: bool) -> dict[str, Any]:
    """The right to reconsideration and litigation, with where to go (06-06).

    A paper served online names the online way too (reconsideration law 22).
    """
    bureau = settings.BUREAU
    return {
        "reconsideration_body": bureau["reconsideration_zh"],
        "reconsideration_body_en": bureau["reconsideration_en"],
        "reconsideration_days": 60,
        "channel": bureau["reconsideration_channel"] if electronic else "",
        "court": bureau["court_zh"],
        "court_en": bureau["court_en"],
        "months": 6,
    }
