"""The canary: a complaint whose every field carries a mark, and a search for the marks in everything there is.

Who complained may show on the identity page only; what was told only on the complaint's own pages, to those who
work on it, and to the complainant with the code. The accused's whole view is the same before and after (10-05).
"""

import base64
import contextlib
import hashlib
import html
import io
import json
import re
import zipfile
import zlib
from functools import cache
from pathlib import Path
from urllib.parse import quote
from uuid import UUID

import pypdf
import pytest
from cryptography.hazmat.primitives import hashes
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from banshi.institutions.complaints.actions import ending, handling, receiving, talking
from banshi.institutions.complaints.actions.ending import Finding
from banshi.institutions.complaints.actions.handling import Investigated
from banshi.institutions.complaints.actions.receiving import Naming, Telling, Who
from banshi.institutions.complaints.queries.codes import receipt_code
from banshi.institutions.complaints.staff.acts import STEPS
from banshi.kernel.documents.worker import render_due
from banshi.kernel.ledger.queries import stream
from banshi.kernel.notifications.worker import deliver_due
from banshi.kernel.organisation.models import ApiKey
from banshi.kernel.vault.digests import digest
from banshi.lib import clock
from banshi.workflows.tick import tick
from tests.people import COLLEAGUES

pytestmark = pytest.mark.django_db

WHO = {
    "name": "甄金雀",
    "number": "21090219510312QX71",
    "phone": "13977QX7042",
    "address": "翡翠路QX70号阁楼",
}
TEXTS = {
    "content": "QX71内容：紫罗兰走廊",
    "whom": "QX72李强",
    "case_number": "QX73-210900",
    "source": "QX74转来单位",
    "risk": "QX75影响",
    "step": "QX76措施",
    "instruction": "QX77批示",
    "relation": "QX78关系",
    "record": "QX79笔录",
    "findings": "QX80初步",
    "following": "QX81下一步",
    "proposal": "QX82建议",
    "basis": "QX83依据",
    "declined": "QX84不认可",
    "extension": "QX85延期",
    "facts": "QX86事实",
    "opinion": "QX87意见",
    "unagreed": "QX88未一致",
    "objection": "QX89异议",
    "message": "QX90留言",
    "answer": "QX91回话",
    "reason": "QX92查看",
}
TOKENS = re.compile(rb'value="[\w-]{40,}"')
ONCE = "a-token-that-stands-for-a-form-of-the-canary"
CODE = receipt_code(ONCE)
OPENINGS = "/desk/complaints/openings/"


