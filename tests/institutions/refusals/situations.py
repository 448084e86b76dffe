"""Situations of annex 1 and the rule that answers each; the answers are in tests/golden/decisions/."""

import dataclasses
import datetime as dt

from banshi.institutions.refusals.rules import filing, grounds, instructing, refusing
from banshi.institutions.refusals.rules.filing import Registered
from banshi.institutions.refusals.rules.grounds import Evidence, Grounds
from banshi.institutions.refusals.rules.instructing import Instructions
from banshi.institutions.refusals.rules.refusing import Circumstances, Elsewhere
from banshi.kernel.catalogue.schema import LegalBasis

TODAY = dt.date(2026, 11, 23)
DAY = dt.timedelta(days=1)
LAW = "《社会团体登记管理条例》第十三条"
UNLAWFUL = Grounds("NF-2", "已有业务相似的社团", (LAW,), (Evidence("material", 1),))
GAPS = Grounds("NF-1", "章程和名册没有补齐", (LAW,), missing=(2, 3))
FRAUD = dataclasses.replace(UNLAWFUL, ground="NF-3", verified_by=5, verification="向出具单位核实")
OTHER = dataclasses.replace(UNLAWFUL, ground="NF-4")
CASE = Circumstances(
    today=TODAY,
    gaps=frozenset({2, 3}),
    demanded=frozenset({1, 2, 3}),
    uploads=frozenset({70}),
    verifiers=frozenset({5, 6}),
)
RAN_OUT = dataclasses.replace(CASE, notice_given=True, supply_ended=TODAY - DAY)


def _refusal(given=UNLAWFUL, case=CASE, **change):
    return refusing.refusal(dataclasses.replace(given, **change), case)


def _ran_out(**change):
    return refusing.refusal(GAPS, dataclasses.replace(RAN_OUT, **change))


def _basis(line):
    found = grounds.basis_of(line)
    return f"{found.law}｜{found.article}" if found else None


def _elsewhere(why="not_ours", explanation="由教育部门审批", authority="市教育局"):
    return refusing.turning_away(Elsewhere(why, explanation, authority))


