"""Files handed in online: looked into before they are kept, sealed, stored under their hash.

What a file is, is found from its content; its name is only shown back to its owner. Pictures are drawn anew,
so that nothing hidden in them (place, device, other content) is kept. PDF files are opened and refused when
they are damaged, locked, or run something by themselves.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet, Sum

from banshi.kernel.cases.filetypes import SUFFIXES, read_file
from banshi.kernel.cases.models import Upload
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import SYSTEM
from banshi.kernel.vault.sealing import open_bytes, seal
from banshi.lib import clock
from banshi.lib.results import Reason, Refused, gettext_noop

# The number of the agent's power of attorney, before the papers of the catalogue.
POWER = 0
MOST_FILES = 5
MOST_BYTES = 5 * settings.BANSHI_UPLOAD_LIMIT
NAME_SHOWN = 80
_UNREADABLE = re.compile(r"[^\w ()（）、.-]")
EVER = dt.datetime(1, 1, 2, tzinfo=dt.UTC)
TOO_MANY = gettext_noop("一份材料最多上传 %(most)s 个文件。请先删去一个，或者把几页合成一个 PDF。")
TOO_MUCH = gettext_noop("这份申请上传的文件一共超过了 %(most)s MB。请缩小照片，或者把其余的材料带到窗口。")


@dataclass(frozen=True, slots=True)
class UploadCard:
    """A kept file as pages show it; `size` in bytes."""

    id: int
    seq: int
    name: str
    media_type: str
    size: int
    at: dt.datetime

    @property
    def size_text(self) -> str:
        """The size in words that people know: 312 KB, 1.4 MB."""
        kilobytes = max(1, round(self.size / 1024))
        return f"{kilobytes} KB" if kilobytes < 1000 else f"{self.size / 1024 / 1024:.1f} MB"


def keep(
    *,
    file: UploadedFile,
    seq: int,
    draft_id: int | None = None,
    case_id: int | None = None,
    since: dt.datetime | None = None,
) -> UploadCard:
    """Look into a file and keep it for paper number `seq` of a draft or a case.

    At most MOST_FILES a paper and MOST_BYTES in all, counted from the moment `since` where one is given.
    Raises `Refused` (field "file") when it is empty, too large, not a PDF, JPG or PNG, or cannot be opened.
    """
    media_type, data = read_file(file)
    _require_room(_rows(draft_id, case_id).filter(at__gt=since or EVER), seq, len(data))
    digest = hashlib.sha256(data).hexdigest()
    row = Upload(
        draft_id=draft_id,
        case_id=case_id,
        seq=seq,
        name=_shown(file.name or "", media_type),
        media_type=media_type,
        size=len(data),
        sha256=digest,
        at=clock.now(),
    )
    path = f"uploads/{digest[:2]}/{digest}-{row.uid.hex}"
    row.stored_as = default_storage.save(path, ContentFile(seal(data, _place(row)).encode()))
    row.save()
    return _card(row)


def _require_room(rows: QuerySet[Upload], seq: int, size: int) -> None:
    if rows.filter(seq=seq).count() >= MOST_FILES:
        raise Refused(Reason(TOO_MANY, (), "file", {"most": MOST_FILES}))
    if (rows.aggregate(total=Sum("size"))["total"] or 0) + size > MOST_BYTES:
        raise Refused(Reason(TOO_MUCH, (), "file", {"most": MOST_BYTES // 1024 // 1024}))


def of_draft(draft_id: int) -> dict[int, tuple[UploadCard, ...]]:
    """The files of a draft by number of the paper, in the order they came."""
    return _by_paper(_rows(draft_id, None))


def of_case(case_id: int) -> dict[int, tuple[UploadCard, ...]]:
    """The files of a case by number of the paper, in the order they came."""
    return _by_paper(_rows(None, case_id))


def content(upload_id: int, case_id: int) -> tuple[bytes, str, str]:
    """A file of a case: its content, media type, and a name for saving that tells nothing of its owner.

    The caller has checked that the reader may have it. Raises `Upload.DoesNotExist`, or `SealBroken`.
    """
    row = Upload.objects.get(pk=upload_id, case_id=case_id)
    with default_storage.open(row.stored_as, "rb") as stored:
        data = open_bytes(stored.read().decode(), _place(row))
    return data, row.media_type, f"{row.seq}-{row.pk}{SUFFIXES[row.media_type]}"


def remove(*, upload_id: int, draft_id: int | None = None, case_id: int | None = None) -> None:
    """Delete one file of a draft or a case; does nothing when it is not there."""
    _remove(_rows(draft_id, case_id).filter(pk=upload_id))


def remove_all(*, draft_id: int) -> None:
    """Delete all files of a draft."""
    _remove(_rows(draft_id, None))


def _remove(rows: Iterable[Upload]) -> None:
    # First the row: a file without a row is lost space, a row without a file is a broken promise.
    for row in rows:
        with transaction.atomic():
            if row.witnessed:
                append([_entry(row, "upload_removed")], actor=SYSTEM)
            row.delete()
        default_storage.delete(row.stored_as)


def witness_due(limit: int) -> int:
    """Put the hashes of files that have come to a case into the ledger, `limit` at most; returns how many.

    Done by the minute tick, so that handing in costs nothing more. An entry for each: a stream of its own.
    """
    with transaction.atomic():
        waiting = Upload.objects.filter(witnessed=False, case__isnull=False).order_by("id")
        rows = list(waiting.select_for_update(skip_locked=True)[:limit])
        if rows:
            append([_entry(row, "upload_kept") for row in rows], actor=SYSTEM, begins=True)
            Upload.objects.filter(pk__in=[row.pk for row in rows]).update(witnessed=True)
    return len(rows)


def note_erased(*, keys: Collection[int]) -> None:
    """Tell the ledger, inside the caller's act, that these files are about to go because their time is over."""
    rows = Upload.objects.filter(pk__in=list(keys), witnessed=True).order_by("id")
    if entries := [_entry(row, "upload_removed") for row in rows]:
        append(entries, actor=SYSTEM)


def _entry(row: Upload, act: str) -> NewEntry:
    kept = {"sha256": row.sha256, "size": row.size} if act == "upload_kept" else {}
    return NewEntry(f"upload:{row.uid.hex}", act, (), {"case": row.case_id, **kept})


def _rows(draft_id: int | None, case_id: int | None) -> QuerySet[Upload]:
    """The rows of exactly one draft or case."""
    if draft_id is not None and case_id is None:
        return Upload.objects.filter(draft_id=draft_id).order_by("id")
    if case_id is not None and draft_id is None:
        return Upload.objects.filter(case_id=case_id).order_by("id")
    raise ValueError("an upload belongs to a draft or to a case")


def _by_paper(rows: Iterable[Upload]) -> dict[int, tuple[UploadCard, ...]]:
    found: dict[int, tuple[UploadCard, ...]] = {}
    for row in rows:
        found[row.seq] = (*found.get(row.seq, ()), _card(row))
    return found


def _card(row: Upload) -> UploadCard:
    return UploadCard(row.pk, row.seq, row.name, row.media_type, row.size, row.at)


def _place(row: Upload) -> str:
    return f"upload:{row.uid.hex}"


def _shown(name: str, media_type: str) -> str:
    """The name its owner gave it, shortened and without signs that could mislead; only for showing back."""
    last = name.replace("\\", "/").rpartition("/")[2]
    stem, dot, ending = last.rpartition(".")
    readable = _UNREADABLE.sub("", stem if dot else ending).strip()
    return (readable[:NAME_SHOWN] or "1") + SUFFIXES[media_type]
