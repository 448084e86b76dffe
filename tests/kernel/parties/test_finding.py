"""Parties are found by number, phone and exact name; lists open nothing; agents have dates."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from banshi.kernel.parties import queries
from banshi.kernel.parties.actions import appoint_agent, unmask
from banshi.kernel.parties.models import Agent, Party
from banshi.lib.results import Refused
from tests.kernel.parties.cast import CLUB, ZHANG, citizen_id, enter

pytestmark = pytest.mark.django_db


def test_a_party_is_found_by_number_phone_and_exact_name():
    zhang, club = enter(**ZHANG), enter(**CLUB)
    assert queries.find_by_number(f" {ZHANG['number'][:6]} {ZHANG['number'][6:]}") == queries.card(zhang.id)
    assert queries.find_by_number(CLUB["number"].lower()) == queries.card(club.id)
    assert [card.id for card in queries.search("阜新市围棋协会")] == [club.id]
    assert [card.id for card in queries.search("04182345678")] == [club.id]
    assert [card.id for card in queries.search(ZHANG["number"])] == [zhang.id]


@pytest.mark.parametrize("text", ["", " ", "张", "1381234567", "\ud800", "%", "0"])
def test_anything_else_finds_nothing(text):
    enter(**ZHANG)
    assert (queries.search(text), queries.find_by_number(text), queries.find_by_phone(text)) == (
        [],
        None,
        None,
    )


def test_a_common_name_shows_the_latest_twenty():
    ids = [enter(**ZHANG | {"number": citizen_id(f"21090219480315{n:03}")}).id for n in range(22)]
    assert [card.id for card in queries.search("张䶮")] == ids[:1:-1]


def test_an_equal_passport_number_is_another_person():
    passport = {"number_kind": "passport", "number": "E12345678"}
    permit = {"number_kind": "hk_macao_taiwan", "number": "E12345678", "name": "陈大文"}
    enter(**ZHANG | permit)
    holder = enter(**ZHANG | passport)
    assert Party.objects.count() == 2
    assert queries.find_by_number("e1234-5678") == queries.card(holder.id)


def test_lists_take_one_query_and_open_nothing(opens):
    ids = [enter(**ZHANG).id, enter(**CLUB).id]
    with CaptureQueriesContext(connection) as log:
        cards = queries.cards([*ids, 0])
    assert (list(map(str, Party.objects.all())), opens) == (["张*", "阜新市围棋协会"], [])
    assert (set(cards), len(log)) == (set(ids), 1)
    assert (cards[ids[0]].kind_label, cards[ids[0]].number_label) == ("公民", "居民身份证")


def test_an_unknown_party_is_refused_with_a_sentence():
    for ask in (lambda: queries.card(0), lambda: unmask(party_id=0, actor_ref="w01", reason="核对身份信息")):
        with pytest.raises(Refused, match="没有找到"):
            ask()


def power(principal, agent, **change):
    given = {"scope": "代为提交材料", "item_codes": ["A1"], "evidence": "授权委托书原件"}
    dates = {"first": dt.date(2026, 11, 1), "last": dt.date(2026, 11, 30)}
    return appoint_agent(principal_id=principal.id, agent_id=agent.id, **given | dates | change)


@pytest.mark.parametrize(
    ("change", "field"),
    [({"last": dt.date(2026, 10, 1)}, "last"), ({"scope": " "}, "scope"), ({"evidence": ""}, "evidence")],
)
def test_an_unsound_power_of_attorney_is_refused(change, field):
    club, zhang = enter(**CLUB), enter(**ZHANG)
    with pytest.raises(Refused) as caught:
        power(club, zhang, **change)
    assert caught.value.reasons[0].field == field
    with pytest.raises(Refused, match="本人"):
        power(club, club)
    assert not Agent.objects.exists()
