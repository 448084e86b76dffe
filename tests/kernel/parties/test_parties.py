"""A party is entered once, sealed and masked, and read in full only with a reason."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from banshi.kernel.parties import actions, queries
from banshi.kernel.parties.actions import unmask
from banshi.kernel.parties.models import Party, Unmasking
from banshi.lib.clock import now
from banshi.lib.results import Refused
from tests.kernel.parties.cast import CLUB, ZHANG, enter

pytestmark = pytest.mark.django_db


def test_a_citizen_is_entered_sealed_and_masked():
    party = Party.objects.get(pk=enter(**ZHANG).pk)
    assert (party.name, party.number, party.phone) == ("张䶮", ZHANG["number"], "13812345678")
    assert (party.masked_name, party.masked_phone, party.birth_year) == ("张*", "138****5678", 1948)
    assert party.masked_number == f"2109**********{ZHANG['number'][-4:]}"
    assert (str(party), party.created_at) == ("张*", now())


def test_the_table_holds_no_plain_text():
    enter(**ZHANG)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM parties_party")
        row = " ".join(map(str, cursor.fetchone()))
    for secret in ("䶮", ZHANG["number"], ZHANG["number"][6:14], "13812345678", "1234 5678", "中华路"):
        assert secret not in row


def test_names_and_codes_of_organisations_are_public():
    party = enter(**CLUB)
    assert (party.masked_name, party.masked_number) == ("阜新市围棋协会", CLUB["number"])
    assert (party.masked_phone, party.birth_year) == ("041*****5678", None)
    assert Party.objects.get().legal_representative == "李㛃"


@pytest.mark.parametrize("name", ["䶮", "㛃", "𬱖", "欧阳𬱖㛃", "阿卜杜拉·买买提"])
def test_rare_characters_come_back(name):
    enter(**ZHANG | {"name": name})
    assert Party.objects.get().name == name
    assert [card.id for card in queries.search(f" {name}")] == [Party.objects.get().id]


def test_entering_twice_gives_one_row_for_one_select():
    first = enter(**ZHANG)
    with CaptureQueriesContext(
        connection,
    ) as log:
        second = enter(**ZHANG | {"number": f" {ZHANG['number'].lower()}", "name": "张 䶮", "address": ""})
    assert (first, Party.objects.count(), len(log)) == (second, 1, 1)


def test_entering_costs_one_select_and_one_insert():
    with CaptureQueriesContext(connection) as log:
        enter(**ZHANG)
    assert [query["sql"].split()[0] for query in log] == ["SELECT", "SAVEPOINT", "INSERT", "RELEASE"]


def test_a_new_phone_and_address_replace_the_old_ones():
    enter(**ZHANG)
    enter(**ZHANG | {"phone": "13900001111", "address": "阜新市彰武县"})
    enter(**ZHANG | {"phone": "13900001111", "address": ""})
    party = Party.objects.get()
    assert (party.phone, party.address, party.masked_phone) == ("13900001111", "阜新市彰武县", "139****1111")
    assert queries.find_by_phone("138 1234 5678") is None
    assert queries.find_by_phone("139-0000-1111") == queries.card(party.id)


def test_a_new_representative_replaces_the_old_one():
    enter(**CLUB)
    enter(**CLUB | {"legal_representative": "王五"})
    assert Party.objects.get().legal_representative == "王五"


def test_a_number_entered_under_another_name_is_questioned():
    enter(**ZHANG)
    with pytest.raises(Refused) as caught:
        enter(**ZHANG | {"name": "李四", "phone": "13900001111"})
    assert [reason.field for reason in caught.value.reasons] == ["name"]
    assert "张" not in str(caught.value)
    assert Party.objects.get().phone == "13812345678"


def test_losing_the_race_gives_the_winner_and_keeps_the_transaction(monkeypatch):
    winner = enter(**ZHANG)
    find, missed = actions._find, []

    def too_early(entry):
        return find(entry) if missed else missed.append(entry)

    monkeypatch.setattr(actions, "_find", too_early)
    with transaction.atomic():
        assert enter(**ZHANG | {"phone": "13900001111"}) == winner
    assert Party.objects.get().phone == "13900001111"


def test_all_that_is_wrong_is_said_at_once_and_nothing_is_written():
    wrong = {"name": "", "number": "123", "phone": "12", "address": "路" * 201, "legal_representative": "王*"}
    with pytest.raises(Refused) as caught:
        enter(**ZHANG | wrong)
    assert [reason.field for reason in caught.value.reasons] == list(wrong)
    assert not Party.objects.exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "ghost"}, "kind"),
        ({"number_kind": "credit_code"}, "number_kind"),
        ({"number_kind": ""}, "number_kind"),
    ],
)
def test_kinds_must_fit(change, field):
    with pytest.raises(Refused) as caught:
        enter(**ZHANG | change)
    assert caught.value.reasons[0].field == field


def test_the_database_refuses_a_citizen_with_a_credit_code():
    with pytest.raises(IntegrityError), transaction.atomic():
        Party.objects.create(**CLUB | {"kind": "citizen"})


def test_reading_in_full_is_logged_with_who_and_why():
    party = enter(**ZHANG)
    full = unmask(party_id=party.id, actor_ref="w01", reason=" 邮寄决定书，核对地址 ")
    assert (full.name, full.number, full.address) == ("张䶮", ZHANG["number"], ZHANG["address"])
    log = Unmasking.objects.get()
    assert (log.party, log.staff, log.reason, log.at) == (party, "w01", "邮寄决定书，核对地址", now())
    assert not any(secret in repr(full) for secret in ("䶮", ZHANG["number"], "138", "中华路"))


@pytest.mark.parametrize("reason", ["", "   ", "看看", "理" * 201])
def test_without_a_real_reason_nothing_is_read(reason, opens):
    party = enter(**ZHANG)
    with pytest.raises(Refused) as caught:
        unmask(party_id=party.id, actor_ref="w01", reason=reason)
    assert caught.value.reasons[0].field == "reason"
    assert (Unmasking.objects.count(), opens) == (0, [])
