"""统计报表, for everybody who may count. That each number is the length of its list: `sampled_numbers`."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from banshi.workflows.decision import Ruling, decide

pytestmark = pytest.mark.django_db
PAGE = "/desk/reports/"


@pytest.fixture
def desk(client, cast):
    def log_in(name):
        client.force_login(cast.staff(name))
        return client

    return log_in


@pytest.fixture
def decided_case(accepted_case, cast, at):
    """Accepted on 3 November by 王芳, decided on the 10th: five working days."""

    def make(handler="李强"):
        with at("2026-11-03 10:00"):
            case_id = accepted_case()
        with at("2026-11-10 15:00"):
            decide(case_id=case_id, version=None, ruling=Ruling(granted=True), actor=cast.actor("赵敏"))
        return case_id

    return make


def test_a_leader_sees_all_a_head_the_section_a_handler_their_own(desk, decided_case, received_case, cast):
    decided_case()
    received_case("刘桂兰", item="MZ-JF-01")

    def submitted(name):
        figure = desk(name).get(PAGE, {"period": "2026-11"}).context["paper"].figures[0]
        return figure.rows[0].numbers[0].value

    assert [submitted(name) for name in ("陈局", "赵敏", "冯涛")] == [2, 1, 1]
    assert submitted("李强") in {0, 1}
    shown = desk("赵敏").get(PAGE, {"period": "2026-11", "section": cast.sections["SHJZ"]})
    assert shown.status_code == 422
    url = f"{PAGE}list/step/?first=2026-11-01&last=2026-11-30&of=submitted"
    assert desk("冯涛").get(url).context["number"] == 1
    assert desk("冯涛").get(f"{url}&section={cast.sections['SHZZ']}").status_code == 404
    assert desk("王芳").get(PAGE).status_code == 403


@pytest.mark.parametrize(
    "tail",
    [
        "step/?first=2026-11-01&last=2026-11-30&of=nothing",
        "nothing/?first=2026-11-01&last=2026-11-30",
        "arrival/?first=2026-11-01&last=2026-11-30&of=window&hour=25",
        "procedure/?first=2026-11-01&last=2026-11-30",
        "step/?first=2026-11-30&last=2026-11-01&of=submitted",
        "step/?first=x&last=2026-11-30&of=submitted",
        "step/?of=submitted",
    ],
)
def test_nonsense_is_unknown(desk, tail):
    assert desk("陈局").get(f"{PAGE}list/{tail}").status_code == 404


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"period": "x"}, "请在列出的各项中选择时间"),
        ({"period": "days"}, "请选好从哪天到哪天"),
        ({"period": "days", "first": "2026-02-01", "last": "2026-01-01"}, "不能早于"),
        ({"period": "days", "first": "2020-02-01", "last": "2026-01-01"}, "最多看一年"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(desk, asked, sentence):
    page = desk("陈局").get(PAGE, asked)
    assert page.status_code == 422
    assert sentence in page.content.decode()


def test_days_by_hand_and_an_empty_month(desk, decided_case):
    decided_case()
    leader = desk("陈局")
    page = leader.get(PAGE, {"period": "days", "first": "2026-11-03", "last": "2026-11-03"})
    assert page.context["paper"].figures[0].rows[0].numbers[0].value == 1
    assert "这段时间没有" in leader.get(PAGE, {"period": "2026-01"}).content.decode()


def test_the_questions_do_not_grow_with_the_cases(desk, decided_case):
    leader = desk("陈局")
    decided_case()

    def asked(url):
        leader.get(url)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            leader.get(url)
        return len(queries)

    few = asked(PAGE), asked(f"{PAGE}list/time/?first=2026-11-01&last=2026-11-30")
    decided_case(), decided_case()
    assert (asked(PAGE), asked(f"{PAGE}list/time/?first=2026-11-01&last=2026-11-30")) == few
    assert few[0] <= 22


def test_files_say_the_same(desk, decided_case):
    decided_case()
    leader = desk("陈局")
    book = CalamineWorkbook.from_filelike(io.BytesIO(leader.get(PAGE, {"as": "xlsx"}).content))
    rows = book.get_sheet_by_name(book.sheet_names[0]).to_python()
    assert rows[1][:3] == ["收到申请", 1.0, "100%"]
    assert book.sheet_names[-1] == "说明"
    paper = leader.get(PAGE, {"as": "pdf"})
    assert paper.content.startswith(b"%PDF")
    assert paper["Content-Type"] == "application/pdf"


def test_in_english_nothing_stays_chinese(desk, decided_case):
    decided_case()
    leader = desk("陈局")
    leader.cookies["django_language"] = "en"
    page = leader.get(PAGE).content.decode().split("<main")[1]
    assert "Reports" in page
    assert leader.get(PAGE, {"as": "pdf"}).content.startswith(b"%PDF")
