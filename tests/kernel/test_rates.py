"""Too much at once: told when to go on and what other way there is; a full hall is never stopped."""

import pytest
from django.test import Client
from django.urls import get_resolver

from banshi.kernel.rates import counting
from banshi.kernel.rates.counting import must_wait
from banshi.kernel.rates.models import Count
from banshi.kernel.rates.table import ASKED, RATES, SENT, Per, Rate, rate_of
from tests.addresses import routes
from tests.entrypoints.api.conftest import key_of

HERE = "203.0.113.7"
FEW = {name: Rate(name, rate.per, 3, 600) for name, rate in RATES.items()}


@pytest.fixture
def few(monkeypatch, settings):
    """Three of each in ten minutes, and the limits on."""
    settings.RATE_LIMITS = True
    for name, rate in FEW.items():
        monkeypatch.setitem(RATES, name, rate)
    counting.forget()
    yield
    counting.forget()


def test_the_fourth_is_told_when_to_go_on_and_whom_to_call(cast, few, settings, at):
    client = Client(REMOTE_ADDR=HERE)
    answers = [client.post("/verify/", {"code": "x"}) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [404, 404, 404, 429]
    told = answers[-1].content.decode()
    assert settings.BUREAU["phone"] in told
    assert "刷新" in told
    assert 0 < int(answers[-1]["Retry-After"]) <= 600
    assert answers[-1]["Cache-Control"] == "no-store"
    assert client.get("/verify/").status_code == 200
    assert client.post("/verify/", {"code": "x"}, REMOTE_ADDR="10.9.8.7").status_code == 404
    with at("2026-11-23T10:10"):
        assert client.post("/verify/", {"code": "x"}).status_code == 404
        assert Count.objects.filter(ends__lte="2026-11-23T10:10+08:00").count() == 0


def test_one_networks_many_addresses_of_one_house_count_together(cast, few):
    client = Client()
    sent = [
        client.post("/verify/", {"code": "x"}, REMOTE_ADDR=f"2001:db8:1:1::{n}").status_code for n in range(4)
    ]
    assert sent[-1] == 429


def test_the_bureaus_own_kiosks_are_never_stopped(cast, few, settings):
    settings.RATE_FREE_NETWORKS = ["10.1.0.0/16"]
    client = Client(REMOTE_ADDR="10.1.2.3")
    assert {client.post("/verify/", {"code": "x"}).status_code for _ in range(9)} == {404}


def test_a_proxy_that_names_nobody_stops_nobody(cast, few):
    client = Client(REMOTE_ADDR="127.0.0.1")
    assert {client.post("/verify/", {"code": "x"}).status_code for _ in range(9)} == {404}


def test_a_colleague_has_a_share_of_their_own(cast, few):
    sent = {}
    for name in ("王芳", "李强"):
        client = Client()
        client.force_login(cast.staff(name))
        sent[name] = [client.post("/desk/go/").status_code for _ in range(3)]
    assert all(429 not in one for one in sent.values())


def test_a_system_is_told_in_its_own_words(cast, few):
    key = {"Authorization": f"Bearer {key_of(cast, '王芳')}"}
    answers = [Client().get("/api/v1/cases", headers=key) for _ in range(4)]
    assert answers[-1].status_code == 429
    assert answers[-1].json()["type"].endswith("too-many")
    assert int(answers[-1]["Retry-After"]) > 0


def test_who_tries_keys_is_stopped(cast, few):
    wrong = {"Authorization": "Bearer wrong"}
    assert [Client(REMOTE_ADDR=HERE).get("/api/v1/cases", headers=wrong).status_code for _ in range(4)] == [
        401
    ] * 3 + [429]


def test_processes_count_together_and_no_row_tells_who(cast, few, at):
    rate = Rate("search", Per.NETWORK, 40, 600, step=20)
    taken = []
    for _process in range(4):
        counting.forget()
        taken.append(must_wait(rate, "10.0.0.1"))
    assert [wait > 0 for wait in taken] == [False, False, True, True]
    assert "10.0.0.1" not in str(list(Count.objects.order_by("id").values()))


@pytest.mark.pure
def test_a_full_hall_is_far_from_every_limit():
    """200 people behind one address, an application of fifteen steps and five files each, in an hour."""
    hour = {name: rate.most * 3600 // rate.seconds for name, rate in RATES.items()}
    assert hour["sending"] >= 200 * 15 * 5
    assert hour["uploads"] >= 200 * 5
    assert hour["codes"] >= 200 * 5
    assert RATES["desk"].most >= 600


@pytest.mark.pure
def test_every_route_that_is_sent_to_has_its_rate_and_no_line_is_idle():
    known = [path for path, _view in routes(get_resolver())]
    assert [path for path in known if not path.startswith("api/") and rate_of("POST", path) is None] == []
    for beginning, _name in (*SENT, *ASKED):
        assert any(path.startswith(beginning) for path in known), beginning
    assert rate_of("POST", "complaints/new/") is RATES["sending"]
    assert rate_of("POST", "progress/<str:number>/withdraw/") is RATES["sending"]
    assert rate_of("GET", "search/") is RATES["search"]
    assert rate_of("GET", "") is None
