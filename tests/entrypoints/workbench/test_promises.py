"""容缺受理 at the window and on the desk of the approvals section (annex 4)."""

import pytest

from banshi.institutions.provisional_acceptance.models import Commitment, IntegrityRecord, Piece
from banshi.kernel.cases.life import State
from banshi.kernel.cases.queries import card, timeline
from banshi.kernel.cases.sides import powers_of
from banshi.kernel.documents.queries import of_stream
from banshi.workflows.tick import tick
from tests.entrypoints.workbench.conftest import text
from tests.factories import cases

pytestmark = pytest.mark.django_db
LIST = 8
POINTS = {f"confirmed_{number}": "on" for number in range(1, 6)}
SIGNED = POINTS | {"signature": "hand", "id_copy": "on"}


@pytest.fixture
def case_id(received_case):
    return received_case(missing=(LIST,))


def accept(clerk, case_id, until="2026-12-04"):
    clerk.act(case_id, "provisional", until=until, do="letter")
    return clerk.act(case_id, "provisional", **SIGNED, do="act")


def test_the_window_is_shown_the_offer_first_and_hands_over_both_papers(at_desk, case_id):
    clerk = at_desk("王芳")
    page = text(clerk.open(f"cases/{case_id}/"))
    assert "容缺受理：先受理，材料后补" in page
    assert "要先告诉申请人" in page
    assert "会员名册" in text(clerk.open(f"cases/{case_id}/provisional/"))
    accept(clerk, case_id)
    assert card(case_id).state is State.PROVISIONAL
    kinds = [paper.kind for paper in of_stream(f"case:{case_id}")]
    assert kinds == ["W03", "W08", "W05", "W09"]
    page = text(clerk.open(f"cases/{case_id}/"))
    assert "承诺后补" in page
    assert "容缺补正期限" in page


def test_what_is_lacking_on_the_letter_is_named_with_its_articles_and_the_ticks_stay(at_desk, case_id):
    clerk = at_desk("王芳")
    clerk.act(case_id, "provisional", until="2026-12-04", do="letter")
    answer = clerk.act(case_id, "provisional", confirmed_1="on", signature="hand", do="act")
    assert answer.status_code == 422
    assert "承诺书第 2 项还没有确认" in text(answer)
    assert "要附身份证件复印件" in text(answer)
    assert 'name="confirmed_1" id="id_confirmed_1" checked' in answer.content.decode()
    assert Commitment.objects.get().accepted_at is None


def test_an_agent_signs_and_brings_papers_while_the_power_holds(at_desk, received_case, at):
    agency = cases.agency("刘桂兰", first="2026-11-20", last="2026-11-24")
    case_id, clerk = received_case(missing=(LIST,), agency=agency), at_desk("王芳")
    (power,) = powers_of(card(case_id))
    clerk.act(case_id, "provisional", until="2026-12-04", do="letter")
    page = text(clerk.open(f"cases/{case_id}/provisional/"))
    assert "谁签的" in page
    assert "登记授权委托" in page
    clerk.act(case_id, "provisional", **SIGNED, by=power.id, do="act")
    row = Commitment.objects.get()
    assert (row.by_agent, row.authority.agent.name) == (True, "刘桂兰")
    brought = {"came8": "good", "channel": "in_person", "by": power.id, "do": "act"}
    with at("2026-11-25"):
        answer = at_desk("王芳").act(case_id, "pieces", **brought)
        assert answer.status_code == 422
        assert "授权委托到 2026-11-24" in text(answer)
        assert "请申请人本人来办" in text(answer)
    with at("2026-11-24T16:59"):
        at_desk("王芳").act(case_id, "pieces", **brought)
    assert card(case_id).state is State.REVIEW
    assert "代理人交来第 8 项材料" in text(clerk.open(f"cases/{case_id}/"))


def test_without_agents_nobody_asks_who_signed(at_desk, case_id):
    clerk = at_desk("王芳")
    clerk.act(case_id, "provisional", until="2026-12-04", do="letter")
    assert "谁签的" not in text(clerk.open(f"cases/{case_id}/provisional/"))


def test_after_a_termination_the_papers_are_asked_back_and_signed_for(at_desk, case_id, at):
    accept(at_desk("王芳"), case_id)
    with at("2026-12-05T00:00"):
        tick()
    with at("2026-12-07"):
        clerk = at_desk("王芳")
        assert "申请人要求退还材料" in text(clerk.open(f"cases/{case_id}/"))
        paper = next(one for one in of_stream(f"case:{case_id}") if one.kind == "W12")
        told = {"document": paper.id, "at": "2026-12-07T10:00", "note": "电话告知", "do": "act"}
        clerk.fill(f"cases/{case_id}/serve/?way=phone", **told)
        assert card(case_id).state is State.SERVED
        assert "申请人要求退还材料" in text(clerk.open(f"cases/{case_id}/"))
        clerk.act(case_id, "return", papers=[1, 2], channel="counter", do="act")
        assert "登记材料已经退还" in text(clerk.open(f"cases/{case_id}/"))
        clerk.act(case_id, "return/done", way="in_person", signed_by="张伟", do="act")
        assert timeline(case_id)[-1].fact.kind == "materials_returned"
        assert "登记材料已经退还" not in text(clerk.open(f"cases/{case_id}/"))


