"""What a change of post, section, leave or account does to what is open already: at once, and drafts stay."""

import datetime as dt

import pytest
from django.test import Client

from banshi.entrypoints.api import authentication
from banshi.kernel.cases.models import Case
from banshi.kernel.ledger.models import Entry
from banshi.kernel.organisation import feeds, saved_views
from banshi.kernel.organisation.accounts import keeping, locking, sessions, turned_away
from banshi.kernel.organisation.models import ApiKey, Deputy, LogInLock, Post, Staff
from banshi.kernel.organisation.permissions import Relation, may
from banshi.kernel.vault.digests import digest
from banshi.lib import clock
from banshi.lib.results import Refused
from tests.people import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.once]
DAY = dt.date(2026, 11, 23)


@pytest.fixture(autouse=True)
def no_caller_is_remembered():
    authentication.forget()
    yield
    authentication.forget()


def log_in(username, password=PASSWORD):
    client = Client()
    client.post("/desk/login/", {"username": username, "password": password})
    return client


def caller(cast, name):
    secret = f"key-{cast.staff_id(name)}"
    ApiKey.objects.create(name="test", staff=cast.staff(name), digest=digest("api-key", secret))
    return Client(headers={"Authorization": f"Bearer {secret}"})


def end_posts(name, role=None):
    Post.objects.filter(staff__name_zh=name).update(last=DAY - dt.timedelta(days=1))
    if role:
        staff = Staff.objects.get(name_zh=name)
        Post.objects.create(staff=staff, role=role, section=staff.section, first=DAY)


CHANGES = {
    "the post ends": lambda: end_posts("李强"),
    "another post": lambda: end_posts("李强", "guide"),
    "another section": lambda: Post.objects.filter(staff__name_zh="李强").update(
        section_id=Post.objects.get(staff__name_zh="何静").section_id
    ),
    "a declared interest": lambda: Case.objects.update(recused=[Staff.objects.get(name_zh="李强").pk]),
    "the account switched off": lambda: Staff.objects.filter(name_zh="李强").update(is_active=False),
}


def deeds():
    """Entries of the ledger, but for the note that somebody was refused."""
    return Entry.objects.exclude(act=turned_away.ACT).count()


@pytest.mark.parametrize("change", sorted(CHANGES))
def test_what_is_open_closes_with_the_next_page(change, cast, accepted_case):
    case_id = accepted_case()
    page, act = f"/desk/cases/{case_id}/", f"/desk/cases/{case_id}/claim/"
    client = log_in("liqiang")
    assert client.get(page).status_code == 200
    CHANGES[change]()
    entries = deeds()
    if change == "a declared interest":
        assert client.post(act).status_code in {403, 404}
    else:
        assert client.get(page).status_code in {302, 403, 404}
        assert client.post(act).status_code in {302, 403, 404}
    assert deeds() == entries


@pytest.mark.parametrize("change", sorted(CHANGES.keys() - {"a declared interest"}))
def test_a_key_of_another_system_holds_what_its_account_holds_within_a_minute(
    change, cast, accepted_case, at
):
    path = f"/api/v1/cases/{accepted_case()}"
    system = caller(cast, "李强")
    assert system.get(path).status_code == 200
    CHANGES[change]()
    with at("2026-11-23 10:01"):
        assert system.get(path).status_code in {401, 403, 404}


def test_a_revoked_key_opens_nothing_within_a_minute(cast, at):
    system = caller(cast, "李强")
    assert system.get("/api/v1/cases").status_code == 200
    ApiKey.objects.update(revoked_at=clock.now())
    with at("2026-11-23 10:01"):
        assert system.get("/api/v1/cases").status_code == 401


def test_a_deputy_holds_the_powers_from_the_first_minute_of_leave_to_the_last_in_an_open_session(
    cast, accepted_case, at
):
    page = f"/desk/cases/{accepted_case()}/assign/"
    client = Client()
    client.force_login(cast.staff("冯涛"))
    Deputy.objects.create(
        absent=cast.staff("赵敏"), deputy=cast.staff("冯涛"), first=DAY, last=DAY, reason="年休假"
    )
    assert client.get(page).status_code == 200
    with at("2026-11-24 00:01"):
        assert client.get(page).status_code == 404


