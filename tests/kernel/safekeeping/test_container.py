"""The encrypted file: every change of it is noticed, and a wrong key is called by its name."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banshi.kernel.safekeeping import container
from banshi.kernel.safekeeping.container import Damaged, NewerFormat, Reader, Writer, WrongKey, read_keys

pytestmark = pytest.mark.pure
KEYS = read_keys("b1:" + container.new_key())
SMALL = 64


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch):
    monkeypatch.setattr(container, "CHUNK", SMALL)


def sealed(data: bytes, keys=KEYS) -> bytes:
    out = io.BytesIO()
    writer = Writer(out, keys, {"at": "2026-11-23"})
    for at in range(0, len(data), 50):
        writer.write(data[at : at + 50])
    writer.finish()
    return out.getvalue()


def opened(blob: bytes, keys=KEYS) -> bytes:
    return Reader(io.BytesIO(blob), keys).readall()


@pytest.mark.parametrize("size", [0, 1, SMALL - 1, SMALL, SMALL + 1, 3 * SMALL, 1000])
def test_what_goes_in_comes_out(size):
    data = bytes(range(256)) * 4
    assert opened(sealed(data[:size])) == data[:size]


def test_it_can_be_read_from_anywhere():
    data = bytes(range(200))
    reader = Reader(io.BytesIO(sealed(data)), KEYS)
    reader.seek(-20, io.SEEK_END)
    assert (reader.read(5), reader.tell()) == (data[180:185], 185)
    reader.seek(60)
    assert reader.read(3) == data[60:63]


def test_every_single_flipped_bit_is_noticed():
    blob = sealed(b"x" * 150)
    for at in range(len(blob)):
        for bit in (1, 128):
            changed = bytearray(blob)
            changed[at] ^= bit
            with pytest.raises((Damaged, WrongKey, NewerFormat)):
                opened(bytes(changed))


def test_every_cut_is_noticed():
    blob = sealed(b"x" * 150)
    for size in range(len(blob)):
        with pytest.raises(Damaged):
            opened(blob[:size])


def test_chunks_that_changed_places_or_were_added_are_noticed():
    blob = sealed(b"x" * 3 * SMALL)
    head = blob.index(b"\n") + 1
    one, two = (blob[head + at * (SMALL + 16) : head + (at + 1) * (SMALL + 16)] for at in (0, 1))
    for changed in (blob.replace(one + two, two + one), blob + one, blob.replace(two, b"")):
        with pytest.raises(Damaged):
            opened(changed)


def test_a_chunk_of_another_backup_under_the_same_key_is_noticed():
    one, other = sealed(b"x" * 100), sealed(b"y" * 100)
    head = one.index(b"\n") + 1
    with pytest.raises(Damaged):
        opened(one[:head] + other[head:])


@pytest.mark.parametrize("keys", ["b2:", "b1:"])
def test_a_wrong_key_is_called_so(keys):
    with pytest.raises(WrongKey, match="b1"):
        opened(sealed(b"x"), read_keys(keys + container.new_key()))


def test_the_first_key_seals_and_all_of_them_open():
    both = read_keys(f"b2:{container.new_key()}") | KEYS
    assert opened(sealed(b"x"), both) == b"x"


@pytest.mark.parametrize("text", ["b1", "b1:abc", "b 1:" + "A" * 44, "b1:" + "A" * 40])
def test_a_key_that_is_none_is_named(text):
    with pytest.raises(ValueError, match="b"):
        read_keys(text)


@given(st.binary(max_size=200))
def test_whatever_else_is_no_backup(blob):
    with pytest.raises((Damaged, NewerFormat)):
        opened(blob)


def test_a_later_format_is_called_so():
    with pytest.raises(NewerFormat):
        opened(sealed(b"x").replace(b'"format": 1', b'"format": 2'))
