"""Every page: no script and no style inside it, and all headers that keep a browser from foreign things."""

import re
import subprocess
import sys

import pytest
from django.test import Client

from banshi.kernel.ui.middleware import FILE_POLICY, PAGE_POLICY
from tests.hostile.forms import crawled, opened

INLINE = re.compile(
    r"<script(?![^>]*\ssrc=)(?![^>]*type=.application/(?:ld\+)?json.)[^>]*>|<style|\sstyle=[\"']|\son[a-z]+=[\"']"
    r"|(?:href|src|action)=[\"']\s*javascript:",
    re.IGNORECASE,
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.mark.django_db
@pytest.mark.once
def test_no_page_has_anything_inline_and_all_have_the_headers(cast, accepted_case):
    accepted_case("张伟")
    clients = {"": Client(), "王芳": Client()}
    clients["王芳"].force_login(cast.staff("王芳"))
    doors = {"": ["/", "/desk/login/", "/styleguide/"], "王芳": ["/desk/"]}
    seen = 0
    for who, path, text in crawled(clients, doors, each=1):
        assert INLINE.search(text) is None, (path, INLINE.search(text)[0])
        seen += 1
        if seen % 10 == 1:
            answer = opened(clients[who], path)
            assert {name: answer[name] for name in HEADERS} == HEADERS
            assert answer["Content-Security-Policy"] == PAGE_POLICY
            assert "camera=()" in answer["Permissions-Policy"]
            assert not who or "no-store" in answer["Cache-Control"], path
    assert seen > 30


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
from django.test import Client
answer = Client(headers={"Host": "a.cn", "X-Forwarded-Proto": "https"}).get("/colours.css")
assert answer["Strict-Transport-Security"] == "max-age=31536000", answer.headers
assert "Strict-Transport-Security" not in Client(headers={"Host": "a.cn"}).get("/colours.css").headers
"""


@pytest.mark.pure
def test_cookies_and_https_in_earnest(tmp_path):
    key = "k1:" + "cmVoZWFyc2FsLW9ubHkta2V5LW5vdC1hLXNlY3JldCE="
    inherited = {
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
