"""报送包: what goes to the business-environment bureau: canonical JSON, and the papers as PDF (01-06).

The JSON, schema "refusal-filing/1", is described in docs/filing.md: keys in order, no white space, UTF-8. It names the
applicant masked; the decision inside the package is the paper the applicant got.
"""

import base64
import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from banshi.institutions.refusals.models import Filing, Refusal
from banshi.institutions.refusals.queries.standing import read_grounds
from banshi.institutions.refusals.queries.wording import evidence_words
from banshi.institutions.refusals.rules.grounds import NAMES, Ground
from banshi.kernel.cases.queries import materials
from banshi.kernel.documents import queries as documents
from banshi.kernel.documents.models import Document
from banshi.kernel.organisation import queries as organisation
from banshi.lib import clock

SCHEMA = "refusal-filing/1"
PDF, JSON = "application/pdf", "application/json"
# The moment written into the archive: the same package is the same file, byte for byte.
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class File:
    """One file of the package."""

    name: str
    media_type: str
    content: bytes

    @property
    def sha256(self) -> str:
        """Its hash (hex)."""
        return hashlib.sha256(self.content).hexdigest()


def canonical(data: Mapping[str, Any]) -> str:
    """JSON that is the same text for the same values."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def content(uid: str, sheet: Document, refusals: Sequence[Refusal]) -> str:
    """The canonical JSON of a filing with its sheet W16."""
    bureau = settings.BUREAU
    return canonical(
        {
            "schema": SCHEMA,
            "filing": uid,
            "number": sheet.number,
            "from": bureau["name_zh"],
            "division": bureau["division"],
            "to": settings.FILING["recipient"],
            "made_on": clock.today().isoformat(),
            "refusals": [entry(row) for row in refusals],
        }
    )


def entry(row: Refusal) -> dict[str, Any]:
    """One refusal of the package: its line of the register, the ground, what it rests on, the decision."""
    grounds = read_grounds(row.grounds)
    names = {paper.seq: paper.name for paper in materials(row.case_id)}
    return {
        "register_number": row.number,
        "archive_number": row.archive_number,
        "section": organisation.section(row.section_id).name_zh,
        "stage": row.stage,
        "case_number": row.case.number,
        "item_code": row.case.item_code,
        "item_name": row.case.item_name,
        "applicant_masked": row.case.party_masked,
        "ground": row.ground,
        "ground_name": NAMES[Ground(row.ground)],
        "facts": grounds.facts,
        "legal_basis": list(grounds.legal_basis),
        "evidence": evidence_words(row.case_id, grounds.evidence),
        "missing": [names[seq] for seq in grounds.missing if seq in names],
        "supplement_notice": row.notice.number if row.notice else None,
        "supplement_until": row.notice_until.isoformat() if row.notice_until else None,
        "instruction": row.instruction.document.number if row.instruction else None,
        "decided_at": row.refused_at.astimezone(clock.BEIJING).isoformat(timespec="seconds"),
        "decision": _paper(row.decision),
        "form": _paper(row.form),
    }


def files(filing: Filing) -> list[File]:
    """The package as files: the JSON, the sheet, and each refusal's form and decision."""
    found = [File("package.json", JSON, filing.package.encode()), _pdf(filing.document_id)]
    rows = filing.refusals.order_by("pk").values_list("form_id", "decision_id")
    return found + [_pdf(document) for pair in rows for document in pair]


def archive(filing_id: int) -> bytes:
    """The package as one ZIP file, the same bytes every time; raises `Filing.DoesNotExist`."""
    filing = Filing.objects.get(pk=filing_id)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        for file in files(filing):
            bundle.writestr(zipfile.ZipInfo(file.name, _EPOCH), file.content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def message(filing: Filing) -> bytes:
    """The package as one JSON message for HTTP: the canonical text, its hash, the papers in base64."""
    papers = [
        {
            "name": file.name,
            "media_type": file.media_type,
            "sha256": file.sha256,
            "base64": base64.b64encode(file.content).decode(),
        }
        for file in files(filing)[1:]
    ]
    return canonical({"package": filing.package, "sha256": filing.sha256, "files": papers}).encode()


def _paper(paper: Document) -> dict[str, str]:
    return {"number": paper.number, "title": paper.title_zh, "verification_code": paper.verification_code}


def _pdf(document_id: int) -> File:
    content, name = documents.pdf(document_id)
    return File(name, PDF, content)
