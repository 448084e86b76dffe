"""The administration's pages for other systems: webhooks and the export."""

import json

import pytest

from banshi.kernel.webhooks import queries
from banshi.kernel.webhooks.models import Delivery
from banshi.kernel.webhooks.worker import deliver_due
from tests.kernel.webhooks.receiver import listening

pytestmark = pytest.mark.django_db
HOOKS, EXPORT = "/desk/administration/webhooks/", "/desk/administration/export/"


@pytest.fixture
def desk(client, cast):
    def log_in(name):
        client.force_login(cast.staff(name))
        return client

    return log_in


def filled(page, **given):
    return {"once": page.context["form"]["once"].value()} | given


def test_the_administrator_registers_looks_and_sends_again(desk, accepted_case, cast):
    admin = desk("周明")
    with listening() as receiver:
        wanted = {"name": "市级平台", "url": receiver.url, "staff": "sunli", "kinds": ["accepted"]}
        shown = admin.post(HOOKS, filled(admin.get(HOOKS), **wanted))
        assert shown.status_code == 200
        (hook,) = queries.subscriptions()
        assert queries.reveal(hook.id) in shown.content.decode()
        assert queries.reveal(hook.id) not in admin.get(HOOKS).content.decode()
        case = accepted_case()
        receiver.answers = [400]
        deliver_due()
        page = admin.get(f"{HOOKS}{hook.id}/").content.decode()
        assert case
        assert "http_400" in page
        assert "张" not in page.split("<main")[1]
        again = admin.post(f"{HOOKS}{hook.id}/", {"do": "again", "id": Delivery.objects.get().pk})
        assert again.status_code == 302
        assert deliver_due() == 1
    assert admin.post(f"{HOOKS}{hook.id}/", {"do": "stop", "id": hook.id}).status_code == 302
    assert "已停用" in admin.get(HOOKS).content.decode()
    assert admin.post(f"{HOOKS}{hook.id}/", {"do": "what", "id": hook.id}).status_code == 404
    assert admin.get(f"{HOOKS}999999/").status_code == 404


def test_what_is_wrong_stays_on_the_form(desk):
    admin = desk("周明")
    wanted = {"name": "市级平台", "url": "ftp://example.org", "staff": "nobody", "kinds": ["accepted"]}
    page = admin.post(HOOKS, filled(admin.get(HOOKS), **wanted))
    assert page.status_code == 422
    assert "完整的 https:// 地址" in page.content.decode()
    assert "没有这个登录名" in page.content.decode()
    assert "ftp://example.org" in page.content.decode()


def test_approvals_export_a_month(desk, accepted_case):
    accepted_case()
    sunli = desk("孙丽")
    chosen = {"first": "2026-11-01", "last": "2026-11-30", "section": "", "form": "json"}
    file = sunli.post(EXPORT, chosen)
    assert "attachment" in file["Content-Disposition"]
    assert len(json.loads(b"".join(file.streaming_content))["cases"]) == 1
    table = sunli.post(EXPORT, chosen | {"form": "事项受理"})
    assert "受理人员" in b"".join(table.streaming_content).decode()
    assert 'value="2026-11-01"' in sunli.get(EXPORT).content.decode()
    backwards = sunli.post(EXPORT, chosen | {"last": "2026-10-01"})
    assert backwards.status_code == 422
    assert "早于" in backwards.content.decode()


@pytest.mark.parametrize("name", ["王芳", "李强", "陈局"])
def test_others_find_neither(desk, name):
    assert desk(name).get(HOOKS).status_code == 403
    assert desk(name).get(EXPORT).status_code == 403


def test_both_pages_in_english(desk, client):
    client.cookies["django_language"] = "en"
    assert "Webhooks" in desk("周明").get(HOOKS).content.decode()
    assert "Export" in desk("周明").get(EXPORT).content.decode()
