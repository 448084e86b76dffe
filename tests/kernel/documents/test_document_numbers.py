"""Numbers without gaps and without doubles."""

import pytest
from django.db import IntegrityError, transaction
from django.db.transaction import TransactionManagementError

from banshi.kernel.documents import issuing, kinds
from banshi.kernel.documents.models import Document, Series
from tests.kernel.documents.conftest import Issue


class Undone(Exception):
    """Something goes wrong later in the act."""


def test_each_mark_counts_for_itself(issue: Issue) -> None:
    numbers = [issue(kind).number for kind in ("W05", "W04", "W05", "W05")]
    assert numbers == ["阜民受〔2026〕1号", "阜民补〔2026〕1号", "阜民受〔2026〕2号", "阜民受〔2026〕3号"]


def test_a_new_year_begins_with_one(issue: Issue, at) -> None:
    issue()
    with at("2027-01-04"):
        assert issue().number == "阜民受〔2027〕1号"
    assert issue().number == "阜民受〔2026〕2号"


@pytest.mark.parametrize("fate", ["kk", "kuk", "uuk", "kuukkuk", "ukukuk"])
def test_an_act_undone_gives_its_number_back(issue: Issue, fate: str) -> None:
    for kept in fate:
        try:
            with transaction.atomic():
                issue()
                if kept == "u":
                    raise Undone
        except Undone:
            continue
    serials = list(Document.objects.order_by("serial").values_list("serial", flat=True))
    assert serials == list(range(1, fate.count("k") + 1))


@pytest.mark.django_db(transaction=True)
def test_a_number_is_taken_inside_an_act_only() -> None:
    with pytest.raises(TransactionManagementError):
        issuing.next_serial("阜民受", 2026)
    assert not Series.objects.exists()


def test_the_database_refuses_a_double(issue: Issue) -> None:
    twin = issue()
    twin.pk, twin.number, twin.verification_code = None, "阜民受〔2026〕99号", "ANOTHERCODE3"
    twin.uid = issue("W04").uid.__class__(int=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_two_rooms_may_not_declare_one_paper() -> None:
    with pytest.raises(ValueError, match="W05"):
        kinds.register(kinds.get("W05"))
    with pytest.raises(LookupError, match="W99"):
        kinds.get("W99")
