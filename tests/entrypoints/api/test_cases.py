"""Reading cases: the list, one case whole, why its date is what it is, its papers, its chain."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

pytestmark = pytest.mark.django_db
PROBLEM = "application/problem+json"


def test_a_case_is_shown_whole_and_masked(system, accepted_case):
    case_id = accepted_case("张伟")

    case = system("李强").get(f"/cases/{case_id}").json()

    assert case["party"]["name"] == "张*"
    assert "*" in case["party"]["number"]
    assert "*" in case["party"]["phone"]
    assert [paper["status"] for paper in case["materials"]] == ["present"] * 8
    assert {clock["kind"] for clock in case["clocks"]} >= {"statutory", "promised"}
    assert [entry["kind"] for entry in case["timeline"]] == ["received", "accepted"]
    assert case["timeline"][1]["articles"] == ["06-03-2", "07-01", "07-03"]
    assert case["timeline"][1]["actor_name"] == "王芳"
    assert case["documents"][0]["kind"] == "W05"


def test_the_steps_are_those_the_caller_may_take(system, accepted_case):
    case_id = accepted_case()

    for name, act in (("李强", "decide"), ("赵敏", "assign"), ("王芳", "withdraw")):
        steps = system(name).get(f"/cases/{case_id}").json()["steps"]
        assert act in {step["act"] for step in steps}
        assert all(step["articles"] for step in steps)


def test_a_case_takes_few_questions_to_the_database(system, accepted_case):
    case_id, caller = accepted_case(), system("李强")
    caller.get("/cases")

    with CaptureQueriesContext(connection) as asked:
        caller.get(f"/cases/{case_id}")

    assert len(asked) <= 20


@pytest.mark.parametrize("path", ["", "/clocks/promised", "/acts/decide"])
def test_a_case_of_another_section_looks_like_one_that_does_not_exist(system, accepted_case, path):
    case_id, caller = accepted_case(), system("何静")
    call = (lambda where: caller.post(where, {"version": 1})) if "acts" in path else caller.get

    hidden, missing = call(f"/cases/{case_id}{path}"), call(f"/cases/999999{path}")

    assert hidden.status_code == missing.status_code == 404
    assert hidden["Content-Type"] == PROBLEM
    assert hidden.content == missing.content


def test_neither_papers_nor_chains_of_another_section_are_shown(system, accepted_case):
    case_id = accepted_case()
    (paper,) = system("李强").get(f"/cases/{case_id}").json()["documents"]
    other = system("何静")

    assert other.client.get(paper["pdf"], headers=other.headers).status_code == 404
    assert other.get(f"/ledger/case:{case_id}").status_code == 404


def test_a_paper_is_a_pdf_under_its_number(system, accepted_case):
    caller = system("李强")
    (paper,) = caller.get(f"/cases/{accepted_case()}").json()["documents"]

    answer = caller.client.get(paper["pdf"], headers=caller.headers)

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF")
    assert "attachment" in answer["Content-Disposition"]


def test_a_clock_explains_itself(system, accepted_case):
    found = system("李强").get(f"/cases/{accepted_case()}/clocks/promised").json()

    assert (found["clock"], found["due"], found["provisional"]) == ("promised", "2026-12-21", False)
    assert [day["number"] for day in found["counted_days"]] == list(range(1, 21))
    assert "当天不计" in found["summary"][0]


def test_a_clock_that_is_none_of_the_case_is_not_found(system, accepted_case):
    assert system("李强").get(f"/cases/{accepted_case()}/clocks/deliver").status_code == 404


def test_the_list_goes_on_page_by_page(system, accepted_case):
    made = [accepted_case(who) for who in ("张伟", "刘桂兰", "张䶮")]
    caller = system("李强")

    first = caller.get("/cases", limit=2).json()
    second = caller.client.get(first["next"], headers=caller.headers).json()

    assert [case["id"] for page in (first, second) for case in page["cases"]] == made[::-1]
    assert second["next"] is None


def test_the_list_shows_only_what_the_caller_may_see(system, accepted_case):
    accepted_case()

    assert [len(system(name).get("/cases").json()["cases"]) for name in ("王芳", "李强", "何静")] == [1, 1, 0]


def test_the_list_is_filtered(system, accepted_case, received_case):
    accepted, received = accepted_case("张伟"), received_case("刘桂兰")
    caller = system("王芳")

    def found(**query):
        return [case["id"] for case in caller.get("/cases", **query).json()["cases"]]

    assert found(state="received") == [received]
    assert found(section="SHZZ", open="true") == [received, accepted]
    assert found(section="SHJZ") == []
    assert found(due_by="2026-12-01") == [received]
    assert found(item="MZ-XK-01", number=caller.get(f"/cases/{accepted}").json()["number"]) == [accepted]


def test_a_list_takes_as_many_questions_for_three_cases_as_for_one(system, accepted_case):
    caller = system("王芳")
    counts = []
    for who in ("张伟", "刘桂兰", "张䶮"):
        accepted_case(who)
        caller.get("/cases")
        with CaptureQueriesContext(connection) as asked:
            caller.get("/cases")
        counts.append(len(asked))

    assert set(counts) == {2}


def test_an_unknown_filter_is_named(system):
    problem = system("王芳").get("/cases", stat="received").json()

    assert (problem["status"], problem["errors"][0]["field"]) == (422, "stat")


def test_a_chain_is_verified(system, accepted_case):
    case_id = accepted_case()

    verdict = system("李强").get(f"/ledger/case:{case_id}").json()

    assert (verdict["entries"], verdict["sound"], verdict["faults"]) == (2, True, [])
    assert len(verdict["head"]) == 64
