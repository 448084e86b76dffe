"""The files whose hashes stand in the ledger, and those that are sealed, whatever table they belong to."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.files.storage import default_storage

from banshi.kernel.cases import pictures
from banshi.kernel.cases.models import Upload
from banshi.kernel.cases.uploads import content
from banshi.kernel.documents import files
from banshi.kernel.documents.models import Document, DocumentState
from banshi.kernel.ledger.queries import begun
from banshi.kernel.reports import worker as reports
from banshi.kernel.vault.resealing import resealed
from banshi.kernel.vault.sealing import GENERAL, SealBroken

PIECE = 1000


@dataclass(frozen=True, slots=True)
class Kept:
    """A sealed file: the name it is stored under, and the place it was sealed for."""

    stored_as: str
    place: str


def witnessed() -> Iterator[dict[str, Any]]:
    """Issued papers, files of cases, photos and monthly reports, as the export of the ledger lists them."""
    made = Document.objects.filter(state=DocumentState.READY, witnessed=True).order_by("id")
    for uid, sha256, name in made.values_list("uid", "sha256", "stored_as").iterator(chunk_size=PIECE):
        sealed = name.endswith(files.SEALED)
        yield {"kind": "document", "uid": uid.hex, "sha256": sha256, "stored_as": name, "sealed": sealed}
    kept = Upload.objects.filter(witnessed=True).order_by("id")
    for uid, sha256, name in kept.values_list("uid", "sha256", "stored_as").iterator(chunk_size=PIECE):
        yield {"kind": "upload", "uid": uid.hex, "sha256": sha256, "stored_as": name, "sealed": True}
    known = begun("picture:")
    for row in photos():
        if pictures.stream_of(row.uid) in known:
            sha256, name = pictures.digest_of(row.photo_stored_as), row.photo_stored_as
            yield {"kind": "picture", "uid": row.uid.hex, "sha256": sha256, "stored_as": name, "sealed": True}
    known = begun("report_file:")
    for which, sha256, name in reports.kept():
        if f"report_file:{which}" in known:
            yield {"kind": "report_file", "uid": which, "sha256": sha256, "stored_as": name, "sealed": False}


def damaged() -> Iterator[tuple[str, str]]:
    """Kind and uid of each file that is missing or is not what its hash says; sealed ones are opened for it."""
    for row in Document.objects.filter(state=DocumentState.READY).order_by("id").iterator(chunk_size=PIECE):
        if files.read(row.stored_as, row.sha256) is None:
            yield "document", row.uid.hex
    for upload in Upload.objects.filter(case__isnull=False).order_by("id").iterator(chunk_size=PIECE):
        if not _whole(upload):
            yield "upload", upload.uid.hex
    for row in photos():
        if not _drawn(row):
            yield "picture", row.uid.hex
    for uid, sha256, name in reports.kept():
        if files.read(name, sha256) is None:
            yield "report_file", uid


def photos() -> Iterator[Any]:
    """Every row that has a photo, of whatever room."""
    for model in apps.get_models():
        if hasattr(model, "photo_stored_as"):
            rows = model._base_manager.exclude(photo_stored_as="").order_by("pk")
            yield from rows.iterator(chunk_size=PIECE)


def sealed() -> Iterator[Kept]:
    """Every sealed file: uploads, confidential papers, photos."""
    for uid, name in Upload.objects.order_by("id").values_list("uid", "stored_as").iterator(chunk_size=PIECE):
        yield Kept(name, f"upload:{uid.hex}")
    papers = Document.objects.filter(stored_as__endswith=files.SEALED).order_by("id")
    for name in papers.values_list("stored_as", flat=True).iterator(chunk_size=PIECE):
        yield Kept(name, name)
    for row in photos():
        yield Kept(row.photo_stored_as, row.place)


def reseal() -> tuple[int, int]:
    """Seal all sealed files anew under the key in use; how many were, and how many could not be opened."""
    done = broken = 0
    for kept in sealed():
        path = Path(default_storage.path(kept.stored_as))
        try:
            token = resealed(path.read_text(encoding="utf-8"), kept.place, GENERAL)
        except (OSError, ValueError, SealBroken):
            broken += 1
            continue
        if token is not None:
            _replace(path, token)
            done += 1
    return done, broken


def _replace(path: Path, text: str) -> None:
    """Whoever reads meanwhile gets the old file or the new one, never half of one."""
    fresh = path.with_name(f".{path.name}.new")
    with fresh.open("w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(path)


def _whole(upload: Upload) -> bool:
    try:
        data, _, _ = content(upload.pk, upload.case_id or 0)
    except (OSError, SealBroken):
        return False
    return files.is_hash(data, upload.sha256)


def _drawn(row: Any) -> bool:
    try:
        data = pictures.picture_content(row.photo_stored_as, row.place)
    except (OSError, SealBroken):
        return False
    return files.is_hash(data, pictures.digest_of(row.photo_stored_as))
