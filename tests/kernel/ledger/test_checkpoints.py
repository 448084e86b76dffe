"""Checkpoints: when they are made, what they notice, and that the copy outside says the same."""

import json

import pytest
from django.db import DatabaseError, connection, transaction

from banshi.kernel.ledger import checkpoints, guard, outside, rereading, sealed, signing, watching
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import SYSTEM
from banshi.kernel.ledger.models import Checkpoint, Entry, Head, Trouble
from banshi.kernel.ledger.statement import read
from banshi.kernel.ledger.verify import verify
from banshi.kernel.regulations.citation import cite

pytestmark = pytest.mark.django_db
CITES = cite("07-03")
SECOND = "k2:" + "c2Vjb25kLWxlZGdlci1zaWduaW5nLWtleS0zMmJ5dGU="


def write(*streams, note="—"):
    append([NewEntry(stream, "noted", CITES, {"note": note}) for stream in streams], actor=SYSTEM)


def kinds():
    return {(fault.stream, fault.kind) for fault in sealed.check()}


def troubles():
    return set(Trouble.objects.order_by("kind").values_list("kind", flat=True))


@pytest.fixture
def folder(settings, tmp_path):
    settings.LEDGER_OUTSIDE = str(tmp_path / "outside")
    return tmp_path / "outside"


@pytest.fixture
def unguarded():
    guard.remove(connection, guard.TABLES)
    yield
    guard.install(connection, guard.TABLES)


@pytest.fixture
def two(folder, at):
    """Two checkpoints over two streams, both written outside."""
    write("case:1", "case:1", "case:2")
    checkpoints.make_due()
    with at("2026-11-23 10:10"):
        write("case:1", "case:3")
        checkpoints.make_due()
    return folder


def test_the_first_is_made_at_once_then_every_ten_minutes_if_anything_is_new(folder, at):
    assert checkpoints.make_due() == 0
    write("case:1")
    assert checkpoints.make_due() == 1
    write("case:1")
    with at("2026-11-23 10:09"):
        assert checkpoints.make_due() == 0
    with at("2026-11-23 10:10"):
        assert checkpoints.make_due() == 1
    with at("2026-11-23 18:00"):
        assert checkpoints.make_due() == 0
    assert [row.entries for row in Checkpoint.objects.order_by("number")] == [1, 2]


def test_five_hundred_entries_do_not_wait_ten_minutes(folder):
    write("case:1")
    checkpoints.make_due()
    write(*["case:1"] * 499)
    assert checkpoints.make_due() == 0
    write("case:1")
    assert checkpoints.make_due() == 1
    assert Checkpoint.objects.get(number=2).entries == 501


def test_a_long_ledger_is_caught_up_with_in_pieces(folder, monkeypatch):
    monkeypatch.setattr(checkpoints, "MOST", 4)
    monkeypatch.setattr(checkpoints, "ENOUGH", 4)
    write(*["case:1"] * 10)
    assert checkpoints.make_due(2) == 2
    assert checkpoints.make_due(2) == 0
    assert [row.entries for row in Checkpoint.objects.order_by("number")] == [4, 8]
    assert kinds() == set()


def test_a_clock_that_went_back_does_not_stop_the_checkpoints(folder, at):
    write("case:1")
    checkpoints.make_due()
    write("case:1")
    with at("2026-11-22 10:00"):
        assert checkpoints.make_due() == 1


def test_a_checkpoint_costs_what_is_new(folder, at, django_assert_max_num_queries):
    write(*["case:1"] * 20)
    checkpoints.make_due()
    write("case:1")
    with at("2026-11-23 10:10"), django_assert_max_num_queries(24):
        assert checkpoints.make_due() == 1


@pytest.mark.parametrize("algorithm", ["SHA-256", "SM3"])
def test_what_was_sealed_is_sound_with_either_hash(settings, folder, algorithm, at):
    settings.LEDGER_HASH = algorithm
    write("case:1", "case:2")
    checkpoints.make_due()
    settings.LEDGER_HASH = "SHA-256"
    write("case:1")
    with at("2026-11-23 11:00"):
        checkpoints.make_due()
    assert {read(row).algorithm for row in Checkpoint.objects.order_by("number")} == {algorithm}
    assert kinds() == set()
    assert verify().sound


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_checkpoint SET body = 'x'",
        "DELETE FROM ledger_checkpoint",
        "INSERT OR REPLACE INTO ledger_checkpoint SELECT * FROM ledger_checkpoint",
        "INSERT OR REPLACE INTO ledger_entry SELECT * FROM ledger_entry",
        "INSERT OR REPLACE INTO ledger_entry SELECT id + 100, stream, seq, at, actor, behalf, 'x', articles, "
        "payload, algorithm, previous, hash FROM ledger_entry",
        "REPLACE INTO ledger_entry SELECT * FROM ledger_entry",
        "UPDATE OR REPLACE ledger_entry SET act = 'x'",
        "TRUNCATE ledger_entry",
        "TRUNCATE ledger_checkpoint",
    ],
)
def test_the_database_refuses_to_change_or_replace(two, statement):
    before = list(Entry.objects.order_by("id").values()), list(Checkpoint.objects.order_by("number").values())
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert before == (
        list(Entry.objects.order_by("id").values()),
        list(Checkpoint.objects.order_by("number").values()),
    )


def test_each_file_outside_says_what_the_table_says(two):
    for row in Checkpoint.objects.order_by("number"):
        kept = json.loads(outside.place(row.number).read_text())
        assert (kept["body"], kept["signature"]) == (json.loads(row.body), row.signature)
    assert watching.state().written == 2
    assert kinds() == set()
    assert not troubles()


