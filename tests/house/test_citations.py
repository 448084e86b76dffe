"""A rule cites its article, and an article finds its rule."""

from functools import cache

import pytest

from banshi.kernel.regulations import registry
from tests.house.articles import CARRIED_OUT, cited, covered, pending, shown

pytestmark = pytest.mark.pure


@cache
def known() -> frozenset[str]:
    return frozenset(registry.articles())


@cache
def to_carry_out() -> frozenset[str]:
    return frozenset(article.id for article in registry.articles().values() if article.type in CARRIED_OUT)


def test_every_citation_in_the_code_names_an_article_that_exists():
    assert {article: files for article, files in cited().items() if article not in known()} == {}


def test_every_tag_of_a_scenario_names_an_article_that_exists():
    assert {article: files for article, files in shown().items() if article not in known()} == {}


def test_every_article_to_carry_out_has_code_and_a_scenario_or_is_pending():
    lacking = {
        article: [what for what, found in (("code", cited()), ("scenario", shown())) if article not in found]
        for article in to_carry_out() - covered() - pending()
    }
    assert sorted(f"{article} lacks {' and '.join(what)}" for article, what in lacking.items()) == []


def test_an_article_that_is_carried_out_leaves_the_pending_list():
    assert sorted(pending() & covered()) == []


def test_the_pending_list_names_only_articles_to_carry_out():
    assert sorted(pending() - to_carry_out()) == []
