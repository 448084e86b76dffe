"""The ledger: it only grows, and whatever is done to it behind its back is found."""

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from banshi.kernel.ledger import guard
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import SYSTEM, LedgerBroken, act
from banshi.kernel.ledger.models import DoneOnce, Entry, Head
from banshi.kernel.ledger.verify import verify
from banshi.kernel.regulations.citation import cite

pytestmark = pytest.mark.django_db
STREAMS = ("case:1", "case:2", "enquiry:1")
CITES = cite("07-03")


def write(*streams, note="—"):
    return append(
        [NewEntry(stream, "noted", CITES, {"note": note, "day": "2026-11-23"}) for stream in streams],
        actor=SYSTEM,
    )


@pytest.fixture
def ledger():
    write("case:1", "case:1", "case:2", "case:1", "enquiry:1", "case:2")
    write("case:2")


@pytest.fixture
def unguarded():
    guard.remove(connection)
    yield
    guard.install(connection)


def test_entries_follow_each_other_in_their_stream(ledger):
    chain = list(Entry.objects.filter(stream="case:1").order_by("seq"))
    assert [entry.seq for entry in chain] == [1, 2, 3]
    assert [entry.previous for entry in chain[1:]] == [entry.hash for entry in chain[:-1]]
    assert verify().sound
    assert (verify().streams, verify().entries) == (3, 7)


@pytest.mark.parametrize("statement", ["UPDATE ledger_entry SET act = 'x'", "DELETE FROM ledger_entry"])
def test_the_database_refuses_to_change_an_entry(ledger, statement):
    with (
        pytest.raises(DatabaseError, match="only grows"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert verify().sound


ALTERATIONS = {
    "at": "2020-01-01 00:00:00+00:00",
    "actor": "staff:99",
    "behalf": "staff:98",
    "act": "granted",
    "articles": ["01-05"],
    "payload": {"note": "别的"},
    "previous": "f" * 64,
    "hash": "e" * 64,
    "algorithm": "SM3",
    "seq": 40,
    "stream": "case:9",
}


def manipulations():
    rows = st.integers(0, 6)
    return st.one_of(
        st.tuples(st.just("alter"), rows, st.sampled_from(sorted(ALTERATIONS))),
        st.tuples(st.just("remove"), rows, st.none()),
        st.tuples(st.just("swap"), rows, rows),
        st.tuples(st.just("forge"), st.sampled_from(STREAMS), st.none()),
        st.tuples(st.just("drop"), st.sampled_from(STREAMS), st.none()),
    )


def carry_out(kind, first, second):
    """Do it to the rows directly, as somebody with the database's password would."""
    rows = list(Entry.objects.order_by("id"))
    match kind:
        case "alter":
            Entry.objects.filter(pk=rows[first].pk).update(**{second: ALTERATIONS[second]})
        case "remove":
            Entry.objects.filter(pk=rows[first].pk).delete()
        case "swap":
            a, b = rows[first], rows[second]
            Entry.objects.filter(pk=a.pk).update(
                payload={"note": "a"} if a.pk == b.pk else {**b.payload, "of": b.pk}
            )
        case "forge":
            head = Head.objects.get(stream=first)
            forged = Entry.objects.filter(stream=first).latest("seq")
            forged.pk, forged.seq, forged.previous = None, head.seq + 1, head.hash
            forged.save(force_insert=True)
        case "drop":
            Entry.objects.filter(stream=first).delete()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(manipulation=manipulations())
def test_any_manipulation_is_found_in_the_stream_it_happened_in(ledger, unguarded, manipulation):
    before = {entry.pk: entry.stream for entry in Entry.objects.order_by("id")}
    with transaction.atomic():
        touched = (
            manipulation[1] if isinstance(manipulation[1], str) else list(before.values())[manipulation[1]]
        )
        carry_out(*manipulation)
        verdict = verify()
        transaction.set_rollback(True)
    assert not verdict.sound
    assert touched in {fault.stream for fault in verdict.faults}
    assert verify().sound


def test_a_cut_tail_and_a_vanished_stream_are_named(ledger, unguarded):
    Entry.objects.filter(stream="case:1", seq=3).delete()
    Entry.objects.filter(stream="enquiry:1").delete()
    assert {(fault.stream, fault.kind) for fault in verify().faults} == {
        ("case:1", "cut"),
        ("enquiry:1", "missing"),
    }


@pytest.mark.parametrize("algorithm", ["SHA-256", "SM3"])
def test_both_hash_functions_chain(settings, algorithm):
    settings.LEDGER_HASH = algorithm
    write("case:1", "case:1")
    assert verify().sound
    assert {entry.algorithm for entry in Entry.objects.order_by("id")} == {algorithm}


@act("test_note", "07-03")
def note(*, times, cites):
    write(*["case:7"] * times)
    return times


@pytest.mark.parametrize("times", [0, 2])
def test_an_act_that_writes_no_entry_or_two_is_undone(times):
    with pytest.raises(LedgerBroken), transaction.atomic():
        note(times=times)
    assert not Entry.objects.exists()


def test_a_command_with_a_key_is_done_once_and_answers_twice():
    assert note(times=1, key="k") == note(times=1, key="k") == 1
    assert Entry.objects.count() == 1
    assert DoneOnce.objects.get().act == "test_note"


def test_a_broken_act_leaves_no_key_behind():
    with pytest.raises(LedgerBroken), transaction.atomic():
        note(times=2, key="k")
    assert note(times=1, key="k") == 1
