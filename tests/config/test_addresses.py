"""The root addresses: every house answers, and so do the pages that belong to none."""

import pytest
from django.db import DatabaseError, connection
from django.urls import reverse

from banshi.config import urls


@pytest.fixture(autouse=True)
def root(settings):
    settings.ROOT_URLCONF = urls.__name__


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/", "/desk/login/", "/api/", "/regulations/", "/verify/", "/styleguide/", "/healthz"]
)
def test_every_house_answers(path, cast, client):
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer["Content-Security-Policy"]


@pytest.mark.django_db
def test_a_monitor_hears_that_all_is_well(client):
    answer = client.get(reverse("healthz"))
    assert (answer.content, answer["Content-Type"]) == (b"ok\n", "text/plain; charset=utf-8")


def test_a_monitor_hears_that_the_database_is_gone_and_nothing_else(client, monkeypatch):
    def gone() -> None:
        raise DatabaseError("connection to 10.0.0.7 refused")

    monkeypatch.setattr(connection, "cursor", gone)
    answer = client.get(reverse("healthz"))
    assert (answer.status_code, answer.content) == (503, b"database unavailable\n")


@pytest.mark.django_db
def test_the_language_can_be_changed(client):
    answer = client.post(reverse("ui:language"), {"language": "en", "next": "/regulations/"})
    assert answer["Location"] == "/regulations/"
    assert 'lang="en"' in client.get("/regulations/").content.decode()


@pytest.mark.django_db
def test_the_style_guide_is_for_rehearsals_only(client, settings):
    settings.BANSHI_REHEARSAL = False
    assert client.get("/styleguide/").status_code == 404


@pytest.mark.django_db
def test_an_unknown_address_gets_a_page_with_a_telephone_number(client):
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert "000-0000-0100" in answer.content.decode()
