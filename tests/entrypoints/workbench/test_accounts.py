"""Accounts of staff: second factor, lock-out, open sessions, what a change of post does, three administrators."""

import re

import pytest
from django.test import Client

from banshi.kernel.ledger.models import Entry
from banshi.kernel.organisation import signed_in
from banshi.kernel.organisation.accounts import factors, keeping, locking, sessions
from banshi.kernel.organisation.models import Authenticator, LogInLock, OpenSession, Post, RecoveryCode, Staff
from banshi.lib import clock
from banshi.lib.results import NotPermitted
from tests.entrypoints.workbench.conftest import text
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db
SECRET = re.compile(r"<code>([A-Z2-7 ]+)</code>")
CODE = re.compile(r"<code>(\w{5}-\w{5})</code>")


@pytest.fixture(autouse=True)
def real_time(monkeypatch):
    """The half minutes of the codes, moved by hand."""
    now = {"at": 1_700_000_000.0}
    monkeypatch.setattr(clock, "real", lambda: now["at"])
    return now


def log_in(username, password=PASSWORD, client=None, **extra):
    client = client or Client(**extra)
    return client, client.post("/desk/login/", {"username": username, "password": password})


def code_of(secret):
    return factors._totp(secret.replace(" ", "")).generate(int(clock.real())).decode()


def enrolled(username="wangfang"):
    """A colleague with an authenticator: browser, secret, recovery codes."""
    client, _answer = log_in(username)
    secret = SECRET.search(client.get("/desk/account/authenticator/").content.decode())[1]
    page = client.post("/desk/account/authenticator/", {"code": code_of(secret)})
    return client, secret, CODE.findall(page.content.decode())


def inside(client):
    return client.get("/desk/").status_code == 200


def second(client, code):
    return client.post("/desk/login/second/", {"code": code})


def test_an_authenticator_is_taken_into_use_by_its_code_and_then_asked_at_every_log_in(cast, real_time):
    _client, secret, codes = enrolled()
    assert len(set(codes)) == 10
    client, answer = log_in("wangfang")
    assert answer["Location"] == "/desk/login/second/"
    assert not inside(client)
    real_time["at"] += 30
    assert second(client, code_of(secret))["Location"] == "/desk/"
    assert inside(client)


def test_a_wrong_code_takes_nothing_into_use(cast):
    client, _answer = log_in("wangfang")
    client.get("/desk/account/authenticator/")
    answer = client.post("/desk/account/authenticator/", {"code": "000000"})
    assert (answer.status_code, "验证码不对" in text(answer)) == (422, True)
    assert not Authenticator.objects.exists()


def test_the_secret_lies_sealed_and_the_codes_on_paper_as_digests(cast):
    _client, secret, codes = enrolled()
    row = Authenticator.objects.values_list("secret", flat=True).get()
    assert secret.replace(" ", "") not in str(getattr(row, "token", row))
    assert not {code.replace("-", "") for code in codes} & set(
        RecoveryCode.objects.values_list("digest", flat=True)
    )


def test_a_code_is_good_once_and_so_is_a_code_on_paper(cast, real_time):
    _client, secret, codes = enrolled()
    real_time["at"] += 60
    code = code_of(secret)
    assert second(log_in("wangfang")[0], code)["Location"] == "/desk/"
    assert second(log_in("wangfang")[0], code).status_code == 422
    paper = codes[0].lower()
    assert second(log_in("wangfang")[0], paper)["Location"] == "/desk/"
    assert second(log_in("wangfang")[0], paper).status_code == 422


@pytest.mark.parametrize(("steps", "taken"), [(1, [1, 0, -1]), (0, [0])])
def test_a_code_is_good_for_its_half_minute_and_as_many_beside_it_as_the_bureau_says(steps, taken, settings):
    settings.CODE_STEPS, secret = steps, factors.new_secret()
    totp, now = factors._totp(secret), int(clock.real())
    codes = {near: totp.generate(now + near * factors.STEP).decode() for near in range(3, -4, -1)}
    assert [near for near, code in codes.items() if factors._step_of(secret, code) is not None] == taken


def test_half_way_in_nothing_is_open_and_it_does_not_last(cast, real_time, at):
    _client, secret, _codes = enrolled()
    client, _answer = log_in("wangfang")
    assert client.get("/desk/inbox/")["Location"].startswith("/desk/login/")
    assert client.get("/desk/login/second/").status_code == 200
    real_time["at"] += 30
    with at("2026-11-23T10:11"):
        assert second(client, code_of(secret))["Location"] == "/desk/login/"
    assert Client().get("/desk/login/second/")["Location"] == "/desk/login/"


