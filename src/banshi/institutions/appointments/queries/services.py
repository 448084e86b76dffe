"""What can be booked: an item of the catalogue, or whatever else a section offers (03-03)."""

from dataclasses import dataclass

from django.conf import settings

from banshi.institutions.appointments.models import Plan
from banshi.institutions.appointments.rules.booking import bring
from banshi.kernel.catalogue.queries import NotInForce, published, version_in_force
from banshi.kernel.catalogue.schema import ItemSpec
from banshi.kernel.organisation.models import Section
from banshi.kernel.organisation.queries import SectionCard, section_by_code, sections
from banshi.lib import clock
from banshi.lib.results import Reason, Refused, gettext_noop

UNKNOWN = gettext_noop("没有找到可以预约的“%(code)s”，请从列表里选一项。")


@dataclass(frozen=True, slots=True)
class Service:
    """Something to come for. `code` is the item's, or the section's for other services of that section."""

    code: str
    name_zh: str
    name_en: str
    section: SectionCard
    item_version_id: int | None = None
    spec: ItemSpec | None = None

    def name(self, language: str) -> str:
        """Its name in the reader's language; empty for other services."""
        return self.name_en if language.startswith("en") else self.name_zh

    def bring(self, purpose: str) -> tuple[str, ...]:
        """What to bring for this purpose."""
        return bring(purpose, [paper.name for paper in self.spec.materials] if self.spec else ())


def service(code: str) -> Service:
    """The item in force with this code, or the other services of the section with it; raises `Refused`."""
    try:
        card = version_in_force(code, clock.today())
    except NotInForce:
        return _of_section(code)
    spec = card.spec
    return Service(spec.code, spec.name_zh, spec.name_en, section_by_code(spec.section), card.id, spec)


def services(section_ids: frozenset[int] | None = None) -> list[tuple[SectionCard, list[ItemSpec]]]:
    """The sections that give appointments (of these, or all), each with its items in force."""
    today = clock.today()
    giving = giving_sections(section_ids)
    specs = [card.spec for card in published(today)]
    return [(section, [s for s in specs if s.section == section.code]) for section in giving]


def giving_sections(section_ids: frozenset[int] | None = None) -> list[SectionCard]:
    """The sections with hours that can be booked."""
    having = set(Plan.objects.order_by("section_id").values_list("section_id", flat=True).distinct())
    return [s for s in sections().values() if s.id in having and (section_ids is None or s.id in section_ids)]


def place(section: SectionCard, language: str) -> str:
    """Where to go: the section's room, else the hall."""
    address = settings.BUREAU["address_en" if language.startswith("en") else "address_zh"]
    return f"{address} {section.room}".strip()


def _of_section(code: str) -> Service:
    try:
        section = section_by_code(code)
    except Section.DoesNotExist:
        raise Refused(Reason(UNKNOWN, ("03-03",), "service", {"code": code[:40]})) from None
    return Service(section.code, "", "", section)
