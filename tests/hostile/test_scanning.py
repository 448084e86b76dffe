"""With a virus scanner: what it finds is not kept, and while it does not answer nothing is."""

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from banshi.kernel.cases import scanning
from banshi.kernel.cases.filetypes import JPEG, read_file
from banshi.lib.results import Refused
from tests.hostile.pictures import picture
from tests.hostile.things import EICAR

pytestmark = pytest.mark.pure


def received(line: socket.socket) -> bytes:
    """What a client streams, read as clamd reads it."""
    stream = line.makefile("rb")
    assert stream.read(10) == b"zINSTREAM\0"
    found = b""
    while size := struct.unpack("!I", stream.read(4))[0]:
        found += stream.read(size)
    return found


def honest(content: bytes) -> bytes:
    return b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0"


@contextmanager
def daemon(answer: Callable[[bytes], bytes], where: socket.socket) -> Iterator[None]:
    """A scanner that answers one client."""

    def serve() -> None:
        line, _address = where.accept()
        with closing(line):
            line.sendall(answer(received(line)))

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield
    thread.join(5)


@pytest.fixture
def listening(settings) -> Iterator[socket.socket]:
    with closing(socket.create_server(("127.0.0.1", 0))) as where:
        settings.UPLOAD_SCANNER = f"127.0.0.1:{where.getsockname()[1]}"
        yield where


def hand_in(content: bytes) -> str:
    """The media type, or the sentence of the refusal."""
    try:
        return read_file(SimpleUploadedFile("照片.jpg", content))[0]
    except Refused as refused:
        (why,) = refused.reasons
        return str(why) if why.field == "file" else ""


def test_a_clean_file_is_taken_and_an_infected_one_is_not(listening):
    with daemon(honest, listening):
        assert hand_in(picture()) == JPEG
    with daemon(honest, listening):
        assert "没有通过病毒检查" in hand_in(picture() + EICAR)


def test_a_large_file_comes_whole(listening):
    sent = []
    with daemon(lambda content: sent.append(content) or b"stream: OK\0", listening):
        assert hand_in(picture().ljust(1_000_000, b"\0")) == JPEG
    assert [len(content) for content in sent] == [1_000_000]


@pytest.mark.parametrize("answer", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"OK\0", b"\xff" * 9000])
def test_a_scanner_that_says_something_else_keeps_files_out(listening, answer):
    with daemon(lambda content: answer, listening):
        assert "检查文件的服务暂时用不了" in hand_in(picture())


@pytest.mark.parametrize("where", ["127.0.0.1:1", "/nowhere/clamd.sock", "no address", "x:y"])
def test_without_the_scanner_nothing_is_kept_and_the_counter_is_named(settings, where):
    settings.UPLOAD_SCANNER = where
    sentence = hand_in(picture())
    assert "带到窗口" in sentence
    assert settings.BUREAU["phone"] in sentence


def test_a_scanner_that_hangs_is_not_waited_for_for_ever(listening, monkeypatch):
    monkeypatch.setattr(scanning, "SECONDS", 0.2)
    assert "检查文件的服务暂时用不了" in hand_in(picture())


def test_a_local_socket(settings, tmp_path):
    settings.UPLOAD_SCANNER = str(tmp_path / "clamd.sock")
    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)) as where:
        where.bind(settings.UPLOAD_SCANNER)
        where.listen()
        with daemon(honest, where):
            assert hand_in(picture()) == JPEG
