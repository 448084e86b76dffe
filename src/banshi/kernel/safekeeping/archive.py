"""Making a backup, and looking through one: a ZIP of three parts in an encrypted file.

`database` and `files.tar` are written as they are read, so no second copy of the bureau lies about; the manifest
comes last. The file appears under its name only when it is whole and on the disk.
"""

import errno
import fcntl
import hashlib
import os
import tarfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib.metadata import version
from io import BufferedReader
from pathlib import Path
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.db import connection

from banshi.kernel.safekeeping import engines
from banshi.kernel.safekeeping.container import (
    Damaged,
    NewerFormat,
    Reader,
    Writer,
    WrongKey,
    new_key,
    read_head,
    read_keys,
)
from banshi.kernel.safekeeping.engines import BLOCK
from banshi.kernel.safekeeping.manifest import Manifest, Part, load
from banshi.lib import clock
from banshi.lib.results import Reason, Refused

ENDING = ".bak"
MANIFEST, DATABASE, FILES = "manifest.json", "database", "files.tar"
Progress = Callable[[int], object]

NO_KEY = (
    "还没有备份密钥。请在设置文件里加上下面这一行，并且另存一份在别处（没有它，备份谁也打不开）"
    " (no backup key: add this line to the settings and keep a copy elsewhere)：\nBANSHI_BACKUP_KEYS=b1:%(key)s"
)
BAD_KEY = (
    "BANSHI_BACKUP_KEYS 里的 %(kid)s 不是“名称:密钥”（32 字节，base64）(is not kid:key, 32 bytes, base64)。"
)
FULL = "磁盘满了，备份没有做成，没有留下半个文件 (the disk is full; no half file was left)。"
BUSY = "另一次备份正在进行，请等它结束 (another backup is under way)。"
DAMAGED = "这份备份已经损坏，什么也没有动。请换一份 (damaged, nothing was touched; take another)：%(where)s"
WRONG_KEY = "手头的备份密钥打不开这份备份，它要的是 %(kid)s，什么也没有动 (the keys at hand do not open it)。"
NEWER = (
    "这份备份是更新的版本做的，请先安装那个版本，什么也没有动 (made by a newer version, install that first)。"
)
UNREADABLE = "读不了 (cannot be read)：%(name)s"


def keys() -> dict[str, bytes]:
    """The backup keys of the settings, the one that seals first; raises `Refused`, with a fresh key to take."""
    try:
        found = read_keys(settings.BACKUP["keys"])
    except ValueError as error:
        raise Refused(Reason(BAD_KEY, params={"kid": str(error)})) from None
    if not found:
        raise Refused(Reason(NO_KEY, params={"key": new_key()}))
    return found


def folder() -> Path:
    """Where backups are kept."""
    return Path(settings.BACKUP["folder"] or Path(settings.BANSHI_DATA) / "backups")


def files_folder() -> Path:
    """The papers and uploads of the bureau."""
    stored = cast(dict[str, dict[str, dict[str, str]]], settings.STORAGES)
    return Path(stored["default"]["OPTIONS"]["location"])


def archives(where: Path) -> list[Path]:
    """The backups in a folder, the newest first."""
    return sorted(where.glob(f"banshi-*{ENDING}"), key=lambda path: path.name, reverse=True)


def make(where: Path, progress: Progress = lambda _bytes: None) -> tuple[Path, Manifest]:
    """Make one backup in a folder; returns it and what it says of itself. Raises `Refused`."""
    ring, now = keys(), clock.now()
    where.mkdir(mode=0o750, parents=True, exist_ok=True)
    name = f"banshi-{now:%Y%m%d-%H%M%S}{ENDING}"
    told = {"version": version("banshi"), "at": now.isoformat(), "engine": connection.vendor}
    try:
        with _alone(where), _appearing(where / name) as out, engines.scratch_folder(where) as scratch:
            writer = Writer(out, ring, told)
            manifest = _fill(writer, told, scratch, progress)
            writer.finish()
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise Refused(Reason(FULL)) from error
        raise Refused(Reason(UNREADABLE, params={"name": error.filename or error.strerror})) from error
    return where / name, manifest


def thin(where: Path, keep: int) -> list[Path]:
    """Remove all but the newest `keep` backups; returns those removed."""
    gone = archives(where)[keep:]
    for path in gone:
        path.unlink()
    return gone


