"""What the software does about each article: every row has its sentence, its screens exist, its papers are known."""

import os
import subprocess
import sys

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from banshi.entrypoints.portal.doing import EVERYBODY, SCREENS, guard_of
from banshi.kernel.documents import kinds
from banshi.kernel.ledger.acts import declared
from banshi.kernel.organisation.permissions import TABLE
from banshi.kernel.regulations import registry
from banshi.kernel.regulations.carried import carried
from banshi.workflows.articles import PUBLIC, SILENT, acts_of, figures_of, keys_of
from banshi.workflows.figures import SOURCES
from banshi.workflows.tick import tick
from tests.entrypoints.workbench.conftest import text
from tests.house.articles import CARRIED_OUT
from tests.house.source import ROOT
from tests.house.test_acts import acts

ROWS = sorted(carried().items())


@pytest.mark.pure
def test_every_article_has_its_sentence_and_none_is_about_an_article_that_does_not_exist():
    assert list(carried()) == list(registry.articles())
    assert [row for row, one in ROWS if not one.text_zh.endswith("。") or not one.text_en.endswith(".")] == []


@pytest.mark.pure
def test_every_screen_exists_has_a_name_and_says_who_may_open_it():
    named = {name for _row, one in ROWS for name in one.screens}
    assert named == SCREENS.keys()
    for name in named:
        assert guard_of(reverse(name)) in {EVERYBODY, *TABLE}, name


@pytest.mark.pure
def test_every_paper_is_a_kind_of_the_house():
    assert {code for _row, one in ROWS for code in one.papers} <= kinds.known().keys()


@pytest.mark.pure
def test_what_is_left_to_people_says_so():
    policies = [one.id for one in registry.articles().values() if one.type not in CARRIED_OUT]
    # The main text only announces what the annexes say; 08-04 only announces its items.
    left = [one for one in policies if not acts_of(one) and not one.startswith(("00-", "08-04"))]
    assert [one for one in left if not carried()[one].text_zh.startswith("由人")] == []


@pytest.mark.pure
def test_the_acts_of_an_article_are_those_that_the_code_declares():
    assert "file_refusals" in acts_of("01-06")
    assert "sweep" in acts_of("07-03")
    assert {one for articles in declared().values() for one in articles} <= registry.articles().keys()


@pytest.mark.pure
def test_a_web_process_has_loaded_every_act_that_the_source_holds():
    """Pages would else leave out what only the worker does."""
    command = (
        "import django; django.setup()\nfrom django.urls import get_resolver; get_resolver().url_patterns\n"
        "from banshi.kernel.ledger.acts import declared; print(*declared())"
    )
    surroundings = os.environ | {"PYTHONPATH": str(ROOT / "src"), "DATABASE_URL": "sqlite://:memory:"}
    done = subprocess.run(
        [sys.executable, "-c", command], env=surroundings, capture_output=True, text=True, check=True
    )
    names = {decorator.args[0].value for _where, _function, decorator in acts()}
    assert sorted(names - set(done.stdout.split())) == []


@pytest.mark.pure
def test_public_figures_are_known_and_none_is_about_a_persons_conduct_or_a_complaint():
    assert SOURCES.keys() >= PUBLIC
    assert [
        key for article in registry.articles() if article.startswith(SILENT) for key in keys_of(article)
    ] == []


@pytest.fixture
def reader(cast, settings):
    settings.ROOT_URLCONF = "banshi.config.urls"
    cache.clear()
    return Client()


@pytest.mark.django_db
def test_a_citizen_sees_the_citizens_screens_and_a_colleague_their_own(reader, cast):
    citizen = reader.get("/regulations/01-06")
    assert "台账自动登记" in text(citizen)
    assert "否定备案报送单（W16）" in text(citizen)
    assert 'href="/desk/refusals/"' not in citizen.content.decode()
    reader.force_login(cast.staff("孙丽"))
    assert 'href="/desk/refusals/"' in reader.get("/regulations/01-06").content.decode()
    reader.force_login(cast.staff("吴导"))
    assert 'href="/desk/refusals/"' not in reader.get("/regulations/01-06").content.decode()
    assert 'href="/progress/"' in Client().get("/regulations/04-12").content.decode()


@pytest.mark.django_db
def test_the_annex_says_it_for_every_article_and_in_english(reader):
    words = reader.get("/regulations/annex/7/", headers={"accept-language": "en"}).content.decode()
    assert all(carried()[one.id].text_en.split("'")[0] in words for one in registry.annex(7))


@pytest.mark.django_db
def test_this_months_figures_count_what_happened(reader, accepted_case):
    accepted_case()
    found = figures_of("07-03")
    assert found.records == 2
    assert dict(found.named)["办结的办件"] == 0
    page = text(reader.get("/regulations/07-03"))
    assert "办结的办件0" in page
    assert "账本里依据这一条的记录2" in page


@pytest.mark.django_db
def test_a_breach_is_counted_under_its_article(reader, accepted_case, at):
    with at("2026-09-21 10:00"):
        accepted_case()
    tick()
    found = figures_of("07-03")
    assert found.breaches >= 1
    assert f"这一条的期限超期{found.breaches}" in text(reader.get("/regulations/07-03"))


@pytest.mark.django_db
def test_complaints_and_conduct_have_no_figures(reader):
    for article in ("10-09", "09-08-1", "12-05", "11-02-3"):
        assert "不公开每月的数字" in text(reader.get(f"/regulations/{article}"))


@pytest.mark.django_db
def test_an_article_costs_few_queries_and_none_again(reader, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        reader.get("/regulations/06-03-2")
    with django_assert_max_num_queries(0):
        reader.get("/regulations/06-03-2")
