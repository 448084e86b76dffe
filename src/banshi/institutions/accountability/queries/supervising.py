"""Who held which post, and who stood in for whom, on a day gone by (12-03)."""

import datetime as dt

from django.db.models import Q

from banshi.institutions.accountability.rules.supervising import Held, supervisor
from banshi.kernel.organisation.models import Deputy, Post, Staff


class Posts:
    """The posts of a few days, read once for each day."""

    def __init__(self) -> None:
        self._days: dict[dt.date, tuple[list[Held], list[tuple[int, int]]]] = {}
        self._homes: dict[int, int] | None = None

    def supervisor_of(self, staff: int | None, section: int | None, on: dt.date) -> int | None:
        """Who supervised the colleague, or the section where nobody is named, on that day."""
        posts, deputies = self._on(on)
        return supervisor(staff, section or self._home(staff), posts, deputies)

    def _home(self, staff: int | None) -> int | None:
        if self._homes is None:
            self._homes = dict(Staff.objects.order_by("pk").values_list("pk", "section_id"))
        return self._homes.get(staff or 0)

    def _on(self, day: dt.date) -> tuple[list[Held], list[tuple[int, int]]]:
        if day not in self._days:
            posts = Post.objects.filter(first__lte=day).filter(Q(last=None) | Q(last__gte=day))
            held = posts.order_by("id").values_list("staff_id", "role", "section_id")
            deputies = Deputy.objects.filter(first__lte=day, last__gte=day).order_by("id")
            self._days[day] = (
                [Held(*one) for one in held],
                list(deputies.values_list("absent_id", "deputy_id")),
            )
        return self._days[day]
