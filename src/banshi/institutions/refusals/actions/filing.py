"""归档和报备: the approvals section archives refusals and files them with the business-environment bureau (01-06)."""

import datetime as dt
import hashlib
from collections.abc import Collection, Sequence
from typing import Any

from django.conf import settings

from banshi.institutions.refusals.models import Filing, FilingState, Refusal
from banshi.institutions.refusals.queries import package
from banshi.institutions.refusals.queries.register import days_of, next_look, open_outlets, to_look_at
from banshi.institutions.refusals.rules import filing as rules
from banshi.institutions.refusals.rules.filing import Registered
from banshi.institutions.refusals.rules.grounds import NAMES, Ground
from banshi.kernel.cases.actions import locked, record
from banshi.kernel.cases.facts import Fact, RefusalArchived, RefusalFiled, RefusalReceipted, RefusalUnfiled
from banshi.kernel.cases.models import Case
from banshi.kernel.documents.actions import issue
from banshi.kernel.documents.issuing import next_serial, number
from banshi.kernel.documents.models import Document
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.notifications.actions import send_many
from banshi.kernel.notifications.addressing import to_staff
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.people import holders
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.citation import Citation
from banshi.lib import clock
from banshi.lib.results import Reason, Refused, gettext_noop, require

STREAM = "filings"


@act("archive_refusal", "01-06")
def archive_refusal(*, refusal_id: int, actor: Actor, cites: tuple[Citation, ...]) -> str:
    """Enter a confirmed refusal into the archive. Returns its archive number."""
    permit(actor, "archive_refusal")
    case_id = Refusal.objects.values_list("case_id", flat=True).get(pk=refusal_id)
    case = locked(case_id, None, "refusal_archived")
    row = Refusal.objects.select_for_update(of=("self",)).get(pk=refusal_id)
    require(rules.archiving(_registered(row)))
    mark, year = settings.BUREAU["issuer_mark"] + "否档", clock.today().year
    row.archive_number = number(mark, year, next_serial(mark, year))
    row.archived_at = clock.now()
    row.save(update_fields=["archive_number", "archived_at"])
    fact = RefusalArchived(refusal=row.pk, number=row.archive_number)
    record(case, fact, actor=actor, cites=cites)
    return row.archive_number


@act("file_refusals", "01-06", "01-03")
def file_refusals(
    *, refusal_ids: Collection[int], outlet: str, actor: Actor, cites: tuple[Citation, ...]
) -> int:
    """Put archived refusals into one filing, with its sheet W16, and send it on its way. Returns its id."""
    permit(actor, "file_refusals")
    require(rules.unknown_outlet(outlet, open_outlets()))
    _lock_cases(refusal_ids)
    locked_rows = Refusal.objects.select_for_update(of=("self",)).filter(pk__in=list(refusal_ids))
    rows = list(
        locked_rows.select_related("case", "decision", "form", "notice", "instruction__document").order_by(
            "pk"
        )
    )
    require(rules.filing([_registered(row) for row in rows]))
    filing = Filing(outlet=outlet, state=_begins(outlet), made_at=clock.now(), made_by_id=actor.officer)
    filing.document = sheet = _sheet(rows, actor)
    filing.package = package.content(str(filing.uid), sheet, rows)
    filing.sha256 = hashlib.sha256(filing.package.encode()).hexdigest()
    filing.save(force_insert=True)
    Refusal.objects.filter(pk__in=[row.pk for row in rows]).update(filing=filing)
    payload: dict[str, Any] = {
        "document": sheet.pk,
        "refusals": [row.pk for row in rows],
        "outlet": outlet,
        "sha256": filing.sha256,
    }
    append([NewEntry(f"filing:{filing.pk}", "filing_made", cites, payload)], actor=actor, begins=True)
    return filing.pk


