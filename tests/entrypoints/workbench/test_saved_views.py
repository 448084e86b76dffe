"""A filter of the list of work, kept under a name: seen, renamed and removed by its owner alone."""

import pytest

from banshi.kernel.organisation.models import SavedView
from tests.entrypoints.workbench.conftest import text

pytestmark = pytest.mark.django_db
OVERDUE = "desk=section&lamp=red"


@pytest.fixture
def kept(cast, accepted_case, at, at_desk):
    """The head keeps what is overdue."""
    with at("2026-10-20"):
        accepted_case()
    accepted_case()
    answer = at_desk("赵敏").send("views/", name="超期的", filters=OVERDUE)
    assert answer.url == f"/desk/?{OVERDUE}"
    return SavedView.objects.get()


def test_a_kept_filter_is_a_tab_with_its_count(kept, at_desk):
    head = at_desk("赵敏")
    page = head.open("")
    assert f'<a href="?{OVERDUE.replace("&", "&amp;")}">超期的' in page.content.decode()
    assert "超期的 1" in text(page)
    assert "保存这个筛选" in text(page)
    shown = head.open("", desk="section", lamp="red")
    assert "保存这个筛选" not in text(shown)
    assert "超期的" not in text(at_desk("李强").open(""))


def test_counting_costs_the_same_for_one_view_and_for_ten(kept, cast, at_desk, django_assert_max_num_queries):
    for n in range(9):
        SavedView.objects.create(staff=cast.staff("赵敏"), name=f"视图{n}", filters=OVERDUE)
    head = at_desk("赵敏")
    with django_assert_max_num_queries(17):
        head.open("")
    refused = head.send("views/", name="第十一个", filters="desk=section")
    assert refused.status_code == 422
    assert "最多保存 10 个视图" in text(refused)
    assert "第十一个" in refused.content.decode()


def test_it_is_renamed_and_removed_by_its_owner_alone(kept, at_desk):
    head, other = at_desk("赵敏"), at_desk("李强")
    for path in (f"views/{kept.pk}/", f"views/{kept.pk}/remove/"):
        assert other.send(path, name="我的").status_code == 404
    assert other.open(f"views/{kept.pk}/").status_code == 404
    assert head.send(f"views/{kept.pk}/", name="马上办").url == "/desk/views/"
    assert "马上办" in text(head.open("views/"))
    assert head.send("views/", name="马上办", filters="desk=section").status_code == 422
    assert head.send(f"views/{kept.pk}/", name=" ").status_code == 422
    head.send(f"views/{kept.pk}/remove/")
    assert "还没有保存的视图" in text(head.open("views/"))


def test_nonsense_and_desks_that_are_gone_do_no_harm(kept, cast, at_desk):
    head = at_desk("赵敏")
    head.send("views/", name="乱写", filters="desk=nobody&lamp=pink&name=%E5%BC%A0%E4%BC%9F")
    assert SavedView.objects.get(name="乱写").filters == "desk=section"
    SavedView.objects.filter(pk=kept.pk).update(filters="desk=counter")
    assert "超期的" not in text(head.open(""))
    assert at_desk("周明").open("views/").status_code == 404
