"""Reading documents: for case pages, for downloads, for whoever wants to verify a paper."""

import datetime as dt
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from banshi.kernel.documents import actions, files, kinds, worker
from banshi.kernel.documents.models import Delivery, Document, DocumentState
from banshi.kernel.documents.typesetting import CannotTypeset
from banshi.kernel.ledger import proving
from banshi.lib import clock, ids
from banshi.lib.results import Reason, Refused, gettext_noop

ERASED = gettext_noop("这份文书保管期满，已经依照规定销毁。")


@dataclass(frozen=True, slots=True)
class DeliveryCard:
    """One attempt to serve, as a case page shows it; `legal_date` is None until the postal slip is back."""

    id: int
    way: str
    at: dt.datetime
    legal_date: dt.date | None
    refused: bool
    opened_at: dt.datetime | None
    to_agent: bool = False


@dataclass(frozen=True, slots=True)
class DocumentCard:
    """A document as a case page shows it."""

    id: int
    kind: str
    number: str
    title_zh: str
    title_en: str
    addressee_masked: str
    issued_at: dt.datetime
    state: str
    error_code: str
    deliveries: tuple[DeliveryCard, ...]

    def title(self, language: str) -> str:
        """The title in the reader's language."""
        return self.title_en if language.startswith("en") else self.title_zh

    @property
    def slip_out(self) -> DeliveryCard | None:
        """The posting whose return slip has not come back, while nothing else proves that it was served."""
        if self.served_on is not None:
            return None
        return next((d for d in reversed(self.deliveries) if d.way == "post"), None)

    @property
    def internal(self) -> bool:
        """Whether it stays in the house."""
        return kinds.get(self.kind).internal

    @property
    def served_on(self) -> dt.date | None:
        """The first day on which it counts as served."""
        return min((d.legal_date for d in self.deliveries if d.legal_date), default=None)


@dataclass(frozen=True, slots=True)
class Verified:
    """What the public may know of a document; `sha256` is empty while the file is being made, `sealed` once there is
    a proof of it."""

    number: str
    title_zh: str
    title_en: str
    issued_on: dt.date
    addressee_masked: str
    sha256: str
    sealed: bool = False

    def title(self, language: str) -> str:
        """The title in the reader's language."""
        return self.title_en if language.startswith("en") else self.title_zh

    def is_file(self, sha256: str) -> bool:
        """Whether a file with this hash is the document, byte for byte."""
        return bool(self.sha256) and hmac.compare_digest(self.sha256, sha256)


_CARD_FIELDS = (
    "kind",
    "number",
    "title_zh",
    "title_en",
    "addressee_masked",
    "issued_at",
    "state",
    "error_code",
)


def of_stream(stream: str) -> list[DocumentCard]:
    """The documents of a case or another stream, oldest first, with their deliveries: two queries."""
    rows = Document.objects.filter(stream=stream).only(*_CARD_FIELDS).order_by("issued_at", "pk")
    return [_card(row) for row in rows.prefetch_related("deliveries")]


def failed(limit: int = 50) -> list[DocumentCard]:
    """Documents that could not be made, newest first: somebody has to look at them. Confidential ones are
    shown by their own room only."""
    rows = Document.objects.filter(state=DocumentState.FAILED).exclude(kind__in=kinds.confidential())
    rows = rows.only(*_CARD_FIELDS).order_by("-pk")
    return [_card(row) for row in rows.prefetch_related("deliveries")[:limit]]


def pdf(document_id: int) -> tuple[bytes, str]:
    """The file and its name for saving; made on demand while still queued, made again when it was lost.

    The caller has checked that the reader may have it. Raises `Document.DoesNotExist`, or `Refused` when it
    cannot be made or the stored file is damaged and cannot be restored byte for byte.
    """
    document = Document.objects.get(pk=document_id)
    if document.state == DocumentState.ERASED:
        raise Refused(Reason(ERASED))
    name = f"{document.number} {document.title(document.language)}.pdf"
    try:
        if document.state != DocumentState.READY:
            document = actions.render(document_id)
        content = files.read(document.stored_as, document.sha256) or _restored(document)
    except CannotTypeset as refused:
        raise Refused(
            Reason(
                gettext_noop("这份文书暂时没能生成（原因代码：%(code)s），请联系系统管理员处理。"),
                params={"code": refused.code},
            )
        ) from refused
    return content, name


def by_code(code: str) -> Verified | None:
    """The document with this verification code (spaces, hyphens and small letters do not matter), or None."""
    code = clean_code(code)
    row = Document.objects.filter(verification_code=code).first() if code else None
    if row is None:
        return None
    issued_on = row.issued_at.astimezone(clock.BEIJING).date()
    sealed = row.witnessed and proving.sealed(worker.stream_of(row))
    return Verified(
        row.number, row.title_zh, row.title_en, issued_on, row.addressee_masked, row.sha256, sealed
    )


def proof(code: str) -> dict[str, Any] | None:
    """Proof that the hash of the document with this code stands in the sealed ledger; None when there is none yet."""
    code = clean_code(code)
    row = Document.objects.filter(verification_code=code, witnessed=True).first() if code else None
    return proving.proof(worker.stream_of(row)) if row else None


def clean_code(code: str) -> str:
    """A code as it is stored, or an empty text when it cannot be one."""
    code = "".join(character for character in code.upper() if character not in " -\u3000")
    return code if len(code) == actions.CODE_LENGTH and set(code) <= set(ids.ALPHABET) else ""


def _restored(document: Document) -> bytes:
    content = actions.make(document)
    confidential = kinds.get(document.kind).confidential
    if files.keep(content, sealed=confidential)[0] != document.sha256:
        raise Refused(Reason(gettext_noop("文书的原文件已经损坏，且无法恢复成原样，请联系系统管理员处理。")))
    return content


def _card(row: Document) -> DocumentCard:
    return DocumentCard(
        id=row.pk,
        kind=row.kind,
        number=row.number,
        title_zh=row.title_zh,
        title_en=row.title_en,
        addressee_masked=row.addressee_masked,
        issued_at=row.issued_at,
        state=row.state,
        error_code=row.error_code,
        deliveries=_deliveries(row.deliveries.all()),
    )


def _deliveries(rows: Iterable[Delivery]) -> tuple[DeliveryCard, ...]:
    return tuple(
        DeliveryCard(
            d.pk,
            d.way,
            d.at,
            d.legal_date,
            bool(d.refusal),
            d.opened_at,
            d.representation_id is not None,
        )
        for d in rows
    )
