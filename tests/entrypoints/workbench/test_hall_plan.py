"""周明 at his screen sets up letters and windows."""

import pytest

from banshi.kernel.hall.models import Counter, Queue
from banshi.kernel.organisation.models import Section
from tests.entrypoints.workbench.conftest import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def zhou(at_desk):
    return at_desk("周明")


def test_a_letter_and_its_window_are_added_and_opened(zhou, cast):
    section = Section.objects.get(code="BGS").pk
    assert "先新增字母" in text(zhou.open("administration/hall/"))
    answer = zhou.fill(
        "administration/hall/queues/add/", letter="h", section=section, name_zh="办公室", name_en="Office"
    )
    assert answer.status_code == 302
    queue = Queue.objects.get(letter="H")
    answer = zhou.fill(
        "administration/hall/counters/add/",
        code="8",
        name_zh="8号窗口",
        name_en="Window 8",
        queues=[queue.pk],
    )
    assert answer.status_code == 302
    assert zhou.send("administration/hall/", do="open_queue", id=queue.pk).status_code == 302
    words = text(zhou.open("administration/hall/"))
    assert "H 办公室" in words
    assert "正在取号" in words
    assert "8号窗口" in words


def test_a_refusal_stands_at_its_field_and_nothing_typed_is_lost(zhou, hall):
    answer = zhou.fill(
        "administration/hall/queues/add/", letter="A", section="", name_zh="问讯", name_en="Ask"
    )
    assert answer.status_code == 422
    assert "字母 A 已经给了" in text(answer)
    assert "问讯" in answer.content.decode()


def test_a_queue_with_people_waiting_says_so(zhou, hall):
    hall.take("A")
    answer = zhou.send("administration/hall/", do="shut_queue", id=hall.queue("A"))
    assert answer.status_code == 422
    assert "还有 1 人没有办完" in text(answer)


def test_names_of_a_window_are_changed(zhou, hall):
    page = f"administration/hall/counters/{hall.counter('2')}/"
    answer = zhou.fill(
        page, code="2", name_zh="二号窗口", name_en="Window 2", queues=[hall.queue("A"), hall.queue("G")]
    )
    assert answer.status_code == 302
    assert Counter.objects.get(code="2").name_zh == "二号窗口"


@pytest.mark.parametrize("sent", [{"do": "no", "id": "1"}, {"do": "open_queue", "id": "x"}])
def test_anything_else_is_not_found(zhou, hall, sent):
    assert zhou.send("administration/hall/", **sent).status_code == 404


@pytest.mark.parametrize("page", ["", "queues/add/", "counters/add/"])
def test_others_do_not_come_in(at_desk, page):
    assert at_desk("王芳").open(f"administration/hall/{page}").status_code == 403
