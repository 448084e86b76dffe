"""Taking in an application through the API, with and without accepting it at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from banshi.kernel.cases.models import Case
from tests.entrypoints.api.conftest import PAPERS, application

pytestmark = pytest.mark.django_db
PROBLEM = "application/problem+json"


def test_a_complete_application_is_received_and_accepted_in_one_call(system):
    answer = system("王芳").post("/cases", application(accept=True))

    assert answer.status_code == 201, answer.content.decode()
    case = answer.json()
    assert answer["Location"] == f"/api/v1/cases/{case['id']}"
    assert (case["state"], case["section"], case["applicant"]) == ("review", "SHZZ", "张*")
    assert (case["accepted_on"], case["due"]) == ("2026-11-23", "2026-12-21")
    assert len(case["query_code"]) == 8


def test_an_incomplete_one_is_refused_with_every_gap_and_what_is_lawful_instead(system):
    answer = system("王芳").post("/cases", application(accept=True, present=PAPERS[2:]))

    assert (answer.status_code, answer["Content-Type"]) == (422, PROBLEM)
    problem = answer.json()
    assert "社会团体成立登记申请书、业务主管单位批准文件" in problem["detail"]
    assert problem["articles"] == ["07-03"]
    assert problem["instead"][0]["articles"] == ["06-03-2"]
    assert not Case.objects.exists()


def test_it_can_be_received_first_and_put_right_later(system):
    wrong = [{"seq": 8, "problem": "没有写单位会员的信用代码"}]
    answer = system("王芳").post("/cases", application(present=PAPERS[:-1], wrong=wrong))

    assert (answer.status_code, answer.json()["state"]) == (201, "received")


def test_a_wrong_check_digit_is_named_at_its_field(system):
    body = application()
    number = body["applicant"]["number"]
    body["applicant"]["number"] = number[:-1] + ("1" if number[-1] != "1" else "2")

    problem = system("王芳").post("/cases", body).json()

    assert problem["status"] == 422
    assert [error["field"] for error in problem["errors"]] == ["applicant.number"]
    assert "最后一位" in problem["detail"]
    assert number[:-1] not in str(problem)


def test_everything_wrong_with_a_body_is_said_at_once(system):
    body = application(accept="yes", presents=[1], wrong=[{"seq": 0, "problem": ""}])
    del body["applicant"]["phone"]

    problem = system("王芳").post("/cases", body).json()

    fields = {error["field"] for error in problem["errors"]}
    assert fields == {"accept", "presents", "wrong[1].seq", "wrong[1].problem", "applicant.phone"}
    assert any("没有名为“presents”的栏目" in error["reason"] for error in problem["errors"])


def test_papers_outside_the_catalogue_are_not_taken(system):
    problem = system("王芳").post("/cases", application(present=[1, 99])).json()

    assert (problem["errors"][0]["field"], problem["articles"]) == ("present", ["09-08-5", "06-03-1"])


def test_an_unknown_item_is_named(system):
    problem = system("王芳").post("/cases", application(item="MZ-XX-99")).json()

    assert (problem["status"], problem["errors"][0]["field"]) == (422, "item")


def test_the_same_key_twice_is_one_case(system):
    window = system("王芳")
    first = window.post("/cases", application(accept=True), idempotency_key="7f3c-1")
    again = window.post("/cases", application(accept=True), idempotency_key="7f3c-1")

    assert first.json() == again.json()
    assert Case.objects.count() == 1


def test_the_same_key_from_another_system_is_another_case(system):
    for name in ("王芳", "孙丽"):
        assert system(name).post("/cases", application(), idempotency_key="7f3c-1").status_code == 201

    assert Case.objects.count() == 2


def test_a_key_with_spaces_is_refused(system):
    problem = system("王芳").post("/cases", application(), idempotency_key="two words").json()

    assert problem["errors"][0]["field"] == "Idempotency-Key"


def test_a_handler_takes_in_nothing_for_another_section(system):
    answer = system("何静").post("/cases", application())

    assert (answer.status_code, answer["Content-Type"]) == (403, PROBLEM)


def test_receiving_and_accepting_asks_the_database_at_most_forty_times(system):
    window = system("王芳")
    window.post("/cases", application("刘桂兰", accept=True))

    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert window.post("/cases", application(accept=True)).status_code == 201

    statements = [query["sql"] for query in asked if query["sql"].startswith(("SELECT", "INSERT", "UPDATE"))]
    assert len(statements) <= 40, statements
