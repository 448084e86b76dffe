"""Serving a paper: each way with its proof, and the day from which the applicant's time runs."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from banshi.kernel.documents import actions, proof, queries
from banshi.kernel.documents.models import Delivery, Way
from banshi.kernel.documents.proof import Proof
from banshi.lib import clock
from banshi.lib.results import Refused
from tests.kernel.documents.conftest import Issue

TODAY = dt.date(2026, 11, 23)
ENOUGH = {
    "in_person": Proof(signed_by_masked="李小花"),
    "post": Proof(tracking_number="EX123456789CN", received_on=TODAY),
    "electronic": Proof(consent_reference="consent:5"),
    "phone": Proof(note="告知所需材料、程序和受理时限"),
    "public_notice": Proof(note="局网站公告栏，2026年第9号"),
}


def serve(issue: Issue, way: str, given: Proof | None = None, **changed: Any) -> Delivery:
    document = issue()
    arguments = {"document_id": document.pk, "way": way, "at": clock.now(), "recorded_by": "staff:7"}
    return actions.record_delivery(**arguments | changed, proof_given=given)


@pytest.mark.parametrize("way", Way.values)
def test_each_way_with_its_proof(issue: Issue, way: str) -> None:
    served = serve(issue, way, ENOUGH[way])
    wait = 30 if way == "public_notice" else 0
    assert served.legal_date == TODAY + dt.timedelta(days=wait)


@pytest.mark.parametrize("way", Way.values)
def test_no_way_without_its_proof(issue: Issue, way: str) -> None:
    with pytest.raises(Refused) as refused:
        serve(issue, way)
    (reason,) = refused.value.reasons
    assert reason.articles == ("06-08",)
    assert reason.field in {"signed_by_masked", "tracking_number", "consent_reference", "note"}
    assert not Delivery.objects.exists()


def test_an_unknown_way_is_refused(issue: Issue) -> None:
    with pytest.raises(Refused, match="送达的方式"):
        serve(issue, "pigeon", Proof(note="…"))


def test_the_signers_name_is_kept_masked(issue: Issue) -> None:
    assert serve(issue, "in_person", ENOUGH["in_person"]).signed_by_masked == "李**"


def test_a_refused_paper_needs_a_witness(issue: Issue) -> None:
    with pytest.raises(Refused, match="见证人"):
        serve(issue, "in_person", Proof(refusal="当面拒绝签字"))
    left = serve(issue, "in_person", Proof(refusal="当面拒绝签字", witness="社区工作人员赵某"))
    assert left.legal_date == TODAY


def test_post_counts_from_the_date_on_the_slip(issue: Issue, at) -> None:
    posted = serve(issue, "post", Proof(tracking_number="EX123456789CN"))
    assert posted.legal_date is None
    with at("2026-11-30"):
        with pytest.raises(Refused, match="回执"):
            actions.record_return_slip(delivery_id=posted.pk, received_on=dt.date(2026, 12, 1))
        with pytest.raises(Refused, match="回执"):
            actions.record_return_slip(delivery_id=posted.pk, received_on=dt.date(2026, 11, 22))
        actions.record_return_slip(delivery_id=posted.pk, received_on=dt.date(2026, 11, 26))
    (card,) = queries.of_stream("case:12")
    assert card.served_on == dt.date(2026, 11, 26)


def test_the_first_opening_counts(issue: Issue, at) -> None:
    sent = serve(issue, "electronic", ENOUGH["electronic"])
    with at("2026-11-24T08:00"):
        assert actions.record_opened(delivery_id=sent.pk)
    with at("2026-11-25T08:00"):
        assert not actions.record_opened(delivery_id=sent.pk)
    sent.refresh_from_db()
    assert sent.opened_at.astimezone(clock.BEIJING).date() == dt.date(2026, 11, 24)


@pytest.mark.parametrize(("moved", "word"), [({"minutes": 1}, "晚于现在"), ({"days": -1}, "早于文书")])
def test_a_moment_that_cannot_be_is_refused(issue: Issue, moved: dict[str, int], word: str) -> None:
    with pytest.raises(Refused, match=word):
        serve(issue, "phone", ENOUGH["phone"], at=clock.now() + dt.timedelta(**moved))


def test_the_database_refuses_a_delivery_without_proof(issue: Issue) -> None:
    served = serve(issue, "in_person", ENOUGH["in_person"])
    served.signed_by_masked = ""
    with pytest.raises(IntegrityError), transaction.atomic():
        served.save()


@given(on=st.dates(dt.date(2023, 1, 1), dt.date(2030, 12, 31)), slip=st.none() | st.dates())
def test_only_a_public_notice_waits(on: dt.date, slip: dt.date | None) -> None:
    evidence = Proof(received_on=slip)
    assert proof.legal_date("post", on, evidence) == slip
    assert (proof.legal_date("public_notice", on, evidence) - on).days == 30
    assert {proof.legal_date(way, on, evidence) for way in ("in_person", "electronic", "phone")} == {on}
