"""What the product sets around its pages: headers, cookies, passwords, caches (lines of `tests/house/asvs.yaml`)."""

import base64
import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver

from banshi.config.settings import security
from banshi.kernel.organisation.accounts import factors, keeping
from banshi.kernel.organisation.models import Authenticator
from banshi.kernel.organisation.network import address_of
from banshi.lib import clock, ids
from tests.addresses import routes
from tests.house.source import modules
from tests.house.test_routes import guard
from tests.people import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.urls("banshi.config.urls")]
PLACES = ("/", "/desk/login/", "/progress/", "/complaints/", "/api/v1/items", "/regulations/")


def log_in(username, client=None):
    client = client or Client()
    client.post("/desk/login/", {"username": username, "password": PASSWORD})
    return client


def test_the_cookie_of_a_session_is_for_no_script(cast):
    cookie = log_in("wangfang").cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_a_session_is_read_as_json():
    assert settings.SESSION_SERIALIZER.endswith("JSONSerializer")


@pytest.mark.parametrize("path", PLACES)
def test_no_other_site_is_let_in_by_name(path, cast):
    answer = Client(headers={"Origin": "https://elsewhere.example"}).get(path)
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize("path", PLACES)
def test_every_answer_carries_its_headers(path, cast):
    headers = Client().get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", PLACES)
def test_a_trace_is_refused(path, cast):
    assert Client().trace(path).status_code == 405


def test_a_header_of_the_callers_own_is_not_taken_for_the_proxys(settings):
    meta = {"REMOTE_ADDR": "203.0.113.9", "HTTP_X_FORWARDED_FOR": "10.0.0.1"}
    assert address_of(meta) == "203.0.113.9"
    settings.BANSHI_ADDRESS_HEADER = "HTTP_X_FORWARDED_FOR"
    # What the proxy adds stands last; what the caller wrote before it is not believed.
    assert address_of(meta | {"HTTP_X_FORWARDED_FOR": "10.0.0.1, 198.51.100.7"}) == "198.51.100.7"


@pytest.mark.parametrize(
    "new", ["x" * 64 + " and more", " leading and trailing ", "全是汉字也可以的口令密码"]
)
def test_a_password_is_masked_pasted_and_taken_whole(new, cast):
    client = log_in("wangfang")
    page = client.get("/desk/password/").content.decode()
    assert len(re.findall(r'<input[^>]*type="password"', page)) == 3
    assert "onpaste" not in page
    assert not re.search(r'<input[^>]*type="password"[^>]*autocomplete="off"', page)
    assert client.post("/desk/password/", {"old": PASSWORD, "new": new, "again": new}).status_code == 302
    again = Client()
    assert again.post("/desk/login/", {"username": "wangfang", "password": new}).status_code == 302
    cut = {"username": "wangfang", "password": new[:-1]}
    assert Client().post("/desk/login/", cut).status_code == 200


def test_a_reset_password_does_not_pass_by_the_second_factor(cast, actor):
    staff = cast.staff("王芳")
    Authenticator.objects.create(staff=staff, secret="JBSWY3DPEHPK3PXP", added_at=clock.now())
    secret = keeping.give_password(staff_id=staff.pk, actor=actor("严守"))
    answer = Client().post("/desk/login/", {"username": "wangfang", "password": secret})
    assert answer["Location"] == "/desk/login/second/"


def test_a_log_in_gives_another_key_and_the_old_one_opens_nothing(cast):
    client = Client()
    client.get("/desk/login/")
    client.session.save()
    before = client.session.session_key
    log_in("wangfang", client)
    after = client.cookies[settings.SESSION_COOKIE_NAME].value
    # 32 characters of 36: 165 bits.
    assert (before != after, len(after)) == (True, 32)
    client.post("/desk/logout/")
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = after
    assert thief.get("/desk/").status_code == 302


def of_the_desk():
    """Every page of the desk that opens without an id."""
    return [
        f"/{path}"
        for path, view in routes(get_resolver())
        if path.startswith("desk/") and "<" not in path and guard(view) != "public"
    ]


def test_pages_of_the_desk_are_kept_by_no_browser_and_show_the_way_out(cast):
    kept, without = [], []
    for name in ("孙丽", "陈局", "严守", "周明"):
        client = Client()
        client.force_login(cast.staff(name))
        for path in of_the_desk():
            answer = client.get(path)
            if answer.status_code != 200 or answer.streaming:
                continue
            if "no-store" not in answer.headers.get("Cache-Control", ""):
                kept.append(path)
            page = answer.content.decode(errors="replace")
            if "<nav" in page and "/desk/logout/" not in page:
                without.append(path)
    assert sorted(set(kept)) == []
    assert sorted(set(without)) == []


def test_a_password_is_good_for_years(cast, at):
    with at("2031-11-24 10:00"):
        client = Client()
        answer = client.post("/desk/login/", {"username": "wangfang", "password": PASSWORD})
        assert answer["Location"] == "/desk/"
        assert client.get("/desk/account/").status_code == 200


def test_whatever_nobody_may_guess_has_128_bits():
    # Codes that people type are shorter, and counted: entrypoints/portal/test_guessing.py.
    assert len(base64.urlsafe_b64decode(ids.token() + "=")) >= 16
    assert len(base64.b32decode(factors.new_secret())) >= 16
    assert min(map(len, vault_keys())) >= 16
    assert len({ids.token() for _ in range(100)}) == 100


def vault_keys():
    """The keys of the settings, as bytes."""
    pairs = f"{settings.VAULT_KEYS},{settings.IDENTITY_KEYS}".split(",")
    return [base64.b64decode(pair.partition(":")[2]) for pair in pairs]


def test_passwords_are_kept_by_argon2_alone():
    assert security.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def test_debugging_cannot_be_switched_on():
    assert security.DEBUG is False
    assert [
        path for path in modules() if re.search(r"env\.\w+\(\"[A-Z_]*DEBUG", path.read_text("utf-8"))
    ] == []
