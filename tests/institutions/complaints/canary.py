"""The canary: complaints whose every field carries a mark, the crawl of the whole house, and the search for marks."""

import base64
import hashlib
import html
import io
import json
import re
import zipfile
from functools import cache
from urllib.parse import quote
from uuid import UUID

import numpy
import pypdf
from cryptography.hazmat.primitives import hashes
from django.test import Client
from django.urls import get_resolver
from pypinyin import lazy_pinyin

from banshi.institutions.complaints.actions import ending, failing, handling, receiving, talking
from banshi.institutions.complaints.actions.ending import Finding
from banshi.institutions.complaints.actions.failing import Proved
from banshi.institutions.complaints.actions.handling import Investigated
from banshi.institutions.complaints.actions.receiving import Naming, Telling, Who
from banshi.institutions.complaints.queries.codes import receipt_code
from banshi.institutions.complaints.staff.acts import STEPS
from banshi.kernel.organisation.models import ApiKey
from banshi.kernel.vault.digests import digest
from banshi.kernel.vault.masks import mask_id, mask_name, mask_phone
from banshi.lib import clock
from banshi.workflows.tick import tick
from tests.addresses import routes
from tests.institutions.complaints.lives import Life
from tests.people import COLLEAGUES

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
# What was told in a complaint that is sent on, and in one that the bureau explains.
OTHER_TEXTS = {
    "sent_on": "QX94停车",
    "destination": "QX95交警",
    "referral": "QX96不归本局",
    "explained": "QX97说错",
    "right": "QX98更正",
}
# The application on which somebody was not told everything: passed on, and shown to those who check it only.
FAILING_CASE = "QX93-210900"
# Of forms, and the question a browser is asked for a passkey.
OWN_TO_EACH = frozenset({"Expires", "Content-Length", "X-Request-ID"})
TOKENS = re.compile(rb'value="[\w-]{40,}"|challenge&quot;: &quot;[\w-]+')
ONCE = "a-token-that-stands-for-a-form-of-the-canary"
CODE = receipt_code(ONCE)
OPENINGS = "/desk/complaints/openings/"


def encodings(mark):
    """How a mark may hide: text encodings, escapes, pinyin, masks, digests, a reversed or a widened copy."""
    plain = mark.encode()
    yield from (plain, mark.encode("gbk"), mark.encode("utf-16-le"), mark.encode("utf-16-be"))
    yield from (quote(mark).encode(), quote(mark).lower().encode(), plain.hex().encode())
    yield from (
        quote(mark, encoding="gbk").encode(),
        plain.hex().upper().encode(),
        quote(quote(mark)).encode(),
    )
    yield "".join(f"&#x{ord(letter):x};" for letter in mark).encode()
    yield from spoken(mark)
    yield from masked(mark)
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


def spoken(mark):
    """As pinyin, joined and spaced, and as initials, in the way the search keeps words."""
    syllables = lazy_pinyin(mark)
    if syllables != [mark]:
        yield from ("".join(syllables).encode(), " ".join(syllables).encode(), "-".join(syllables).encode())
        yield "".join(one[:1] for one in syllables).encode()


MASKS = {WHO["name"]: mask_name, WHO["number"]: mask_id, WHO["phone"]: mask_phone}


def masked(mark):
    """As a careless page would mask it: of a complainant not even that may show."""
    if mark in MASKS:
        yield MASKS[mark](mark).encode()


NEEDLES = {
    mark: {bytes(one) for one in encodings(mark) if len(one) >= 6 or b"*" in one}
    for mark in (*WHO.values(), *TEXTS.values(), *OTHER_TEXTS.values(), FAILING_CASE, CODE)
}


def found_in(content, marks=None):
    """The marks that show in these bytes, in whatever guise."""
    chosen = NEEDLES if marks is None else {mark: NEEDLES[mark] for mark in marks}
    beginnings = fours(content)
    return sorted(
        mark
        for mark, needles in chosen.items()
        if any(beginnings[BEGINNINGS[needle]] and needle in content for needle in needles)
    )


def fours(content):
    """Which groups of four bytes stand in these: by their hash, so that a "no" is sure and most answers are "no"."""
    table = numpy.zeros(1 << 16, bool)
    table[hashed(content)] = True
    return table


