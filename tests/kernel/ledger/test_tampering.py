"""What somebody with the database's password may do to its columns is found, and the export tells it as well."""

import io
import json
import random
from pathlib import Path

import pytest
import rfc8785
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction

from banshi.config.commands import attachments
from banshi.kernel.cases.models import Upload
from banshi.kernel.documents import actions as documents
from banshi.kernel.documents.models import Document
from banshi.kernel.ledger import checkpoints, exporting, guard, sealed, settling, signing, verifier, watching
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import SYSTEM
from banshi.kernel.ledger.models import Checkpoint, Entry, Head, Trouble
from banshi.kernel.ledger.verify import verify
from banshi.kernel.regulations.citation import cite
from banshi.workflows.tick import tick

pytestmark = pytest.mark.django_db
CITES = cite("07-03")
TEXTS = ("stream", "at", "actor", "behalf", "act", "articles", "payload", "algorithm", "previous", "hash")
FLIPS = 400


def write(*streams):
    for stream in streams:
        append([NewEntry(stream, "noted", CITES, {"note": "材料—齐", "n": 1})], actor=SYSTEM)


@pytest.fixture
def ledger(settings, tmp_path, at):
    settings.LEDGER_OUTSIDE = str(tmp_path / "outside")
    write("case:1", "case:2", "case:1")
    checkpoints.make_due()
    with at("2026-11-23 10:20"):
        write("case:2", "case:3", "case:1")
        checkpoints.make_due()
    write("case:3")
    guard.remove(connection, guard.TABLES)
    yield
    guard.install(connection, guard.TABLES)


def outside_verdict(settings, tmp_path):
    export = tmp_path / "export.jsonl"
    export.write_text(
        "".join(exporting.export(attachments.witnessed())), encoding="utf-8", errors="surrogateescape"
    )
    key = signing.public(next(iter(signing.keys().values())))
    with export.open(encoding="utf-8", errors="surrogateescape", newline="\n") as lines:
        kept = verifier._outside(tmp_path / "outside") if settings.LEDGER_OUTSIDE else {}
        return verifier.Ledger({key}, kept).read(lines)


def test_an_untouched_ledger_is_sound_in_and_outside(ledger, settings, tmp_path):
    assert verify().sound
    assert not list(sealed.check())
    assert outside_verdict(settings, tmp_path) == []


def flip(chance, row, column):
    """Change one byte of a column in the database itself; False when the database would not hold it."""
    with connection.cursor() as cursor:
        cast = f"CAST({column} AS TEXT)" if connection.vendor == "sqlite" else f"{column}::text"
        cursor.execute(f"SELECT {cast} FROM ledger_entry WHERE id = %s", [row])
        data = bytearray((cursor.fetchone()[0] or "x").encode())
        at = chance.randrange(len(data))
        data[at] ^= 1 << chance.randrange(7)
        text = data.decode(errors="replace")
        kind = {"at": "::timestamptz", "articles": "::jsonb", "payload": "::jsonb"}.get(column, "")
        marks = f"%s{kind}" if connection.vendor == "postgresql" else "CAST(%s AS TEXT)"
        given = text.replace("\0", "\1") if connection.vendor == "postgresql" else bytes(data)
        try:
            with transaction.atomic():
                cursor.execute(f"UPDATE ledger_entry SET {column} = {marks} WHERE id = %s", [given, row])
        except DatabaseError:
            return False
        return True


def test_each_changed_byte_of_each_column_is_found_where_it_is(ledger):
    chance, missed = random.Random(7), []
    rows = list(Entry.objects.order_by("id").values("id", *TEXTS, "seq"))
    for _ in range(FLIPS):
        row, column = chance.choice(rows), chance.choice(TEXTS)
        with transaction.atomic():
            changed = flip(chance, row["id"], column)
            now = Entry.objects.filter(pk=row["id"]).defer("at", "articles", "payload")
            same = connection.vendor == "postgresql" and now.values(*TEXTS).get() == {
                name: row[name] for name in TEXTS
            }
            verdict = verify() if changed and not same else None
            transaction.set_rollback(True)
        if verdict is not None and row["stream"] not in {fault.stream for fault in verdict.faults}:
            missed.append((column, row["stream"]))
    assert missed == []


@pytest.mark.parametrize("column", ["actor", "hash"])
def test_bytes_that_are_no_text_do_not_stop_the_check(ledger, settings, tmp_path, column):
    if connection.vendor == "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE ledger_entry SET {column} = CAST(x'ff7b' AS TEXT) WHERE id = 2")
    assert {fault.stream for fault in verify().faults} == {"case:2"}
    assert bool(list(sealed.check())) == (column == "hash")
    assert outside_verdict(settings, tmp_path)


def test_a_rebuilt_stream_is_named_by_the_verifier_outside(ledger, settings, tmp_path):
    entries = list(Entry.objects.filter(stream="case:1").order_by("seq"))
    Entry.objects.filter(stream="case:1").delete()
    Head.objects.filter(stream="case:1").delete()
    for old in entries:
        (row,) = append([NewEntry("case:1", "denied", CITES, {})], actor=SYSTEM)
        Entry.objects.filter(pk=row.pk).update(id=old.pk)
    assert verify().sound
    faults = outside_verdict(settings, tmp_path)
    assert {(f.stream, f.seq) for f in faults} >= {
        ("case:1", 1),
        ("case:1", 2),
        ("case:1", 3),
        ("checkpoint", 1),
    }