def rebuilt(stream):
    """Change the first entry of a stream and make its whole chain anew, as somebody with the database may."""
    entries = list(Entry.objects.filter(stream=stream).order_by("seq"))
    Entry.objects.filter(stream=stream).delete()
    Head.objects.filter(stream=stream).delete()
    new = [NewEntry(stream, one.act, tuple(one.articles), {"note": "别的"}) for one in entries]
    rows = append(new, actor=SYSTEM)
    for old, row in zip(entries, rows, strict=True):
        Entry.objects.filter(pk=row.pk).update(id=old.pk)


def test_a_chain_rebuilt_without_the_key_is_found_and_each_entry_named(two, unguarded):
    rebuilt("case:1")
    assert verify().sound
    assert kinds() == {("checkpoint", "unsealed"), ("case:1", "altered")}
    rereading.look_again(20)
    assert "altered" in troubles()


def test_a_cut_tail_stops_the_next_checkpoint(two, unguarded, at):
    Entry.objects.filter(stream="case:3").delete()
    Head.objects.filter(stream="case:3").delete()
    assert verify().sound
    assert ("checkpoint", "unsealed") in kinds()
    write("case:1")
    with at("2026-11-23 10:30"):
        assert checkpoints.make_due() == 0
    assert troubles() == {"cut"}


def test_a_database_put_back_is_found_by_the_copies_outside(two, unguarded, at):
    Checkpoint.objects.filter(number=2).delete()
    Entry.objects.filter(id__gt=Checkpoint.objects.get().last).delete()
    Head.objects.filter(stream="case:3").delete()
    Head.objects.filter(stream="case:1").update(seq=2, hash=Entry.objects.get(stream="case:1", seq=2).hash)
    assert verify().sound
    assert kinds() == {("checkpoint", "ahead")}
    write("case:1")
    with at("2026-11-23 10:30"):
        assert checkpoints.make_due() == 0
    assert troubles() == {"ahead"}


def test_checkpoints_made_anew_with_another_key_are_no_use(two, unguarded, settings, at):
    ours = settings.LEDGER_KEYS
    settings.LEDGER_KEYS = SECOND
    Checkpoint.objects.order_by("number").delete()
    rebuilt("case:1")
    with at("2026-11-23 10:30"):
        settings.LEDGER_OUTSIDE = ""
        checkpoints.make_due()
    settings.LEDGER_KEYS = ours
    assert ("checkpoint", "forged") in kinds()


@pytest.mark.parametrize("column", ["body", "signature", "edge", "entries", "last", "at", "number"])
def test_an_altered_checkpoint_is_found_and_nothing_is_built_on_it(two, unguarded, column, at):
    row = Checkpoint.objects.get(number=2)
    other = {"entries": 4, "last": 4, "at": row.at.replace(minute=11), "number": 3}
    text = getattr(row, column)
    changed = other[column] if column in other else text[:9] + ("0" if text[9] != "0" else "1") + text[10:]
    Checkpoint.objects.filter(number=2).update(**{column: changed})
    assert "forged" in {kind for _, kind in kinds()}
    write("case:1")
    with at("2026-11-23 10:30"):
        assert checkpoints.make_due() == 0
    assert troubles() == {"broken"}


def test_a_new_key_is_handed_over_to_by_the_old_one(two, settings, at):
    settings.LEDGER_KEYS = f"{SECOND},{settings.LEDGER_KEYS}"
    write("case:1")
    with at("2026-11-23 10:30"):
        assert checkpoints.make_due() == 2
    over, first = (read(row) for row in Checkpoint.objects.order_by("number")[2:])
    assert (over.key, over.following["key"]) == ("k1", "k2")
    assert (first.key, first.public, first.following) == ("k2", over.following["public"], None)
    assert kinds() == set()


def test_a_new_key_without_the_old_one_stops_and_says_so(two, settings, at):
    settings.LEDGER_KEYS = SECOND
    write("case:1")
    with at("2026-11-23 10:30"):
        assert checkpoints.make_due() == 0
    assert troubles() == {"old_key_missing"}


def test_without_a_key_or_a_folder_it_is_said(settings):
    settings.LEDGER_KEYS = ""
    write("case:1")
    assert checkpoints.make_due() == 0
    assert troubles() == {"no_key", "outside_unset"}


def test_a_folder_that_cannot_be_written_is_said_and_made_up_for(folder, at):
    folder.write_text("not a folder")
    write("case:1")
    assert checkpoints.make_due() == 1
    assert troubles() == {"outside_failed"}
    folder.unlink()
    assert checkpoints.make_due() == 0
    assert not troubles()
    assert outside.place(1).exists()


def test_half_a_file_is_replaced_and_another_one_is_left_and_told(two, settings):
    whole = outside.place(2).read_text()
    far = watching.watch()
    for text, said in ((whole[:50], set()), (whole.replace("2", "3"), {"differs"})):
        outside.place(2).write_text(text)
        far.written = 1
        far.save()
        checkpoints.make_due()
        assert troubles() == said
    assert outside.place(2).read_text() != whole


def test_everything_sealed_is_read_again_and_again(two, unguarded):
    rereading.look_again(20)
    assert watching.state().round_at is not None
    assert not troubles()
    Entry.objects.filter(stream="case:1", seq=1).update(actor="staff:9")
    rereading.look_again(20)
    assert troubles() == {"altered"}


def test_a_key_is_an_id_and_thirty_two_bytes(settings):
    for wrong in ("k1:AAAA", "k1:!", ":" + SECOND[3:], "no key"):
        settings.LEDGER_KEYS = wrong
        with pytest.raises(Exception, match="LEDGER_KEYS"):
            signing.keys()
