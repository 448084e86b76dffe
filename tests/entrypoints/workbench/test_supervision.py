"""监督考核 as supervisors, heads and owners meet it on their screens and phones (annex 11)."""

import pytest

from banshi.institutions.supervision.actions import correcting, keeping, running
from banshi.institutions.supervision.actions.correcting import Answered, Demand
from banshi.institutions.supervision.actions.keeping import Risk
from banshi.institutions.supervision.models import Correction, Finding, KeyPost, Procedure, Run, Seen
from banshi.lib import clock
from tests.entrypoints.workbench.conftest import text

pytestmark = pytest.mark.django_db
HOME = "supervision/"


@pytest.fixture
def run(at_desk, cast):
    """蒋廉 orders a run; it checks what can be checked."""
    answer = at_desk("蒋廉").fill(f"{HOME}runs/new/", first="2026-11-01", last="2026-11-23")
    assert answer.status_code == 302
    return Run.objects.get().pk


@pytest.fixture
def correction(cast):
    finding = correcting.enter_criticism(
        source="media",
        words="窗口排队太久",
        section_id=cast.sections["SHZZ"],
        severity="ordinary",
        actor=cast.actor("蒋廉"),
    )
    demand = Demand(cast.sections["SHZZ"], "请增开窗口", 5)
    return correcting.demand_correction(finding_id=finding, demand=demand, actor=cast.actor("蒋廉"))


@pytest.fixture
def secret(cast):
    risk = Risk(
        "discipline_personnel",
        "工资核定",
        "一人经办",
        "两人核定",
        cast.sections["RSK"],
        cast.staff_id("彭燕"),
        6,
        clock.today(),
    )
    return keeping.keep_post(given=risk, actor=cast.actor("蒋廉"))


def test_a_run_shows_what_passed_and_what_was_found_with_its_evidence(run, at_desk):
    page = text(at_desk("蒋廉").open(f"{HOME}runs/{run}/"))
    for words in ("格式文书", "查了 32 项，全部合格", "检查时的数字", "看依据", "没有看"):
        assert words in page
    assert "投诉举报" not in page.partition("<main")[2]
    found = Finding.objects.filter(run=run).first()
    assert "看数字背后的记录" in text(at_desk("陈局").open(f"{HOME}findings/{found.pk}/"))


def test_a_run_is_repeated_with_one_press(run, at_desk):
    before = Finding.objects.count()
    assert at_desk("蒋廉").send(f"{HOME}runs/{run}/again/").status_code == 302
    assert Finding.objects.count() == before


def test_bad_days_are_refused_at_their_field(at_desk):
    answer = at_desk("蒋廉").fill(f"{HOME}runs/new/", first="2026-12-01", last="2026-11-01")
    assert answer.status_code == 422
    assert "不能晚于今天" in text(answer)


def test_the_checklist_is_answered_line_by_line(run, at_desk, cast):
    screen = at_desk("蒋廉")
    path = f"{HOME}runs/{run}/checklist/"
    assert "还有 10 条没有看" in text(screen.open(path))
    screen.send(path, line="posted", answer="yes")
    screen.send(path, line="manners", answer="no", note="", section="")
    assert Seen.objects.count() == 1
    screen.send(path, line="manners", answer="no", note="推诿", section=cast.sections["SPK"])
    assert Finding.objects.get(source="eyes").section_id == cast.sections["SPK"]
    for typed in ({"line": "x", "answer": "x"}, {"section": "aaa"}, {"line": "posted", "answer": "no"}):
        assert screen.send(path, **typed).status_code == 302
    assert at_desk("陈局").open(path).status_code == 403


def test_a_run_is_ended_published_and_read_by_everybody(run, at_desk, client):
    refused = at_desk("蒋廉").fill(f"{HOME}runs/{run}/close/", conclusion=" ")
    assert refused.status_code == 422
    assert at_desk("蒋廉").fill(f"{HOME}runs/{run}/close/", conclusion="正常").status_code == 302
    assert at_desk("蒋廉").open(f"{HOME}runs/{run}/record.pdf")["Content-Type"] == "application/pdf"
    assert "还没有公布检查结果" in client.get("/supervision/").content.decode()
    assert "没有人名" in text(at_desk("陈局").open(f"{HOME}runs/{run}/publish/"))
    at_desk("陈局").send(f"{HOME}runs/{run}/publish/")
    assert "事项内容齐备并公开" in client.get("/supervision/").content.decode()


def test_the_head_answers_on_one_screen_and_the_supervisor_looks_again(correction, at_desk):
    zhao, jiang = at_desk("赵敏"), at_desk("蒋廉")
    path = f"{HOME}corrections/{correction}/"
    page = text(zhao.open(path))
    for words in ("窗口排队太久", "请增开窗口", "期限怎样算", "报整改情况", "2026-11-30"):
        assert words in page
    assert zhao.fill(f"{path}answer/", measures="增开", proof="").status_code == 422
    assert zhao.fill(f"{path}answer/", measures="增开", proof="轮值表").status_code == 302
    assert "报整改情况" not in text(zhao.open(path)).partition("现在可以做的")[2][:80]
    assert jiang.fill(f"{path}recheck/", passed="no", note="", days="").status_code == 422
    assert jiang.fill(f"{path}recheck/", passed="yes", note="看过", days="").status_code == 302
    assert Correction.objects.get().state == "passed"
    assert zhao.open(f"{path}notice.pdf")["Content-Type"] == "application/pdf"


