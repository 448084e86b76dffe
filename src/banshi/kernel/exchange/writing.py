"""The export as a stream of bytes: JSON with everything, or CSV of one set; each record checked before it leaves."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import jsonschema

from banshi.kernel.exchange.rows import Period, records
from banshi.kernel.exchange.table import DataSet, schema, table
from banshi.kernel.ui.tables import safe_cell
from banshi.lib.results import Reason, Refused, gettext_noop

UNFIT = gettext_noop("办件 %(number)s 的“%(field)s”不符合 %(standard)s 的格式，没有导出完。")
NO_SUCH_SET = gettext_noop("没有名为“%(name)s”的数据集，可以选：%(names)s。")
BOM = "\ufeff"


def as_json(period: Period) -> Iterator[bytes]:
    """One JSON document, written case by case; raises `Refused` at the first record that does not fit."""
    head = {"standard": table().standard, "from": str(period.first), "to": str(period.last)}
    yield (json.dumps(head, ensure_ascii=False)[:-1] + ', "cases": [').encode()
    comma = "\n"
    for record in _checked(period):
        yield (comma + json.dumps(record, ensure_ascii=False)).encode()
        comma = ",\n"
    yield b"\n]}\n"


def as_csv(period: Period, name: str) -> Iterator[bytes]:
    """One set as CSV with a byte-order mark; cells that begin like a formula are escaped."""
    one = set_named(name)
    header = [field.name for field in one.fields]
    yield (BOM + _line(header)).encode()
    for record in _checked(period):
        rows = record[name] if one.repeated else [record[name]]
        yield "".join(_line(row.values()) for row in rows if row is not None).encode()


def set_named(name: str) -> DataSet:
    """One set of the standard; raises `Refused` for a name that is none."""
    if name not in table().sets:
        names = "、".join(table().sets)
        raise Refused(Reason(NO_SUCH_SET, field="set", params={"name": name, "names": names}))
    return table().sets[name]


def fault(record: dict[str, Any]) -> str:
    """The first field that does not fit the standard, as set.field; "" when all do."""
    error = jsonschema.exceptions.best_match(_validator().iter_errors(record))
    return ".".join(str(step) for step in error.absolute_path) or error.message if error else ""


def _checked(period: Period) -> Iterator[dict[str, Any]]:
    for record in records(period):
        if wrong := fault(record):
            number = record["办事申请"]["办件编号"]
            params = {"number": number, "field": wrong, "standard": table().standard}
            raise Refused(Reason(UNFIT, params=params))
        yield record


@cache
def _validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(schema())


def _line(cells: Iterable[str | None]) -> str:
    text = io.StringIO()
    csv.writer(text).writerow([safe_cell(cell) for cell in cells])
    return text.getvalue()