def test_a_deputy_of_one_of_the_three_who_is_another_of_them_gets_nothing_more(cast, actor):
    Deputy.objects.create(
        absent=cast.staff("严守"), deputy=cast.staff("周明"), first=DAY, last=DAY, reason="出差"
    )
    assert not may(actor("周明"), "guard_accounts")
    assert may(actor("周明"), "import_catalogue")


def test_the_calendar_address_of_who_left_is_closed_and_that_of_who_moved_shows_what_is_theirs(cast, actor):
    token = feeds.open_calendar(actor=actor("李强"))
    path = f"/desk/calendar/{token}.ics"
    assert Client().get(path).status_code == 200
    keeping.deactivate(staff_id=cast.staff_id("李强"), actor=actor("严守"))
    assert Client().get(path).status_code == 404


def test_what_was_begun_is_kept_for_who_comes_back(cast, actor):
    saved_views.keep_view(staff_id=cast.staff_id("李强"), name="我的", filters="mine=1")
    keeping.deactivate(staff_id=cast.staff_id("李强"), actor=actor("严守"))
    keeping.activate(staff_id=cast.staff_id("李强"), actor=actor("严守"))
    assert [one.name for one in saved_views.saved_views(cast.staff_id("李强"))] == ["我的"]


# --- sessions and the password ----------------------------------------------------------------------------------


def test_a_busy_session_ends_after_a_working_day(cast, at):
    client = log_in("wangfang")
    for hour in range(10, 23):
        with at(f"2026-11-23T{hour}:01"):
            answer = client.get("/desk/account/")
        if hour < 22:
            assert answer.status_code == 200
    assert answer["Location"].startswith("/desk/login/")
    assert client.get("/desk/").status_code == 302


def test_a_new_password_ends_all_other_sessions_and_stands_in_the_ledger_without_itself(cast):
    one, other = log_in("wangfang"), log_in("wangfang")
    new = "three words and a river"
    sent = {"old": PASSWORD, "new": new, "again": new}
    assert one.post("/desk/password/", sent).status_code == 302
    assert [client.get("/desk/").status_code for client in (one, other)] == [200, 302]
    assert [line.current for line in sessions.open_sessions(cast.staff_id("王芳"))] == [False]
    entry = Entry.objects.get(act="password_changed")
    assert new not in str(entry.payload)
    one.post("/desk/logout/")
    assert sessions.open_sessions(cast.staff_id("王芳")) == []


def test_wrong_tries_of_the_password_at_an_open_screen_are_counted(cast):
    client = log_in("wangfang")
    new = "three words and a river"
    for _again in range(5):
        client.post("/desk/password/", {"old": "wrong", "new": new, "again": new})
    assert LogInLock.objects.get().until is not None
    assert client.post("/desk/password/", {"old": PASSWORD, "new": new, "again": new}).status_code == 422
    assert cast.staff("王芳").check_password(PASSWORD)


def test_nobody_unlocks_their_own_account(cast, actor):
    for _again in range(5):
        locking.failed("yanshou", "203.0.113.1")
    with pytest.raises(Refused):
        locking.unlock(staff_id=cast.staff_id("严守"), actor=actor("严守"))
    assert locking.waits("yanshou", "203.0.113.1")


def test_the_last_moment_of_a_confidential_stream_is_told_to_no_key(cast, accepted_case, at):
    accepted_case()
    log_in("zhaomin")
    system = caller(cast, "李强")
    for stream in (f"staff:{cast.staff_id('赵敏')}", "complaint:x", "appraisal:1", "probity:1", "case:x"):
        assert system.get(f"/api/v1/ledger/{stream}").status_code == 404, stream
    log_in("liqiang")
    assert system.get(f"/api/v1/ledger/staff:{cast.staff_id('李强')}").json()["sound"]


def test_a_relation_without_a_section_is_nobodys_own(actor, cast):
    assert not may(actor("李强"), "decide", Relation())
