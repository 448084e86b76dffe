"""Changing the catalogue. The caller wraps these acts with permission and ledger entry."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction

from banshi.kernel.catalogue.models import Item, ItemVersion, Revision
from banshi.kernel.catalogue.parsing import parse_item
from banshi.kernel.catalogue.publication import WorstSpan, publication_problems, spans
from banshi.kernel.catalogue.queries import NotInForce
from banshi.kernel.catalogue.reader import ROW_KEY
from banshi.kernel.catalogue.schema import ItemSpec, to_dict
from banshi.kernel.workdays.bulk import worst_span as longest_in
from banshi.kernel.workdays.queries import table
from banshi.lib import clock, ids
from banshi.lib.results import Reason, Refused, Stale
from banshi.lib.results import gettext_noop as _

NEW, CHANGED, UNCHANGED, BAD = "new", "changed", "unchanged", "bad"


@dataclass(frozen=True, slots=True)
class ImportRow:
    """What an import finds in one row: where, which item, its status, and what is wrong with it."""

    row: int
    code: str
    name: str
    status: str
    problems: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportReport:
    """All rows of an import. `imported` is False after a dry run and when any row is bad."""

    rows: tuple[ImportRow, ...]
    imported: bool

    @property
    def counts(self) -> Mapping[str, int]:
        """How many rows have each status."""
        return Counter(row.status for row in self.rows)

    @property
    def bad(self) -> tuple[ImportRow, ...]:
        """The rows that keep the file from being imported."""
        return tuple(row for row in self.rows if row.status == BAD)


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of an import: from when it holds, who imports, and what its rows are checked against."""

    effective_from: dt.date
    actor_ref: str
    longest: WorstSpan | None
    sections: Collection[str] | None


def import_catalogue(
    *,
    rows: Sequence[Mapping[str, Any]],
    effective_from: dt.date,
    actor_ref: str,
    dry_run: bool = False,
    worst_span: WorstSpan | None = None,
    sections: Collection[str] | None = None,
) -> ImportReport:
    """Import items as new versions from `effective_from`: all rows or none (06-03-1, 07-04, 11-03-4).

    An unchanged item gets no new version. `worst_span`: see `publication_problems`, by default that of the
    calendar in force; `sections`: the codes a row may name, or None to accept any. Raises `Stale` when
    somebody else imported meanwhile.
    """
    terms = Terms(effective_from, actor_ref, worst_span or _calendar_span(), sections)
    with transaction.atomic():
        plan = _plan(rows, terms)
        report = ImportReport(tuple(row for row, _spec in plan), imported=False)
        if dry_run or report.bad or not report.rows:
            return report
        moved = [(row, spec) for row, spec in plan if spec is not None and row.status in (NEW, CHANGED)]
        if moved:
            _store(moved, terms)
    return ImportReport(report.rows, imported=True)


@transaction.atomic
def retire(*, code: str) -> None:
    """Stop offering an item; its cases go on under their versions. Raises `NotInForce`."""
    if not Item.objects.filter(code=code, retired=False).update(retired=True):
        text = _("没有找到现行的事项“%(code)s”，它可能已经停办或者编码有误。")
        raise NotInForce(Reason(text, ("06-03-1",), "code", {"code": code[:40]}))
    _revise()


def _plan(rows: Sequence[Mapping[str, Any]], terms: Terms) -> list[tuple[ImportRow, ItemSpec | None]]:
    latest = _latest()
    seen: set[str] = set()
    plan = []
    for position, raw in enumerate(rows, start=1):
        number, content = _located(raw, position)
        parsed = parse_item(content)
        problems = [problem.sentence for problem in parsed.problems]
        spec = parsed.spec
        status = BAD
        if spec is not None:
            problems += _against_file(spec, seen, terms) + list(publication_problems(spec, terms.longest))
            status, late = _against_stored(spec, latest.get(spec.code), terms.effective_from)
            problems += late
            seen.add(spec.code)
        named = _shown(content, "code"), _shown(content, "name_zh")
        plan.append((ImportRow(number, *named, BAD if problems else status, tuple(problems)), spec))
    return plan


