"""A file handed in for an import: kept sealed until its sender has read the report, and confirms or gives up."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import HttpRequest

from banshi.kernel.vault.sealing import SealBroken, open_bytes, seal
from banshi.lib import clock

FOLDER = "imports"
LASTS = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Upload:
    """A kept file: the name it came under, its SHA-256 (hex), and the terms typed with it."""

    name: str
    digest: str
    terms: Mapping[str, str]


def keep(request: HttpRequest, kind: str, name: str, content: bytes, terms: Mapping[str, str]) -> None:
    """Keep a file under its hash and bind it to this session, in the place of an earlier one of its kind."""
    drop(request, kind)
    _clear_forgotten()
    upload = Upload(name[-100:], hashlib.sha256(content).hexdigest(), terms)
    if not default_storage.exists(_place(upload)):
        default_storage.save(_place(upload), ContentFile(seal(content, _place(upload)).encode()))
    request.session[_key(kind)] = asdict(upload)


def kept(request: HttpRequest, kind: str) -> tuple[Upload, bytes] | None:
    """This session's file of a kind and what is in it; None when there is none, or it is no longer whole."""
    data = request.session.get(_key(kind))
    upload = Upload(**data) if data else None
    if upload is None or not default_storage.exists(_place(upload)):
        return None
    try:
        with default_storage.open(_place(upload), "rb") as stored:
            content = open_bytes(stored.read().decode(), _place(upload))
    except (SealBroken, UnicodeDecodeError):
        return None
    return (upload, content) if hashlib.sha256(content).hexdigest() == upload.digest else None


def drop(request: HttpRequest, kind: str) -> None:
    """Forget this session's file of a kind."""
    data = request.session.pop(_key(kind), None)
    if data:
        default_storage.delete(_place(Upload(**data)))


def _clear_forgotten() -> None:
    """Remove what was handed in more than a day ago and neither confirmed nor given up."""
    if not default_storage.exists(FOLDER):
        return
    for name in default_storage.listdir(FOLDER)[1]:
        if clock.now() - default_storage.get_modified_time(f"{FOLDER}/{name}") > LASTS:
            default_storage.delete(f"{FOLDER}/{name}")


def _key(kind: str) -> str:
    return f"import:{kind}"


def _place(upload: Upload) -> str:
    return f"{FOLDER}/{upload.digest}"
