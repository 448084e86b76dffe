"""Situations of annex 11 and the rule that answers each; the answers are in tests/golden/decisions/."""

import datetime as dt
from dataclasses import replace

from banshi.institutions.supervision.models.findings import CRITICS
from banshi.institutions.supervision.rules import correcting, judging, keeping, observing, running
from banshi.institutions.supervision.rules.judging import Indicator, ItemSeen
from banshi.institutions.supervision.rules.observing import (
    Answerable,
    Fact,
    PolicySeen,
    ProcedureSeen,
    Thresholds,
)
from banshi.kernel.catalogue.bundled import load_bundled
from banshi.kernel.catalogue.parsing import parse_item
from banshi.kernel.catalogue.schema import ItemSpec

TODAY = dt.date(2026, 11, 23)
DAY = dt.timedelta(days=1)
JIANG, ZHAO = 1, 2
LEAST = Thresholds(on_time_percent=95, grave_count=5)


def _spec() -> ItemSpec:
    spec = parse_item(load_bundled()[0]).spec
    assert spec is not None
    return spec


def _item(published=TODAY, **change):
    spec = _spec()
    without = tuple(replace(one, sample="") for one in spec.materials)
    return ItemSeen(replace(spec, **{"materials": without} | change), published, 3, "/items/MZ-XK-01/")


def _complete():
    spec = _spec()
    return replace(spec, materials=tuple(replace(one, sample="见附件") for one in spec.materials))


def _policy(**change):
    given = {"id": 7, "title": "高龄津贴办法", "explained": True, "sample": False, "stale": (), "link": ""}
    return PolicySeen(**(given | change))


def _policies(*seen):
    return observing.judge_policies(seen, TODAY)


def _owed(due, done=None, indicator=Indicator.OPINIONS):
    return observing.judge_answers([Answerable("opinion:1", indicator, due, done, 3, None, "")], TODAY)


def _rate(count, of):
    return observing.judge_conduct([Fact(Indicator.ON_TIME, 3, None, count, of)], LEAST)


def _count(count, indicator=Indicator.FIRST_CONTACT):
    return observing.judge_conduct([Fact(indicator, 3, 9, count)], LEAST)


def _issuing(**change):
    given = {"state": "open", "concerned": None, "supervisor": JIANG, "section": True, "answerable": True}
    return correcting.issuing(**(given | {"limit": (5, TODAY + 7 * DAY)} | change))


def _recheck(**change):
    given = {
        "state": "answered",
        "supervisor": JIANG,
        "barred": frozenset({ZHAO}),
        "passed": True,
        "note": "",
    }
    return correcting.rechecking(**(given | {"limit": (None, None)} | change))


def _keep(**change):
    given = {"group": "projects_funds", "owner_reads": True, "period": 3, "first": TODAY, "today": TODAY}
    words = {"name": "资金拨付", "risk": "挪用", "measures": "两人审核"}
    return keeping.keeping(**(given | {"words": words} | change))


def _look(**change):
    return running.answering(**({"line": "posted", "answer": "yes", "note": "", "closed": False} | change))