def test_a_post_that_needs_it_opens_nothing_before_it_is_there(cast, settings):
    settings.SECOND_FACTOR_POSTS = ["clerk"]
    client, _answer = log_in("wangfang")
    assert client.get("/desk/counter/")["Location"] == "/desk/account/"
    assert "您的岗位要求两步验证" in text(client.get("/desk/account/"))
    secret = SECRET.search(client.get("/desk/account/authenticator/").content.decode())[1]
    client.post("/desk/account/authenticator/", {"code": code_of(secret)})
    assert client.get("/desk/counter/").status_code == 200
    client.post("/desk/account/change/", {"do": "remove_authenticator"})
    assert Authenticator.objects.exists()


def test_whoever_sits_down_at_an_open_screen_cannot_change_the_factors(cast, at, real_time):
    client, secret, _codes = enrolled()
    with at("2026-11-23T10:20"):
        assert client.get("/desk/account/passkey/")["Location"].startswith("/desk/account/confirm/")
        client.post("/desk/account/change/", {"do": "remove_authenticator"})
        assert Authenticator.objects.exists()
        real_time["at"] += 30
        sent = {"code": code_of(secret), "next": "/desk/account/passkey/"}
        assert client.post("/desk/account/confirm/", sent)["Location"] == "/desk/account/passkey/"
        assert client.get("/desk/account/passkey/").status_code == 200


def test_exports_ask_once_more_who_it_is_after_a_quarter_of_an_hour(cast, settings, at):
    settings.STEP_UP_MINUTES = 15
    client, _answer = log_in("sunli")
    assert client.get("/desk/administration/export/").status_code == 200
    with at("2026-11-23T10:16"):
        asked = client.get("/desk/administration/export/")["Location"]
        assert asked == "/desk/account/confirm/?next=%2Fdesk%2Fadministration%2Fexport%2F"
        assert "密码" in text(client.get(asked))
        answer = client.post(asked, {"password": "wrong", "next": "/desk/administration/export/"})
        assert (answer.status_code, "密码不对" in text(answer)) == (422, True)
        client.post(asked, {"password": PASSWORD, "next": "/desk/administration/export/"})
        assert client.get("/desk/administration/export/").status_code == 200


# --- lock-out ---------------------------------------------------------------------------------------------------


def wrong(username, times=5, **extra):
    return [log_in(username, "wrong", **extra)[1] for _ in range(times)]


def test_after_five_wrong_passwords_the_account_waits_there_and_only_there(cast, at):
    wrong("wangfang")
    _client, answer = log_in("wangfang")
    assert "请 30 分钟后再试" in text(answer)
    assert "000-0000-0100" in text(answer)
    assert log_in("wangfang", REMOTE_ADDR="203.0.113.9")[1].status_code == 302
    assert log_in("liqiang")[1].status_code == 302
    with at("2026-11-23T10:31"):
        assert log_in("wangfang")[1].status_code == 302


def test_a_right_password_takes_back_the_wrong_ones(cast):
    for _round in range(3):
        wrong("wangfang", 4)
        assert log_in("wangfang")[1].status_code == 302


def test_who_does_not_exist_waits_like_everybody(cast):
    wrong("nobody")
    assert "请 30 分钟后再试" in text(log_in("nobody")[1])


def test_wrong_codes_count_like_wrong_passwords(cast, real_time):
    _client, secret, _codes = enrolled()
    client, _answer = log_in("wangfang")
    assert [second(client, "000000").status_code for _ in range(5)] == [422] * 5
    real_time["at"] += 30
    assert "请 30 分钟后再试" in text(second(client, code_of(secret)))
    assert not inside(client)


def test_a_right_password_gives_no_new_tries_for_the_second_factor(cast, real_time):
    enrolled()
    for _again in range(5):
        client, _answer = log_in("wangfang")
        second(client, "000000")
    _client, answer = log_in("wangfang")
    assert "连续输错" in text(answer)


def test_the_security_administrator_unlocks_and_the_ledger_knows_without_addresses(cast, at_desk):
    wrong("wangfang", REMOTE_ADDR="203.0.113.77")
    entry = Entry.objects.filter(act="log_in_locked").latest("pk")
    assert entry.stream == f"staff:{cast.staff_id('王芳')}"
    assert "203.0.113" not in str(entry.payload) + str(list(LogInLock.objects.values_list()))
    screen = at_desk("严守")
    assert "王芳" in text(screen.open("accounts/"))
    screen.send("accounts/", do="unlock", id=cast.staff_id("王芳"))
    assert log_in("wangfang", REMOTE_ADDR="203.0.113.77")[1].status_code == 302
    assert Entry.objects.filter(act="log_in_unlocked").latest("pk").actor == f"staff:{cast.staff_id('严守')}"
    assert "没有锁定" in text(screen.client.post("/desk/accounts/", {"do": "unlock", "id": 1}, follow=True))


