"""Reading what is told: the complete notice of an item, papers of a case, notices, procedures."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from banshi.institutions.one_time_notice.models import (
    Hearing,
    InterestedPerson,
    Procedure,
    SupplementNotice,
)
from banshi.institutions.one_time_notice.rules.completing import Paper
from banshi.institutions.one_time_notice.rules.hearings import Bounds, HearingState
from banshi.kernel.cases.models import CaseMaterial
from banshi.kernel.cases.queries import CaseCard, granted_this_year
from banshi.kernel.catalogue import queries as catalogue
from banshi.kernel.catalogue.queries import ItemVersionCard
from banshi.kernel.catalogue.schema import FORMS, STARTS, LimitSpec, MaterialSpec
from banshi.kernel.documents import kinds
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.hours import opening_text
from banshi.kernel.organisation.queries import SectionCard
from banshi.kernel.regulations.registry import parameter
from banshi.kernel.workdays.days import BeyondCalendar
from banshi.kernel.workdays.queries import table
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
class HearingCard:
    """A hearing as pages show it: `asked_by` is the masked name of an interested person, or empty."""

    id: int
    until: dt.date | None
    requested_on: dt.date | None
    person_id: int | None
    asked_by: str
    waived_on: dt.date | None
    on: dt.date | None
    time: str
    place: str
    chair_id: int | None
    held_on: dt.date | None

    @property
    def state(self) -> HearingState:
        """What the rules ask about."""
        return HearingState(
            until=self.until,
            requested=self.requested_on is not None,
            on=self.on,
            held=self.held_on is not None,
            waived=self.waived_on is not None,
        )


@dataclass(frozen=True, slots=True)
class PersonCard:
    """An interested person as pages show it: masked; until when they may speak, and whether they have."""

    id: int
    masked_name: str
    until: dt.date
    heard_on: dt.date | None
    document_id: int


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


def hearing(case_id: int) -> HearingCard | None:
    """The hearing of a case that was begun last."""
    row = Hearing.objects.filter(case_id=case_id).select_related("person").order_by("-id").first()
    if row is None:
        return None
    asked_by = row.person.masked_name if row.person else ""
    return HearingCard(
        row.pk,
        row.until,
        row.requested_on,
        row.person_id,
        asked_by,
        row.waived_on,
        row.on,
        row.time,
        row.place,
        row.chair_id,
        row.held_on,
    )


def hearing_limit(name: str, opened: dt.date) -> int:
    """A number of working days of the licensing law's hearings, as in force when the case was opened."""
    return int(parameter("06-05-2", f"hearing_{name}_working_days", opened))


def hearing_bounds(case: CaseCard) -> Bounds:
    """What binds the hearing that was asked for (licensing law, 47 and 48)."""
    opened, found = case.received_at.astimezone(clock.BEIJING).date(), hearing(case.id)
    earliest = working_day_after(clock.today(), hearing_limit("notice", opened))
    latest = None
    if found is not None and found.requested_on is not None:
        latest = working_day_after(found.requested_on, hearing_limit("hold", opened))
    return Bounds(earliest, latest, case.handler_id)


def working_day_after(start: dt.date, number: int) -> dt.date | None:
    """The day `number` working days after `start`; None past the published calendar."""
    try:
        return table().add(start, number)
    except BeyondCalendar:
        return None


def pending_hearing(case_id: int) -> HearingState | None:
    """How far the last hearing of a case is, for the rules."""
    found = hearing(case_id)
    return found.state if found else None


def persons(case_id: int) -> tuple[PersonCard, ...]:
    """The interested persons of a case, in the order they were told."""
    rows = InterestedPerson.objects.filter(case_id=case_id).order_by("id")
    return tuple(PersonCard(p.pk, p.masked_name, p.until, p.heard_on, p.document_id) for p in rows)


def pending_persons(case_id: int) -> tuple[dt.date, ...]:
    """The last days of those who were told and have not spoken yet."""
    return tuple(person.until for person in persons(case_id) if person.heard_on is None)


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
