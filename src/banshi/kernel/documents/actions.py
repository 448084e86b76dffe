"""Issuing, making and serving documents. Called inside the acts of rooms; the act writes the ledger entry."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from banshi.kernel.documents import files, issuing, kinds, leasing, proof
from banshi.kernel.documents.models import Delivery, Document, DocumentState
from banshi.kernel.documents.proof import Proof
from banshi.kernel.documents.typesetting import typeset
from banshi.kernel.ledger import failpoints
from banshi.kernel.vault.masks import mask_name
from banshi.lib import clock, ids
from banshi.lib.results import Reason, Refused, gettext_noop, require

CODE_LENGTH = 12
ID_DIGITS = 15


def issue(
    *,
    kind: str,
    stream: str,
    addressee_masked: str,
    data: Mapping[str, Any],
    issued_by: str,
    language: str = "zh-hans",
    mark: str = "",
) -> Document:
    """Number a document, freeze its data and put it into the queue for typesetting: two queries.

    `kind` is a registered code such as "W05"; `stream` the ledger stream it belongs to ("case:12"); `data`
    has the keys of typst/README.md (dates and moments may be given as such); `issued_by` is `actor.ref`;
    `mark` replaces the usual mark of the number. Runs inside an act's transaction, so numbers have no gaps.
    Raises `Refused` when something the paper must state is missing.
    """
    described = kinds.get(kind)
    issuing.require_all(described, data)
    now = clock.now()
    titles = data.get("title") or {"zh": described.title_zh, "en": described.title_en}
    document = Document(
        kind=kind,
        mark=mark or settings.BUREAU["issuer_mark"] + described.mark,
        year=now.year,
        stream=stream,
        title_zh=titles["zh"],
        title_en=titles["en"],
        language=language,
        addressee_masked=addressee_masked,
        issued_at=now,
        issued_by=issued_by,
        verification_code=ids.code(CODE_LENGTH),
    )
    _number(document, drawn=described.confidential)
    document.data = issuing.plain({**data, **_fixed(document)})
    document.save(force_insert=True)
    return document


def _number(document: Document, *, drawn: bool) -> None:
    if drawn:
        # A negative id leaves no gap among the others, and no address of theirs can name it.
        document.pk = -ids.number(ID_DIGITS)
        document.serial = issuing.drawn_serial(document.mark, document.year)
    else:
        document.serial = issuing.next_serial(document.mark, document.year)
    document.number = issuing.number(document.mark, document.year, document.serial)


def _fixed(document: Document) -> dict[str, Any]:
    return {
        "language": document.language,
        "title": document.title(document.language),
        "number": document.number,
        "issued_on": document.issued_at.date(),
        "bureau": issuing.bureau(document.language),
        **({"watermark": issuing.WATERMARK[document.language]} if settings.BANSHI_TRAINING else {}),
        **issuing.verification(document.verification_code),
    }


def render(document_id: int) -> Document:
    """Make the file of a document, keep it under its hash and mark the document ready; idempotent.

    Raises `typesetting.CannotTypeset`; the state is the worker's to change then.
    """
    document = Document.objects.get(pk=document_id)
    if document.state != DocumentState.READY:
        confidential = kinds.get(document.kind).confidential
        failpoints.reach("letter", failpoints.BEGUN)
        document.sha256, document.stored_as = files.keep(make(document), sealed=confidential)
        failpoints.reach("letter", failpoints.WRITTEN)
        document.state, document.error_code, document.lease_until = DocumentState.READY, "", None
        document.save(update_fields=["sha256", "stored_as", "state", "error_code", "lease_until"])
        failpoints.reach("letter", failpoints.COMMITTED)
    return document


def make(document: Document) -> bytes:
    """Typeset a document from its frozen data; the same bytes every time."""
    template = kinds.get(document.kind).template
    return typeset(template=template, data=document.data, issued_at=document.issued_at)


def retry(document_id: int) -> bool:
    """Queue a failed document again, after the cause was put right; False when it had not failed."""
    return leasing.queue_again(Document, [document_id], DocumentState.FAILED) == 1


def record_delivery(
    *, document_id: int, way: str, at: dt.datetime, recorded_by: str, proof_given: Proof | None = None
) -> Delivery:
    """Record one attempt to serve a document and return it with its legal date.

    `at` (aware) is when it was handed over, posted, reached the named system, was said on the telephone or
    was published. The signer's name is kept masked. Raises `Document.DoesNotExist`, or `Refused` when the
    way lacks its proof or the moment cannot be right (06-08).
    """
    given = proof_given or Proof()
    document = Document.objects.only("issued_at").get(pk=document_id)
    require(proof.check(way, given))
    _refuse_impossible(at, given.received_on, document.issued_at)
    return Delivery.objects.create(
        document=document,
        way=way,
        at=at,
        legal_date=proof.legal_date(way, _day(at), given),
        signed_by_masked=mask_name(given.signed_by_masked),
        refusal=given.refusal,
        witness=given.witness,
        tracking_number=given.tracking_number,
        consent_reference=given.consent_reference,
        opened_at=given.opened_at,
        note=given.note,
        representation_id=given.power,
        recorded_by=recorded_by,
        recorded_at=clock.now(),
    )


def record_return_slip(*, delivery_id: int, received_on: dt.date) -> Delivery:
    """Enter the date on the postal return slip: from that day the paper counts as served."""
    delivery = Delivery.objects.select_related("document").get(pk=delivery_id)
    _refuse_impossible(delivery.at, received_on, delivery.document.issued_at)
    delivery.legal_date = received_on
    delivery.save(update_fields=["legal_date"])
    return delivery


def record_opened(*, delivery_id: int) -> bool:
    """Note the first time an electronically served paper was opened; False when it was noted before."""
    return Delivery.objects.filter(pk=delivery_id, opened_at=None).update(opened_at=clock.now()) == 1


def _day(moment: dt.datetime) -> dt.date:
    return moment.astimezone(clock.BEIJING).date()


def _refuse_impossible(at: dt.datetime, received_on: dt.date | None, issued_at: dt.datetime) -> None:
    if at > clock.now():
        raise Refused(Reason(gettext_noop("送达时间不能晚于现在，请核对。"), ("06-08",), "at"))
    if _day(at) < _day(issued_at):
        raise Refused(Reason(gettext_noop("送达时间不能早于文书的日期，请核对。"), ("06-08",), "at"))
    if received_on is not None and not _day(at) <= received_on <= clock.today():
        raise Refused(
            Reason(
                gettext_noop("回执上的收到日期不能早于寄出，也不能晚于今天，请核对。"),
                ("06-08",),
                "received_on",
            )
        )
