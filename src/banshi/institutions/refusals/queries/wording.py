"""A refusal in the words of papers and pages: for the decision, for the internal forms."""

from collections.abc import Sequence

from banshi.institutions.refusals.queries.standing import notice_of
from banshi.institutions.refusals.rules.grounds import NAMES, Evidence, Ground, Grounds
from banshi.kernel.cases import uploads
from banshi.kernel.cases.models import Case
from banshi.kernel.cases.queries import materials, timeline
from banshi.kernel.documents.models import Document
from banshi.kernel.organisation import queries as organisation


def decision_data(case: Case, grounds: Grounds) -> dict[str, object]:
    """What the decision itself says to the applicant: facts, reasons, law (06-06)."""
    names = {paper.seq: paper for paper in materials(case.pk)}
    gaps = [f"缺少或者需要更正：{names[seq].name}。" for seq in grounds.missing if seq in names]
    return {
        "facts": grounds.facts,
        "reasons": [*grounds.reasons, *gaps],
        "legal_basis": list(grounds.legal_basis),
    }


def particulars(case: Case, grounds: Grounds) -> dict[str, object]:
    """Ground, facts, law, evidence and verification in words, for the internal papers W15 and W17."""
    names = {paper.seq: paper.name for paper in materials(case.pk)}
    notice = notice_of(timeline(case.pk))
    paper = Document.objects.only("number").get(pk=notice.document) if notice else None
    people = organisation.staff_names({grounds.verified_by} if grounds.verified_by else set())
    return {
        "ground": grounds.ground,
        "ground_name": NAMES[Ground(grounds.ground)],
        "facts": grounds.facts,
        "legal_basis": list(grounds.legal_basis),
        "evidence": evidence_words(case.pk, grounds.evidence),
        "missing": [names[seq] for seq in grounds.missing if seq in names],
        "notice": paper.number if paper else "",
        "notice_until": notice.until if notice else "",
        "verified_by": people.get(grounds.verified_by or 0, ""),
        "verification": grounds.verification,
    }


def evidence_words(case_id: int, evidence: Sequence[Evidence]) -> list[str]:
    """What the evidence is, in words for papers and pages."""
    names = {paper.seq: paper.name for paper in materials(case_id)}
    files = {
        file.id: f"{names.get(seq, '')}（网上提交的文件{at}）"
        for seq, found in uploads.of_case(case_id).items()
        for at, file in enumerate(found, 1)
    }
    words = {"material": names, "upload": files}
    return [
        one.text if one.kind == "paper" else words.get(one.kind, {}).get(one.reference, "")
        for one in evidence
    ]
