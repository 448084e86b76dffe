"""The public regulations pages: every article has its place, its words, and what is in force today."""

import pytest
from django.test import Client
from django.utils.html import escape

from banshi.entrypoints.portal.regulation_texts import TYPES
from banshi.kernel.regulations import registry
from banshi.kernel.ui.articles import article_address
from banshi.workflows.parameter_words import NAMES, SOURCES, WORDS
from tests.house.articles import CARRIED_OUT, pending

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(cast, settings):
    settings.ROOT_URLCONF = "banshi.config.urls"
    return Client()


def page(reader: Client, path: str, language: str = "zh-hans") -> str:
    answer = reader.get(path, headers={"accept-language": language})
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_front_page_names_the_twelve_institutions_and_lists_the_rulings(reader):
    text = page(reader, "/regulations/")
    for number, annex in registry.annexes().items():
        if number:
            assert f'href="/regulations/annex/{number}/"' in text
            assert annex.name_zh in text
    for ruling in registry.rulings():
        assert f'id="{ruling.id}"' in text
        assert ruling.text_zh in text


@pytest.mark.parametrize("number", range(13))
def test_an_annex_page_has_an_anchor_for_each_article(number, reader):
    text = page(reader, f"/regulations/annex/{number}/")
    for article in registry.annex(number):
        assert f'id="a{article.id}"' in text
        assert article.summary_zh in text


def test_every_chip_of_every_page_leads_to_its_article(reader):
    for article in registry.articles().values():
        text = page(reader, article_address(article.id))
        assert article.summary_zh in text
        assert article.evidence in text
    assert page(reader, "/regulations/06-03-2/")


def test_an_article_says_its_number_since_when_and_why(reader):
    text = page(reader, "/regulations/06-03-2")
    assert "告知补正的期限（工作日）" in text
    assert "<b>5 个工作日</b>" in text
    assert "2023-01-29" in text
    assert "行政许可法第三十二条" in text
    assert "视为受理" in text  # the ruling that touches it


def test_lists_are_written_in_words(reader):
    text = page(reader, "/regulations/06-05-2")
    assert "听证、招标、拍卖" in text
    assert "expert_review" not in text


def test_an_article_with_items_leads_to_them_and_an_item_back(reader):
    assert 'href="/regulations/06-03-1"' in page(reader, "/regulations/06-03")
    assert 'href="/regulations/06-03"' in page(reader, "/regulations/06-03-1")


def test_what_does_not_exist_is_told_so_plainly(reader):
    for path in ("/regulations/13-01", "/regulations/06-99", "/regulations/annex/13/"):
        answer = reader.get(path)
        assert answer.status_code == 404
        assert "没有这一页" in answer.content.decode()


def test_in_english_the_articles_are_in_english(reader):
    text = page(reader, "/regulations/06-03-2", "en")
    assert registry.article("06-03-2").summary_en in text
    assert "Notice art. 3(2)" in text


def test_an_article_shows_the_scenarios_that_prove_it(reader):
    told = registry.scenarios()["04-12"]
    text = page(reader, "/regulations/04-12")
    assert told
    for one in told:
        assert f">{one.title}</summary>" in text
        assert all(f"<li>{escape(step)}</li>" in text for step in one.steps)


def test_every_article_that_is_carried_out_has_a_scenario_in_the_package():
    ours = {one.id for one in registry.articles().values() if one.type in CARRIED_OUT} - pending()
    assert ours <= registry.scenarios().keys()
    assert registry.scenarios().keys() <= registry.articles().keys()


def test_every_parameter_every_value_and_every_type_has_words():
    assert {name for _article, name in registry.parameters()} == set(NAMES)
    for values in registry.parameters().values():
        for value in values:
            assert value.source in SOURCES
            for one in value.value if isinstance(value.value, tuple) else ():
                assert one in WORDS
    assert {article.type for article in registry.articles().values()} == set(TYPES)
