"""用统一身份登录 against a real OpenID provider (oidc-provider), over real HTTP."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from banshi.kernel.ledger.models import Entry
from banshi.kernel.organisation.models import OpenSession, Staff
from tests.entrypoints.workbench.conftest import text
from tests.entrypoints.workbench.provider import Browser, clock_ahead, identity_provider, settings_for

# It asks the same of every database.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module")
def issuer():
    with identity_provider() as address:
        yield address


@pytest.fixture
def browser(cast, issuer):
    return Browser()


def query(address):
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def remember(browser, **other):
    """Let our side remember something else of the log-in on its way."""
    session = browser.desk.session
    key = next(name for name, _value in session.items() if name.startswith("_state_oidc_"))
    session[key] = session[key] | {"data": session[key]["data"] | other}
    session.save()


def inside(browser):
    return browser.desk.get("/desk/").status_code == 200


def test_the_log_in_page_offers_it_only_where_there_is_one(cast, issuer, settings):
    assert "用统一身份登录" in text(Client().get("/desk/login/"))
    settings.OIDC = settings_for("")
    assert "用统一身份登录" not in text(Client().get("/desk/login/"))
    assert [Client().get(f"/desk/login/{page}").status_code for page in ("sso/", "sso/back/")] == [404, 404]


def test_a_colleague_comes_in_and_lands_where_they_wanted_to_go(browser, cast):
    answer = browser.log_in("wangfang", next="/desk/inbox/")
    assert answer["Location"] == "/desk/inbox/"
    assert inside(browser)
    row = OpenSession.objects.get(staff=cast.staff("王芳"))
    assert (row.way, row.ended_at) == ("oidc", None)
    entry = Entry.objects.filter(stream=f"staff:{cast.staff_id('王芳')}", act="logged_in").latest("pk")
    assert entry.payload == {"session": row.pk, "way": "oidc", "strong": False}


def test_state_nonce_and_pkce_go_along(browser):
    asked = query(browser.leave_for_provider())
    assert asked["code_challenge_method"] == "S256"
    assert min(len(asked[name]) for name in ("state", "nonce", "code_challenge")) >= 20
    assert (asked["response_type"], asked["client_id"]) == ("code", "banshi")
    assert asked["redirect_uri"] == "http://testserver/desk/login/sso/back/"


def test_no_foreign_address_follows_a_log_in(browser):
    assert browser.log_in("wangfang", next="https://elsewhere.example/")["Location"] == "/desk/"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("nobody-here", "还没有您的账号"), ("hejing", "已经停用"), ("WANGFANG", "还没有您的账号")],
)
def test_whom_the_provider_knows_and_we_do_not_is_told_what_to_do(browser, name, sentence):
    Staff.objects.filter(username="hejing").update(is_active=False)
    before = Staff.objects.count()
    answer = browser.log_in(name)
    assert (answer.status_code, sentence in text(answer)) == (403, True), text(answer)
    assert "联系安全管理员" in text(answer)
    assert "/session/end?client_id=banshi" in answer.content.decode()
    assert Staff.objects.count() == before
    assert not inside(browser)


def test_a_wrong_state_opens_nothing(browser):
    back = browser.be("wangfang", browser.leave_for_provider())
    answer = browser.come_back(back.replace(query(back)["state"], "somebody-elses-state"))
    assert (answer.status_code, "没有成功" in text(answer)) == (403, True)
    assert not inside(browser)


def test_somebody_elses_way_back_opens_nothing(browser):
    victim = Browser()
    answer = victim.come_back(browser.be("wangfang", browser.leave_for_provider()))
    assert answer.status_code == 403
    assert not inside(victim)


def test_a_token_for_another_log_in_is_refused(browser):
    """The nonce that we remember is not the one in the signed token."""
    back = browser.be("wangfang", browser.leave_for_provider())
    remember(browser, nonce="of-another-log-in")
    assert browser.come_back(back).status_code == 403
    assert not inside(browser)


def test_without_the_verifier_the_code_is_worth_nothing(browser):
    back = browser.be("wangfang", browser.leave_for_provider())
    remember(browser, code_verifier="x" * 48)
    assert browser.come_back(back).status_code == 403


def test_a_code_opens_once(browser):
    back = browser.be("wangfang", browser.leave_for_provider())
    assert browser.come_back(back)["Location"] == "/desk/"
    browser.desk.post("/desk/logout/")
    assert browser.come_back(back).status_code == 403
    assert not inside(browser)


def test_a_code_that_waited_too_long_opens_nothing(browser, issuer):
    back = browser.be("wangfang", browser.leave_for_provider())
    with clock_ahead(issuer, 62):
        assert browser.come_back(back).status_code == 403
    assert not inside(browser)


def test_who_says_no_at_the_provider_is_back_at_a_plain_page(browser):
    state = query(browser.leave_for_provider())["state"]
    answer = browser.desk.get("/desk/login/sso/back/", {"error": "access_denied", "state": state})
    assert (answer.status_code, "没有成功" in text(answer)) == (403, True)


def test_a_provider_of_another_name_is_not_believed(browser, issuer, settings):
    back = browser.be("wangfang", browser.leave_for_provider())
    settings.OIDC = settings.OIDC | {"issuer": issuer.replace("127.0.0.1", "localhost")}
    assert browser.come_back(back).status_code == 403


def test_another_claim_may_name_the_colleague(browser, settings, cast):
    settings.OIDC = settings.OIDC | {"claim": "sub"}
    assert browser.log_in("wangfang")["Location"] == "/desk/"
    assert inside(browser)


def test_leaving_ends_the_session_here_and_offers_the_providers_end(browser):
    browser.log_in("wangfang")
    assert browser.desk.post("/desk/logout/")["Location"] == "/desk/logout/done/"
    assert not inside(browser)
    page = browser.desk.get("/desk/logout/done/").content.decode()
    address = page.split('href="http://127')[1].split('"')[0].replace("&amp;", "&")
    assert browser.be("", f"http://127{address}").startswith("http://testserver/desk/login/")
    # The provider has forgotten them: it asks again who it is.
    assert browser.log_in("liqiang")["Location"] == "/desk/"
    assert OpenSession.objects.filter(ended_at=None).get().staff.username == "liqiang"


def test_a_provider_out_of_reach_is_said_and_the_password_still_works(cast, settings):
    settings.OIDC = settings_for("http://127.0.0.1:9")
    answer = Client().get("/desk/login/sso/")
    assert (answer.status_code, "连不上统一身份认证" in text(answer)) == (503, True)
    client = Client()
    sent = {"username": "wangfang", "password": "a password for tests"}
    assert client.post("/desk/login/", sent)["Location"] == "/desk/"


def test_the_password_can_be_left_to_one_account_for_emergencies(cast, issuer, settings):
    settings.PASSWORD_LOGIN, settings.EMERGENCY_ACCOUNT = False, "zhouming"
    answer = Client().post("/desk/login/", {"username": "wangfang", "password": "a password for tests"})
    assert (answer.status_code, "请点“用统一身份登录”" in text(answer)) == (200, True)
    client = Client()
    sent = {"username": "zhouming", "password": "a password for tests"}
    assert client.post("/desk/login/", sent)["Location"] == "/desk/"


def test_nothing_of_the_provider_is_kept_or_logged(browser, caplog):
    with caplog.at_level("DEBUG"):
        browser.log_in("wangfang")
        browser.come_back("http://testserver/desk/login/sso/back/?code=secret-code&state=none")
    kept = repr(dict(browser.desk.session.items()))
    assert not [word for word in ("token", "eyJ", "verifier", "nonce", "known-to-the-tests") if word in kept]
    ours = " ".join(one.getMessage() for one in caplog.records if one.name.startswith("banshi"))
    assert "MismatchingStateError" in ours
    assert not [word for word in ("secret-code", "wangfang", "王芳", "known-to-the-tests") if word in ours]
