"""The rules of 否定备案, row by row, each with its article."""

import dataclasses
import datetime as dt

import pytest

from banshi.institutions.refusals.rules import filing, instructing, refusing
from banshi.institutions.refusals.rules.filing import Registered, filing_scope
from banshi.institutions.refusals.rules.grounds import Evidence, Grounds, normal
from banshi.institutions.refusals.rules.instructing import Instructions, needs_leader
from banshi.institutions.refusals.rules.refusing import Circumstances, Elsewhere, turning_away
from banshi.kernel.catalogue.schema import LegalBasis

pytestmark = pytest.mark.pure

TODAY = dt.date(2026, 11, 23)
LAW = "《社会团体登记管理条例》第十三条"
PROOF = (Evidence("material", 1),)
USUAL = Grounds(ground="NF-2", facts="已有业务相似的社团", legal_basis=(LAW,), evidence=PROOF)
CASE = Circumstances(
    today=TODAY,
    gaps=frozenset({2, 3}),
    demanded=frozenset(range(1, 9)),
    uploads=frozenset({70}),
    verifiers=frozenset({5, 6}),
)
RAN_OUT = dataclasses.replace(CASE, notice_given=True, supply_ended=TODAY - dt.timedelta(1))
MISSING = dataclasses.replace(USUAL, ground="NF-1", evidence=(), missing=(2, 3))
VERIFIED = {"verified_by": 5, "verification": "向出具单位核实，该单位没有出具过"}


def changed(grounds: Grounds, **fields: object) -> Grounds:
    return dataclasses.replace(grounds, **fields)


@pytest.mark.parametrize(
    ("grounds", "case"),
    [
        pytest.param(USUAL, CASE, id="01-05-2 a regulation with its article"),
        pytest.param(
            changed(USUAL, legal_basis=("《慈善法》第 22 条第一款",)), CASE, id="01-05-2 arabic figures"
        ),
        pytest.param(MISSING, RAN_OUT, id="01-05-1 the day after the notice ran out"),
        pytest.param(changed(MISSING, missing=(3,)), RAN_OUT, id="01-05-1 one gap is enough"),
        pytest.param(
            changed(USUAL, ground="NF-1", **VERIFIED), CASE, id="01-05-1 proved untrue, no notice needed"
        ),
        pytest.param(changed(USUAL, ground="NF-3", **VERIFIED), CASE, id="01-05-3 verified, with evidence"),
        pytest.param(
            changed(USUAL, ground="NF-4"), CASE, id="01-05-4 the reason; the leader is asked for apart"
        ),
        pytest.param(changed(USUAL, evidence=(Evidence("upload", 70),)), CASE, id="01-05 an uploaded file"),
        pytest.param(
            changed(USUAL, evidence=(Evidence("paper", text="省厅复函，存科室档案柜"),)),
            CASE,
            id="01-05 a paper elsewhere",
        ),
    ],
)
def test_what_may_be_refused(grounds, case):
    decision = refusing.refusal(grounds, case)
    assert decision, [str(reason) for reason in decision.reasons]
    assert "01-05" in decision.articles