def encodings(mark):
    """How a mark may hide: text encodings, escapes, digests, a reversed or a widened copy."""
    plain = mark.encode()
    yield from (plain, mark.encode("gbk"), mark.encode("utf-16-le"), mark.encode("utf-16-be"))
    yield from (quote(mark).encode(), quote(mark).lower().encode(), plain.hex().encode())
    yield html.escape("".join(f"&#{ord(letter)};" for letter in mark), quote=False).encode()
    yield "".join(f"&#{ord(letter)};" for letter in mark).encode()
    yield json.dumps(mark).strip('"').encode()
    for shift in range(3):
        yield base64.b64encode(b"\0" * shift + plain)[4:-4] or b"\xff\xff"
    yield mark[::-1].encode()
    yield mark.translate({ord(c): ord(c) + 0xFEE0 for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"}).encode()
    yield hashlib.sha256(plain).hexdigest().encode()
    sm3 = hashes.Hash(hashes.SM3())
    sm3.update(plain)
    yield sm3.finalize().hex().encode()


NEEDLES = {
    mark: {bytes(one) for one in encodings(mark) if len(one) >= 6}
    for mark in (*WHO.values(), *TEXTS.values(), CODE)
}


def found_in(content, marks=None):
    """The marks that show in these bytes, in whatever guise."""
    chosen = NEEDLES if marks is None else {mark: NEEDLES[mark] for mark in marks}
    return sorted(mark for mark, needles in chosen.items() if any(needle in content for needle in needles))


def live_through(cast):
    """Every act, so that every field is filled and every paper issued."""
    party, worker, leader = (cast.actor(name) for name in ("彭燕", "何静", "陈局"))
    telling = Telling(
        channel="transferred",
        category="integrity",
        content=TEXTS["content"],
        whom=TEXTS["whom"],
        case_number=TEXTS["case_number"],
        source=TEXTS["source"],
        who=Who(**WHO),
    )
    uid = UUID(receiving.register(telling=telling, code=CODE, actor=party, key="canary"))
    receiving.name_accused(uid=uid, naming=Naming(staff_ids=[cast.staff_id("李强")]), actor=party)
    receiving.grade(uid=uid, severity="urgent", risk=TEXTS["risk"], step=TEXTS["step"], actor=party)
    receiving.accept(uid=uid, investigator_id=cast.staff_id("何静"), actor=party)
    receiving.acknowledge(uid=uid, instruction=TEXTS["instruction"], actor=leader)
    handling.recuse(uid=uid, staff_id=cast.staff_id("沈远"), relation=TEXTS["relation"], actor=party)
    handling.declare(uid=uid, interest=False, relation="", actor=worker)
    handling.record(uid=uid, found=Investigated("visit", clock.now(), TEXTS["record"]), actor=worker)
    handling.reply(uid=uid, findings=TEXTS["findings"], following=TEXTS["following"], actor=worker)
    handling.propose(uid=uid, text=TEXTS["proposal"], basis=TEXTS["basis"], actor=worker)
    handling.consent_by_code(code=CODE, agreed=False, note=TEXTS["declined"])
    handling.extend(uid=uid, cause="other", reason=TEXTS["extension"], days=5, actor=leader)
    talking.write_by_code(code=CODE, text=TEXTS["message"])
    talking.write(uid=uid, text=TEXTS["answer"], actor=worker)
    talking.open_identity(uid=uid, reason=TEXTS["reason"], actor=worker)
    talking.disclosure(code=CODE, allowed=True)
    finding = Finding("founded", TEXTS["facts"], TEXTS["opinion"], TEXTS["basis"], TEXTS["unagreed"])
    ending.close(uid=uid, finding=finding, actor=worker)
    ending.ask_review(code=CODE, objection=TEXTS["objection"])
    ending.appoint(uid=uid, reviewer_id=cast.staff_id("冯涛"), actor=party)
    handling.declare(uid=uid, interest=False, relation="", actor=cast.actor("冯涛"))
    ending.review(uid=uid, outcome="changed", finding=finding, actor=cast.actor("冯涛"))
    return uid


def routes(node, before=""):
    for part in node.url_patterns:
        path = before + str(part.pattern)
        if isinstance(part, URLPattern):
            yield path
        else:
            yield from routes(part, path)


def addresses(uid, case_id, document_id):
    """Every address of the house, its parameters filled with what is there."""
    known = {
        "case_id": case_id,
        "document_id": document_id,
        "code": "MZ-XK-01",
        "uid": uid,
        "act": "grade",
        "stream": f"case:{case_id}",
        "year": 2026,
        "number": 10,
        "kind": "reply",
        "key": "birth",
        "article": "10-05",
        "name": "refused",
    }
    found = []
    for path in routes(get_resolver()):
        names = re.findall(r"<(?:\w+:)?(\w+)>", path)
        if (
            "^" in path
            or "logout" in path
            or not set(names) <= known.keys() | {"slug", "seq", "serial", "request_id"}
        ):
            continue
        filled = re.sub(r"<(?:\w+:)?(\w+)>", lambda name: str(known.get(name[1], 1)), path)
        found.append(f"/{filled}")
    found += [f"/desk/complaints/{uid}/{act}/" for act in STEPS]
    found += [
        "/desk/complaints/?folder=done",
        f"/api/v1/ledger/complaint:{uid.hex}",
    ]
    return found


def browsers(cast):
    """A browser and an API key for every colleague, and a stranger with neither."""
    for one in COLLEAGUES:
        client = Client(raise_request_exception=True)
        client.force_login(cast.staff(one.name_zh))
        secret = f"canary-key-of-{one.username}"
        ApiKey.objects.get_or_create(
            name="canary", staff=cast.staff(one.name_zh), digest=digest("api-key", secret)
        )
        client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
        yield one.name_zh, client
    yield "", Client()


def content_of(answer):
    """The words of an answer, without tokens: of a page, of a download, of a PDF, and its headers."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    headers = {
        name: value for name, value in answer.headers.items() if name not in {"Expires", "Content-Length"}
    }
    return (unzipped(body) or TOKENS.sub(b"", body)) + str(headers).encode() + pdf_text(body)


def unzipped(body):
    """What is in a spreadsheet, without the moment it was made."""
    if not body.startswith(b"PK"):
        return b""
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        return b"".join(packed.read(name) for name in packed.namelist() if "core.xml" not in name)


@cache
def marks_in(content):
    """`found_in`, once for each different content: most answers of a crawl are alike."""
    return found_in(content)


def pdf_text(body):
    if not body.startswith(b"%PDF"):
        return b""
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(body)).pages).encode()


def own_pages(uid):
    return f"/desk/complaints/{uid}/"


def is_its_own(address, uid):
    """Whether an address is one of the complaint's own, on the pages or in the interface."""
    return address.startswith((own_pages(uid), f"/api/v1/complaints/{uid}"))


@pytest.fixture
def canary(cast, received_case):
    """A case beside it, then the whole life of the marked complaint, worked off by the worker."""
    case_id = received_case()
    return live_through(cast), case_id


def test_the_marks_show_nowhere_but_on_the_complaints_own_pages(cast, canary, caplog):
    caplog.set_level("DEBUG")
    uid, case_id = canary
    tick()
    leaks, seen = [], set()
    for name, client in browsers(cast):
        for address in addresses(uid, case_id, 1):
            for method in (client.get, client.post):
                marks = marks_in(content_of(method(address)))
                if not marks:
                    continue
                works = name in {"彭燕", "何静", "冯涛", "陈局", "龚书"} and is_its_own(address, uid)
                if works and not set(marks) & {*WHO.values(), CODE}:
                    seen |= set(marks)
                elif not (address == OPENINGS and set(marks) == {TEXTS["reason"]}):
                    leaks.append((name, address, marks))
    assert leaks == []
    assert {TEXTS["content"], TEXTS["record"], TEXTS["opinion"]} <= seen
    assert found_in(caplog.text.encode()) == []


@pytest.mark.parametrize("word", [WHO["name"], "紫罗兰走廊"])
def test_the_public_search_knows_no_more_of_a_mark_than_of_nonsense(canary, word):
    answers = [Client().get("/search/", {"q": one}).content.decode() for one in (word, "乌有")]
    assert TOKENS.sub(b"", answers[0].replace(word, "").encode()).count(b"<li>") == answers[1].count("<li>")


def test_the_search_for_marks_finds_one_that_is_there():
    for mark in ("甄金雀", "QX71内容：紫罗兰走廊"):
        for needle in NEEDLES[mark]:
            assert found_in(b"before " + needle + b" after") != []


def test_the_papers_name_no_complainant_and_are_kept_sealed(cast, canary):
    uid, _ = canary
    render_due(100)
    client = Client()
    client.force_login(cast.staff("彭燕"))
    page = client.get(own_pages(uid)).content.decode()
    serials = re.findall(r"/papers/(\d+)/", page)
    assert len(serials) >= 10
    words = b"".join(pdf_text(client.get(f"{own_pages(uid)}papers/{serial}/").content) for serial in serials)
    assert found_in(words, [*WHO.values(), CODE]) == []
    squeezed = b"".join(words.split())
    assert TEXTS["opinion"].encode() in squeezed
    for path in Path(default_storage.location).rglob("*"):
        if path.is_file():
            raw = path.read_bytes()
            assert found_in(raw + pdf_text(raw)) == [], path


def test_no_column_of_the_database_holds_a_mark(cast, canary):
    tick()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                assert found_in(repr(row).encode() + str(row).encode()) == [], table


def test_what_leaves_the_house_holds_no_mark(cast, canary):
    deliver_due(1000)
    for path in Path(settings.BANSHI_DATA).rglob("*"):
        if path.is_file():
            raw = path.read_bytes()
            with contextlib.suppress(zlib.error):
                raw += zlib.decompress(raw)
            assert found_in(raw) == [], path


def test_the_ledger_holds_references_only(cast, canary):
    uid, _ = canary
    entries = stream(f"complaint:{uid.hex}")
    assert len(entries) >= 15
    allowed = {
        "named", "severity", "report", "document", "interest", "record", "proposal", "side", "agreed", "outcome",
        "round", "message", "allowed", "opening", "opened", "kind", "due", "rung", "climbed", "volume",
    }  # fmt: skip
    for entry in entries:
        assert entry.payload.keys() <= allowed
        assert found_in(json.dumps(entry.payload, ensure_ascii=False).encode()) == []


def test_who_complained_shows_on_the_one_page_made_for_it_and_leaves_a_trace(cast, canary):
    uid, _ = canary
    desk = Client()
    desk.force_login(cast.staff("何静"))
    url = reverse("workbench:complaint_act", args=[uid, "identity"])
    once = re.search(r'name="once" value="([^"]+)"', desk.get(url).content.decode())[1]
    page = desk.post(url, {"once": once, "reason": "核对回访电话"})
    assert set(found_in(page.content)) >= set(WHO.values())
    assert "no-store" in page["Cache-Control"]
    log = Client()
    log.force_login(cast.staff("彭燕"))
    shown = log.get(reverse("workbench:complaint_openings")).content.decode()
    assert "核对回访电话" in shown
    assert "何静" in shown


ACCUSED_SIDE = ("李强", "赵敏", "周明", "王芳", "吴导", "蒋廉", "孙丽")


def normal(answer):
    """An answer without tokens: what a person can see of it."""
    return answer.status_code, content_of(answer)


def test_the_view_of_the_accused_is_byte_for_byte_the_same_before_and_after(cast, received_case):
    case_id = received_case()
    tick()
    unknown = UUID("0f8fad5b-d9cb-469f-a165-70867728950e")
    clients = {name: client for name, client in browsers(cast) if name in ACCUSED_SIDE or not name}
    before = view(clients, unknown, case_id)
    uid = live_through(cast)
    tick()
    after = view(clients, uid, case_id)
    different = [key for key in before if before[key] != after[key]]
    listed = addresses(uid, case_id, 1)
    assert [(name, listed[at]) for name, at in different] == []


def view(clients, uid, case_id):
    hidden = str(uid).encode()
    found = {}
    for name, client in clients.items():
        for at, address in enumerate(addresses(uid, case_id, 1)):
            status, text = normal(client.get(address))
            found[name, at] = status, text.replace(hidden, b"").replace(uid.hex.encode(), b"")
    return found
