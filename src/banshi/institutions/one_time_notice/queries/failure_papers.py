"""What the record of criticism and the finding of a valid complaint say (W45). No complainant is on them (10-05)."""

from typing import Any

from django.conf import settings

from banshi.institutions.one_time_notice.models import FAILURES, OMISSIONS, Failure
from banshi.institutions.one_time_notice.rules.failing import FailureKind
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.hours import opening_text
from banshi.kernel.organisation.models import Staff


def common(row: Failure, actor: Actor, times: int) -> dict[str, Any]:
    """Whose, the how manyeth, what was not told, what time was lost, the own word.

    The day and the application only where the system itself found it: of a checking they could tell who complained.
    """
    assert row.staff is not None
    home = organisation.section(row.staff.section_id)
    own = row.case is not None
    section = organisation.section(Staff.objects.get(pk=actor.officer).section_id)
    return {
        "applicant": row.staff.name_zh,
        "applicant_en": row.staff.name_en,
        "colleague_section": home.name_zh,
        "colleague_section_en": home.name_en,
        "times": times,
        "kind": FAILURES[FailureKind(row.kind)],
        "omission": OMISSIONS[row.omission],
        "on": row.on if own else None,
        "month": f"{row.on.year}年{row.on.month}月",
        "month_en": f"{row.on:%B %Y}",
        "case_number": row.case.number if row.case else "",
        "delay": str(row.delay),
        "statement": row.statement,
        "officer": organisation.officer_name(actor),
        "section": section.name_zh,
        "section_en": section.name_en,
        "phone": section.phone,
        "address": settings.BUREAU["address_zh"],
        "address_en": settings.BUREAU["address_en"],
        "hours": opening_text(),
    }
