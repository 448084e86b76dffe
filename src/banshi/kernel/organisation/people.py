"""From a log-in to the powers it holds today."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Q, QuerySet

from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.models import Deputy, Post, Staff
from banshi.kernel.organisation.recent import recent
from banshi.kernel.organisation.three import Posts, kept_apart
from banshi.lib import clock


def actor_for(staff: Staff) -> Actor:
    """The actor a staff member is today: own posts, and those of colleagues they stand in for.

    Who stands in keeps their own name; the ledger also names the first colleague they act for.
    """
    today = clock.today()
    absent = list(
        Deputy.objects.filter(deputy=staff, first__lte=today, last__gte=today)
        .order_by("id")
        .values_list("absent_id", flat=True)
    )
    own, lent = _posts([staff.pk, *absent], staff.pk)
    return Actor(
        ref=f"staff:{staff.pk}",
        posts=kept_apart(own, lent),
        behalf=f"staff:{absent[0]}" if absent else "",
        stands_for=tuple(absent),
    )


def _posts(staff_ids: Iterable[int], own_id: int) -> tuple[Posts, Posts]:
    """The posts held today by oneself, and by the others."""
    rows = _held_today().filter(staff_id__in=list(staff_ids))
    held = list(rows.order_by("id").values_list("staff_id", "role", "section_id"))
    own = frozenset((role, section) for staff_id, role, section in held if staff_id == own_id)
    return own, frozenset((role, section) for staff_id, role, section in held if staff_id != own_id)


def _held_today() -> QuerySet[Post]:
    today = clock.today()
    return Post.objects.filter(first__lte=today).filter(Q(last=None) | Q(last__gte=today))


def stood_in_for(day: dt.date) -> Mapping[int, set[int]]:
    """Whom each deputy stands in for on a day."""
    rows = Deputy.objects.filter(first__lte=day, last__gte=day).order_by("id")
    found: dict[int, set[int]] = defaultdict(set)
    for deputy, absent in rows.values_list("deputy_id", "absent_id"):
        found[deputy].add(absent)
    return found


@recent
def holders(role: str, section_id: int | None = None) -> list[int]:
    """Ids of the active staff who hold a role today, in one section or anywhere."""
    rows = _held_today().filter(role=role, staff__is_active=True)
    if section_id is not None:
        rows = rows.filter(section_id=section_id)
    return list(rows.order_by("staff_id").values_list("staff_id", flat=True).distinct())


def holders_by_section(role: str) -> dict[int, list[int]]:
    """Ids of the staff who hold a role today, by section."""
    rows = _held_today().filter(role=role, staff__is_active=True)
    found: dict[int, list[int]] = {}
    for section_id, staff_id in rows.order_by("section_id", "staff_id").values_list("section_id", "staff_id"):
        found.setdefault(section_id, []).append(staff_id)
    return found
