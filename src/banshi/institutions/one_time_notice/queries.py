"""Reading what is told: the complete notice of an item, papers of a case, notices, procedures."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from banshi.institutions.one_time_notice.models import Procedure, SupplementNotice
from banshi.institutions.one_time_notice.rules import Paper
from banshi.kernel.cases.models import CaseMaterial
from banshi.kernel.cases.queries import granted_this_year
from banshi.kernel.catalogue import queries as catalogue
from banshi.kernel.catalogue.queries import ItemVersionCard
from banshi.kernel.catalogue.schema import FORMS, STARTS, LimitSpec, MaterialSpec
from banshi.kernel.documents import kinds
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.hours import opening_text
from banshi.kernel.organisation.queries import SectionCard
from banshi.lib import clock


@dataclass(frozen=True, slots=True)
class ProcedureCard:
    """A special procedure as pages show it."""

    id: int
    kind: str
    kind_name: str
    place: str
    time: str
    first: dt.date
    last: dt.date
    document_id: int

    def running(self, today: dt.date) -> bool:
        """Whether the clock stands still for it today."""
        return self.first <= today <= self.last


@dataclass(frozen=True, slots=True)
class CompleteNotice:
    """Everything 06-03-1 demands about an item, from the version in force: one source for page and paper."""

    version: ItemVersionCard
    section: SectionCard
    granted_this_year: int

    @property
    def quantity(self) -> str:
        """The limit on number and how many were granted this year, in one sentence."""
        limit = self.version.spec.quantity_limit
        done = self.granted_this_year + limit.issued
        if not limit.limited:
            return f"没有数量限制；本年已办 {done} 件。"
        return f"限 {limit.limit} 件；本年已办 {done} 件。"


def complete_notice(item_code: str) -> CompleteNotice:
    """The complete notice of an item today (06-03-1); raises `NotInForce`."""
    today = clock.today()
    version = catalogue.version_in_force(item_code, today)
    section = organisation.section_by_code(version.spec.section)
    return CompleteNotice(version, section, granted_this_year(item_code, today.year))


def notice_data(notice: CompleteNotice) -> dict[str, Any]:
    """The same as data of the papers W01 and W02; see the typesetter's README for the keys."""
    spec, section = notice.version.spec, notice.section
    return {
        "item_code": spec.code,
        "item_name": spec.name_zh,
        "legal_basis": [f"《{basis.law}》{basis.article}" for basis in spec.legal_basis],
        "conditions": list(spec.conditions),
        "quantity": notice.quantity,
        "materials": [material_line(material) for material in spec.materials],
        "statutory_limit": limit_words(spec.statutory_limit),
        "promised_limit": limit_words(spec.promised_limit),
        "fee": {"basis": spec.fee.basis or "不收费，无收费依据。", "standard": spec.fee.standard},
        "steps": list(spec.procedure),
        "refusal_reasons": list(spec.refusal_reasons),
        "catalogue_version": f"第{notice.version.number}版（{notice.version.effective_from:%Y-%m-%d}起施行）",
        "section": section.name_zh,
        "phone": section.phone,
        "address": settings.BUREAU["address_zh"],
        "hours": opening_text(),
    }


def material_line(material: MaterialSpec) -> dict[str, str]:
    """One demanded paper in words: form, copies, how to fill it in."""
    counts = {"原件": material.originals, "复印件": material.copies}
    return {
        "name": material.name,
        "form": "、".join(FORMS[form] for form in material.form),
        "copies": "、".join(f"{name}{count}份" for name, count in counts.items() if count) or "—",
        "filling": material.filling or "—",
    }


def limit_words(limit: LimitSpec) -> str:
    """A limit in one sentence, with the day from which it runs."""
    if limit.unit == "none":
        return f"法律没有规定天数。{limit.note}".strip()
    if limit.unit == "immediate":
        return "当场办结"
    return f"{limit}，{STARTS[limit.start]}起计算"


def papers_of(case_id: int) -> tuple[Paper, ...]:
    """The demanded papers of a case, in order."""
    rows = CaseMaterial.objects.filter(case_id=case_id).order_by("seq")
    return tuple(Paper(m.seq, m.name, m.status, m.principal, m.tolerable, m.problem) for m in rows)


def procedures(case_id: int) -> tuple[ProcedureCard, ...]:
    """The special procedures of a case, oldest first."""
    return tuple(
        ProcedureCard(p.pk, p.kind, p.get_kind_display(), p.place, p.time, p.first, p.last, p.document_id)
        for p in Procedure.objects.filter(case_id=case_id).order_by("first", "id")
    )


def asked_before(case_id: int) -> bool:
    """Whether the one supplement notice has been given."""
    return SupplementNotice.objects.filter(case_id=case_id).exists()


def asked_since(first: dt.date) -> tuple[int, int]:
    """How many supplement notices were given since the day `first`, and how many of them repeated an earlier one."""
    begin = dt.datetime.combine(first, dt.time(0), clock.BEIJING)
    mark = settings.BUREAU["issuer_mark"] + kinds.get("W04").mark
    # The number of a paper is unique by mark and year: that index finds this year's notices.
    found = SupplementNotice.objects.filter(
        document__mark=mark, document__year=first.year, document__issued_at__gte=begin
    )
    return found.count(), found.filter(again=True).count()
