"""Photos taken on duty: what they are is found from their content, drawn anew, sealed, kept under their hash."""

import hashlib
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile

from banshi.kernel.cases.filetypes import PDF, WRONG_TYPE, read_file, refused
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