# --- sessions ---------------------------------------------------------------------------------------------------


def test_open_sessions_are_listed_and_ended_by_their_owner(cast):
    phone, _answer = log_in("wangfang", HTTP_USER_AGENT="Mozilla/5.0 (Linux; Android 14) Chrome/140 Mobile")
    desk, _answer = log_in("wangfang", HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Chrome/140 Edg/140")
    page = text(desk.get("/desk/account/"))
    assert "Android · Chrome" in page
    assert "Windows · Edge （就是这里）" in page
    other = OpenSession.objects.get(device="Android · Chrome")
    desk.post("/desk/account/change/", {"do": "end", "id": other.pk})
    assert (inside(phone), inside(desk)) == (False, True)


def test_nobody_ends_somebody_elses_session_but_the_security_administrator(cast, at_desk):
    client, _answer = log_in("wangfang")
    row = OpenSession.objects.get()
    answer = at_desk("李强").send("account/change/", do="end", id=row.pk)
    assert (answer.status_code, inside(client)) == (403, True)
    assert at_desk("李强").send("account/change/", do="end", id=999).status_code == 403
    at_desk("严守").send("accounts/", do="end", id=row.pk)
    assert not inside(client)


def test_a_change_of_post_and_a_deactivation_hold_at_once_in_open_sessions(cast, at_desk):
    client, _answer = log_in("wangfang")
    assert client.get("/desk/counter/").status_code == 200
    Post.objects.filter(staff__username="wangfang").update(role="guide")
    assert client.get("/desk/counter/").status_code == 403
    at_desk("严守").send(f"accounts/{cast.staff_id('王芳')}/deactivate/")
    assert client.get("/desk/")["Location"].startswith("/desk/login/")
    assert log_in("wangfang")[1].status_code == 200
    at_desk("严守").send("accounts/", do="activate", id=cast.staff_id("王芳"))
    assert inside(log_in("wangfang")[0])


def test_a_forgotten_password_and_a_lost_telephone_are_the_security_administrators_business(cast, at_desk):
    client, _secret, _codes = enrolled()
    screen, number = at_desk("严守"), cast.staff_id("王芳")
    screen.send(f"accounts/{number}/reset/")
    assert not inside(client)
    assert not factors.factors_of(number).any
    page = screen.send(f"accounts/{number}/password/").content.decode()
    fresh, answer = log_in("wangfang", re.search(r"<code>(\w{14})</code>", page)[1])
    assert answer.status_code == 302
    assert fresh.get("/desk/")["Location"] == "/desk/password/"


@pytest.mark.parametrize(
    ("do", "says"),
    [("deactivate", "手上的办件不会自动改派"), ("reset", "全部作废，不能恢复"), ("end-all", "账号没有停用")],
)
def test_what_somebody_else_will_feel_is_asked_twice(do, says, cast, at_desk):
    client, _answer = log_in("wangfang")
    screen, number = at_desk("严守"), cast.staff_id("王芳")
    assert f'href="/desk/accounts/{number}/end-all/"' in screen.open("accounts/").content.decode()
    page = screen.open(f"accounts/{number}/{do}/")
    assert "王芳" in text(page)
    assert "现在登录着 1 处" in text(page)
    assert says in text(page)
    assert inside(client)
    assert screen.send("accounts/", do=do, id=number).status_code == 404
    assert screen.send(f"accounts/{number}/{do}/").status_code == 302
    assert not inside(client)
    assert inside(log_in("wangfang")[0]) == (do != "deactivate")


def test_the_question_is_for_the_security_administrator_and_about_somebody(cast, at_desk):
    number = cast.staff_id("王芳")
    assert at_desk("周明").send(f"accounts/{number}/end-all/").status_code == 403
    assert at_desk("严守").open("accounts/999999/end-all/").status_code == 404
    assert at_desk("严守").open(f"accounts/{number}/drop/").status_code == 404


def test_one_leaves_every_other_place_after_a_second_question(cast):
    phone, _answer = log_in("wangfang", HTTP_USER_AGENT="Mozilla/5.0 (Linux; Android 14) Chrome/140 Mobile")
    desk, _answer = log_in("wangfang")
    assert "您还在 1 处登录着" in text(desk.get("/desk/account/elsewhere/"))
    assert inside(phone)
    desk.post("/desk/account/elsewhere/")
    assert (inside(phone), inside(desk)) == (False, True)
    assert "没有登录着的地方" in text(desk.get("/desk/account/elsewhere/"))
    entry = Entry.objects.filter(act="sessions_ended").latest("pk")
    assert (entry.stream, entry.payload) == (f"staff:{cast.staff_id('王芳')}", {"sessions": 1})


def test_in_english_colleagues_have_their_english_names(cast, at_desk):
    screen = at_desk("严守")
    screen.client.cookies["django_language"] = "en"
    page = text(screen.open("accounts/"))
    assert "Wang Fang" in page
    assert "王芳" not in page
    assert "、" not in page


def test_logging_out_closes_the_line(cast):
    client, _answer = log_in("wangfang")
    assert client.post("/desk/logout/")["Location"] == "/desk/login/"
    assert OpenSession.objects.get().ended_at is not None
    assert sessions.open_sessions(cast.staff_id("王芳")) == []


def test_a_page_that_asks_for_news_by_itself_keeps_nobody_in(cast, at):
    client, _answer = log_in("wangfang")
    begun = OpenSession.objects.get().seen_at
    with at("2026-11-23 10:20"):
        client.get("/desk/hall/", headers={"HX-Request": "true"})
        assert OpenSession.objects.get().seen_at == begun
        client.get("/desk/hall/")
        assert OpenSession.objects.get().seen_at > begun


def test_the_list_says_when_a_browser_was_last_seen_and_who_works_stays_in(cast, at):
    client, _answer = log_in("wangfang")
    began = client.session.get_expiry_date()
    with at("2026-11-23T10:25"):
        client.get("/desk/")
    assert OpenSession.objects.get().seen_at == clock.parse("2026-11-23T10:25")
    assert client.session.get_expiry_date() >= began


# --- 三员分立 ---------------------------------------------------------------------------------------------------

CLOSED = {
    "周明": ("accounts/", "audit/", "administration/staff/"),
    "严守": (
        "audit/",
        "administration/",
        "administration/catalogue/",
        "administration/webhooks/",
        "administration/export/",
    ),
    "苏鸣": ("accounts/", "administration/", "administration/staff/", "administration/export/"),
}


@pytest.mark.parametrize("name", sorted(CLOSED))
def test_each_of_the_three_finds_the_doors_of_the_others_shut(name, at_desk):
    screen = at_desk(name)
    assert {page: screen.open(page).status_code for page in CLOSED[name]} == dict.fromkeys(CLOSED[name], 403)
    menu = screen.open("").content.decode()
    assert not [page for page in CLOSED[name] if f'href="/desk/{page}"' in menu]


@pytest.mark.parametrize("name", ["周明", "苏鸣", "赵敏", "陈局"])
def test_what_guards_accounts_is_refused_to_all_others_also_past_the_pages(name, cast, actor):
    victim = cast.staff_id("王芳")
    for act in (keeping.deactivate, keeping.activate, keeping.give_password, locking.unlock, factors.reset):
        with pytest.raises(NotPermitted):
            act(staff_id=victim, actor=actor(name))
    assert Staff.objects.get(pk=victim).check_password(PASSWORD)


@pytest.mark.parametrize("do", ["deactivate", "reset"])
def test_nobody_does_it_to_their_own_account(do, cast, at_desk):
    screen = at_desk("严守")
    answer = screen.client.post(f"/desk/accounts/{cast.staff_id('严守')}/{do}/", follow=True)
    assert "自己的" in text(answer)
    assert inside(screen.client)


def test_the_audit_administrator_reads_what_the_others_did_and_has_nothing_to_press(cast, at_desk):
    at_desk("严守").send(f"accounts/{cast.staff_id('王芳')}/deactivate/")
    page = at_desk("苏鸣").open("audit/")
    row = text(page)
    assert "严守停用账号王芳" in row.replace(" ", "")
    main = page.content.decode().partition("<main")[2].partition("</main")[0]
    assert "<form" not in main
    assert at_desk("苏鸣").open("audit/", before="x1").status_code == 200


@pytest.mark.parametrize("path", ["accounts/", "account/change/"])
@pytest.mark.parametrize("sent", [("", ""), ("drop", "1"), ("end", "٣"), ("end", "9" * 40)])
def test_bad_input_is_no_error_page_of_ours(path, sent, at_desk):
    assert at_desk("严守").send(path, do=sent[0], id=sent[1]).status_code in {403, 404}


def test_a_session_of_which_nothing_is_known_is_not_strong(rf):
    assert not signed_in.strong({})
    assert not signed_in.fresh({}, 15)


ODD_ANSWERS = ("javascript:alert(1)", "[]", "1", "null", '{"id": "\\u0000"}', "[" * 9000)


@pytest.mark.parametrize("answer", ODD_ANSWERS)
def test_what_is_no_answer_of_a_passkey_is_refused_in_words(cast, answer):
    client, _answer = log_in("wangfang")
    client.get("/desk/account/passkey/")
    page = client.post("/desk/account/passkey/", {"name": "办公室电脑", "answer": answer})
    assert page.status_code == 422
    assert factors.WRONG_KEY in text(page)
