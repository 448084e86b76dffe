"""Asking how one's case stands, and what one can do with it."""

import datetime as dt
import io
import re

import pypdf
import pytest

from banshi.institutions.one_time_notice.actions.completing import ask_supplement
from banshi.institutions.time_limits.actions.sweep import sweep
from banshi.kernel.cases.models import Case, FailedLookup
from banshi.kernel.documents.models import Delivery
from banshi.kernel.documents.proof import Proof
from banshi.kernel.documents.queries import of_stream
from banshi.kernel.ledger.acts import SYSTEM
from banshi.lib import clock
from banshi.workflows.decision import Ruling, Serving, decide, serve
from tests.entrypoints.portal.conftest import words
from tests.entrypoints.portal.files import pdf, upload
from tests.factories.cases import grounds

TAIL = "1234"


def ask(citizen, number, secret=TAIL):
    return citizen.send("/progress/", number=number, secret=secret)


@pytest.fixture
def case(accepted_case):
    """张伟's case, accepted today."""
    return Case.objects.get(pk=accepted_case())


def test_number_and_phone_tail_show_stage_next_step_date_and_story(citizen, case):
    page = words(ask(citizen, case.number))
    assert citizen.here == f"/progress/{case.number}/"
    assert "现在：审查中" in page
    assert "在承诺的日期以前作出决定" in page
    assert "2026-12-21（周一）" in page
    assert "剩 20 个工作日" in page
    assert "申请已经受理" in page
    assert "张*" in page
    assert "张伟" not in page


@pytest.mark.parametrize("written", ["full width", "no dashes", "spaces"])
def test_the_number_may_be_written_as_people_write_it(citizen, case, written):
    number = {
        "full width": case.number.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789-"}),
        "no dashes": case.number.replace("-", ""),
        "spaces": f" {case.number.replace('-', ' - ')} ",
    }[written]
    ask(citizen, number, " １２３４ ")
    assert citizen.here == f"/progress/{case.number}/"


def test_the_query_code_does_as_well(citizen, case):
    code = case.query_code.lower()
    ask(citizen, case.number, f"{code[:4]} {code[4:]}")
    assert citizen.here == f"/progress/{case.number}/"


def test_an_unknown_case_and_a_wrong_tail_get_the_same_answer(citizen, case):
    wrong = words(ask(citizen, case.number, "0000")).replace(case.number, "")
    unknown = words(ask(citizen, "210900-20261123-999999", "0000")).replace("210900-20261123-999999", "")
    assert "没有查到" in wrong
    assert wrong == unknown


def test_after_five_wrong_tails_even_the_right_one_leads_to_the_telephone(citizen, another_citizen, case, at):
    for tail in ("0000", "1111", "2222", "3333", "4444"):
        assert "没有查到" in words(ask(citizen, case.number, tail))
    elsewhere = another_citizen()
    elsewhere.browser.defaults["REMOTE_ADDR"] = "203.0.113.9"
    page = ask(elsewhere, case.number)
    assert page.status_code == 422
    assert "今天查询没有对上的次数较多" in words(page)
    assert "000-0000-0100" in words(page)
    with at("2026-11-24"):
        ask(elsewhere, case.number)
        assert elsewhere.here == f"/progress/{case.number}/"


def test_one_network_cannot_try_the_numbers_one_after_another(citizen, case):
    for number in range(20):
        ask(citizen, f"210900-20261123-{900000 + number}", "0000")
    assert "今天查询没有对上的次数较多" in words(ask(citizen, case.number))


def test_right_answers_are_not_counted_and_no_address_is_kept(citizen, case):
    for _ in range(8):
        ask(citizen, case.number)
    ask(citizen, case.number, "0000")
    rows = FailedLookup.objects.order_by("subject")
    assert [row.tries for row in rows] == [1, 1]
    assert all(len(row.subject) == 64 and row.subject[:3] != "127" for row in rows)


def test_a_strangers_browser_is_asked_first(citizen, another_citizen, case):
    ask(citizen, case.number)
    stranger = another_citizen()
    for path in ("", "received/", "withdraw/", "clocks/promised/"):
        page = stranger.open(f"/progress/{case.number}/{path}")
        assert stranger.here == "/progress/"
        assert case.number in page.content.decode()


def test_after_half_an_hour_one_is_asked_again(citizen, case, at):
    ask(citizen, case.number)
    with at(clock.now() + dt.timedelta(minutes=30)):
        citizen.open(f"/progress/{case.number}/")
    assert citizen.here == "/progress/"


def test_when_we_are_late_the_page_says_so(citizen, case, at):
    with at("2026-12-22"):
        sweep(limit=10, actor=SYSTEM)
        page = words(ask(citizen, case.number))
    assert "我们承诺的日期已经过了，非常抱歉" in page
    assert "我们超过了期限" in page
    assert "超 1 个工作日" in page


def test_each_date_explains_itself(citizen, case):
    ask(citizen, case.number)
    page = words(citizen.open(f"/progress/{case.number}/clocks/promised/"))
    assert "期限为 20 个工作日" in page
    assert "第 20 天" in page
    assert citizen.open(f"/progress/{case.number}/clocks/none/").status_code == 404


