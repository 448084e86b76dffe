"""The one-file verifier: whatever is done to an exported ledger it finds, and says where; two languages agree."""

import io
import json
import random
import shutil
import subprocess
from pathlib import Path

import pytest
import rfc8785
from cryptography.hazmat.primitives import hashes
from hypothesis import given, settings
from hypothesis import strategies as st

from banshi.kernel.ledger import verifier
from tests.kernel.ledger import sample

pytestmark = pytest.mark.pure
FLIPS, MUTATIONS, LEDGERS = 3000, 1000, 60


@pytest.fixture(scope="module")
def small():
    return sample.make(24, every=12)


def place(text):
    """The stream and number that a line of the export is about."""
    value = json.loads(text)
    body = value.get("body")
    return ("checkpoint", body["number"]) if body else (value.get("stream", value["t"]), value.get("seq", 0))


@pytest.mark.parametrize("algorithm", ["SHA-256", "SM3"])
def test_a_sound_ledger_has_no_fault(algorithm):
    found = sample.make(60, algorithm=algorithm)
    assert sample.verdict(found.lines, found) == []


def test_a_seal_that_does_not_fit_is_named_once_and_no_other(small):
    spoilt = [
        line.replace(f'"root":"{json.loads(line)["body"]["root"][:8]}', '"root":";;;;;;;;')
        if line.startswith('{"body"') and json.loads(line)["body"]["number"] == 2
        else line
        for line in small.lines
    ]
    said = [(fault.kind, fault.stream, fault.seq) for fault in sample.verdict(spoilt, small)]
    assert len(said) == len(set(said))
    assert ("unsealed", "checkpoint", 1) not in said
    assert ("unsealed", "checkpoint", 2) in said


def test_each_changed_byte_is_found_and_its_line_named(small):
    chance = random.Random(20261125)
    missed, elsewhere = [], []
    for _ in range(FLIPS):
        at = chance.randrange(len(small.lines))
        lines = list(small.lines)
        lines[at] = sample.flipped(lines[at], chance)
        if lines[at] == small.lines[at]:
            continue
        faults = sample.verdict(lines, small)
        named = {(fault.stream, fault.seq) for fault in faults}
        missed += [lines[at][:200]] if not faults else []
        if not named & {place(small.lines[at]), ("line", at + 1)}:
            elsewhere += [(lines[at], named)] * bool(at)
    assert missed == []
    # A changed name of a stream is named where the entry now stands and where it is missing.
    assert [one for one in elsewhere if len(one[1]) < 2] == []


def told(lines):
    """What an export tells: heads stand in any order."""
    heads = [text for text in lines if '"t":"head"' in text]
    return [text for text in lines if text not in heads], sorted(heads)


def test_every_other_manipulation_is_found(small):
    chance = random.Random(1)
    missed = []
    for _ in range(MUTATIONS):
        lines = sample.spoilt(small.lines, chance)
        if told(lines) != told(small.lines) and not sample.verdict(lines, small):
            missed.append(set(lines) ^ set(small.lines))
    assert not missed


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("previous", "f" * 64),
        ("hash", "e" * 64),
        ("algorithm", "SM3"),
        ("seq", 9),
        ("act", "denied"),
        ("payload", {}),
    ],
)
def test_the_column_is_named_where_it_can_be_told(small, column, value):
    at = next(n for n, text in enumerate(small.lines) if '"t":"entry"' in text and '"seq":2' in text)
    entry = json.loads(small.lines[at])
    lines = [
        *small.lines[:at],
        sample.line("entry", **{k: v for k, v in (entry | {column: value}).items() if k != "t"}),
    ]
    faults = sample.verdict([*lines, *small.lines[at + 1 :]], small)
    columns = {fault.column for fault in faults if fault.stream == entry["stream"]}
    assert (verifier.CONTENT if column in {"act", "payload"} else column) in columns


def test_a_rebuilt_ledger_is_found_by_the_checkpoints_and_each_entry_by_the_leaves():
    """Somebody without the key writes everything anew but the checkpoints."""
    ours, theirs = sample.make(30, seed=1), sample.make(30, seed=2)
    checkpoints = [text for text in ours.lines if '"t":"checkpoint"' in text]
    rest = [text for text in theirs.lines if '"t":"checkpoint"' not in text]
    faults = sample.verdict([rest[0], *checkpoints, *rest[1:]], ours)
    assert {fault.kind for fault in faults} >= {"unsealed", "altered", "missing"}
    assert not sample.verdict(theirs.lines, theirs)


def test_a_ledger_signed_with_another_key_is_not_ours():
    found = sample.make(10)
    found.keys = (sample.PUBLIC["k2"],)
    assert {fault.kind for fault in sample.verdict(found.lines, found)} == {"forged"}


