"""Nothing of anybody in the log: marks are planted in every kind of input, then every line is searched for them."""

import io
import json
import logging
import re

import pytest
from django.db import DatabaseError
from django.test import Client

from banshi.config.logs import PlainFormatter
from banshi.kernel.ui import slow
from tests.hostile.pictures import picture

pytestmark = [pytest.mark.django_db, pytest.mark.once]

MARK = "藏起来的记号7QX"
CODE = "7QXK-9PLM-2WER"


@pytest.fixture
def lines():
    """Everything that is logged from here on, as it is written, however small."""
    target = io.StringIO()
    handler = logging.StreamHandler(target)
    handler.setFormatter(PlainFormatter())
    root, before = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    for name in ("django", "django.request", "django.security", "django.server"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield lambda: target.getvalue().splitlines()
    root.removeHandler(handler)
    root.setLevel(before)
    for name in ("django", "django.request", "django.security", "django.server"):
        logging.getLogger(name).setLevel(logging.WARNING)


def ask_everything(client):
    """The marks in addresses, queries, forms, files, headers and cookies."""
    client.cookies["x"] = client.cookies["banshi_draft"] = CODE
    client.get(
        f"/{MARK}/{CODE}", {"q": MARK}, headers={"Referer": f"http://testserver/{CODE}", "User-Agent": MARK}
    )
    client.get("/search/", {"q": MARK})
    client.get(f"/verify/{CODE}/")
    client.post("/verify/", {"code": CODE})
    client.post("/progress/", {"number": CODE, "secret": MARK})
    client.post("/complaints/follow/", {"code": CODE})
    client.post("/desk/login/", {"username": MARK, "password": MARK})
    client.post("/complaints/new/", {"content": MARK, "file": io.BytesIO(picture())})
    client.get("/api/v1/cases", headers={"Authorization": f"Bearer {MARK.encode().hex()}"})
    client.get("/", headers={"Host": f"{CODE}.example"})


def test_no_mark_is_in_any_line(cast, lines, monkeypatch):
    monkeypatch.setattr(slow, "SECONDS", -1.0)
    ask_everything(Client(raise_request_exception=False))
    strict = Client(raise_request_exception=False, enforce_csrf_checks=True)
    strict.post(f"/progress/{CODE}/withdraw/", {"reason": MARK}, headers={"Origin": f"http://{CODE}.example"})
    told = lines()
    assert len(told) >= 10
    assert [line for line in told if MARK in line or CODE in line or "7QX" in line] == []
    assert all(json.loads(line)["from"] for line in told)
    assert {"search/", "verify/<str:code>/", "?"} <= {json.loads(line).get("route") for line in told}


def test_a_broken_request_tells_its_kind_and_places_and_no_value(cast, lines, monkeypatch):
    def broken(*_given, **_more):
        raise DatabaseError(f"duplicate key (number)=({CODE}) {MARK}")

    monkeypatch.setattr("banshi.kernel.documents.queries.by_code", broken)
    answer = Client(raise_request_exception=False).get(f"/verify/{CODE}/")
    assert answer.status_code == 500
    (told,) = [json.loads(line) for line in lines() if '"level": "error"' in line]
    assert told["request"] == answer["X-Request-ID"]
    assert f"编号：{told['request']}" in answer.content.decode()
    assert (told["route"], told["fault"]) == ("verify/<str:code>/", "DatabaseError")
    assert any("documents/pages.py" in place for place in told["places"])
    assert [line for line in lines() if MARK in line or CODE in line] == []


def test_no_line_is_forged_and_each_request_has_a_number_of_its_own(cast, lines, monkeypatch):
    monkeypatch.setattr(slow, "SECONDS", -1.0)
    forged = '\r\n{"level": "error", "from": "banshi.forged", "request": "FORGED"}\n\u2028'
    logging.getLogger("banshi.test").warning("%s", forged)
    client = Client(raise_request_exception=False)
    client.get("/search/", {"q": forged}, headers={"X-Request-ID": "FORGED"})
    answer = client.get("/colours.css", headers={"X-Request-ID": "FORGED"})
    told = [json.loads(line) for line in lines()]
    ours = [one for one in told if one["from"].startswith("banshi")]
    assert [one for one in told if one["from"] == "banshi.forged" or one.get("request") == "FORGED"] == []
    assert "request" not in ours[0]
    assert re.fullmatch(r"[A-Z0-9]{8}", answer["X-Request-ID"])
    assert ours[-1]["request"] == answer["X-Request-ID"] != ours[-2]["request"]


@pytest.mark.pure
def test_the_server_tells_no_address(lines):
    log = logging.getLogger("gunicorn.error")
    log.warning("Invalid request from ip=%s: %s", "10.1.2.3", MARK)
    try:
        raise ValueError(MARK)
    except ValueError:
        log.exception("Error handling request %s", f"/verify/{CODE}/")
    assert "ValueError" in lines()[-1]
    assert [line for line in lines() if MARK in line or CODE in line or "10.1.2.3" in line] == []