def test_the_papers_can_be_opened_but_a_decision_only_when_it_is_served(citizen, cast, case):
    ask(citizen, case.number)
    page = citizen.open(f"/progress/{case.number}/")
    (accepted,) = of_stream(f"case:{case.pk}")
    assert "受理通知书" in words(page)
    answer = citizen.open(f"/progress/{case.number}/papers/{accepted.id}/")
    text = "".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(answer.content)).pages)
    assert "张伟" in text
    refusal = decide(
        case_id=case.pk,
        version=None,
        ruling=Ruling(False, grounds()),
        actor=cast.actor("赵敏"),
    )
    assert citizen.open(f"/progress/{case.number}/papers/{refusal}/").status_code == 404
    Case.objects.filter(pk=case.pk).update(electronic=True)
    serving = Serving(refusal, "electronic", clock.now(), Proof(consent_reference=case.number))
    serve(case_id=case.pk, version=None, serving=serving, actor=cast.actor("王芳"))
    assert citizen.open(f"/progress/{case.number}/papers/{refusal}/").status_code == 200
    assert Delivery.objects.get(document_id=refusal).opened_at == clock.now()


def test_one_cannot_open_the_papers_of_another_case(citizen, case, received_case):
    other = received_case("刘桂兰")
    (paper,) = of_stream(f"case:{other}")
    ask(citizen, case.number)
    assert citizen.open(f"/progress/{case.number}/papers/{paper.id}/").status_code == 404


@pytest.fixture
def incomplete(cast, received_case, at):
    """张伟's case, with the one notice that two papers are missing or wrong."""
    case_id = received_case("张伟", missing=(2,), wrong={3: "没有盖章"})
    ask_supplement(case_id=case_id, version=None, until=dt.date(2026, 12, 14), actor=cast.actor("王芳"))
    return Case.objects.get(pk=case_id)


def test_missing_papers_are_supplied_online(citizen, incomplete, at):
    with at("2026-11-24"):
        page = words(ask(citizen, incomplete.number))
        assert "2026-12-14（周一）" in page
        assert "没有盖章" in page
        base = f"/progress/{incomplete.number}/supply/"
        nothing = citizen.browser.get(base).content.decode()
        for seq in (2, 3):
            citizen.send(f"{base}{seq}/", file=upload("补交.pdf", pdf()))
        done = citizen.send(base, **hidden(citizen.open(base)))
    assert citizen.here == f"/progress/{incomplete.number}/"
    assert "先上传文件" in nothing
    assert "您补交了材料" in words(done)
    assert Case.objects.get().state == "supplement"
    assert Case.objects.get().uploads.count() == 2


def test_handing_in_nothing_is_refused(citizen, incomplete):
    ask(citizen, incomplete.number)
    base = f"/progress/{incomplete.number}/supply/"
    page = citizen.send(base, **hidden(citizen.open(base)))
    assert page.status_code == 422
    assert "还没有上传文件" in words(page)


def test_papers_that_nobody_asked_for_cannot_be_supplied(citizen, case, incomplete):
    ask(citizen, case.number)
    assert citizen.open(f"/progress/{case.number}/supply/").status_code == 404


def test_withdrawing_is_asked_once_more_and_done_once(citizen, case):
    ask(citizen, case.number)
    url = f"/progress/{case.number}/withdraw/"
    given = hidden(citizen.open(url))
    page = words(citizen.send(url, **given))
    assert "申请已经撤回" in page
    assert Case.objects.get().state == "withdrawn"
    citizen.send(url, **given)
    assert citizen.here == f"/progress/{case.number}/"


def hidden(page):
    """The hidden values of the act's form."""
    form = page.context["form"]
    return {"version": form["version"].value(), "once": form["once"].value()}


def test_who_was_refused_reads_why_where_and_until_when_and_asks_for_the_papers(citizen, cast, case):
    paper = decide(case_id=case.pk, version=None, ruling=Ruling(False, grounds()), actor=cast.actor("赵敏"))
    page = words(ask(citizen, case.number))
    assert "收到决定书之日起 60 日内" in page
    assert "已有业务相似的社团" not in page
    serving = Serving(paper, "in_person", clock.now(), Proof(signed_by_masked="张*"))
    serve(case_id=case.pk, version=None, serving=serving, actor=cast.actor("王芳"))
    page = words(citizen.open(f"/progress/{case.number}/"))
    assert "已有业务相似的社团" in page
    assert "阜新市人民政府申请行政复议" in page
    assert "2027" in page
    assert "否定备案登记表" not in page
    back = f"/progress/{case.number}/return/"
    form = citizen.browser.get(back).content.decode()
    given = dict(re.findall(r'<input type="hidden" name="(version|once)" value="([^"]*)"', form))
    assert "请选出要退还的材料" in words(citizen.browser.post(back, given))
    assert citizen.browser.post(back, given | {"papers": ["1", "2"]}).status_code == 302
    assert "已经登记" in words(citizen.open(f"/progress/{case.number}/"))
    assert citizen.browser.get(back).status_code == 302