@act("send_again", "01-06")
def send_again(*, filing_id: int, outlet: str, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Send a filing that did not get through once more, perhaps another way. Returns its id."""
    permit(actor, "file_refusals")
    require(rules.unknown_outlet(outlet, open_outlets()))
    filing = Filing.objects.select_for_update(of=("self",)).get(pk=filing_id)
    if filing.state not in {FilingState.FAILED, FilingState.PREPARED}:
        raise Refused(
            Reason(gettext_noop("这份报送单正在发送或者已经送出，不用再发。"), ("01-06",), "outlet")
        )
    Filing.objects.filter(pk=filing_id).update(
        outlet=outlet,
        state=_begins(outlet),
        attempts=0,
        next_attempt_at=clock.now(),
        lease_until=None,
        error_code="",
    )
    append([NewEntry(f"filing:{filing_id}", "filing_sent_again", cites, {"outlet": outlet})], actor=actor)
    return filing_id


@act("note_filed", "01-06", many=True)
def note_filed(*, filing_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """The package left the house: by the worker, or handed over by somebody who says so. Returns the filing's id.

    Raises `Refused` when it had left before.
    """
    if actor.staff_id is not None:
        permit(actor, "file_refusals")
    filing, cases = _locked_filing(filing_id)
    lawful = FilingState.PREPARED if actor.staff_id is not None else FilingState.QUEUED
    if filing.state != lawful:
        raise Refused(Reason(gettext_noop("这份报送单已经送出。"), ("01-06",)))
    Filing.objects.filter(pk=filing_id).update(
        state=FilingState.SENT, sent_at=clock.now(), lease_until=None, error_code=""
    )
    Refusal.objects.filter(filing_id=filing_id).update(look_at=None)
    _tell_cases(
        cases,
        lambda row: RefusalFiled(refusal=row.pk, filing=filing_id, document=filing.document_id),
        actor,
        cites,
    )
    return filing_id


@act("record_filing_receipt", "01-06", many=True)
def record_filing_receipt(
    *, filing_id: int, number: str, on: dt.date | None, actor: Actor, cites: tuple[Citation, ...]
) -> int:
    """Enter the receipt of a filing: by hand, or as the other side answered. Returns the filing's id."""
    if actor.staff_id is not None:
        permit(actor, "record_receipt")
    filing, cases = _locked_filing(filing_id)
    require(
        rules.receipt(
            number=number,
            on=on,
            sent_on=filing.sent_at.astimezone(clock.BEIJING).date() if filing.sent_at else None,
            today=clock.today(),
            given=filing.state == FilingState.RECEIPTED,
        )
    )
    Filing.objects.filter(pk=filing_id).update(
        state=FilingState.RECEIPTED, receipt_number=number.strip(), receipt_date=on
    )
    _tell_cases(
        cases,
        lambda row: RefusalReceipted(refusal=row.pk, filing=filing_id, receipt=number.strip()),
        actor,
        cites,
    )
    return filing_id


@act("warn_unfiled", "01-06", many=True)
def warn_unfiled(*, limit: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Tell the approvals section of refusals that should have been filed by now. Returns how many it looked at."""
    found = to_look_at(clock.now(), limit)
    listeners = holders("approvals") if found else []
    for refusal_id, case_id in found:
        _look_at(case_id, refusal_id, listeners, actor, cites)
    return len(found)


def _look_at(
    case_id: int, refusal_id: int, listeners: Sequence[int], actor: Actor, cites: tuple[Citation, ...]
) -> None:
    case = locked(case_id, None, "refusal_unfiled")
    row = Refusal.objects.select_for_update(of=("self",)).get(pk=refusal_id)
    if row.look_at is None or row.look_at > clock.now():
        return  # another worker was here, or it was filed meanwhile
    refused_on, today = row.refused_at.astimezone(clock.BEIJING).date(), clock.today()
    amber, red = days_of(refused_on)
    rung = rules.rung(today, amber=amber, red=red)
    if rung and rung != row.warned:
        due = (red if rung == "red" else amber) or today
        record(case, RefusalUnfiled(refusal=row.pk, rung=rung, due=due), actor=actor, cites=cites)
        send_many(to_staff(case, listeners, f"unfiled_{rung}", number=row.number, due=due))
        row.warned = rung
    row.look_at = next_look(refused_on, row.warned)
    row.save(update_fields=["warned", "look_at"])


def _begins(outlet: str) -> str:
    return FilingState.PREPARED if outlet == "download" else FilingState.QUEUED


def _registered(row: Refusal) -> Registered:
    return Registered(row.number, row.archived_at is not None, row.to_be_filed, row.filing_id is not None)


def _lock_cases(refusal_ids: Collection[int]) -> list[Case]:
    """Cases before refusals, in one order: so that two acts never wait for each other."""
    ids = (
        Refusal.objects.filter(pk__in=list(refusal_ids)).order_by("case_id").values_list("case_id", flat=True)
    )
    return list(Case.objects.select_for_update(of=("self",)).filter(pk__in=list(ids)).order_by("pk"))


def _locked_filing(filing_id: int) -> tuple[Filing, list[tuple[Case, Refusal]]]:
    rows = {row.case_id: row for row in Refusal.objects.filter(filing_id=filing_id).order_by("case_id")}
    cases = list(Case.objects.select_for_update(of=("self",)).filter(pk__in=list(rows)).order_by("pk"))
    filing = Filing.objects.select_for_update(of=("self",)).get(pk=filing_id)
    return filing, [(case, rows[case.pk]) for case in cases]


def _tell_cases(
    cases: Sequence[tuple[Case, Refusal]], fact_of: Any, actor: Actor, cites: tuple[Citation, ...]
) -> None:
    for case, row in cases:
        fact: Fact = fact_of(row)
        record(case, fact, actor=actor, cites=cites)


def _sheet(rows: Sequence[Refusal], actor: Actor) -> Document:
    lines = [
        {
            "number": row.number,
            "archive_number": row.archive_number or "",
            "case_number": row.case.number,
            "item_name": row.case.item_name,
            "applicant": row.case.party_masked,
            "section": organisation.section(row.section_id).name_zh,
            "stage": "不予受理" if row.stage == "intake" else "不予许可（批准）",
            "ground": f"{row.ground} {NAMES[Ground(row.ground)]}",
            "legal_basis": list(row.legal_basis),
            "decision": f"{row.decision.title_zh} {row.decision.number}",
            "refused_on": row.refused_at.astimezone(clock.BEIJING).date(),
        }
        for row in rows
    ]
    recipient = settings.FILING["recipient"]
    return issue(
        kind="W16",
        stream=STREAM,
        addressee_masked=recipient,
        data={"recipient": recipient, "refusals": lines, "officer": organisation.officer_name(actor)},
        issued_by=actor.ref,
    )
