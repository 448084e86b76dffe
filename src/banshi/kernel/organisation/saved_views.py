"""Filters that a colleague keeps under names: at most `MOST`, seen and changed by nobody else."""

from django.db import transaction

from banshi.kernel.organisation.models import SavedView, Staff
from banshi.lib.results import Reason, Refused, gettext_noop

MOST = 10
LONGEST = 20
TOO_MANY = gettext_noop("最多保存 %(n)s 个视图，请先删掉一个不用的")
TAKEN = gettext_noop("您已经有一个叫“%(name)s”的视图，请换一个名字")


def saved_views(staff_id: int) -> list[SavedView]:
    """One's views, in the order in which they were kept."""
    return list(SavedView.objects.filter(staff_id=staff_id).order_by("id"))


def saved_view(*, staff_id: int, view_id: int) -> SavedView | None:
    """One of one's own views; None for what is not there and for those of others."""
    return SavedView.objects.filter(pk=view_id, staff_id=staff_id).first()


@transaction.atomic
def keep_view(*, staff_id: int, name: str, filters: str) -> SavedView:
    """Keep a filter. Refused when there are `MOST` already, or the name is taken (field `name`)."""
    _free(staff_id, name)
    if SavedView.objects.filter(staff_id=staff_id).count() >= MOST:
        raise Refused(Reason(TOO_MANY, params={"n": MOST}))
    return SavedView.objects.create(staff_id=staff_id, name=name, filters=filters)


@transaction.atomic
def rename_view(*, staff_id: int, view_id: int, name: str) -> None:
    """Another name for one's own view; refused when another of one's views has it."""
    _free(staff_id, name, but=view_id)
    SavedView.objects.filter(pk=view_id, staff_id=staff_id).update(name=name)


def remove_view(*, staff_id: int, view_id: int) -> None:
    """Take one's own view away."""
    SavedView.objects.filter(pk=view_id, staff_id=staff_id).delete()


def _free(staff_id: int, name: str, but: int | None = None) -> None:
    """Refuse a taken name; the person's row is held, so that two windows do not pass each other."""
    Staff.objects.select_for_update().get(pk=staff_id)
    if SavedView.objects.filter(staff_id=staff_id, name=name).exclude(pk=but or 0).exists():
        raise Refused(Reason(TAKEN, field="name", params={"name": name}))