REFUSALS = {
    "申请违反条例，引用到条": _refusal,
    "没有选情形": lambda: _refusal(ground=""),
    "没有选情形，什么也没有写": lambda: refusing.refusal(Grounds("", " "), CASE),
    "没有写事实": lambda: _refusal(facts=" "),
    "没有写依据": lambda: _refusal(legal_basis=()),
    "依据只有空行": lambda: _refusal(legal_basis=(" ",)),
    "依据没有写到第几条": lambda: _refusal(legal_basis=(" 《社会团体登记管理条例》 ", LAW)),
    "依据没有写到第几条，而且很长": lambda: _refusal(legal_basis=("依据" * 30 + "省略",)),
    "只引用文件": lambda: _refusal(legal_basis=("《某某通知》第三条",)),
    "引用文件，也引用条例": lambda: _refusal(legal_basis=("《某某通知》第三条", LAW)),
    "没有证据": lambda: _refusal(evidence=()),
    "证据是交来的文件": lambda: _refusal(evidence=(Evidence("upload", 70),)),
    "证据是别处的文件": lambda: _refusal(evidence=(Evidence("paper", text="省厅复函，存科室档案柜"),)),
    "证据是别处的文件，没有写在哪里": lambda: _refusal(evidence=(Evidence("paper", text=" "),)),
    "证据是别的办件的材料": lambda: _refusal(evidence=(Evidence("material", 70),)),
    "证据是别的办件的文件": lambda: _refusal(evidence=(Evidence("upload", 1),)),
    "证据的种类不对": lambda: _refusal(evidence=(Evidence("rumour", 1),)),
    "所缺的材料其实齐全": lambda: _refusal(missing=(1, 2)),
    "补正期限昨天过了，仍没有补齐": _ran_out,
    "补正期限今天到": lambda: _ran_out(supply_ended=TODAY),
    "补正期限还算不出": lambda: _ran_out(supply_ended=None),
    "补交的材料还没有核对": lambda: _ran_out(unchecked=True),
    "没有选出没有补齐的材料": lambda: _refusal(GAPS, RAN_OUT, missing=(), evidence=UNLAWFUL.evidence),
    "没有一次告知，就以材料不齐否定": lambda: _refusal(GAPS),
    "没有缺的材料，也没有告知，以材料不实否定": lambda: _refusal(
        UNLAWFUL, dataclasses.replace(CASE, gaps=frozenset()), ground="NF-1"
    ),
    "材料不实，已经查实": lambda: _refusal(FRAUD, ground="NF-1"),
    "材料不实，没有写怎样查实": lambda: _refusal(FRAUD, ground="NF-1", verification=" "),
    "材料不实，没有写由谁查实": lambda: _refusal(FRAUD, ground="NF-1", verified_by=None),
    "欺诈，已经查实": lambda: _refusal(FRAUD),
    "欺诈，没有查实": lambda: _refusal(FRAUD, verified_by=None, verification=""),
    "欺诈，没有写怎样查实": lambda: _refusal(FRAUD, verification=" "),
    "欺诈，查实的不是本局的人": lambda: _refusal(FRAUD, verified_by=9),
    "欺诈，没有证据": lambda: _refusal(FRAUD, evidence=(), missing=(2,)),
    "其他情况": lambda: _refusal(OTHER),
    "条号是中文数字": lambda: _basis(LAW),
    "条号是阿拉伯数字，有空格": lambda: _basis("《慈善法》第 22 条第一款"),
    "没有书名号": lambda: _basis(" 行政许可法第三十八条 "),
    "没有条号": lambda: _basis("《慈善法》"),
    "只有条号": lambda: _basis("第十三条"),
    "去掉多余的空格和空行": lambda: grounds.normal(
        Grounds(
            " NF-3 ",
            " 事实 ",
            (LAW + " ", " "),
            (Evidence("paper", 0, " 复函 "), Evidence("material", 3)),
            (3, 2, 3),
            5,
            " 核实 ",
            (" 理由 ", ""),
        )
    ),
    "不需要许可": lambda: _elsewhere("not_needed", "清明节扫墓不用许可", ""),
    "归别的机关，写明了": _elsewhere,
    "归别的机关，没有写明": lambda: _elsewhere(authority=" "),
    "告知去向，没有理由": lambda: _elsewhere(explanation=" "),
    "告知去向，没有选哪一种": lambda: _elsewhere(""),
    "告知去向，没有传机关": lambda: refusing.turning_away(Elsewhere("not_ours", "由教育部门审批")),
}


def _power(given, answer=None, *, authority="section", about=None, leader=False):
    asked = None if answer is None else Instructions(answer, about or given)
    return instructing.power(given, item_authority=authority, instructions=asked, is_leader=leader)


def _request(given=OTHER, *, authority="section", question="可否不予许可？", pending=False):
    return instructing.request(given, item_authority=authority, question=question, pending=pending)


def _answer(**change):
    given = {"given": "approved", "opinion": "", "answered": False, "asked_by_same": False}
    return instructing.answer(**(given | change))