@pytest.mark.parametrize(
    ("grounds", "case", "words", "article", "field"),
    [
        (changed(USUAL, ground="NF-5"), CASE, "四种情形中的一种", "01-05", "ground"),
        (changed(USUAL, ground=""), CASE, "四种情形中的一种", "01-04", "ground"),
        (changed(USUAL, facts=" "), CASE, "具体的事实和理由", "01-05-2", "facts"),
        (changed(USUAL, legal_basis=()), CASE, "法律名称和条款", "01-05-2", "legal_basis"),
        (changed(USUAL, legal_basis=("《社会团体登记管理条例》",)), CASE, "没有写到第几条", "06-06", "legal_basis"),
        (changed(USUAL, legal_basis=("第十三条",)), CASE, "没有写到第几条", "06-06", "legal_basis"),
        (changed(USUAL, legal_basis=("《某某通知》第三条",)), CASE, "不能只引用规章和文件", "01-05-2", "legal_basis"),
        (changed(USUAL, legal_basis=("《行政许可法》第三十八条",)), CASE, "规章和文件", "01-05-2", "legal_basis"),
        (changed(USUAL, evidence=()), CASE, "只有文字说明不能否定", "01-05", "evidence"),
        (changed(USUAL, evidence=(Evidence("material", 99),)), CASE, "不在这件办件里", "01-05", "evidence"),
        (changed(USUAL, evidence=(Evidence("upload", 71),)), CASE, "不在这件办件里", "01-05", "evidence"),
        (changed(USUAL, evidence=(Evidence("rumour", 1),)), CASE, "不在这件办件里", "01-05", "evidence"),
        (changed(USUAL, evidence=(Evidence("paper", text=" "),)), CASE, "存放的地方", "01-05", "evidence"),
        (MISSING, CASE, "还没有一次告知", "01-05-1", "ground"),
        (MISSING, dataclasses.replace(RAN_OUT, supply_ended=TODAY), "当天交来也算按时", "01-05-1", "ground"),
        (MISSING, dataclasses.replace(RAN_OUT, supply_ended=None), "到哪一天还没有确定", "01-05-1", "ground"),
        (MISSING, dataclasses.replace(RAN_OUT, unchecked=True), "请先核对", "07-03", "ground"),
        (changed(MISSING, missing=(), evidence=PROOF), RAN_OUT, "请选出到期仍没有补齐", "01-05-1", "missing"),
        (changed(MISSING, missing=(1,)), RAN_OUT, "已经齐全", "01-05-1", "missing"),
        (changed(USUAL, ground="NF-1", verified_by=5), CASE, "怎样查实", "01-05-1", "verification"),
        (changed(USUAL, ground="NF-3"), CASE, "由谁查实", "01-05-3", "verification"),
        (changed(USUAL, ground="NF-3", verified_by=5), CASE, "怎样查实", "01-05-3", "verification"),
        (changed(USUAL, ground="NF-3", verification="查过"), CASE, "由谁查实", "01-05-3", "verification"),
        (changed(USUAL, ground="NF-3", verified_by=9, verification="查过"), CASE, "由谁", "01-05-3", "verification"),
        (
            changed(USUAL, ground="NF-3", evidence=(), missing=(2,), **VERIFIED),
            CASE,
            "作为证据的材料",
            "01-05-3",
            "verification",
        ),
    ],
)  # fmt: skip
def test_what_may_not_be_refused_and_why(grounds, case, words, article, field):
    decision = refusing.refusal(grounds, case)
    assert not decision
    told = [r for r in decision.reasons if words in str(r)]
    assert [(article in r.articles, r.field) for r in told] == [(True, field)], decision.reasons


def test_instead_of_refusing_for_gaps_the_one_notice_is_offered():
    assert [r.articles for r in refusing.refusal(MISSING, CASE).instead] == [("06-03-2",)]
    assert refusing.refusal(changed(MISSING, missing=(1,)), RAN_OUT).instead == ()


@pytest.mark.parametrize(
    ("ground", "authority", "needed"),
    [
        ("NF-1", "section", False),
        ("NF-2", "section", False),
        ("NF-3", "section", False),
        ("NF-4", "section", True),
        ("NF-1", "leader", True),
        ("NF-4", "leader", True),
    ],
)
def test_who_has_to_be_asked_01_07(ground, authority, needed):
    assert needs_leader(ground, authority) is needed


OTHER = changed(USUAL, ground="NF-4")


