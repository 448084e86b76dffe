"""Proving a backup: it is brought back beside the bureau, in a process, a database and a folder of its own."""

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection, transaction
from django.test.client import Client
from psycopg import sql

from banshi.kernel.cases.models import Case
from banshi.kernel.documents import files
from banshi.kernel.documents.models import Document, DocumentState
from banshi.kernel.ledger.models import Head
from banshi.kernel.organisation.models import Staff
from banshi.kernel.organisation.people import holders
from banshi.kernel.safekeeping import engines
from banshi.kernel.safekeeping.archive import opened
from banshi.kernel.safekeeping.restoring import bring_back
from banshi.lib import clock, ids
from banshi.lib.results import Reason, Refused

PAGES = 50
PAGE = "/desk/cases/%s/"
# What is drawn anew for every answer.
_FRESH = re.compile(rb'((?:name="(?:csrfmiddlewaretoken|page_made|once)" value|nonce)=)"[^"]*"')
MAY_NOT = (
    "演练恢复要新建一个数据库，这个账号不能建。请由数据库管理员运行"
    " (the proof needs a database of its own; let the database administrator run)：ALTER ROLE %(user)s CREATEDB"
)
DIED = "演练的程序中断了 (the proving process ended early)：%(why)s"


@dataclass(frozen=True, slots=True)
class Proof:
    """What a proof found: the problem ("" when all was well), and how much was compared."""

    problem: str
    cases: int = 0
    entries: int = 0
    pages: int = 0
    papers: int = 0


def prove(archive: Path) -> Proof:
    """Bring a backup back beside the bureau and compare; nothing of it stays. Raises `Refused` when it cannot."""
    at = clock.now().isoformat()
    # A cut or foreign one is told at once, without a database being made for it.
    with opened(archive):
        pass
    with engines.scratch_folder(Path(settings.BANSHI_DATA)) as folder, _database(folder) as address:
        told = _beside(archive, at, folder, address)
    if told["problem"]:
        return Proof(told["problem"])
    # A case that went on since the backup looks different, and rightly.
    still = {
        int(stream.partition(":")[2])
        for stream, digest in Head.objects.filter(stream__in=told["heads"])
        .order_by()
        .values_list("stream", "hash")
        if told["heads"][stream] == digest
    }
    compared = {case: seen for case, seen in told["pages"].items() if int(case) in still}
    here = look(sorted(still), at)
    different = sorted(case for case, seen in compared.items() if here.get(case) != seen)
    problem = "papers" if told["lost"] else "pages" if different else ""
    return Proof(problem, told["cases"], told["entries"], len(compared), told["papers"])


def report(archive: Path, at: str) -> str:
    """In the process beside: bring the archive back, look at papers and pages; what was found, as JSON."""
    try:
        found = bring_back(archive, aside=False)
    except Refused as refused:
        return json.dumps({"problem": str(refused.reasons[0])})
    root = found.manifest.state.root
    cases = list(Case.objects.order_by("pk").values_list("pk", flat=True))
    chosen = sorted(_some(cases, root))
    ready = (
        Document.objects.filter(state=DocumentState.READY).order_by("pk").values_list("stored_as", "sha256")
    )
    papers = _some(list(ready), root)
    heads = Head.objects.filter(stream__in=[f"case:{case}" for case in chosen]).order_by()
    told = {
        "problem": "",
        "entries": found.entries,
        "cases": len(cases),
        "papers": len(papers),
        "lost": sum(files.read(name, digest) is None for name, digest in papers),
        "heads": dict(heads.values_list("stream", "hash")),
        "pages": look(chosen, at),
    }
    return json.dumps(told)


def _some(every: list[Any], root: str) -> list[Any]:
    """Up to `PAGES` of them, by lot; which ones, the root of the ledger decides: others every night."""
    lots = sorted((hashlib.sha256(f"{root} {one}".encode()).digest(), at) for at, one in enumerate(every))
    return [every[at] for _lot, at in lots[:PAGES]]


def look(case_ids: Iterable[int], at: str) -> dict[str, str]:
    """A hash of each case's page as a leader sees it at a moment (ISO); nothing that looking writes is kept."""
    found: dict[str, str] = {}
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    with clock.frozen(at):
        reader = Staff.objects.filter(pk__in=holders("leader")).order_by("pk").first()
        for case_id in case_ids if reader else ():
            with transaction.atomic():
                client = Client(headers={"host": _host()}, raise_request_exception=False)
                client.force_login(reader)  # type: ignore[arg-type]
                answer = client.get(PAGE % case_id, secure=True)
                body = _FRESH.sub(rb"\1", answer.content)
                found[str(case_id)] = f"{answer.status_code} {hashlib.sha256(body).hexdigest()}"
                transaction.set_rollback(True)
    return found


def _host() -> str:
    return next((host for host in settings.ALLOWED_HOSTS if host.strip("*.")), "localhost")


def _beside(archive: Path, at: str, folder: Path, address: str) -> Mapping[str, Any]:
    command = [sys.executable, "-m", "banshi.config.cli", "backup", "--prove", str(archive), "--here", at]
    own = {
        "DATABASE_URL": address,
        "BANSHI_DATA": str(folder / "data"),
        "BANSHI_PG_BIN": settings.BACKUP["pg_bin"],
    }
    named = os.environ | own
    done = subprocess.run(command, env=named, capture_output=True, text=True, check=False)
    try:
        return dict(json.loads(done.stdout.splitlines()[-1]))
    except (ValueError, IndexError):
        last = (done.stderr.strip().splitlines() or [str(done.returncode)])[-1]
        raise Refused(Reason(DIED, params={"why": last[:200]})) from None


@contextmanager
def _database(folder: Path) -> Iterator[str]:
    """The address of an empty database of the same kind, gone afterwards."""
    if connection.vendor != "postgresql":
        yield f"sqlite:///{folder / 'data' / 'proof.sqlite3'}"
        return
    name = f"banshi_proof_{hashlib.sha256(ids.token().encode()).hexdigest()[:8]}"
    base, _, query = settings.DATABASE_ADDRESS.partition("?")
    with psycopg.connect(**engines.parameters(), autocommit=True) as server:
        try:
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        except psycopg.errors.InsufficientPrivilege:
            raise Refused(Reason(MAY_NOT, params={"user": server.info.user})) from None
        try:
            yield f"{base.rsplit('/', 1)[0]}/{name}" + (f"?{query}" if query else "")
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