def hashed(content):
    """The hash of each group of four bytes."""
    data = numpy.frombuffer(content, numpy.uint8).astype(numpy.uint32)
    joined = data[:-3] + (data[1:-2] << 8) + (data[2:-1] << 16) + (data[3:] << 24)
    return joined * numpy.uint32(2_654_435_761) >> 16


BEGINNINGS = {needle: int(hashed(needle[:4])[0]) for needles in NEEDLES.values() for needle in needles}


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


def live_through_others(cast):
    """A complaint that is sent on, and one in which the bureau says that it erred: every other field and paper."""
    party = cast.actor("彭燕")
    telling = Telling(channel="web", category="other", content=OTHER_TEXTS["sent_on"])
    uid = UUID(receiving.submit(telling=telling, code=receipt_code("another-token-of-the-canary")))
    receiving.grade(uid=uid, severity="ordinary", actor=party)
    texts = {"destination": OTHER_TEXTS["destination"], "reason": OTHER_TEXTS["referral"]}
    receiving.refer(uid=uid, actor=party, **texts)
    life = Life(cast).investigated().agreed().closed().objected()
    finding = Finding("founded", OTHER_TEXTS["explained"], OTHER_TEXTS["right"], "依据")
    ending.explain(uid=life.uid, finding=finding, actor=party)
    return uid, life.uid


def pass_on(cast, uid):
    """Find under 06-09 that one was not told everything, and let the worker pass it on."""
    proved = Proved(
        staff_id=cast.staff_id("李强"),
        on=clock.today(),
        omission="materials",
        case_number=FAILING_CASE,
        delay=2,
    )
    failing.prove(uid=uid, proved=proved, actor=cast.actor("彭燕"))
    tick()


# Addresses that end the visit of whoever opens them.
LEFT_OUT = re.compile(r"logout/$")
VALUES = {
    "code": "MZ-XK-01",
    "act": "grade",
    "year": 2026,
    "number": 10,
    "kind": "reply",
    "key": "birth",
    "article": "10-05",
    "article_id": "10-05",
    "name": "refused",
    "day": "2026-11-24",
    "time": "0900",
    "token": "x",
    "place": "hall",
    "rest": "x",
}


def addresses(uid, case_id, document_id):
    """Every address of the house, its parameters filled with what is there; a number that is not known with 1."""
    known = VALUES | {
        "case_id": case_id,
        "document_id": document_id,
        "uid": uid,
        "stream": f"case:{case_id}",
    }
    found = []
    for path, _view in routes(get_resolver()):
        if not LEFT_OUT.search(path):
            filled = re.sub(r"<(?:\w+:)?(\w+)>", lambda name: str(known.get(name[1], 1)), path)
            found.append(f"/{filled}")
    found += [f"/desk/complaints/{uid}/{act}/" for act in STEPS]
    found += [
        "/desk/complaints/?folder=done",
        f"/api/v1/ledger/complaint:{uid.hex}",
    ]
    return found


def browsers(cast):
    """A browser and an API key for every colleague, and a stranger with neither.

    An address that breaks is read like any other: its error page, and what it logs, must hold no mark either.
    """
    for one in COLLEAGUES:
        client = Client(raise_request_exception=False)
        client.force_login(cast.staff(one.name_zh))
        secret = f"canary-key-of-{one.username}"
        ApiKey.objects.get_or_create(
            name="canary", staff=cast.staff(one.name_zh), digest=digest("api-key", secret)
        )
        client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
        yield one.name_zh, client
    yield "", Client()


def crawl(client, listed):
    """Every answer to opening an address and to sending it nothing, as bytes.

    `needs` stands outermost on each page of the desk: whom it refuses to look, it refuses to send.
    """
    for address in listed:
        answer = client.get(address)
        yield address, content_of(answer)
        if not (answer.status_code == 403 and address.startswith("/desk/")):
            yield address, content_of(client.post(address))


def content_of(answer):
    """The words of an answer, without tokens: of a page, of a download, of a PDF, and its headers."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    headers = {name: value for name, value in answer.headers.items() if name not in OWN_TO_EACH}
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
