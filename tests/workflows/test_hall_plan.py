"""周明 sets up the hall: letters and windows, and what is refused while people wait."""

import pytest

from banshi.kernel.hall import queries
from banshi.kernel.hall.models import Counter
from banshi.kernel.ledger import queries as ledger
from banshi.kernel.organisation.models import Section
from banshi.lib.results import NotPermitted, Refused
from banshi.workflows import hall_plan
from banshi.workflows.hall_plan import CounterPlan, QueuePlan

pytestmark = pytest.mark.django_db


def queue_plan(letter="H", section="BGS", name="办公室"):
    section_id = Section.objects.get(code=section).pk if section else None
    return QueuePlan(letter=letter, section_id=section_id, name_zh=name, name_en="Office")


def window_plan(hall, letters="A", code="8"):
    ids = tuple(hall.queue(letter) for letter in letters)
    return CounterPlan(code=code, name_zh=f"{code}号窗口", name_en=f"Window {code}", seq=8, queue_ids=ids)


@pytest.fixture
def zhou(cast):
    return cast.actor("周明")


def said(why):
    return "".join(str(reason) for reason in why.value.reasons)


def test_a_new_letter_gets_a_window_and_takes_numbers(hall, zhou):
    queue = hall_plan.add_queue(plan=queue_plan("h"), actor=zhou)
    with pytest.raises(Refused, match="现在不取号"):
        hall.take("H")
    with pytest.raises(Refused, match="还没有窗口办理"):
        hall_plan.open_queue(queue_id=queue, actor=zhou)
    counter = hall_plan.add_counter(plan=window_plan(hall, "H"), actor=zhou)
    hall_plan.open_queue(queue_id=queue, actor=zhou)
    assert hall.ticket(hall.take("H")) == "H001"
    assert [entry.act for entry in ledger.stream(f"queue:{queue}")] == ["queue_added", "queue_opened"]
    assert [entry.act for entry in ledger.stream(f"counter:{counter}")] == ["counter_added"]


def test_a_queue_with_people_waiting_is_not_shut(hall, zhou, cast):
    visit = hall.take("A")
    with pytest.raises(Refused) as why:
        hall_plan.shut_queue(queue_id=hall.queue("A"), actor=zhou)
    assert "还有 1 人没有办完" in said(why)
    hall.sit("王芳", "1")
    assert hall.serve("王芳") == hall.ticket(visit)
    hall_plan.shut_queue(queue_id=hall.queue("A"), actor=zhou)
    assert not queries.queues()[hall.queue("A")].open


@pytest.mark.parametrize(
    ("plan", "sentence"),
    [
        ({"letter": "A"}, "字母 A 已经给了“社会组织”"),
        ({"letter": "1"}, "A 到 Z"),
        ({"section": "SHZZ"}, "一个科室只用一个字母"),
        ({"section": ""}, "咨询台只用一个字母"),
        ({"name": " "}, "中文和英文的名称"),
    ],
)
def test_a_letter_that_cannot_be_is_refused(hall, zhou, plan, sentence):
    with pytest.raises(Refused) as why:
        hall_plan.add_queue(plan=queue_plan(**plan), actor=zhou)
    assert sentence in said(why)


def test_a_letter_under_which_numbers_were_taken_stays_its_name_may_change(hall, zhou):
    hall.take("A")
    with pytest.raises(Refused, match="字母不能改"):
        hall_plan.change_queue(queue_id=hall.queue("A"), plan=queue_plan("H", "SHZZ", "社团"), actor=zhou)
    hall_plan.change_queue(queue_id=hall.queue("A"), plan=queue_plan("A", "SHZZ", "社团"), actor=zhou)
    assert queries.queues()[hall.queue("A")].name_zh == "社团"


def test_a_window_somebody_sits_at_stays_in_use(hall, zhou):
    counter = hall.sit("王芳", "1")
    with pytest.raises(Refused, match="王芳"):
        hall_plan.take_counter_out_of_use(counter_id=counter, actor=zhou)


def test_the_only_window_of_an_open_queue_stays(hall, zhou):
    with pytest.raises(Refused, match="唯一窗口"):
        hall_plan.take_counter_out_of_use(counter_id=hall.counter("5"), actor=zhou)
    with pytest.raises(Refused, match="唯一窗口"):
        hall_plan.change_counter(counter_id=hall.counter("5"), plan=window_plan(hall, "C", "5"), actor=zhou)


def test_nobody_sits_down_at_a_window_out_of_use(hall, zhou):
    one = hall.counter("1")
    hall_plan.take_counter_out_of_use(counter_id=one, actor=zhou)
    with pytest.raises(Refused, match="停用"):
        hall.sit("王芳", "1")
    hall_plan.put_counter_in_use(counter_id=one, actor=zhou)
    assert hall.sit("王芳", "1") == one


def test_a_code_is_given_once(hall, zhou):
    with pytest.raises(Refused, match="编号 1 已经给了"):
        hall_plan.add_counter(plan=window_plan(hall, "A", "1"), actor=zhou)
    assert Counter.objects.filter(code="1").count() == 1


def test_only_the_administrator_sets_up_the_hall(hall, cast):
    with pytest.raises(NotPermitted):
        hall_plan.shut_queue(queue_id=hall.queue("A"), actor=cast.actor("王芳"))
