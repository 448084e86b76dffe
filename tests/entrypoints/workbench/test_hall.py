"""The staff's pages of the hall: the own window, who waits, a number for somebody."""

import pytest

from banshi.institutions.first_contact.models import Contact
from banshi.kernel.hall import queries
from banshi.kernel.hall.models import Visit
from banshi.kernel.ledger.models import Entry
from banshi.kernel.organisation.models import Section
from tests.entrypoints.workbench.conftest import hidden, text
from tests.entrypoints.workbench.test_counter import typed

pytestmark = pytest.mark.django_db


def test_a_clerk_sits_down_calls_serves_and_calls_the_next(hall, at_desk):
    clerk, first, second = at_desk("王芳"), hall.take("A"), hall.take("A")
    assert "1号窗口" in text(clerk.open("hall/window/"))
    clerk.fill("hall/window/", do="open", counter=hall.counter("1"))
    clerk.fill("hall/window/", do="next")
    assert "A001" in text(clerk.open("hall/window/"))
    clerk.fill("hall/window/", do="start")
    clerk.fill("hall/window/", do="finish_next")
    assert (hall.state(first), hall.state(second)) == ("served", "called")
    clerk.fill("hall/window/", do="recall")
    clerk.fill("hall/window/", do="start")
    answer = clerk.fill("hall/window/", do="finish_next")
    assert answer.status_code == 302
    assert hall.state(second) == "served"
    assert clerk.fill("hall/window/", do="next").status_code == 422
    clerk.fill("hall/window/", do="close")
    assert queries.counter_of(hall.people.staff_id("王芳")) is None


def test_who_is_parked_comes_back_or_is_given_up_and_who_is_wrong_here_is_passed_on(hall, at_desk):
    clerk = at_desk("王芳")
    clerk.fill("hall/window/", do="open", counter=hall.counter("1"))
    first, second = hall.take("A"), hall.take("A")
    clerk.fill("hall/window/", do="next")
    clerk.fill("hall/window/", do="park")
    assert "暂时离开" in text(clerk.open("hall/window/"))
    clerk.fill("hall/window/", do="resume", visit=first)
    assert hall.state(first) == "waiting"
    clerk.fill("hall/window/", do="next")
    clerk.fill("hall/window/", do="pass_on", visit=first, queue=hall.queue("B"))
    assert queries.visit(first).queue_id == hall.queue("B")
    clerk.fill("hall/window/", do="next")
    clerk.fill("hall/window/", do="park")
    clerk.fill("hall/window/", do="give_up", visit=second)
    assert hall.state(second) == "given_up"


def test_a_question_at_the_window_is_the_guides_who_took_the_number_and_the_slip_is_printed_there(
    hall, at_desk
):
    at_desk("吴导").fill("hall/take/", queue=hall.queue("A"))
    clerk, visit = at_desk("王芳"), Visit.objects.get()
    clerk.fill("hall/window/", do="open", counter=hall.counter("1"))
    clerk.fill("hall/window/", do="next")
    clerk.fill("hall/window/", do="start")
    opened = clerk.send("hall/window/enquire/", once="q", visit=visit.pk, about="八十岁有什么补贴")
    contact = Contact.objects.get()
    assert (contact.visit, contact.officer.name_zh) == (f"visit:{visit.pk}", "吴导")
    assert opened.headers["Location"] == f"/desk/contacts/{contact.pk}/"
    section = Section.objects.get(code="YLFW")
    clerk.send(f"contacts/{contact.pk}/point/", once="p", target=f"section:{section.pk}")
    contact.refresh_from_db()
    assert contact.answered_by.name_zh == "王芳"
    assert f"/desk/contacts/{contact.pk}/slip.pdf" in clerk.open("hall/window/").content.decode()
    assert "回到叫号" in text(clerk.open(f"contacts/{contact.pk}/"))


def test_a_question_is_put_on_record_only_by_the_window_that_serves_the_visitor(hall, at_desk):
    clerk, visit = at_desk("王芳"), hall.take("A")
    clerk.fill("hall/window/", do="open", counter=hall.counter("1"))
    asked = {"once": "q", "visit": visit, "about": "补贴"}
    assert clerk.send("hall/window/enquire/", **asked).status_code == 403
    clerk.fill("hall/window/", do="next")
    empty = clerk.send("hall/window/enquire/", **(asked | {"about": ""}))
    assert empty.status_code == 422
    assert not Contact.objects.exists()
    clerk.send("hall/window/enquire/", **asked)
    assert Contact.objects.get().officer.name_zh == "王芳"