@pytest.mark.parametrize(
    ("grounds", "authority", "asked", "is_leader", "words"),
    [
        (USUAL, "section", None, False, ""),
        (USUAL, "leader", None, False, "超出科室的权限"),
        (OTHER, "section", None, False, "超出科室的权限"),
        (OTHER, "section", Instructions("", OTHER), False, "请等批示"),
        (USUAL, "section", Instructions("", OTHER), False, "请等批示"),
        (OTHER, "section", Instructions("approved", OTHER), False, ""),
        (OTHER, "section", Instructions("approved", changed(OTHER, facts="别的事实")), False, "要重新请示"),
        (changed(USUAL, missing=(2,)), "leader", Instructions("approved", USUAL), False, "要重新请示"),
        (OTHER, "section", Instructions("sent_back", OTHER), False, "超出科室的权限"),
        (USUAL, "section", Instructions("sent_back", OTHER), False, ""),
        (OTHER, "section", Instructions("taken_over", OTHER), False, "由局领导直接决定"),
        (USUAL, "section", Instructions("taken_over", OTHER), False, "由局领导直接决定"),
        (OTHER, "section", Instructions("taken_over", OTHER), True, ""),
        (USUAL, "leader", Instructions("taken_over", OTHER), True, ""),
        (USUAL, "leader", None, True, "不代为决定"),
        (OTHER, "section", Instructions("approved", OTHER), True, "不代为决定"),
    ],
)  # fmt: skip
def test_who_may_refuse_now_01_07(grounds, authority, asked, is_leader, words):
    decision = instructing.power(grounds, item_authority=authority, instructions=asked, is_leader=is_leader)
    assert bool(decision) is (words == "")
    assert words in "".join(map(str, decision.reasons))
    assert "01-07" in decision.articles


@pytest.mark.parametrize(
    ("answer", "is_leader", "allowed"),
    [
        (None, False, True),
        ("", False, True),
        ("approved", False, True),
        ("sent_back", False, True),
        ("taken_over", False, False),
        ("taken_over", True, True),
        (None, True, False),
        ("approved", True, False),
    ],
)
def test_what_a_leader_took_over_is_the_leaders_01_07(answer, is_leader, allowed):
    assert bool(instructing.deciding(answer=answer, is_leader=is_leader)) is allowed


@pytest.mark.parametrize(
    ("grounds", "authority", "question", "pending", "words"),
    [
        (OTHER, "section", "可否不予许可？", False, ""),
        (USUAL, "leader", "可否不予许可？", False, ""),
        (USUAL, "section", "可否不予许可？", False, "权限以内"),
        (OTHER, "section", " ", False, "写明请示的问题"),
        (OTHER, "section", "可否？", True, "请等批示"),
    ],
)
def test_when_a_leader_is_asked_01_07(grounds, authority, question, pending, words):
    decision = instructing.request(grounds, item_authority=authority, question=question, pending=pending)
    assert bool(decision) is (words == "")
    assert words in "".join(map(str, decision.reasons))


@pytest.mark.parametrize(
    ("given", "opinion", "answered", "same", "words"),
    [
        ("approved", "", False, False, ""),
        ("taken_over", "", False, False, ""),
        ("sent_back", "请再核实", False, False, ""),
        ("sent_back", " ", False, False, "请写明意见"),
        ("maybe", "", False, False, "请选择"),
        ("approved", "", True, False, "已经有批示"),
        ("approved", "", False, True, "不能批示自己"),
    ],
)
def test_how_a_leader_answers_01_07(given, opinion, answered, same, words):
    decision = instructing.answer(given=given, opinion=opinion, answered=answered, asked_by_same=same)
    assert bool(decision) is (words == "")
    assert words in "".join(map(str, decision.reasons))


@pytest.mark.parametrize(
    ("law", "rank", "filed"),
    [
        ("慈善法", "", True),
        ("社会团体登记管理条例", "", True),
        ("辽宁省养老服务条例", "", True),
        ("社会救助暂行办法", "", True),
        ("某某办法", "", False),
        ("某某通知", "", False),
        ("行政许可法", "", False),
        ("某某办法", "administrative_regulation", True),
        ("慈善法", "normative_document", False),
    ],
)
def test_only_items_of_law_or_regulation_are_filed_01_03(law, rank, filed):
    decision = filing_scope([LegalBasis(law, "第一条", rank)])
    assert bool(decision) is filed
    assert all(reason.articles == ("01-03",) for reason in decision.reasons)


