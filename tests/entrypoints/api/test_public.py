"""What anybody may read: items, the calendar, the calculator, the pages for people."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("words", ["社团", "社会团体", "shetuan", "shtt", "MZ-XK-01"])
def test_an_item_is_found_by_words_pinyin_initials_or_code(system, words):
    found = system().get("/items", q=words).json()["items"]

    assert "MZ-XK-01" in [item["code"] for item in found[:3]]
    assert found[0]["why"]


def test_the_list_of_items_in_force(system):
    nobody = system()

    assert len(nobody.get("/items").json()["items"]) == 32
    assert {item["section"] for item in nobody.get("/items", section="SHZZ").json()["items"]} == {"SHZZ"}
    assert nobody.get("/items", on="2020-01-01").json()["items"] == []


def test_an_item_says_everything_a_complete_notice_says(system):
    item = system().get("/items/MZ-XK-01").json()

    assert item["name"] == "社会团体成立登记"
    for element in (
        "legal_basis",
        "conditions",
        "quantity_limit",
        "procedure",
        "materials",
        "fee",
        "refusal_reasons",
    ):
        assert item[element] is not None
    assert (item["promised_limit"]["value"], item["statutory_limit"]["value"]) == (20, 60)


def test_an_item_of_another_day_or_none_is_not_found(system):
    assert system().get("/items/MZ-XK-01", on="2020-01-01").status_code == 404
    assert system().get("/items/MZ-XX-00").status_code == 404


def test_the_calculator_counts_pauses_holidays_and_an_extension(system):
    query = {"from": "2026-09-28", "limit": "5wd", "pause": ["2026-10-12..2026-10-16"], "extend": "10wd"}

    found = system().get("/due", **query).json()

    assert (found["due"], found["provisional"], len(found["counted_days"])) == ("2026-10-30", False, 15)
    assert any("停止计算" in sentence for sentence in found["summary"])


def test_past_the_published_calendar_it_does_not_guess(system):
    found = system().get("/due", **{"from": "2026-12-21", "limit": "20wd"}).json()

    assert (found["due"], found["provisional"], found["after"]) == (None, True, "2026-12-31")
    assert found["remaining"] == 20 - len(
        [day for day in found["counted_days"] if day["date"] <= "2026-12-31"]
    )


@pytest.mark.parametrize(
    ("field", "query"),
    [
        ("from", {"from": "28.9.2026", "limit": "5wd"}),
        ("from", {"limit": "5wd"}),
        ("limit", {"from": "2026-09-28", "limit": "5 weeks"}),
        ("pause", {"from": "2026-09-28", "limit": "5wd", "pause": ["2026-10-16..2026-10-12"]}),
        ("extend", {"from": "2026-09-28", "limit": "5wd", "extend": "soon"}),
        ("from", {"from": ["2026-09-28", "2026-09-29"], "limit": "5wd"}),
    ],
)
def test_what_the_calculator_cannot_read_is_named(system, field, query):
    problem = system().get("/due", **query).json()

    assert (problem["status"], problem["errors"][0]["field"]) == (422, field)


def test_the_published_years(system):
    years = system().get("/calendar").json()["years"]

    assert [year["year"] for year in years] == [2023, 2024, 2025, 2026]
    days = system().get("/calendar/2026").json()["days"]
    assert (len(days), days[0]["kind"]) == (365, "holiday")
    assert system().get("/calendar/2027").status_code == 404


def test_sentences_come_in_the_readers_language(system):
    english = system("", **{"Accept-Language": "en"})

    assert english.get("/items/MZ-XK-01").json()["name"] == "Registration of a social association"


def test_the_page_for_people_shows_how_to_call(client):
    text = client.get("/api/").content.decode()

    assert "curl http://testserver/api/v1/cases" in text
    assert "application/problem+json" in text


def test_every_kind_of_problem_has_its_page(client):
    assert client.get("/api/problems/stale").status_code == 200
    assert client.get("/api/problems/none").status_code == 404