SITUATIONS = {
    "事项齐备": lambda: judging.judge_items([ItemSeen(_complete(), TODAY, 3, "")], lambda n: n * 2),
    "只缺格式文书": lambda: judging.judge_items([_item()], lambda n: n * 2),
    "缺条件、电话和公开时间": lambda: judging.judge_items(
        [_item(None, conditions=(), consult_phone="")], lambda n: n * 2
    ),
    "承诺期限长于法定期限": lambda: judging.judge_items(
        [ItemSeen(_complete(), TODAY, 3, "")], lambda n: n * 9
    ),
    "没有一个事项": lambda: judging.judge_items([], None),
    "事项有依据": lambda: judging.judge_basis([_item()], lambda n: n * 2),
    "事项没有依据": lambda: judging.judge_basis([_item(legal_basis=())], lambda n: n * 2),
    "没有一份文件": _policies,
    "文件有解读，没有变动": lambda: _policies(_policy()),
    "文件没有解读": lambda: _policies(_policy(explained=False)),
    "文件还是样例": lambda: _policies(_policy(sample=True)),
    "法律变了，还在期限内": lambda: _policies(
        _policy(stale=(("老年人权益保障法", TODAY - 20 * DAY, TODAY),))
    ),
    "法律变了，过了期限": lambda: _policies(
        _policy(stale=(("老年人权益保障法", TODAY - 40 * DAY, TODAY - DAY),))
    ),
    "法律变了，期限超出日历": lambda: _policies(_policy(stale=(("老年人权益保障法", TODAY, None),))),
    "没有登记涉企检查": lambda: observing.judge_procedures([]),
    "涉企检查没有公开": lambda: observing.judge_procedures([ProcedureSeen(1, "消防检查", 3, False, (), "")]),
    "涉企检查公开了": lambda: observing.judge_procedures([ProcedureSeen(1, "消防检查", 3, True, (), "")]),
    "意见当天到期，没有答复": lambda: _owed(TODAY),
    "意见昨天到期，没有答复": lambda: _owed(TODAY - DAY),
    "意见按期答复": lambda: _owed(TODAY - DAY, TODAY - DAY),
    "意见过期才答复": lambda: _owed(TODAY - 3 * DAY, TODAY - DAY),
    "意见的期限超出日历": lambda: _owed(None),
    "按期办结率正好": lambda: _rate(5, 100),
    "按期办结率低一点": lambda: _rate(6, 100),
    "按期办结率很低": lambda: _rate(3, 4),
    "没有办结的": lambda: _rate(0, 0),
    "没有一次首问失误": lambda: _count(0),
    "首问失误一次": lambda: _count(1),
    "首问失误五次": lambda: _count(5),
    "发整改通知": _issuing,
    "整改期限零天": lambda: _issuing(limit=(0, None)),
    "整改期限没有填": lambda: _issuing(limit=(None, None)),
    "整改期限太长": lambda: _issuing(limit=(61, TODAY + 90 * DAY)),
    "整改期限超出日历": lambda: _issuing(limit=(40, None)),
    "没有选科室": lambda: _issuing(section=False, answerable=False),
    "科室没有人能报整改": lambda: _issuing(answerable=False),
    "问题涉及本人": lambda: _issuing(concerned=JIANG),
    "问题处理过": lambda: _issuing(state="correcting"),
    "核实不成立": lambda: correcting.dismissing(
        state="open", concerned=None, supervisor=JIANG, reason="误报"
    ),
    "不成立没有理由": lambda: correcting.dismissing(
        state="open", concerned=None, supervisor=JIANG, reason=" "
    ),
    "报整改": lambda: correcting.answering(state="issued", measures="加窗口", proof="表", has_photo=False),
    "报整改只有照片": lambda: correcting.answering(
        state="issued", measures="加窗口", proof="", has_photo=True
    ),
    "报整改没有证明": lambda: correcting.answering(
        state="issued", measures="加窗口", proof="", has_photo=False
    ),
    "再报一次": lambda: correcting.answering(
        state="answered", measures="加窗口", proof="表", has_photo=False
    ),
    "复查合格": _recheck,
    "复查自己的整改": lambda: _recheck(supervisor=ZHAO),
    "没有报就复查": lambda: _recheck(state="issued"),
    "复查不合格没有写": lambda: _recheck(passed=False),
    "复查不合格": lambda: _recheck(passed=False, note="还差", limit=(3, TODAY + 3 * DAY)),
    "登记批评": lambda: correcting.criticising(words="慢", source="media", sources=CRITICS, section=True),
    "登记批评什么也没有写": lambda: correcting.criticising(
        words="", source="x", sources=CRITICS, section=False
    ),
    "登记关键岗位": _keep,
    "关键岗位什么也没有写": lambda: _keep(
        group="x", words={"name": "", "risk": "", "measures": ""}, owner_reads=False, period=5, first=None
    ),
    "第三类责任人看不到": lambda: _keep(group="discipline_personnel", owner_reads=False),
    "记下检查": lambda: keeping.checking(
        group="projects_funds", result="in_order", note="看过", retired=False
    ),
    "检查没有写": lambda: keeping.checking(group="projects_funds", result="", note="", retired=False),
    "撤出的不用检查": lambda: keeping.checking(
        group="projects_funds", result="gaps", note="看过", retired=True
    ),
    "撤出没有理由": lambda: keeping.retiring(group="permits_hotspots", reason="", retired=False),
    "一月三十一日以后一个月": lambda: keeping.next_check(dt.date(2026, 1, 31), 1),
    "检查当天": lambda: keeping.lamp(due=TODAY, today=TODAY, amber_days=7),
    "检查过期一天": lambda: keeping.lamp(due=TODAY - DAY, today=TODAY, amber_days=7),
    "检查还早": lambda: keeping.lamp(due=TODAY + 8 * DAY, today=TODAY, amber_days=7),
    "程序没有写全就公开": lambda: keeping.publishing(
        words={"title": "检查", "basis": "", "whom": "企业", "frequency": "", "steps": ""}, published=False
    ),
    "登记将来的法律变动": lambda: keeping.changing(law="", changed_on=TODAY + DAY, today=TODAY, known=()),
    "法律变动登记过": lambda: keeping.changing(
        law="甲法", changed_on=TODAY, today=TODAY, known=[("甲法", TODAY)]
    ),
    "检查到今天": lambda: running.starting(first=TODAY, last=TODAY, today=TODAY),
    "检查到明天": lambda: running.starting(first=TODAY, last=TODAY + DAY, today=TODAY),
    "检查两年": lambda: running.starting(first=TODAY - 800 * DAY, last=TODAY, today=TODAY),
    "检查表选是": _look,
    "检查表选否没有写": lambda: _look(answer="no"),
    "检查表乱填": lambda: _look(line="x", answer="x"),
    "结束以后再填": lambda: _look(closed=True),
    "没有查完就结束": lambda: running.closing(done={"11-03-1"}, conclusion="好", closed=False),
    "查完了结束": lambda: running.closing(done=set(judging.CONTENTS), conclusion="好", closed=False),
    "没有结束就公布": lambda: running.publishing(closed=False, published=False),
    "公布两次": lambda: running.publishing(closed=True, published=True),
}