def test_a_ledger_put_back_by_a_day_is_found_by_the_files_outside():
    before, after = sample.make(14, every=7), sample.make(28, every=7)
    before.outside = after.outside
    assert {"ahead", "differs"} & {fault.kind for fault in sample.verdict(before.lines, before)}


def test_two_languages_say_the_same_of_random_ledgers():
    node = shutil.which("node") or shutil.which(".venv/bin/node")
    if node is None:
        pytest.fail("the second verifier needs Node, which make base brings")
    chance = random.Random(7)
    cases = []
    for number in range(LEDGERS):
        algorithm = chance.choice(("SHA-256", "SM3"))
        whole = sample.make(chance.randrange(2, 12), every=3, algorithm=algorithm, seed=number, streams=3)
        lines = whole.lines
        for _ in range(chance.randrange(3)):
            lines = sample.spoilt(lines, chance) if lines else lines
        if any("\udc80" <= letter <= "\udcff" for text in lines for letter in text):
            continue
        cases.append((lines, whole))
    given = "".join(
        json.dumps({"lines": lines, "keys": whole.keys, "outside": whole.outside}) + "\n"
        for lines, whole in cases
    )
    done = subprocess.run(
        [node, str(Path(__file__).with_name("verifier.mjs"))],
        input=given,
        capture_output=True,
        text=True,
        check=True,
    )
    for (lines, whole), answer in zip(cases, done.stdout.splitlines(), strict=True):
        ours = sorted(f"{f.kind} {f.stream} {f.seq}" for f in sample.verdict(lines, whole))
        assert ours == json.loads(answer), lines


@settings(max_examples=60, deadline=None)
@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-(2**53) + 1, 2**53 - 1)
        | st.text()
        | st.floats(allow_nan=False, allow_infinity=False),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
        max_leaves=8,
    )
)
def test_its_canonical_json_is_that_of_the_library(value):
    try:
        expected = rfc8785.dumps(value).decode()
    except ValueError:
        return
    assert verifier.canonical(value) == expected
    parsed, write = verifier.parse(expected)
    assert write(parsed) == expected


@pytest.mark.parametrize("size", [0, 3, 55, 56, 63, 64, 65, 130])
def test_its_sm3_is_that_of_the_library(size):
    data = bytes(range(256))[:size]
    expected = hashes.Hash(hashes.SM3())
    expected.update(data)
    assert verifier.sm3(data) == expected.finalize()
    assert verifier.sm3(b"abc").hex().startswith("66c7f0f462eeedd9d1f2d46bdc10e4e2")


def test_its_ed25519_takes_the_vector_of_the_standard_and_nothing_else():
    public = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
    signature = (
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )
    assert verifier.signed_by(public, b"\x72", signature)
    order = 2**252 + 27742317777372353535851937790883648493
    twice = (int.from_bytes(bytes.fromhex(signature)[32:], "little") + order).to_bytes(32, "little").hex()
    for wrong in (
        (public, b"\x73", signature),
        (public, b"\x72", signature.upper()),
        (public, b"\x72", signature[:64] + twice),
        (public[:-2] + "0d", b"\x72", signature),
        (public, b"\x72", signature[:-2]),
        ("ff" * 32, b"\x72", signature),
    ):
        assert not verifier.signed_by(*wrong)


def written(tmp_path, found, lines=None):
    export = tmp_path / "ledger.jsonl"
    export.write_text("".join(text + "\n" for text in lines or found.lines), encoding="utf-8")
    folder = tmp_path / "outside" / "000000"
    folder.mkdir(parents=True, exist_ok=True)
    for number, kept in found.outside.items():
        (folder / f"{number:09}.json").write_text(json.dumps(kept))
    return export


@pytest.mark.parametrize(("language", "words"), [("zh", "没有发现问题"), ("en", "Nothing wrong was found")])
def test_the_command_alone_in_an_empty_folder(tmp_path, language, words):
    found = sample.make(12)
    export = written(tmp_path, found)
    alone = shutil.copy(verifier.__file__, tmp_path / "verify_ledger.py")
    command = ["/usr/bin/env", "python3", "-I", str(alone), str(export), "--key", found.keys[0]]
    done = subprocess.run(
        [*command, "--outside", str(tmp_path / "outside"), "--lang", language],
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin:/usr/local/bin", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert words in done.stdout


def test_the_command_names_each_place_and_tells_by_its_exit_code(tmp_path):
    found = sample.make(12)
    lines = [text.replace('"act":"', '"act":"x', 1) if '"seq":2' in text else text for text in found.lines]
    export = written(tmp_path, found, lines)
    assert verifier.main([str(export), "--key", found.keys[0], "--lang", "en"], out := io.StringIO()) == 1
    assert f"\t2\t{verifier.CONTENT}\taltered\n" in out.getvalue()
    assert verifier.main([str(tmp_path / "none"), "--key", found.keys[0]], out) == 2
    assert verifier.main([str(export), "--key", found.keys[0], "--outside", str(tmp_path / "none")], out) == 2
