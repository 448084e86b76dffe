"""What a refusal rests on: the four situations, facts, law and evidence as they are put down (01-05). Pure."""

import dataclasses
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from banshi.kernel.catalogue.schema import LegalBasis
from banshi.kernel.regulations.citation import Citation, cite
from banshi.lib.results import gettext_noop


class Ground(StrEnum):
    """The four situations of 01-05."""

    MATERIALS = "NF-1"
    UNLAWFUL = "NF-2"
    FRAUD = "NF-3"
    OTHER = "NF-4"


NAMES: Mapping[Ground, str] = {
    Ground.MATERIALS: gettext_noop("缺必需的材料、事实依据，或者经审核有误、不实"),
    Ground.UNLAWFUL: gettext_noop("申请本身违反国家法律法规"),
    Ground.FRAUD: gettext_noop("以伪造、隐瞒、欺诈的方式提交材料，已经查实"),
    Ground.OTHER: gettext_noop("其他符合否定备案的情况"),
}
ARTICLE_OF: Mapping[Ground, Citation] = dict(
    zip(Ground, cite("01-05-1", "01-05-2", "01-05-3", "01-05-4"), strict=True)
)
# What is refused: to take an application up, or the permit itself.
INTAKE, DECISION = "intake", "decision"
# 《…》第…条, the article in Chinese or Arabic figures.
_CITATION = re.compile(
    r"《?(?P<law>[^《》]{2,}?)》?\s*(?P<article>第\s*[〇零一二三四五六七八九十百千\d]+\s*条.*)"
)
# What a refusal may rest on: a paper of the case, an uploaded file, or a paper kept elsewhere and described.
EVIDENCE_KINDS = ("material", "upload", "paper")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing the refusal rests on: a paper of the case by number, an upload by id, or a described paper."""

    kind: str
    reference: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why something is refused, as it is put down (01-05).

    `legal_basis` are lines such as 《…》第…条; `missing` numbers of papers; `verified_by` a staff id, with what
    was verified and how in `verification`.
    """

    ground: str
    facts: str
    legal_basis: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    missing: tuple[int, ...] = ()
    verified_by: int | None = None
    verification: str = ""
    reasons: tuple[str, ...] = ()


def basis_of(line: str) -> LegalBasis | None:
    """The law and article of a line such as 《社会团体登记管理条例》第十三条; None when no article is named."""
    found = _CITATION.fullmatch(line.strip())
    return LegalBasis(found["law"].strip(), found["article"]) if found else None


def normal(grounds: Grounds) -> Grounds:
    """The grounds without stray spaces and empty lines, so that what was approved can be compared."""
    return Grounds(
        ground=grounds.ground.strip(),
        facts=grounds.facts.strip(),
        legal_basis=_lines(grounds.legal_basis),
        evidence=tuple(dataclasses.replace(one, text=one.text.strip()) for one in grounds.evidence),
        missing=tuple(sorted(set(grounds.missing))),
        verified_by=grounds.verified_by,
        verification=grounds.verification.strip(),
        reasons=_lines(grounds.reasons),
    )


def _lines(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(line.strip() for line in texts if line.strip())