def test_one_lawful_basis_among_others_is_enough_01_03():
    assert filing_scope([LegalBasis("某某通知", "第一条"), LegalBasis("慈善法", "第二十二条")])
    assert not filing_scope([])


@pytest.mark.parametrize(
    ("why", "authority", "explanation", "words"),
    [
        ("not_needed", "", "清明节扫墓不用许可", ""),
        ("not_ours", "市教育局", "民办学校由教育部门审批", ""),
        ("not_ours", " ", "民办学校由教育部门审批", "应当向哪个机关申请"),
        ("not_needed", "", " ", "请写明理由"),
        ("else", "", "x", "请选择"),
    ],
)
def test_pointing_elsewhere_names_where_06_03(why, authority, explanation, words):
    decision = turning_away(Elsewhere(why, explanation, authority))
    assert bool(decision) is (words == "")
    assert words in "".join(map(str, decision.reasons))


READY = Registered("阜民否登SHZZ〔2026〕1号", archived=True, to_be_filed=True, in_filing=False)


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ([READY], ""),
        ([READY, READY], ""),
        ([], "请选出"),
        ([READY, dataclasses.replace(READY, archived=False)], "还没有归档"),
        ([dataclasses.replace(READY, to_be_filed=False)], "不报备案"),
        ([dataclasses.replace(READY, in_filing=True)], "不能重复报送"),
    ],
)
def test_what_goes_into_a_filing_01_06(entries, words):
    decision = filing.filing(entries)
    assert bool(decision) is (words == "")
    assert words in "".join(map(str, decision.reasons))


def test_a_refusal_is_archived_once_01_06():
    assert not filing.archiving(READY)
    assert filing.archiving(dataclasses.replace(READY, archived=False))


YESTERDAY, TOMORROW = TODAY - dt.timedelta(1), TODAY + dt.timedelta(1)


@pytest.mark.parametrize(
    ("number", "on", "sent_on", "given", "words"),
    [
        ("回字1号", TODAY, TODAY, False, ""),
        ("回字1号", TODAY, YESTERDAY, False, ""),
        ("回字1号", YESTERDAY, TODAY, False, "不能早于送出"),
        ("回字1号", TOMORROW, TODAY, False, "不能晚于今天"),
        ("回字1号", None, TODAY, False, "回执日期"),
        (" ", TODAY, TODAY, False, "回执编号"),
        ("回字1号", TODAY, None, False, "还没有送出"),
        ("回字1号", TODAY, TODAY, True, "已经登记过"),
    ],
)
def test_which_receipts_can_be_01_06(number, on, sent_on, given, words):
    decision = filing.receipt(number=number, on=on, sent_on=sent_on, today=TODAY, given=given)
    assert bool(decision) is (words == "")
    assert words in "".join(map(str, decision.reasons))


@pytest.mark.parametrize(
    ("today", "colour"),
    [(YESTERDAY, ""), (TODAY, "amber"), (TOMORROW, "red"), (TOMORROW + dt.timedelta(9), "red")],
)
def test_an_unfiled_refusal_turns_amber_then_red_01_06(today, colour):
    assert filing.rung(today, amber=TODAY, red=TOMORROW) == colour
    assert filing.rung(today, amber=None, red=None) == ""


def test_an_outlet_that_is_not_set_up_is_refused_01_06():
    assert filing.unknown_outlet("download", ("download",))
    assert not filing.unknown_outlet("http", ("download",))


def test_stray_spaces_do_not_make_other_grounds_01_07():
    typed = changed(USUAL, facts=" 已有业务相似的社团 ", legal_basis=(LAW + " ", " "), missing=(3, 2, 3))
    assert normal(typed) == changed(USUAL, missing=(2, 3))
