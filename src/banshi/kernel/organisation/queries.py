"""Reading the organisation: sections and staff change rarely and are asked for on every page."""

from dataclasses import dataclass

from django.conf import settings

from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.models import ApiKey, Section, Staff, in_words
from banshi.kernel.organisation.recent import recent
from banshi.kernel.vault.digests import digest


@dataclass(frozen=True, slots=True)
class SectionCard:
    """A section as pages and notices show it."""

    id: int
    code: str
    name_zh: str
    name_en: str
    phone: str
    room: str

    def name(self, language: str) -> str:
        """The section's name in the reader's language."""
        return self.name_en if language.startswith("en") else self.name_zh

    @property
    def called(self) -> str:
        """The name in the language of the page."""
        return in_words(self.name_zh, self.name_en)


def sections() -> dict[int, SectionCard]:
    """All sections by id."""
    return {s.pk: _card(s) for s in Section.objects.order_by("code")}


@recent
def section(section_id: int) -> SectionCard:
    """One section; raises `Section.DoesNotExist`."""
    return _card(Section.objects.get(pk=section_id))


@recent
def section_by_code(code: str) -> SectionCard:
    """One section by its code; raises `Section.DoesNotExist`."""
    return _card(Section.objects.get(code=code))


def consultation_desk() -> SectionCard | None:
    """The section that keeps the consultation desk, by the bureau's setting; None where there is none."""
    return next((one for one in sections().values() if one.code == settings.BUREAU["desk"]), None)


def staff_names(staff_ids: set[int]) -> dict[int, str]:
    """Names by id, for timelines; unknown ids are left out."""
    return dict(Staff.objects.filter(pk__in=staff_ids).values_list("pk", "name_zh")) if staff_ids else {}


def called(staff_ids: set[int]) -> dict[int, str]:
    """Names by id as a page of the staff shows them, in its language; unknown ids are left out.

    Papers and whatever is kept say `staff_names`.
    """
    return {one.pk: one.called for one in Staff.objects.filter(pk__in=staff_ids)} if staff_ids else {}


def staff_by_key(secret: str) -> Staff | None:
    """The account another system acts as, found by one fast keyed digest of its key."""
    found = (
        ApiKey.objects.select_related("staff")
        .filter(digest=digest("api-key", secret), revoked_at=None)
        .first()
    )
    return found.staff if found and found.staff.is_active else None


def _card(s: Section) -> SectionCard:
    return SectionCard(s.pk, s.code, s.name_zh, s.name_en, s.phone, s.room)


def officer_name(actor: Actor) -> str:
    """The name a paper gives as its officer; empty for citizens and the system."""
    return "" if actor.staff_id is None else _name(actor.staff_id)


@recent
def _name(staff_id: int) -> str:
    return Staff.objects.values_list("name_zh", flat=True).get(pk=staff_id)


def section_codes() -> frozenset[str]:
    """The codes of all sections."""
    return frozenset(Section.objects.values_list("code", flat=True))
