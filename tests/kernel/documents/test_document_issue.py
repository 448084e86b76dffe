"""What is fixed when a paper is issued, and what comes out of the register again."""

import datetime as dt
import hashlib
from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.urls import reverse

from banshi.kernel.documents import actions, kinds, queries
from banshi.kernel.documents.kinds import Kind
from banshi.kernel.documents.models import Document
from banshi.lib.results import Refused
from tests.kernel.documents import samples
from tests.kernel.documents.conftest import Issue

UTC = dt.UTC


def test_issuing_costs_two_queries(issue: Issue, django_assert_num_queries) -> None:
    issue()
    with django_assert_num_queries(4):  # two of them are the savepoint of this test's transaction
        issue()


def test_the_applicants_name_lies_sealed(issue: Issue) -> None:
    issue()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM documents_document")
        (row,) = cursor.fetchall()
    assert "银发互助会" not in str(row)
    assert "银发互助会" in Document.objects.get().data["applicant"]


def test_what_the_bureau_is_called_today_stays_on_the_paper(issue: Issue, settings) -> None:
    document = issue()
    before = actions.make(document)
    settings.BUREAU = settings.BUREAU | {"name_zh": "另一个局", "phone": "000-0000-9999"}
    assert actions.make(Document.objects.get()) == before


def test_moments_are_written_in_beijing_time(issue: Issue) -> None:
    received = dt.datetime(2026, 9, 27, 23, 30, tzinfo=UTC)
    document = issue(
        data=samples.wording("W05") | {"received_at": received, "accepted_at": dt.date(2026, 9, 28)}
    )
    assert document.data["received_at"] == "2026-09-28T07:30:00+08:00"
    assert document.data["accepted_at"] == "2026-09-28"


def test_something_that_is_no_text_is_a_defect(issue: Issue) -> None:
    with pytest.raises(TypeError, match="object"):
        issue(data=samples.wording("W05") | {"officer": object()})


def test_an_incomplete_paper_is_not_issued(issue: Issue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(
        kinds._kinds,
        "W18",
        Kind("W18", "不予批准决定书", "Refusal", "否", samples.TEMPLATES["W18"], ("remedies",)),
    )
    with pytest.raises(Refused, match="remedies"):
        issue("W18", data=samples.wording("W18") | {"remedies": None})
    assert not Document.objects.exists()
    assert issue("W18").serial == 1


def test_a_room_may_name_its_decision_more_exactly(issue: Issue) -> None:
    title = {"zh": "不予行政许可决定书", "en": "Refusal of a permit"}
    document = issue("W18", data=samples.wording("W18") | {"title": title}, language="en")
    assert (document.title("zh-hans"), document.data["title"]) == (
        "不予行政许可决定书",
        "Refusal of a permit",
    )


@pytest.mark.urls("tests.kernel.documents.urls")
def test_the_printed_address_is_the_address_of_the_page(issue: Issue, settings) -> None:
    document = issue()
    path = reverse("documents:verify", args=[document.verification_code])
    assert document.data["verification_url"] == settings.BUREAU["public_url"] + path


def test_the_file_is_made_on_demand_and_kept_under_its_hash(
    issue: Issue, text_of: Callable[[bytes], str]
) -> None:
    document = issue()
    pdf, name = queries.pdf(document.pk)
    document.refresh_from_db()
    assert name == "阜民受〔2026〕1号 受理通知书.pdf"
    assert document.state == "ready"
    assert document.sha256 == hashlib.sha256(pdf).hexdigest()
    assert document.sha256 in document.stored_as
    assert queries.pdf(document.pk) == (pdf, name)
    assert "阜民受〔2026〕1号" in text_of(pdf)


@pytest.mark.parametrize("harm", ["lost", "damaged"])
def test_a_harmed_file_is_restored_byte_for_byte(issue: Issue, harm: str) -> None:
    document = actions.render(issue().pk)
    before, _name = queries.pdf(document.pk)
    default_storage.delete(document.stored_as)
    if harm == "damaged":
        default_storage.save(document.stored_as, ContentFile(b"%PDF-1.7 half"))
    assert queries.pdf(document.pk)[0] == before
    with default_storage.open(document.stored_as) as stored:
        assert stored.read() == before


def test_a_file_that_cannot_be_restored_is_not_replaced_by_another(issue: Issue) -> None:
    document = actions.render(issue().pk)
    default_storage.delete(document.stored_as)
    Document.objects.filter(pk=document.pk).update(sha256="0" * 64)
    with pytest.raises(Refused, match="损坏"):
        queries.pdf(document.pk)


def test_a_name_nobody_can_print_is_told_to_the_reader(issue: Issue) -> None:
    document = issue(data=samples.wording("W05") | {"applicant": "张😀"})
    with pytest.raises(Refused, match=r"U\+1F600") as refused:
        queries.pdf(document.pk)
    assert "张" not in str(refused.value)


def test_a_case_page_reads_its_papers_in_two_queries(issue: Issue, django_assert_num_queries) -> None:
    first = issue("W03")
    issue("W05")
    issue("W05", stream="case:13")
    actions.record_delivery(
        document_id=first.pk,
        way="in_person",
        at=first.issued_at,
        recorded_by="staff:7",
        proof_given=actions.Proof(signed_by_masked="李*"),
    )
    with django_assert_num_queries(2):
        cards = queries.of_stream("case:12")
    assert [card.kind for card in cards] == ["W03", "W05"]
    assert [card.served_on for card in cards] == [first.issued_at.date(), None]
    assert cards[0].title("en") == "Receipt for papers handed in"