def test_late_dates_are_warned_of(at_desk, case_id):
    clerk = at_desk("王芳")
    clerk.act(case_id, "provisional", until="2026-12-18", do="letter")
    assert "只剩 1 个工作日作出决定" in text(clerk.open(f"cases/{case_id}/provisional/"))


def test_a_person_who_does_not_want_it_gets_the_one_notice(at_desk, case_id):
    clerk = at_desk("王芳")
    clerk.act(case_id, "provisional/declined", do="act")
    clerk.act(case_id, "supplement", until="2026-12-14", do="act")
    assert card(case_id).state is State.SUPPLEMENT


def test_where_it_is_not_open_the_page_says_which_article_forbids_it(at_desk, received_case):
    case_id, clerk = received_case(item="MZ-QT-01", missing=(1,)), at_desk("王芳")
    assert "直接涉及公共安全" in text(clerk.open(f"cases/{case_id}/provisional/"))
    clerk.act(case_id, "provisional/denied", do="act")
    assert [paper.kind for paper in of_stream(f"case:{case_id}")] == ["W03", "W10"]


def test_papers_are_logged_checked_and_the_case_goes_on(at_desk, case_id):
    clerk = at_desk("王芳")
    accept(clerk, case_id)
    answer = clerk.act(case_id, "pieces", came8="bad", channel="in_person", do="act")
    assert "请写明“会员名册”哪里不合格" in text(answer)
    clerk.act(case_id, "pieces", came8="later", channel="email", do="act")
    piece = Piece.objects.get()
    assert "后补的材料到了，等您核对" in text(clerk.open(""))
    clerk.act(case_id, f"pieces/{piece.pk}", accepted="yes", do="act")
    assert card(case_id).state is State.REVIEW
    assert [e.fact.kind for e in timeline(case_id)][-2:] == ["piece_checked", "commitment_kept"]


def test_with_gaps_the_handler_can_refuse_but_not_grant(at_desk, case_id):
    accept(at_desk("王芳"), case_id)
    handler = at_desk("李强")
    page = text(handler.open(f"cases/{case_id}/"))
    assert "容缺的材料补齐并核对以后才能准予，现在还缺：会员名册" in page
    assert handler.open(f"cases/{case_id}/decide/").status_code == 302
    assert handler.open(f"cases/{case_id}/decide/", outcome="refuse").status_code == 200


def test_the_counter_offers_it_after_ticking(at_desk):
    clerk = at_desk("王芳")
    papers = {f"paper{n}": "missing" if n == LIST else "present" for n in range(1, 9)}
    person = {
        "kind": "citizen",
        "number_kind": "citizen_id",
        "number": "11010519491231002X",
        "name": "张伟",
        "phone": "13800000000",
    }
    page = clerk.fill("counter/MZ-XK-01/", **papers, **person, do="accept")
    assert page.status_code == 422
    assert "缺的材料可以后补，请告诉申请人" in text(page)
    answer = clerk.fill("counter/MZ-XK-01/", **papers, **person, do="provisional")
    assert answer.url.endswith("/provisional/")


@pytest.fixture
def record_id(at_desk, case_id, at):
    """A broken commitment."""
    accept(at_desk("王芳"), case_id)
    with at("2026-12-05T00:00"):
        tick()
    return IntegrityRecord.objects.get().pk


def test_the_approvals_section_keeps_the_register_step_by_step(at_desk, record_id, at):
    with at("2026-12-07"):
        keeper = at_desk("孙丽")
        assert "张*" in text(keeper.open("integrity/"))
        page = f"integrity/{record_id}/"
        keeper.fill(f"{page}tell/")
        keeper.fill(f"{page}hear/", statement="家里有事")
        answer = keeper.fill(f"{page}confirm/", reason=" ")
        assert answer.status_code == 422
        assert "请写明理由" in text(answer)
        keeper.fill(f"{page}confirm/", reason="到期没有补齐")
        row = IntegrityRecord.objects.get()
        assert (row.state, row.published_until) == ("confirmed", None)
        shown = text(keeper.open(page))
        assert "家里有事" in shown
        assert "决定公布" not in shown
        assert keeper.fill(f"{page}publish/", reason="x", until="2026-12-31").status_code == 403
        assert "没有兑现过承诺" in text(at_desk("王芳").open("counter/MZ-XK-01/", party=row.party_id))


@pytest.mark.parametrize("name", ["王芳", "李强", "赵敏", "周明", "吴导", "蒋廉"])
def test_nobody_else_sees_the_register(at_desk, record_id, name):
    screen = at_desk(name)
    for path in ("integrity/", f"integrity/{record_id}/", f"integrity/{record_id}/hear/"):
        assert screen.open(path).status_code == 403


def test_unknown_records_steps_and_papers_are_not_there(at_desk, record_id):
    keeper = at_desk("孙丽")
    for path in ("integrity/999/", f"integrity/{record_id}/revoke/", f"integrity/{record_id}/papers/999/"):
        assert keeper.open(path).status_code == 404