POWERS = {
    "普通情形由科室决定": lambda: instructing.needs_leader("NF-1", "section"),
    "其他情形要请示": lambda: instructing.needs_leader("NF-4", "section"),
    "事项规定由局领导决定": lambda: instructing.needs_leader("NF-1", "leader"),
    "科室权限内，自行否定": lambda: _power(UNLAWFUL),
    "超出科室权限，没有请示": lambda: _power(OTHER),
    "事项由局领导决定，没有请示": lambda: _power(UNLAWFUL, authority="leader"),
    "请示了，还没有批示": lambda: _power(OTHER, ""),
    "局领导同意": lambda: _power(OTHER, "approved"),
    "局领导同意以后改了事实": lambda: _power(
        OTHER, "approved", about=dataclasses.replace(OTHER, facts="别的事实")
    ),
    "局领导退回": lambda: _power(OTHER, "sent_back"),
    "局领导退回，权限内的情形": lambda: _power(UNLAWFUL, "sent_back"),
    "局领导直接决定，科室来否定": lambda: _power(OTHER, "taken_over"),
    "局领导直接决定，局领导来否定": lambda: _power(OTHER, "taken_over", leader=True),
    "没有请示，局领导来否定": lambda: _power(UNLAWFUL, leader=True),
    "同意由科室决定，局领导来否定": lambda: _power(OTHER, "approved", leader=True),
    "没有请示，科室作决定": lambda: instructing.deciding(answer=None, is_leader=False),
    "局领导直接决定，科室作决定": lambda: instructing.deciding(answer="taken_over", is_leader=False),
    "局领导直接决定，局领导作决定": lambda: instructing.deciding(answer="taken_over", is_leader=True),
    "没有请示，局领导作决定": lambda: instructing.deciding(answer=None, is_leader=True),
    "请示其他情形": _request,
    "请示由局领导决定的事项": lambda: _request(UNLAWFUL, authority="leader"),
    "请示权限以内的": lambda: _request(UNLAWFUL),
    "请示没有写问题": lambda: _request(question=" "),
    "请示还在等批示，又请示": lambda: _request(pending=True),
    "批示同意": _answer,
    "批示直接决定": lambda: _answer(given="taken_over"),
    "批示退回，写明意见": lambda: _answer(given="sent_back", opinion="请再核实"),
    "批示退回，没有意见": lambda: _answer(given="sent_back", opinion=" "),
    "批示没有选": lambda: _answer(given=""),
    "批示第二次": lambda: _answer(answered=True),
    "批示自己的请示": lambda: _answer(asked_by_same=True),
}
READY = Registered("阜民否登SHZZ〔2026〕1号", archived=True, to_be_filed=True, in_filing=False)
NEW = Registered("阜民否登SHZZ〔2026〕2号", archived=False, to_be_filed=True, in_filing=False)
OUTSIDE = Registered("阜民否登SHZZ〔2026〕3号", archived=False, to_be_filed=False, in_filing=False)
TWICE = Registered("阜民否登SHZZ〔2026〕4号", archived=True, to_be_filed=True, in_filing=True)


def _receipt(**change):
    given = {"number": "回字1号", "on": TODAY, "sent_on": TODAY, "today": TODAY, "given": False}
    return filing.receipt(**(given | change))


def _rung(days):
    return filing.rung(TODAY + days * DAY, amber=TODAY, red=TODAY + 2 * DAY)


FILINGS = {
    "事项依据法律": lambda: filing.filing_scope(
        [LegalBasis("某某通知", "第一条"), LegalBasis("慈善法", "第二十二条")]
    ),
    "事项只依据文件": lambda: filing.filing_scope([LegalBasis("某某通知", "第一条")]),
    "事项没有依据": lambda: filing.filing_scope([]),
    "归档": lambda: filing.archiving(NEW),
    "归档第二次": lambda: filing.archiving(READY),
    "报送已经归档的": lambda: filing.filing([READY]),
    "报送，一件也没有选": lambda: filing.filing([]),
    "报送，没有归档、不用报、报过的": lambda: filing.filing([READY, NEW, OUTSIDE, TWICE]),
    "当天的回执": _receipt,
    "回执日期早于送出": lambda: _receipt(on=TODAY - DAY),
    "回执日期就是送出的那天": lambda: _receipt(on=TODAY - DAY, sent_on=TODAY - DAY),
    "回执日期在明天": lambda: _receipt(on=TODAY + DAY),
    "回执没有日期": lambda: _receipt(on=None),
    "回执没有编号": lambda: _receipt(number=" "),
    "没有送出就登记回执": lambda: _receipt(sent_on=None),
    "回执登记第二次": lambda: _receipt(given=True),
    "备案提醒的前一天": lambda: _rung(-1),
    "备案开始提醒": lambda: _rung(0),
    "备案催办的前一天": lambda: _rung(1),
    "备案开始催办": lambda: _rung(2),
    "日历没有公布，不提醒": lambda: filing.rung(TODAY, amber=None, red=None),
    "只算出催办的日子": lambda: filing.rung(TODAY, amber=None, red=TODAY),
    "本局有的报送方式": lambda: filing.unknown_outlet("download", ("download",)),
    "本局没有的报送方式": lambda: filing.unknown_outlet("http", ("download",)),
}

SITUATIONS = REFUSALS | POWERS | FILINGS
