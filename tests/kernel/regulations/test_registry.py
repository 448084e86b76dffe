"""The regulation as data: every article is there, every number has a date."""

import datetime as dt

import pytest

from banshi.kernel.regulations import registry
from banshi.kernel.regulations.citation import cite
from banshi.kernel.regulations.registry import (
    NoLawForDate,
    UnknownArticle,
    Value,
    annex,
    annexes,
    article,
    articles,
    parameter,
    parameters,
    rulings,
)

pytestmark = pytest.mark.pure

IN_FORCE = dt.date(2023, 1, 29)
ROWS = {0: 13, 1: 13, 2: 7, 3: 15, 4: 22, 5: 8, 6: 15, 7: 5, 8: 9, 9: 36, 10: 13, 11: 12, 12: 15}
TYPES = {"computable-rule", "policy-only", "procedure", "record", "document", "permission", "display"}


def test_every_article_is_there_once_and_well_formed() -> None:
    """183 rows: 13 of the main text, 92 articles, 78 items."""
    assert len(articles()) == 183
    assert {number: len(annex(number)) for number in annexes()} == ROWS
    assert sum(1 for found in articles().values() if found.item) == 78
    for article_id, found in articles().items():
        assert cite(article_id) == (found.id,)
        assert found.summary_zh
        assert found.summary_en
        assert {found.type, *found.also} <= TYPES


def test_an_article_knows_where_it_stands() -> None:
    found = article("08-04-2-1")
    assert (found.annex, found.number, found.item) == (8, 4, "2.1")
    assert annexes()[8].name_zh == "咨询引导"
    assert annex(99) == ()


def test_an_unknown_article_is_named() -> None:
    with pytest.raises(UnknownArticle, match="13-01"):
        article("13-01")


def test_every_parameter_belongs_to_an_article_and_has_a_first_day() -> None:
    for (article_id, name), values in parameters().items():
        assert article(article_id), name
        assert values[0].since == IN_FORCE
        assert {value.source for value in values} <= {"regulation", "law", "bureau"}


@pytest.mark.parametrize(
    ("article_id", "name", "value"),
    [
        ("01-08", "notice_working_days", 3),
        ("02-05", "latest_time", "20:00"),
        ("03-09", "no_show_minutes", 30),
        ("04-12", "notice_working_days", 3),
        ("04-13", "ineligible_years", 1),
        ("06-03-2", "law_limit_working_days", 5),
        ("06-03-2", "supplement_answer_working_days", 15),
        ("06-05-1", "extension_max_working_days", 10),
        ("07-01", "certificate_delivery_working_days", 10),
        ("07-01", "warn_handler_divisor", 4),
        ("07-01", "warn_head_working_days", 1),
        ("07-01", "warn_leader_working_days", 0),
        ("07-02", "ordinary_working_days", 2),
        ("07-02", "joint_working_days", 4),
        ("10-09", "brief_reply_working_days", 7),
        ("10-12", "close_working_days", 30),
    ],
)
def test_the_numbers_of_the_regulation(article_id: str, name: str, value: object) -> None:
    assert parameter(article_id, name, IN_FORCE) == value


def test_what_the_text_says_and_what_the_rules_use_agree() -> None:
    """Where articles.yaml names the same parameter, the dated value is the same."""
    for (article_id, name), values in parameters().items():
        described = article(article_id).parameters.get(name)
        if described is not None and article_id != "04-10":
            assert values[0].value == (tuple(described) if isinstance(described, list) else described)


def test_a_survey_stops_the_promise_but_not_the_law() -> None:
    """The licensing law, article 45, does not list 现场勘查."""
    kinds = parameter("06-05-2", "kinds", IN_FORCE)
    statutory = parameter("06-05-2", "statutory_kinds", IN_FORCE)
    assert set(kinds) - set(statutory) == {"site_survey"}


def test_before_the_first_day_there_is_no_law() -> None:
    with pytest.raises(NoLawForDate):
        parameter("01-08", "notice_working_days", IN_FORCE - dt.timedelta(days=1))


def test_an_unknown_parameter_is_named() -> None:
    with pytest.raises(UnknownArticle, match="speed"):
        parameter("01-08", "speed", IN_FORCE)


def test_an_amendment_holds_from_its_day_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """A case opened the day before keeps the old number."""
    amended = {
        ("01-08", "notice_working_days"): (
            Value(IN_FORCE, 3, "regulation"),
            Value(dt.date(2026, 7, 1), 2, "law"),
        )
    }
    monkeypatch.setattr(registry, "parameters", lambda: amended)
    assert parameter("01-08", "notice_working_days", dt.date(2026, 6, 30)) == 3
    assert parameter("01-08", "notice_working_days", dt.date(2026, 7, 1)) == 2


def test_the_eight_rulings_cite_articles_that_exist() -> None:
    assert [ruling.id for ruling in rulings()] == [f"R{n}" for n in range(1, 9)]
    for ruling in rulings():
        assert ruling.text_zh
        assert ruling.text_en
        assert all(article(cited) for cited in ruling.articles)
