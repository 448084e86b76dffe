"""Guessing the secrets of citizens: bounded for the guesser, and nobody else is shut out (A7)."""

import pytest

from banshi.institutions.complaints.queries.codes import LENGTH as RECEIPT
from banshi.kernel.cases import lookups
from banshi.kernel.cases.models import Case
from banshi.kernel.documents import actions as documents
from banshi.kernel.hall import actions as hall
from banshi.lib import ids
from banshi.lib.results import Refused
from tests.entrypoints.portal.conftest import words

pytestmark = [pytest.mark.django_db, pytest.mark.once]
OF_EACH = 1000


@pytest.fixture
def case(accepted_case):
    return Case.objects.get(pk=accepted_case())


def guess(number, secret, network):
    try:
        return lookups.find(number=number, secret=secret, network=network)
    except Refused as refused:
        return refused.reasons[0].text


def test_from_however_many_networks_five_tails_a_day_are_looked_at(case, monkeypatch):
    looked = []
    monkeypatch.setattr(lookups, "find_own", lambda number, **secret: looked.append(secret))
    for tail in range(60):
        guess(case.number, f"{tail:04d}", f"198.51.100.{tail}")
    assert len(looked) == lookups.NUMBER_TRIES
    # One in 2,000 a day: 5 of 10,000 tails.
    assert lookups.NUMBER_TRIES / 10_000 <= 0.0005


def test_whoever_holds_the_receipt_comes_in_while_others_guess(case):
    for tail in range(6):
        guess(case.number, f"{tail:04d}", f"198.51.100.{tail}")
    assert guess(case.number, "1234", "203.0.113.5") == lookups.TOO_MANY
    assert guess(case.number, case.query_code, "203.0.113.5").id == case.pk


def test_whoever_shares_the_address_of_a_guesser_still_comes_in_with_the_code(case, received_case):
    for number in range(lookups.NETWORK_TRIES):
        guess(f"210900-20261123-{900000 + number}", "0000", "198.51.100.1")
    assert guess(case.number, "1234", "198.51.100.1") == lookups.TOO_MANY
    assert guess(case.number, case.query_code, "198.51.100.1").id == case.pk


def test_codes_are_counted_for_their_network_too(case):
    told = [guess(case.number, f"QQQQ{n:04d}", "198.51.100.1") for n in range(lookups.CODE_TRIES.network + 1)]
    assert (told[-2], told[-1]) == (lookups.NOT_FOUND, lookups.TOO_MANY)
    assert guess(case.number, case.query_code, "203.0.113.5").id == case.pk


def test_the_owner_of_another_case_is_not_touched(case, received_case):
    other = Case.objects.get(pk=received_case("刘桂兰"))
    for tail in range(6):
        guess(case.number, f"{tail:04d}", f"198.51.100.{tail}")
    assert guess(other.number, other.query_code, "203.0.113.5").id == other.pk


@pytest.mark.parametrize(("path", "field"), [("/ask/answer/", "咨询"), ("/opinions/answer/", "意见")])
def test_the_other_doors_with_a_tail_count_as_well(path, field, citizen):
    for tail in range(lookups.NUMBER_TRIES):
        assert "没有查到" in words(citizen.send(path, number="ABCD2345", tail=f"{tail:04d}")), field
    assert "次数较多" in words(citizen.send(path, number="ABCD2345", tail="9999")), field


def test_what_is_not_counted_is_too_long_to_guess():
    bits = len(ids.ALPHABET).bit_length() - 1
    assert 2**bits <= len(ids.ALPHABET)
    # Receipt of a complaint, code of a paper, code of a ticket: at 1,000 guesses a second for a year.
    for length in (RECEIPT, documents.CODE_LENGTH, hall.CODE_LENGTH):
        assert 3.2e10 / 2 ** (bits * length) < 0.0005, length
    assert len({ids.token() for _ in range(OF_EACH)}) == OF_EACH
