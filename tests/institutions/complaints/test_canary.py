"""A search for the canary's marks in everything there is.

Who complained may show on the identity page only; what was told only on the complaint's own pages, to those who
work on it, and to the complainant with the code. The accused's whole view is the same before and after (10-05).
"""

import contextlib
import html
import io
import json
import re
import zlib
from pathlib import Path
from urllib.parse import quote
from uuid import UUID

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import get_resolver, reverse

from banshi.institutions.complaints.models import Complaint
from banshi.kernel.documents.worker import render_due
from banshi.kernel.ledger.queries import stream
from banshi.kernel.notifications.worker import deliver_due
from banshi.workflows.tick import tick
from tests.addresses import routes
from tests.institutions.accountability.canary import Answering
from tests.institutions.accountability.canary import found_in as marks_of_accountability
from tests.institutions.accountability.canary import live_through as live_through_accountability
from tests.institutions.complaints.canary import (
    CODE,
    FAILING_CASE,
    LEFT_OUT,
    NEEDLES,
    OPENINGS,
    TEXTS,
    TOKENS,
    WHO,
    addresses,
    browsers,
    content_of,
    crawl,
    found_in,
    is_its_own,
    live_through,
    live_through_others,
    marks_in,
    own_pages,
    pass_on,
    pdf_text,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def canary(cast, received_case):
    """A case beside it, then the whole life of the marked complaint, worked off by the worker."""
    case_id = received_case()
    uid = live_through(cast)
    live_through_others(cast)
    return uid, case_id


@pytest.mark.once
def test_the_marks_show_nowhere_but_on_the_complaints_own_pages(cast, canary, caplog):
    """One crawl for both kinds of marks: the complaint's and those of an accountability case."""
    caplog.set_level("DEBUG")
    uid, case_id = canary
    pass_on(cast, uid)
    answering = Answering(*live_through_accountability(cast))
    leaks, seen = [], set()
    for name, client in browsers(cast):
        for address, content in crawl(client, [*addresses(uid, case_id, 1), *answering.addresses()]):
            leaks += answering.leaks(name, address, content)
            marks = marks_in(content)
            if not marks:
                continue
            works = name in {"彭燕", "何静", "冯涛", "陈局", "龚书"} and is_its_own(address, uid)
            if works and not set(marks) & {*WHO.values(), CODE}:
                seen |= set(marks)
            elif not (shown_by_right(name, address, set(marks))):
                leaks.append((name, address, marks))
    assert leaks == []
    assert {TEXTS["content"], TEXTS["record"], TEXTS["opinion"]} <= seen
    assert found_in(caplog.text.encode()) == []
    answering.has_shown_all_to_those_concerned()
    assert marks_of_accountability(caplog.text) == []


def shown_by_right(name, address, marks):
    """The log of openings, and the application of a failure for those who check it (06-09)."""
    checks = name in {"彭燕", "龚书"} and address.startswith("/desk/failures/")
    return (address == OPENINGS and marks == {TEXTS["reason"]}) or (checks and marks == {FAILING_CASE})


@pytest.mark.once
def test_the_crawl_opens_every_address_of_the_house():
    opened = {re.sub(r"<[^>]+>", "<>", path) for path, _view in routes(get_resolver())}
    crawled = {
        re.sub(r"<[^>]+>", "<>", path) for path, _view in routes(get_resolver()) if not LEFT_OUT.search(path)
    }
    assert {path.rstrip("/").rpartition("/")[2] for path in opened - crawled} <= {"logout"}
    assert "<" not in "".join(addresses(UUID(int=1), 1, 1))


SEARCHES = (
    "/search/",
    "/desk/find/",
    "/desk/counter/",
    "/desk/tell/",
    "/desk/contacts/",
    "/desk/appointments/",
    "/api/v1/cases",
    "/api/v1/items",
    "/policies/",
)


@pytest.mark.once
def test_no_search_knows_more_of_a_mark_than_of_nonsense(cast, canary):
    uid, _ = canary
    pass_on(cast, uid)
    words = (WHO["name"], WHO["number"], WHO["phone"], TEXTS["case_number"], FAILING_CASE, CODE)
    nonsense = "乌有QZ00"
    for name, client in browsers(cast):
        for address in SEARCHES:
            none = found_by(client, address, nonsense)
            for word in words:
                same = found_by(client, address, word) == none
                assert same, (name, address, word)


def found_by(client, address, word):
    """What a search answers, without the word itself."""
    answer = client.get(address, {"q": word})
    content = content_of(answer)
    for guise in (quote(quote(word)), quote(word), html.escape(word), json.dumps(word).strip('"'), word):
        content = content.replace(guise.encode(), b"")
    return answer.status_code, content


@pytest.mark.once
@pytest.mark.parametrize("word", [WHO["name"], "紫罗兰走廊"])
def test_the_public_search_knows_no_more_of_a_mark_than_of_nonsense(canary, word):
    answers = [Client().get("/search/", {"q": one}).content.decode() for one in (word, "乌有")]
    assert TOKENS.sub(b"", answers[0].replace(word, "").encode()).count(b"<li>") == answers[1].count("<li>")


@pytest.mark.once
def test_the_search_for_marks_finds_one_that_is_there():
    for mark in ("甄金雀", "QX71内容：紫罗兰走廊"):
        for needle in NEEDLES[mark]:
            assert found_in(b"before " + needle + b" after") != []


@pytest.mark.once
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
    uid, _ = canary
    pass_on(cast, uid)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                assert found_in(repr(row).encode() + str(row).encode()) == [], table


def copy_of_database():
    """A whole copy as a backup would make it: each byte of the file, or what PostgreSQL copies out of each table."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            return cursor.connection.serialize() + "\n".join(cursor.connection.iterdump()).encode()
        copied = b""
        for table in connection.introspection.table_names(cursor):
            with cursor.copy(f'COPY "{table}" TO STDOUT') as rows:
                copied += b"".join(bytes(row) for row in rows)
        return copied


def test_a_backup_of_the_database_holds_no_mark(cast, canary):
    uid, _ = canary
    pass_on(cast, uid)
    copied = copy_of_database()
    assert Complaint.objects.get(pk=uid).number.encode() in copied
    assert found_in(copied) == []


@pytest.mark.once
def test_the_dump_of_the_framework_refuses_to_open_what_is_sealed(canary):
    with pytest.raises(CommandError, match="sealed"):
        call_command("dumpdata", "complaints", stdout=io.StringIO())


@pytest.mark.once
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


@pytest.mark.once
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


@pytest.mark.once
def test_the_view_of_the_accused_is_byte_for_byte_the_same_before_and_after(cast, received_case):
    """The accused looks when the complaint has ended, the others when its failure was passed on as well (06-09)."""
    case_id = received_case()
    tick()
    clients = {name: client for name, client in browsers(cast) if name in ACCUSED_SIDE or not name}
    accused = {"李强": clients.pop("李强")}
    unknown = UUID("0f8fad5b-d9cb-469f-a165-70867728950e")
    before = view(clients | accused, unknown, case_id)
    uid = live_through(cast)
    tick()
    after = view(accused, uid, case_id)
    pass_on(cast, uid)
    after |= view(clients, uid, case_id)
    listed = addresses(uid, case_id, 1)
    assert [(name, listed[at]) for name, at in before if before[name, at] != after[name, at]] == []
    assert before.keys() == after.keys()


def view(clients, uid, case_id):
    hidden = str(uid).encode()
    found = {}
    for name, client in clients.items():
        for at, address in enumerate(addresses(uid, case_id, 1)):
            status, text = normal(client.get(address))
            found[name, at] = status, text.replace(hidden, b"").replace(uid.hex.encode(), b"")
    return found