def test_an_export_since_a_checkpoint_is_checked_alone(ledger, settings, tmp_path):
    lines = list(exporting.export(since=1))
    key = signing.public(next(iter(signing.keys().values())))
    assert sum('"t":"entry"' in line for line in lines) == 4
    assert verifier.Ledger({key}).read(lines) == []
    spoilt = [
        line.replace('"act":"noted"', '"act":"noteD"') if '"case:3"' in line else line for line in lines
    ]
    assert {fault.stream for fault in verifier.Ledger({key}).read(spoilt)} >= {"case:3"}


def test_a_restored_database_goes_on_once_somebody_looked_into_it(ledger, settings, tmp_path, at):
    """R: the folder outside knows more than the backup; that stays to be seen, and the chain goes on."""
    keep = Checkpoint.objects.get(number=1)
    Checkpoint.objects.filter(number=2).delete()
    Entry.objects.filter(id__gt=keep.last).delete()
    Head.objects.exclude(stream__in=("case:1", "case:2")).delete()
    for stream in ("case:1", "case:2"):
        last = Entry.objects.filter(stream=stream).order_by("seq").last()
        Head.objects.filter(stream=stream).update(seq=last.seq, hash=last.hash)
    write("case:9")
    with at("2026-11-23 11:00"):
        assert checkpoints.make_due() == 0
        assert [row.kind for row in Trouble.objects.order_by("kind")] == ["ahead"]
        settling.settle(report="阜民信〔2026〕3号")
        assert [row.number for row in Checkpoint.objects.order_by("number")] == [1, 3]
        checkpoints.make_due()
    with at("2026-11-23 11:10"):
        write("case:9")
        assert checkpoints.make_due() == 1
    assert watching.state().sound
    assert not list(sealed.check())
    assert outside_verdict(settings, tmp_path) == []
    assert Entry.objects.get(act="ledger_settled").payload["troubles"] == ["ahead"]


class TestAttachments:
    """Every issued paper and every file of a case has its hash in the ledger."""

    @pytest.fixture
    def paper(self, accepted_case):
        accepted_case()
        tick()
        return Document.objects.filter(state="ready").order_by("id").first()

    def test_the_hash_of_an_issued_paper_stands_in_the_ledger(self, paper):
        entry = Entry.objects.get(stream=f"document:{paper.uid.hex}")
        assert (entry.act, entry.payload) == ("document_made", {"sha256": paper.sha256})
        assert not Document.objects.filter(state="ready", witnessed=False).exists()
        tick()
        assert Entry.objects.filter(stream=entry.stream).count() == 1

    @pytest.mark.parametrize("deed", ["alter", "truncate", "remove", "swap"])
    def test_a_changed_file_is_named(self, paper, deed, settings, tmp_path):
        settings.LEDGER_OUTSIDE = ""
        path = Path(default_storage.path(paper.stored_as))
        content = path.read_bytes()
        if deed == "remove":
            default_storage.delete(paper.stored_as)
        else:
            path.write_bytes(
                {"alter": content[:-1] + b"x", "truncate": content[:99], "swap": b"%PDF-1.7"}[deed]
            )
        assert list(attachments.damaged()) == [("document", paper.uid.hex)]
        key = signing.public(next(iter(signing.keys().values())))
        faults = verifier.Ledger({key}, files=Path(default_storage.path(""))).read(
            list(exporting.export(attachments.witnessed()))
        )
        assert [(fault.kind, fault.stream) for fault in faults] == [("file", paper.uid.hex)]
        path.write_bytes(content)

    def test_a_hash_swapped_in_the_table_is_named(self, paper, settings, tmp_path):
        Document.objects.filter(pk=paper.pk).update(sha256="0" * 64)
        settings.LEDGER_OUTSIDE = ""
        assert [f.kind for f in outside_verdict(settings, tmp_path)] == ["unwitnessed"]

    def test_a_removed_row_is_named(self, paper, settings, tmp_path):
        settings.LEDGER_OUTSIDE = ""
        documents.Delivery.objects.filter(document=paper).delete()
        Document.objects.filter(pk=paper.pk).delete()
        assert [(f.kind, f.stream) for f in outside_verdict(settings, tmp_path)] == [
            ("file", f"document:{paper.uid.hex}")
        ]

    def test_a_citizen_takes_a_proof_along_that_anybody_can_check(self, paper, client, tmp_path):
        address = f"/verify/{paper.verification_code}/"
        assert f"{address}proof/" in client.get(address).content.decode()
        answer = client.get(f"{address}proof/")
        found = json.loads(answer.content)
        assert found["entry"]["payload"] == {"sha256": paper.sha256}
        key = signing.public(next(iter(signing.keys().values())))
        kept = tmp_path / "proof.json"
        kept.write_bytes(answer.content)
        assert verifier.main(["--proof", str(kept), "--key", key], io.StringIO()) == 0
        assert client.get("/verify/ACDEFGHJKMNP/proof/").status_code == 404

        chance, text = random.Random(1), rfc8785.dumps(found)
        for _ in range(200):
            at = chance.randrange(len(text))
            kept.write_bytes(text[:at] + bytes([text[at] ^ (1 << chance.randrange(7))]) + text[at + 1 :])
            assert verifier.main(["--proof", str(kept), "--key", key], io.StringIO()) != 0, (
                at,
                text[at - 20 : at + 9],
            )

    def test_no_upload_of_a_case_stays_unwitnessed(self):
        assert not Upload.objects.filter(witnessed=False, case__isnull=False).exists()