@pytest.mark.parametrize(
    "do", ["next", "start", "finish", "pass_on", "resume", "open", "close", "nonsense", ""]
)
def test_a_bent_form_makes_no_error_page(hall, at_desk, do):
    clerk = at_desk("王芳")
    clerk.fill("hall/window/", do="open", counter=hall.counter("1"))
    for more in ({}, {"visit": "999"}, {"visit": "x", "queue": "-3"}):
        assert clerk.send("hall/window/", do=do, once=f"{more}", **more).status_code < 500


def test_a_guide_takes_a_number_for_somebody_and_prints_the_slip(hall, at_desk):
    guide = at_desk("吴导")
    answer = guide.fill("hall/take/", queue=hall.queue("B"), priority="on", phone="138 0000 1234")
    visit = Visit.objects.get()
    assert (visit.priority, visit.phone, visit.first_contact) == (
        True,
        "13800001234",
        hall.people.staff("吴导"),
    )
    slip = guide.client.get(answer.headers["Location"])
    assert "B001" in text(slip)
    assert "13800001234" not in text(slip) + answer.headers["Location"]
    assert "B001" in text(guide.open("hall/"))


def test_nothing_typed_is_lost_when_the_number_cannot_be_taken(hall, at_desk, at):
    guide = at_desk("吴导")
    answer = guide.fill("hall/take/", queue=hall.queue("B"), phone="12")
    assert answer.status_code == 422
    assert 'value="12"' in answer.content.decode()
    with at("2026-11-23T17:00:00"):
        answer = guide.fill("hall/take/", queue=hall.queue("B"))
    assert answer.status_code == 422
    assert "办公时间已经结束" in text(answer)


def test_a_leader_sees_the_hall_but_takes_no_numbers(hall, at_desk):
    leader = at_desk("陈局")
    assert leader.open("hall/").status_code == 200
    assert "帮来人取号" not in text(leader.open("hall/"))
    assert leader.open("hall/take/").status_code == 403
    assert leader.open("hall/window/").status_code == 403


def test_what_is_taken_in_while_somebody_is_served_belongs_to_the_visit(hall, at_desk):
    clerk = at_desk("王芳")
    clerk.fill("hall/window/", do="open", counter=hall.counter("1"))
    visit = hall.take("A")
    clerk.fill("hall/window/", do="next")
    clerk.fill("hall/window/", do="start")
    page = clerk.open("counter/MZ-XK-01/")
    form = hidden(page) | typed(do="accept")
    for _ in range(2):
        clerk.send("counter/MZ-XK-01/", **form)
    (case_id,) = queries.cases_of([visit])[visit]
    assert f"/desk/cases/{case_id}/" in clerk.open("hall/window/").content.decode()


def test_a_full_hall_is_read_with_few_queries(hall, at_desk, django_assert_max_num_queries):
    guide = at_desk("吴导")
    for letter in "ABCDEFGZ" * 6:
        hall.take(letter)
    with django_assert_max_num_queries(24):
        guide.open("hall/")


def test_a_number_called_by_mistake_waits_again_at_its_turn(hall, at_desk):
    clerk, first = at_desk("王芳"), hall.take("A")
    hall.take("A")
    clerk.fill("hall/window/", do="open", counter=hall.counter("1"))
    clerk.fill("hall/window/", do="next")
    page = text(clerk.open("hall/window/"))
    assert "叫错了的，10:02:00 以前可以撤销" in page
    assert "撤销叫号（10:02:00 以前）" in page
    assert clerk.fill("hall/window/", do="undo").status_code == 302
    assert hall.state(first) == "waiting"
    assert list(
        Entry.objects.filter(stream=f"visit:{first}").order_by("seq").values_list("act", flat=True)
    ) == [
        "visit_arrived",
        "visit_called",
        "visit_call_undone",
    ]
    clerk.fill("hall/window/", do="next")
    assert hall.state(first) == "called"


def test_a_call_is_not_taken_back_later_or_by_another_window(hall, at_desk, at):
    clerk, other, visit = at_desk("王芳"), at_desk("孙丽"), hall.take("A")
    clerk.fill("hall/window/", do="open", counter=hall.counter("1"))
    clerk.fill("hall/window/", do="next")
    assert other.send("hall/window/", do="undo", once="x", visit=visit).status_code == 422
    with at("2026-11-23 10:03"):
        assert "撤销叫号" not in text(clerk.open("hall/window/"))
        late = clerk.fill("hall/window/", do="undo")
    assert late.status_code == 422
    assert "叫号已经超过 2 分钟，不能撤销" in text(late)
    assert hall.state(visit) == "called"
