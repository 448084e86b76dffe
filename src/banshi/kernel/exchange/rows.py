"""Cases as records of the standard, a few hundred at a time, however many there are."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.conf import settings

from banshi.kernel.cases.models import Case, CaseMaterial, MaterialStatus
from banshi.kernel.catalogue import queries as catalogue
from banshi.kernel.clocks.kinds import PROMISED
from banshi.kernel.clocks.models import Clock
from banshi.kernel.documents.models import Document
from banshi.kernel.exchange.table import DataSet, table
from banshi.kernel.ledger.models import Entry
from banshi.kernel.organisation import queries as organisation
from banshi.lib import clock

BATCH = 200
BEGINNINGS = ("accepted", "deemed_accepted", "provisionally_accepted")
ENDINGS = ("decided", "intake_refused", "withdrawn", "terminated")

Values = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Period:
    """Cases received from `first` to `last`, both days included; one section (its id) or all."""

    first: dt.date
    last: dt.date
    section_id: int | None = None


def records(period: Period) -> Iterator[dict[str, Any]]:
    """One record for each case in the order of receipt: set → fields, a list of them, or None."""
    begin = dt.datetime.combine(period.first, dt.time(), clock.BEIJING)
    end = dt.datetime.combine(period.last + dt.timedelta(days=1), dt.time(), clock.BEIJING)
    rows = Case.objects.filter(received_at__gte=begin, received_at__lt=end).order_by("pk")
    if period.section_id is not None:
        rows = rows.filter(section_id=period.section_id)
    last = 0
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        yield from _batch(batch)
        last = batch[-1].pk


def _batch(cases: Sequence[Case]) -> Iterator[dict[str, Any]]:
    streams = [f"case:{case.pk}" for case in cases]
    entries: dict[str, list[Entry]] = defaultdict(list)
    for entry in Entry.objects.filter(stream__in=streams, act__in=table().steps).order_by("stream", "seq"):
        entries[entry.stream].append(entry)
    papers = CaseMaterial.objects.filter(case__in=cases).order_by("case_id", "seq")
    by_case = {number: list(rows) for number, rows in groupby(papers, lambda paper: paper.case_id)}
    known = _Known(cases, [entry for rows in entries.values() for entry in rows])
    for case in cases:
        yield _record(case, entries[f"case:{case.pk}"], by_case.get(case.pk, []), known)


class _Known:
    """Names and numbers of a batch: colleagues by id, papers by id."""

    def __init__(self, cases: Sequence[Case], entries: Sequence[Entry]) -> None:
        staff = {one for entry in entries if (one := _staff(entry.actor))}
        self._names = organisation.staff_names(staff | {case.handler_id for case in cases if case.handler_id})
        ids = {entry.payload.get("document") for entry in entries if entry.act in BEGINNINGS}
        self._numbers = dict(
            Document.objects.filter(pk__in=ids - {None}).order_by("pk").values_list("pk", "number")
        )
        promised = Clock.objects.filter(case__in=cases, kind=PROMISED.name).order_by("case_id")
        self._promised = dict(promised.values_list("case_id", "due"))

    def name(self, staff_id: int | None) -> str | None:
        """The colleague's name."""
        return self._names.get(staff_id) if staff_id else None

    def promised(self, case_id: int) -> str | None:
        """The promised last day; None while it is provisional."""
        due = self._promised.get(case_id)
        return due.strftime("%Y%m%d") if due else None

    def number(self, document_id: int | None) -> str | None:
        """The paper's number."""
        return self._numbers.get(document_id) if document_id else None


def _record(
    case: Case, entries: Sequence[Entry], papers: Sequence[CaseMaterial], known: _Known
) -> dict[str, Any]:
    sets, base = table().sets, _base(case)
    begun = next((entry for entry in entries if entry.act in BEGINNINGS), None)
    ended = next((entry for entry in reversed(entries) if entry.act in ENDINGS), None)
    return {
        "办事申请": _filled(sets["办事申请"], base),
        "申请材料": [_filled(sets["申请材料"], base | _paper(paper)) for paper in papers],
        "事项受理": _filled(sets["事项受理"], base | _beginning(case, begun, known)) if begun else None,
        "事项办理": [_filled(sets["事项办理"], base | _step(entry, known)) for entry in entries],
        "事项办结": _filled(sets["事项办结"], base | _ending(case, ended, known)) if ended else None,
    }


def _filled(one: DataSet, values: Values) -> dict[str, str | None]:
    return {field.name: values[field.source] if field.source else None for field in one.fields}


def _base(case: Case) -> dict[str, str | None]:
    spec = catalogue.spec(case.item_version_id)
    return {
        "number": case.number,
        "item_code": case.item_code,
        "item_name": case.item_name,
        "handling_type": spec.handling_type,
        "handling_code": spec.handling_type_code,
        "applicant": case.party_masked,
        "channel": table().channels[case.channel],
        "received_at": _moment(case.received_at),
        "bureau": settings.BUREAU["name_zh"],
        "division": settings.BUREAU["division"],
    }


def _paper(paper: CaseMaterial) -> dict[str, str | None]:
    taken = paper.status != MaterialStatus.MISSING
    return {"paper_name": paper.name, "paper_taken": "1" if taken else "0"}


def _beginning(case: Case, entry: Entry, known: _Known) -> dict[str, str | None]:
    return {
        "accepted_by": known.name(_staff(entry.actor)),
        "accepted_at": _moment(entry.at),
        "accepted_paper": known.number(entry.payload.get("document")),
        "due": known.promised(case.pk),
    }


def _step(entry: Entry, known: _Known) -> dict[str, str | None]:
    name, action, special = table().steps[entry.act]
    if entry.act == "decided":
        action = "通过" if entry.payload["granted"] else "退回"
    return {
        "step_action": action,
        "step_name": name,
        "step_by": known.name(_staff(entry.actor)),
        "step_at": _moment(entry.at),
        "step_state": "2",
        "special_name": table().codes["A.7"][special] if special else None,
        "special_code": special or None,
    }


def _ending(case: Case, entry: Entry, known: _Known) -> dict[str, str | None]:
    ending = entry.act
    if ending == "decided":
        ending = "granted" if entry.payload["granted"] else "refused"
    return {
        "handler": known.name(case.handler_id),
        "ended_at": _moment(entry.at),
        "ending": table().endings[ending],
    }


def _moment(at: dt.datetime) -> str:
    return at.astimezone(clock.BEIJING).strftime("%Y%m%dT%H%M%S")


def _staff(ref: str) -> int | None:
    kind, _, number = ref.partition(":")
    return int(number) if kind == "staff" else None
