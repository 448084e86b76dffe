"""Photos taken on duty: what they are is found from their content, drawn anew, sealed, kept under their hash.

The hash stands in the ledger, in a stream of the photo's own, soon after it was kept.
"""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile

from banshi.kernel.cases.filetypes import PDF, WRONG_TYPE, read_file, refused
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import SYSTEM
from banshi.kernel.ledger.queries import begun
from banshi.kernel.vault.sealing import open_bytes, seal


@dataclass(frozen=True, slots=True)
class Picture:
    """A kept photo: its media type, and under which name it is stored."""

    media_type: str
    stored_as: str


def keep_picture(file: UploadedFile, place: str) -> Picture:
    """Look into a photo and keep it, sealed for `place` (such as "finding:<hex>"); raises `Refused` (field "file")."""
    media_type, data = read_file(file)
    if media_type == PDF:
        raise refused(WRONG_TYPE)
    digest = hashlib.sha256(data).hexdigest()
    name = f"pictures/{digest[:2]}/{digest}-{place.rpartition(':')[2]}"
    return Picture(media_type, default_storage.save(name, ContentFile(seal(data, place).encode())))


def picture_content(stored_as: str, place: str) -> bytes:
    """The photo; the caller has checked that the reader may see it. Raises `SealBroken`."""
    with default_storage.open(stored_as, "rb") as stored:
        return open_bytes(stored.read().decode(), place)


def stream_of(uid: UUID) -> str:
    """The stream of the ledger that holds nothing but the hash of a photo."""
    return f"picture:{uid.hex}"


def digest_of(stored_as: str) -> str:
    """The SHA-256 (hex) under which a photo is kept."""
    return stored_as.rpartition("/")[2].partition("-")[0]


def witness(photos: Iterable[tuple[UUID, str]], limit: int) -> int:
    """Put the hashes of photos (uid, stored name) that the ledger does not know into it, inside the caller's
    transaction; returns how many, `limit` at most."""
    wanted = {stream_of(uid): digest_of(name) for uid, name in photos}
    fresh = sorted(wanted.keys() - begun("picture:"))[:limit]
    if fresh:
        made = [NewEntry(stream, "picture_kept", (), {"sha256": wanted[stream]}) for stream in fresh]
        append(made, actor=SYSTEM, begins=True)
    return len(fresh)


def note_erased(uids: Collection[UUID]) -> None:
    """Tell the ledger, inside the caller's act, that these photos are about to go because their time is over."""
    known = sorted({stream_of(uid) for uid in uids} & begun("picture:"))
    if known:
        append([NewEntry(stream, "picture_removed", (), {}) for stream in known], actor=SYSTEM)