@contextmanager
def _alone(where: Path) -> Iterator[None]:
    """One backup at a time in a folder; what a killed one left is cleared away."""
    with (where / ".lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(Reason(BUSY)) from None
        for left in where.glob(f".banshi-*{ENDING}.part"):
            left.unlink()
        yield


@contextmanager
def _appearing(path: Path) -> Iterator[BinaryIO]:
    """A file that is there whole, on the disk, or not at all."""
    part = path.with_name(f".{path.name}.part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    directory = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)


class _Counted:
    """Passes bytes on, counts and hashes them."""

    def __init__(self, out: Any, progress: Progress) -> None:
        self._out, self._progress = out, progress
        self._hash, self.bytes = hashlib.sha256(), 0

    def write(self, data: bytes) -> int:
        self._hash.update(data)
        self.bytes += len(data)
        self._out.write(data)
        self._progress(len(data))
        return len(data)

    @property
    def part(self) -> Part:
        return Part(self.bytes, self._hash.hexdigest())


def _fill(writer: Writer, told: Mapping[str, str], scratch: Path, progress: Progress) -> Manifest:
    parts: dict[str, Part] = {}
    # A half-written archive is thrown away: closing must not fail a second time on a full disk.
    archive = zipfile.ZipFile(cast(Any, writer), "w", zipfile.ZIP_DEFLATED, compresslevel=1)
    try:
        with engines.snapshot(scratch) as moment:
            state = moment.state()
            with archive.open(DATABASE, "w", force_zip64=True) as member:
                counted = _Counted(member, progress)
                moment.dump(cast(BinaryIO, counted))
            parts[DATABASE], server = counted.part, moment.server
        with archive.open(FILES, "w", force_zip64=True) as member:
            counted = _Counted(member, progress)
            files = _tar(cast(BinaryIO, counted))
        parts[FILES] = counted.part
        manifest = Manifest(told["version"], told["at"], told["engine"], server, state, files, parts)
        archive.writestr(MANIFEST, manifest.dump())
        archive.close()
    finally:
        archive.fp = None
    return manifest


def _tar(out: BinaryIO) -> int:
    """Every file of the bureau; returns how many. One that is removed in this moment had no row any more."""
    base, count = files_folder(), 0
    with tarfile.open(fileobj=out, mode="w|", format=tarfile.PAX_FORMAT) as tar:
        for place, folders, names in os.walk(base):
            folders.sort()
            for name in sorted(names):
                path = Path(place) / name
                with suppress(FileNotFoundError), path.open("rb") as file:
                    entry = tar.gettarinfo(arcname=str(path.relative_to(base)), fileobj=file)
                    entry.uid = entry.gid = 0
                    entry.uname = entry.gname = ""
                    tar.addfile(entry, file)
                    count += 1
    return count


@contextmanager
def opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """A backup and what it says of itself; raises `Refused` for one that is damaged, foreign or newer."""
    try:
        with path.open("rb") as file:
            reader = Reader(file, keys())
            with zipfile.ZipFile(BufferedReader(reader, BLOCK)) as archive:
                manifest = load(archive.read(MANIFEST))
                if sorted(archive.namelist()) != sorted([MANIFEST, *manifest.parts]):
                    raise Damaged("parts")
                if set(manifest.parts) != {DATABASE, FILES}:
                    raise Damaged("parts")
                yield archive, manifest
    except WrongKey as wrong:
        raise Refused(Reason(WRONG_KEY, params={"kid": str(wrong)})) from None
    except NewerFormat:
        raise Refused(Reason(NEWER)) from None
    except (Damaged, zipfile.BadZipFile, ValueError, KeyError, EOFError, tarfile.TarError) as error:
        raise Refused(Reason(DAMAGED, params={"where": str(error)[:80]})) from None
    except OSError as error:
        raise Refused(Reason(UNREADABLE, params={"name": error.filename or str(error)})) from None


def take(archive: zipfile.ZipFile, manifest: Manifest, name: str, out: Any) -> None:
    """Copy one part out, and compare its length and hash; raises `Damaged`."""
    counted = _Counted(out, lambda _bytes: None)
    with archive.open(name) as member:
        while block := member.read(BLOCK):
            counted.write(block)
    if counted.part != manifest.parts[name]:
        raise Damaged(name)


def head_of(path: Path) -> dict[str, Any]:
    """What the first line says, without a key; {} when it is no backup."""
    try:
        with path.open("rb") as file:
            return read_head(file)[0]
    except (Damaged, NewerFormat, OSError):
        return {}