def test_another_section_finds_nothing_under_a_swapped_number(correction, run, secret, cast, at_desk):
    correcting.answer_correction(
        correction_id=correction, answered=Answered("增开", "表"), actor=cast.actor("赵敏")
    )
    strange = at_desk("冯涛")
    for path in (f"corrections/{correction}/", f"corrections/{correction}/notice.pdf", f"posts/{secret}/"):
        assert strange.open(HOME + path).status_code == 404
    for path in (f"corrections/{correction}/answer/", f"posts/{secret}/check/"):
        assert strange.fill(HOME + path, measures="x", proof="x", result="gaps", note="x").status_code == 404
    for path in (f"runs/{run}/", f"runs/{run}/checklist/", "criticism/", "", "hot/"):
        assert strange.open(HOME + path).status_code == 403
    for number in (0, 99999999):
        for kind in ("runs", "findings", "corrections", "posts"):
            assert at_desk("蒋廉").open(f"{HOME}{kind}/{number}/").status_code == 404
    for nobody in ("周明", "王芳", "吴导"):
        assert at_desk(nobody).open(HOME).status_code == 403
        assert at_desk(nobody).open(f"{HOME}corrections/{correction}/").status_code in (403, 404)


def test_whoever_may_not_know_of_the_third_group_is_told_what_a_stranger_is_told(secret, at_desk):
    zhao = at_desk("赵敏")
    there, nowhere = zhao.open(f"{HOME}posts/{secret}/"), zhao.open(f"{HOME}posts/99999/")
    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert "工资核定" not in text(zhao.open(f"{HOME}posts/"))
    assert "违纪举报" not in text(zhao.open(f"{HOME}posts/")).partition("<h1")[2]
    assert "工资核定" in text(at_desk("龚书").open(f"{HOME}posts/"))


def test_an_owner_checks_in_time_and_the_next_check_is_set(at_desk, cast):
    answer = at_desk("蒋廉").fill(
        f"{HOME}posts/new/",
        group="permits_hotspots",
        name="登记审查",
        risk="多要材料",
        measures="抽查",
        section=cast.sections["SHZZ"],
        owner=cast.staff_id("李强"),
        period=1,
        first="2026-11-23",
    )
    assert answer.status_code == 302
    post = KeyPost.objects.get()
    li = at_desk("李强")
    assert "登记审查" in text(li.open(f"{HOME}posts/"))
    assert li.fill(f"{HOME}posts/{post.pk}/check/", result="gaps", note="").status_code == 422
    assert li.fill(f"{HOME}posts/{post.pk}/check/", result="gaps", note="漏了一份").status_code == 302
    post.refresh_from_db()
    assert post.next_check.isoformat() == "2026-12-23"
    assert li.open(f"{HOME}posts/{post.pk}/retire/").status_code == 403
    assert at_desk("何静").open(f"{HOME}posts/{post.pk}/").status_code == 404


def test_a_procedure_is_public_only_when_it_is_complete(at_desk, cast, client):
    zhao = at_desk("赵敏")
    given = {
        "title": "实地核查",
        "section": cast.sections["SHZZ"],
        "basis": "条例",
        "whom": "",
        "frequency": "",
    }
    zhao.fill(f"{HOME}procedures/new/", steps="", **given)
    number = Procedure.objects.get().pk
    zhao.send(f"{HOME}procedures/{number}/publish/")
    assert Procedure.objects.get().published_at is None
    full = given | {"whom": "社会组织", "frequency": "每年", "steps": "出示证件"}
    zhao.fill(f"{HOME}procedures/{number}/", **full)
    zhao.send(f"{HOME}procedures/{number}/publish/")
    assert "出示证件" in client.get("/supervision/").content.decode()
    assert at_desk("冯涛").open(f"{HOME}procedures/{number}/").status_code == 404
    assert zhao.fill(f"{HOME}procedures/new/", **full).status_code == 422


def test_the_pages_speak_english_too(run, correction, at_desk):
    screen = at_desk("蒋廉")
    screen.client.cookies["django_language"] = "en"
    for path in (
        "",
        f"runs/{run}/",
        f"corrections/{correction}/",
        "posts/",
        "criticism/",
        f"runs/{run}/checklist/",
    ):
        answer = screen.client.get(f"/desk/{HOME}{path}", headers={"accept-language": "en"})
        assert answer.status_code == 200
        assert "Supervision" in answer.content.decode()


def test_a_run_with_many_findings_is_read_with_few_queries(run, at_desk, django_assert_max_num_queries):
    screen = at_desk("蒋廉")
    assert Finding.objects.count() > 20
    with django_assert_max_num_queries(14):
        screen.open(f"{HOME}runs/{run}/")
    with django_assert_max_num_queries(16):
        screen.open(HOME)


def test_the_record_and_the_notice_are_queued_as_papers(run, cast):
    running.close_run(run_id=run, conclusion="正常", actor=cast.actor("蒋廉"))
    document = Run.objects.get().document
    assert (document.kind, document.number.startswith("阜民监查")) == ("W44", True)
