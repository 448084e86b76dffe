"""/api/v1/refusals and /api/v1/filings: the sections' registers, archiving, filing, receipts (01-06)."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext
from drf_spectacular.types import OpenApiTypes
from rest_framework.request import Request
from rest_framework.response import Response

from banshi.entrypoints.api.describing import operation
from banshi.entrypoints.api.endpoint import Endpoint
from banshi.entrypoints.api.shapes import Choice, Day, Flag, Many, Moment, Record, Text, Whole
from banshi.entrypoints.api.v1.parts import ID, moment
from banshi.institutions.refusals.actions import filing as acts
from banshi.institutions.refusals.queries import package, register
from banshi.institutions.refusals.queries.register import FILING_STATES, FilingLine, Line
from banshi.institutions.refusals.rules.grounds import NAMES, Ground
from banshi.institutions.refusals.staff import own_sections

PROBLEMS = (400, 401, 403, 404, 413, 415, 422)
FILING_ID = Whole(about="The filing's id.", example=3)
OUTLET = Choice(
    name="FilingOutlet",
    options={"download": "handed over by somebody", "email": "by e-mail", "http": "by a signed HTTP message"},
)
REFUSAL = Record(
    name="RefusalLine",
    about="One line of a section's register; the applicant is masked.",
    fields={
        "id": ID,
        "number": Text(about="The register's number.", example="阜民否登SHZZ〔2026〕1号"),
        "case": Whole(about="The case's id."),
        "case_number": Text(),
        "item_name": Text(),
        "applicant": Text(example="张*"),
        "section": Text(),
        "stage": Text(about="What was refused, in words."),
        "ground": Choice(name="RefusalGround", options={each.value: NAMES[each] for each in Ground}),
        "refused_on": Day(),
        "archive_number": Text(about="Empty until it is archived."),
        "to_be_filed": Flag(about="Whether a law or regulation authorises the item (01-03)."),
        "filing": Whole(nullable=True, about="The id of the filing it is in."),
        "sent_on": Day(nullable=True),
        "receipt_number": Text(),
        "lamp": Text(about="Unfiled: green, amber, red or hollow; else empty.", example="amber"),
    },
)
PAGING = Record(
    name="FilingFilters",
    fields={
        "before": Whole(default=None, about="Only filings older than the one with this id."),
        "limit": Whole(default=25, high=100),
    },
)
REGISTER = Record(name="RefusalRegister", fields={"refusals": Many(of=REFUSAL), "next": Whole(nullable=True)})
ASKED = Record(
    name="RefusalFilters",
    fields={
        "year": Whole(default=None, low=2000, high=2199),
        "before": Whole(default=None, about="Only lines older than the one with this id."),
        "limit": Whole(default=25, high=100),
    },
)
FILING = Record(
    name="Filing",
    fields={
        "id": ID,
        "number": Text(example="阜民否报〔2026〕1号"),
        "outlet": OUTLET,
        "state": Choice(name="FilingState", options=FILING_STATES),
        "refusals": Many(of=Text()),
        "made_at": Moment(),
        "sent_at": Moment(nullable=True),
        "receipt_number": Text(),
        "receipt_date": Day(nullable=True),
        "attempts": Whole(low=0),
        "error_code": Text(),
    },
)
FILINGS = Record(name="Filings", fields={"filings": Many(of=FILING), "next": Whole(nullable=True)})
NEW = Record(
    name="NewFiling",
    fields={"refusals": Many(of=Whole(about="Ids of archived refusals."), least=1), "outlet": OUTLET},
)
RECEIPT = Record(name="FilingReceipt", fields={"number": Text(longest=80), "on": Day()})


class Refusals(Endpoint):
    """The registers the caller may see."""

    guard = "see_refusals"

    @operation(
        "list_refusals",
        "否定工作台账",
        tag="refusals",
        query=ASKED,
        answer=REGISTER,
        problems=(401, 403, 422),
    )
    def get(self, request: Request) -> Response:
        """List refusals, newest first, page by page (01-06)."""
        asked = self.asked(ASKED)
        lines = register.register(section_ids=own_sections(self.actor), **asked)
        following = lines[-1].id if len(lines) == asked["limit"] else None
        return Response({"refusals": [_line(one) for one in lines], "next": following})


class ArchiveRefusal(Endpoint):
    """Archiving one refusal."""

    guard = "archive_refusal"

    @operation(
        "archive_refusal",
        "否定事项归档",
        tag="refusals",
        path={"refusal_id": Whole(about="The refusal's id.")},
        answer=Record(name="RefusalArchiveNumber", fields={"archive_number": Text()}),
        problems=PROBLEMS,
        once=True,
    )
    def post(self, request: Request, refusal_id: int) -> Response:
        """Enter a refusal into the archive under its number (01-06)."""
        if not register.registered(refusal_id):
            raise Http404
        number = acts.archive_refusal(refusal_id=refusal_id, actor=self.actor, key=self.once())
        return Response({"archive_number": number})


class Filings(Endpoint):
    """The filings, and making one."""

    guard = "file_refusals"
    write_guard = "file_refusals"

    @operation(
        "list_filings",
        "备案报送单列表",
        tag="refusals",
        query=PAGING,
        answer=FILINGS,
        problems=(401, 403, 422),
    )
    def get(self, request: Request) -> Response:
        """List filings, newest first, page by page (01-06)."""
        asked = self.asked(PAGING)
        found = register.filings(**asked)
        following = found[-1].id if len(found) == asked["limit"] else None
        return Response({"filings": [_filing(one) for one in found], "next": following})

    @operation(
        "file_refusals",
        "报送备案",
        tag="refusals",
        body=NEW,
        answer=FILING,
        status=201,
        problems=PROBLEMS,
        once=True,
    )
    def post(self, request: Request) -> Response:
        """Put archived refusals into one filing and send it on its way (01-06, 01-03)."""
        given = self.given(NEW)
        filing_id = acts.file_refusals(
            refusal_ids=given["refusals"], outlet=given["outlet"], actor=self.actor, key=self.once()
        )
        return Response(_filing(_found(filing_id)), status=201)


class FilingPackage(Endpoint):
    """The package of a filing."""

    guard = "file_refusals"

    @operation(
        "read_filing_package",
        "报送包",
        tag="refusals",
        path={"filing_id": FILING_ID},
        answer={(200, "application/zip"): OpenApiTypes.BINARY},
        problems=(401, 404),
    )
    def get(self, request: Request, filing_id: int) -> HttpResponse:
        """Read the package as a ZIP file: the JSON of docs/filing.md and the papers as PDF (01-06)."""
        if register.filing(filing_id) is None:
            raise Http404
        return HttpResponse(package.archive(filing_id), content_type="application/zip")


class FilingAct(Endpoint):
    """An act on a filing that answers with the filing as it is now."""

    def _now(self, filing_id: int) -> Response:
        return Response(_filing(_found(filing_id)))


class FilingSent(FilingAct):
    """A downloaded package was handed over."""

    guard = "file_refusals"

    @operation(
        "note_filed",
        "报送包已经送交",
        tag="refusals",
        path={"filing_id": FILING_ID},
        answer=FILING,
        problems=PROBLEMS,
        once=True,
    )
    def post(self, request: Request, filing_id: int) -> Response:
        """Note that somebody handed the downloaded package over (01-06)."""
        _found(filing_id)
        acts.note_filed(filing_id=filing_id, actor=self.actor, key=self.once())
        return self._now(filing_id)


class FilingReceipt(FilingAct):
    """The receipt of a filing."""

    guard = "record_receipt"

    @operation(
        "record_filing_receipt",
        "登记备案回执",
        tag="refusals",
        path={"filing_id": FILING_ID},
        body=RECEIPT,
        answer=FILING,
        problems=PROBLEMS,
        once=True,
    )
    def post(self, request: Request, filing_id: int) -> Response:
        """Enter number and date of the receipt (01-06)."""
        given = self.given(RECEIPT)
        _found(filing_id)
        acts.record_filing_receipt(filing_id=filing_id, **given, actor=self.actor, key=self.once())
        return self._now(filing_id)


def _found(filing_id: int) -> FilingLine:
    found = register.filing(filing_id)
    if found is None:
        raise Http404
    return found


def _line(one: Line) -> dict[str, Any]:
    return {
        "id": one.id,
        "number": one.number,
        "case": one.case_id,
        "case_number": one.case_number,
        "item_name": one.item_name,
        "applicant": one.party_masked,
        "section": one.section,
        "stage": gettext(one.stage_name),
        "ground": one.ground,
        "refused_on": one.refused_on,
        "archive_number": one.archive_number,
        "to_be_filed": one.to_be_filed,
        "filing": one.filing_id,
        "sent_on": one.sent_on,
        "receipt_number": one.receipt_number,
        "lamp": one.lamp.lamp.value if one.lamp else "",
    }


def _filing(one: FilingLine) -> dict[str, Any]:
    return {
        "id": one.id,
        "number": one.number,
        "outlet": one.outlet,
        "state": one.state,
        "refusals": list(one.refusals),
        "made_at": moment(one.made_at),
        "sent_at": moment(one.sent_at) if one.sent_at else None,
        "receipt_number": one.receipt_number,
        "receipt_date": one.receipt_date,
        "attempts": one.attempts,
        "error_code": one.error_code,
    }
