"""The directory: where a colleague or a section is found, and who is away today.

A colleague without a room or telephone of their own is found at their section's.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from banshi.kernel.organisation.models import Deputy, Section, Staff
from banshi.lib import clock


@dataclass(frozen=True, slots=True)
class Colleague:
    """A colleague as a visitor must be told of them; `deputy` stands in while they are away."""

    id: int
    name: str
    section_id: int
    section: str
    room: str
    phone: str
    away: bool
    deputy: str


def colleagues(section_ids: Iterable[int] | None = None) -> tuple[Colleague, ...]:
    """The active staff of these sections, or of all, by section and name: two queries."""
    today = clock.today()
    rows = Staff.objects.filter(is_active=True).select_related("section")
    if section_ids is not None:
        rows = rows.filter(section_id__in=list(section_ids))
    absent = Deputy.objects.filter(first__lte=today, last__gte=today).order_by("-id")
    deputies = dict(absent.values_list("absent_id", "deputy__name_zh"))
    return tuple(_colleague(one, deputies) for one in rows.order_by("section__code", "name_zh", "id"))


def colleague(staff_id: int) -> Colleague | None:
    """One active colleague; None when there is no such person."""
    found = Staff.objects.filter(pk=staff_id).values_list("section_id", flat=True).first()
    return next((one for one in colleagues([found]) if one.id == staff_id), None) if found else None


def _colleague(one: Staff, deputies: dict[int, str]) -> Colleague:
    home: Section = one.section
    return Colleague(
        one.pk,
        one.name_zh,
        home.pk,
        home.name_zh,
        one.room or home.room,
        one.phone or home.phone,
        one.pk in deputies,
        deputies.get(one.pk, ""),
    )
