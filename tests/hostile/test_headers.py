"""Every answer, of every address and every status: all headers that keep a browser from foreign things."""

import re
import subprocess
import sys
from itertools import cycle

import pytest
from django.db import DatabaseError, OperationalError
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import get_resolver

from banshi.kernel.organisation.models import ApiKey, Staff
from banshi.kernel.ui.middleware import FILE_POLICY, PAGE_POLICY
from banshi.kernel.vault.digests import digest
from tests.addresses import routes
from tests.hostile.forms import opened
from tests.hostile.headers import HEADERS, unsafe

PLACES = re.compile(r"<(?:(\w+):)?\w+>")
WORDS = {"int": "1", "serial": "1", "uuid": "00000000-0000-4000-8000-000000000007", "article": "04-12"}
PAGE, CALL = "/verify/7QXK-9PLM-2WER/", "/api/v1/items"


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


def by_all_methods(visitor):
    """Every address there is, as a visitor asks for it, in turn by another method: 200, 302, 401, 403, 404, 405."""
    turns = cycle(("GET", "GET", "POST", "PUT", "HEAD"))
    for pattern, _view in routes(get_resolver()):
        path = "/" + PLACES.sub(lambda found: WORDS.get(found[1], "x"), pattern)
        yield path, opened(visitor, path, next(turns))


@pytest.mark.django_db
@pytest.mark.once
def test_every_answer_of_every_address_has_the_headers(cast, visitor):
    wrong, seen = [], set()
    for path, answer in by_all_methods(visitor):
        wrong += [(path, answer.status_code, found) for found in unsafe(answer)]
        wrong += [(path, "leaves a trace")] if answer.written else []
        seen.add(answer.status_code)
    assert wrong == []
    assert seen >= {200, 302, 401, 404, 405}
    assert max(seen) < 500


def no_host(visitor, monkeypatch, path):
    with override_settings(ALLOWED_HOSTS=["a.cn"]):
        return visitor.get(path, headers={"Host": "b.cn"})


def not_permitted(visitor, monkeypatch, path):
    if path == PAGE:
        return Client(enforce_csrf_checks=True).post("/verify/", {"code": "x"})
    her = Staff.objects.get(username="wangfang")
    ApiKey.objects.create(name="test", staff=her, digest=digest("api-key", "hers"))
    return visitor.get("/api/v1/integrity", headers={"Authorization": "Bearer hers"})


def wrong_method(visitor, monkeypatch, path):
    return visitor.delete(path)


def too_much(visitor, monkeypatch, path):
    for place in ("banshi.kernel.rates.middleware", "banshi.entrypoints.api.throttling"):
        monkeypatch.setattr(f"{place}.must_wait", lambda rate, who: 60)
    with override_settings(RATE_LIMITS=True):
        return visitor.get(path)


def failing(error):
    def ask(visitor, monkeypatch, path):
        def broken(*_given, **_more):
            raise error("told to nobody")

        for place in (
            "banshi.kernel.documents.queries.by_code",
            "banshi.entrypoints.api.v1.items.published",
        ):
            monkeypatch.setattr(place, broken)
        return visitor.get(path)

    return ask


STATUSES = {400: no_host, 403: not_permitted, 405: wrong_method, 429: too_much}
STATUSES |= {500: failing(DatabaseError), 503: failing(OperationalError)}


@pytest.mark.django_db
@pytest.mark.once
@pytest.mark.parametrize("path", [PAGE, CALL])
@pytest.mark.parametrize("status", STATUSES)
def test_an_answer_that_is_no_page_of_ours_has_them_too(status, path, cast, visitor, monkeypatch):
    answer = STATUSES[status](visitor, monkeypatch, path)
    assert (answer.status_code, unsafe(answer)) == (status, [])


def test_what_is_missing_is_found():
    bare = HttpResponse(
        '<p onclick="x()">', headers={"Content-Security-Policy": "default-src 'unsafe-inline' *"}
    )
    bare.set_cookie("a", "b")
    found = unsafe(bare)
    for sign in (
        "nosniff",
        "DENY",
        "camera",
        "cookie a",
        "policy: default-src",
        "inline  onclick",
        "frame-ancestors",
    ):
        assert any(sign in one for one in found) or sign in HEADERS.values(), sign
    assert len(found) >= len(HEADERS) + 5


@pytest.mark.pure
def test_the_policies_allow_nothing_inline_and_files_run_nowhere():
    assert "unsafe" not in PAGE_POLICY
    assert "sandbox" in FILE_POLICY
    assert "default-src 'none'" in FILE_POLICY


@pytest.mark.django_db
@pytest.mark.once
def test_leaving_clears_what_the_browser_kept(cast):
    client = Client()
    client.force_login(cast.staff("王芳"))
    assert client.post("/desk/logout/")["Clear-Site-Data"] == '"cache", "storage"'


IN_EARNEST = """
import django; django.setup()
from django.conf import settings as s
assert s.SESSION_COOKIE_NAME.startswith("__Host-") and s.CSRF_COOKIE_NAME.startswith("__Host-")
assert s.SESSION_COOKIE_SECURE and s.CSRF_COOKIE_SECURE and s.LANGUAGE_COOKIE_SECURE
assert s.SESSION_COOKIE_HTTPONLY and s.CSRF_COOKIE_HTTPONLY and s.LANGUAGE_COOKIE_HTTPONLY
assert {s.SESSION_COOKIE_SAMESITE, s.CSRF_COOKIE_SAMESITE} == {"Lax"}
assert s.SESSION_COOKIE_DOMAIN is None and s.SESSION_COOKIE_PATH == "/" and s.RATE_LIMITS
assert not s.SECURE_SSL_REDIRECT
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
try:
    validate_password("three-rivers-meet")
except ValidationError as refused:
    assert [one.code for one in refused.error_list] == ["password_too_common"]
else:
    raise AssertionError("a password of the bureau's list was taken")
validate_password("three-rivers-part")
from django.test import Client
answer = Client(headers={"Host": "a.cn", "X-Forwarded-Proto": "https"}).get("/colours.css")
assert answer["Strict-Transport-Security"] == "max-age=31536000", answer.headers
in_clear = Client(headers={"Host": "a.cn"}).get("/colours.css")
assert "Strict-Transport-Security" not in in_clear.headers and in_clear.status_code == 200
"""


@pytest.mark.pure
def test_cookies_and_https_in_earnest(tmp_path):
    key = "k1:" + "cmVoZWFyc2FsLW9ubHkta2V5LW5vdC1hLXNlY3JldCE="
    stolen = tmp_path / "stolen.txt"
    stolen.write_text("three-rivers-meet\n")
    inherited = {
        "PASSWORD_LIST": str(stolen),
        "BANSHI_ENV": "production",
        "BANSHI_DATA": str(tmp_path),
        "BANSHI_HOSTS": "a.cn",
        "BANSHI_TLS_PROXY": "on",
        "BANSHI_SECRET_KEY": "x" * 50,
        "BANSHI_VAULT_KEYS": key,
        "BANSHI_IDENTITY_KEYS": key,
        "BANSHI_DIGEST_KEY": "y",
        "DATABASE_URL": "sqlite://:memory:",
        "DJANGO_SETTINGS_MODULE": "banshi.config.settings",
        "PYTHONPATH": ":".join(sys.path),
    }
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", IN_EARNEST],
        env=inherited,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-600:]
