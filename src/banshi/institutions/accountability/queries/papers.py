"""What the five papers W46 say. They stay in the house, but the decision, which is the person's (12-04, 12-05)."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings

from banshi.institutions.accountability.models import Case, Correction, Lead, Record, Statement, Weighing
from banshi.institutions.accountability.queries import dues
from banshi.institutions.accountability.rules.causes import CAUSES, ORIGINS
from banshi.institutions.accountability.rules.steps import METHODS, OUTCOMES, STATEMENTS
from banshi.institutions.accountability.rules.tolerance import GROUNDS
from banshi.kernel.organisation import queries as organisation

LEAD, REPORT, STATED, TOLERANCE, DECISION = "W46-1", "W46-2", "W46-3", "W46-4", "W46-5"


def common(case: Case) -> dict[str, Any]:
    """What every paper of a case carries."""
    bureau, names = settings.BUREAU, _names(case.person_id, case.lead.handler_id, case.lead.supervisor_id)
    return {
        "applicant": names.get(case.person_id, ""),
        "person": names.get(case.person_id, ""),
        "handler": names.get(case.lead.handler_id or 0, ""),
        "supervisor": names.get(case.lead.supervisor_id or 0, ""),
        "file_number": case.number,
        "cause": f"{case.cause} {CAUSES[case.cause]}",
        "address": bureau["address_zh"],
        "address_en": bureau["address_en"],
    }


def lead_sheet(case: Case) -> dict[str, Any]:
    """线索单: from where, when, what, which section, who handled and who supervised."""
    lead = case.lead
    return {
        "origin": ORIGINS.get(lead.origin, "系统发现"),
        "happened_on": lead.on,
        "section": section_name(lead),
        "what": lead.kind if lead.origin not in ORIGINS else "",
        "facts": lead.facts,
        "why_cause": case.why_cause,
    }


def report(case: Case) -> dict[str, Any]:
    """调查报告: what was found, the facts as told to the person, the proposal and its basis."""
    return {
        "records": [
            {"method": METHODS[one.method], "on": one.held_on, "text": one.text}
            for one in Record.objects.filter(case=case).order_by("at", "uid")
        ],
        "facts": case.told_facts,
        "statements": _statements(case),
        "proposal": case.proposal,
        "proposed": OUTCOMES.get(case.proposed_outcome, ""),
        "legal_basis": case.proposal_basis.strip().splitlines(),
    }


def stated(case: Case, statement: Statement) -> dict[str, Any]:
    """陈述申辩记录: what the person was told, what they said, or that they waived it."""
    return {
        "facts": case.told_facts,
        "kind": STATEMENTS[statement.kind],
        "on": statement.on,
        "text": statement.text,
    }


def tolerance(case: Case) -> dict[str, Any]:
    """容错审查意见: every ground with its answer and its reason, and the opinion."""
    return {
        "grounds": [
            {"ground": GROUNDS[one.ground], "holds": "有" if one.holds else "没有", "reason": one.reason}
            for one in Weighing.objects.filter(case=case).order_by("ground")
        ],
        "opinion": case.opinion,
    }


def decision(case: Case) -> dict[str, Any]:
    """问责决定书: facts, what the person said, tolerance, the decision, measures with limits, the remedies."""
    mine = dues.numbers(dues.day(case.accepted_at))
    return {
        "facts": case.told_facts,
        "statements": _statements(case),
        "tolerance": tolerance(case)["grounds"],
        "opinion": case.opinion,
        "meeting_on": case.meeting_on,
        "outcome": OUTCOMES[case.outcome],
        "decision": case.decision,
        "legal_basis": case.decision_basis.strip().splitlines(),
        "corrections": [
            {"measure": one.measure, "due": one.due}
            for one in Correction.objects.filter(case=case).order_by("due", "uid")
        ],
        "review_days": mine.ask_review_cd,
        "appeal_days": mine.appeal_cd,
        "higher": settings.BUREAU["reconsideration_zh"],
        "higher_en": settings.BUREAU["reconsideration_en"],
    }


def section_name(lead: Lead) -> str:
    """The section where it happened; empty where none is named."""
    return organisation.section(lead.section_id).name_zh if lead.section_id else ""


def _statements(case: Case) -> list[Mapping[str, Any]]:
    rows: Iterable[Statement] = Statement.objects.filter(case=case).order_by("at", "uid")
    return [{"kind": STATEMENTS[one.kind], "on": one.on, "text": one.text} for one in rows]


def _names(*ids: int | None) -> dict[int, str]:
    return organisation.staff_names({one for one in ids if one is not None})
