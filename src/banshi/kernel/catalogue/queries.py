"""Reading the catalogue: what is in force on a day, and what a version says."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from banshi.kernel.catalogue.models import ItemVersion, Revision
from banshi.kernel.catalogue.parsing import parse_item
from banshi.kernel.catalogue.schema import ItemSpec
from banshi.kernel.ui.wording import english
from banshi.lib.clock import BEIJING
from banshi.lib.results import Reason, Refused
from banshi.lib.results import gettext_noop as _


class NotInForce(Refused):
    """No such item is in force on that day."""


@dataclass(frozen=True, slots=True)
class ItemVersionCard:
    """One version in force: its row id, its number, what it says, and from when."""

    id: int
    number: int
    spec: ItemSpec
    effective_from: dt.date


def version_in_force(code: str, on: dt.date) -> ItemVersionCard:
    """The version of item `code` in force on the day `on`; raises `NotInForce`."""
    found = _in_force(revision(), on).get(code)
    if found is None:
        text = _("没有找到现行的事项“%(code)s”，它可能已经停办或者编码有误。")
        raise NotInForce(Reason(text, ("06-03-1",), "code", {"code": code[:40]}))
    return found


def published(on: dt.date) -> tuple[ItemVersionCard, ...]:
    """All versions in force on the day `on`, by code."""
    return tuple(_in_force(revision(), on).values())


def publication_days(version_ids: Collection[int]) -> dict[int, dt.date]:
    """On which day these versions were published, by id (11-03-1)."""
    rows = ItemVersion.objects.filter(pk__in=list(version_ids), published_at__isnull=False).order_by("pk")
    moments = rows.values_list("pk", "published_at")
    return {pk: at.astimezone(BEIJING).date() for pk, at in moments if at is not None}


def spec(version_id: int) -> ItemSpec:
    """What a version says, whether still in force or not; raises `ItemVersion.DoesNotExist`."""
    return _spec(version_id)


def item_called(version_id: int, name: str) -> str:
    """What a page calls the item of a version: its English name for an English reader, else `name`, as it was filed."""
    return (spec(version_id).name_en if english() else "") or name


def revision() -> str:
    """The token of the catalogue's newest change; "" while it is empty. One indexed query."""
    return Revision.objects.order_by("-id").values_list("token", flat=True).first() or ""


def forget() -> None:
    """Empty the caches: for tests, whose rolled-back rows leave their ids to others."""
    _spec.cache_clear()
    _in_force.cache_clear()


# Rows never change, so an id is a safe key; ids of a transaction under way must not get in here.
@lru_cache(maxsize=4096)
def _spec(version_id: int) -> ItemSpec:
    return _read(ItemVersion.objects.values_list("data", flat=True).get(pk=version_id))


@lru_cache(maxsize=8)
def _in_force(token: str, on: dt.date) -> Mapping[str, ItemVersionCard]:
    if not token:
        return MappingProxyType({})
    rows = (
        ItemVersion.objects.filter(published_at__isnull=False, effective_from__lte=on, item__retired=False)
        .order_by("item_id", "effective_from")
        .values_list("item_id", "id", "effective_to")
    )
    newest = {item: (version, last) for item, version, last in rows}
    ids = [version for version, last in newest.values() if last is None or last >= on]
    found = ItemVersion.objects.filter(pk__in=ids).order_by("item__code")
    cards = (ItemVersionCard(row.pk, row.number, _read(row.data), row.effective_from) for row in found)
    return MappingProxyType({card.spec.code: card for card in cards})


def _read(data: Any) -> ItemSpec:
    parsed = parse_item(data)
    if parsed.spec is None:
        raise ValueError(f"a stored version cannot be read: {[str(p.sentence) for p in parsed.problems]}")
    return parsed.spec