def _calendar_span() -> WorstSpan | None:
    try:
        return partial(longest_in, table())
    except Refused:
        return None


def _located(raw: Mapping[str, Any], position: int) -> tuple[int, object]:
    if not isinstance(raw, Mapping) or not isinstance(raw.get(ROW_KEY), int):
        return position, raw
    return raw[ROW_KEY], {key: value for key, value in raw.items() if key != ROW_KEY}


def _shown(content: object, key: str) -> str:
    value = content.get(key) if isinstance(content, Mapping) else None
    return value.encode("utf-8", "replace").decode()[:40] if isinstance(value, str) else ""


def _latest() -> dict[str, tuple[ItemVersion, bool]]:
    rows = ItemVersion.objects.select_related("item").order_by("number")
    return {version.item.code: (version, version.item.retired) for version in rows}


def _against_file(spec: ItemSpec, seen: set[str], terms: Terms) -> list[Reason]:
    problems = []
    if spec.code in seen:
        text = _("事项编码“%(code)s”在文件里出现了不止一次。")
        problems.append(Reason(text, ("11-03-1",), "code", {"code": spec.code}))
    for section in (spec.section, *spec.co_sections):
        if terms.sections is not None and section not in terms.sections:
            text = _("没有代码为“%(section)s”的科室，请先登记科室或者改正。")
            problems.append(Reason(text, ("11-03-1",), "section", {"section": section}))
    return problems


def _against_stored(
    spec: ItemSpec, stored: tuple[ItemVersion, bool] | None, effective_from: dt.date
) -> tuple[str, list[Reason]]:
    if stored is None:
        return NEW, []
    version, retired = stored
    if retired:
        return BAD, [Reason(_("这个事项已经停办，不能再导入新版本。"), ("11-03-1",), "code")]
    # Read back first: a version stored before a field was added says the same as one with its usual value.
    if parse_item(version.data).spec == spec:
        return UNCHANGED, []
    if effective_from <= version.effective_from:
        text = _("这个事项已有%(date)s起生效的版本，新版本的生效日期必须在这一天之后。")
        params = {"date": version.effective_from.isoformat()}
        return CHANGED, [Reason(text, ("07-04",), "effective_from", params)]
    return CHANGED, []


def _store(moved: Iterable[tuple[ImportRow, ItemSpec]], terms: Terms) -> None:
    specs = [spec for _row, spec in moved]
    try:
        with transaction.atomic():
            Item.objects.bulk_create(
                [Item(code=s.code, kind=s.service_type, section_code=s.section) for s in specs],
                update_conflicts=True,
                unique_fields=["code"],
                update_fields=["kind", "section_code"],
            )
            codes = [spec.code for spec in specs]
            items = dict(Item.objects.filter(code__in=codes).values_list("code", "id"))
            stored = ItemVersion.objects.filter(item__code__in=codes).order_by("id")
            numbers = Counter(stored.values_list("item_id", flat=True))
            ItemVersion.objects.bulk_create(
                _version(spec, items[spec.code], numbers[items[spec.code]] + 1, terms) for spec in specs
            )
            _revise()
    except IntegrityError as clash:
        text = _("刚刚有别人导入了目录。请重新检查，再决定是否导入。")
        raise Stale(Reason(text, ("11-03-1",))) from clash


def _version(spec: ItemSpec, item_id: int, number: int, terms: Terms) -> ItemVersion:
    now = clock.now()
    promised, statutory = spans(spec.promised_limit, spec.statutory_limit, terms.longest) or (None, None)
    return ItemVersion(
        item_id=item_id,
        number=number,
        effective_from=terms.effective_from,
        name_zh=spec.name_zh,
        name_en=spec.name_en,
        data=to_dict(spec),
        promised_span=promised,
        statutory_span=statutory,
        source="import",
        created_by=terms.actor_ref,
        created_at=now,
        published_at=now,
    )


def _revise() -> None:
    Revision.objects.create(token=ids.token(), at=clock.now())
