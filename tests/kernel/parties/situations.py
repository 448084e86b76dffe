"""Who may act on the applicant's side, situation by situation; the answers are in tests/golden/decisions/."""

import dataclasses
import datetime as dt

from banshi.kernel.parties import agency
from banshi.kernel.parties.agency import Power

TODAY = dt.date(2026, 11, 23)
DAY = dt.timedelta(days=1)
ITEM = "MZ-XK-01"
APPLICANT, WIFE, AGENT = 1, 2, 9
GOOD = Power(APPLICANT, AGENT, (ITEM,), TODAY - DAY, TODAY + DAY, "授权委托书原件")


def _power(*, agents=True, **change):
    given = dataclasses.replace(GOOD, **change)
    return agency.power(given, item=ITEM, today=TODAY, agents=agents, articles=("06-03-2",))


SITUATIONS = {
    "代理人持有效的授权委托书": _power,
    "授权委托书不限事项": lambda: _power(items=()),
    "授权委托书只写了别的事项": lambda: _power(items=("MZ-XK-02",)),
    "依法要本人到场的事项，来的是代理人": lambda: _power(agents=False),
    "代理人就是申请人": lambda: _power(agent=APPLICANT),
    "没有写看到了哪份委托书": lambda: _power(evidence=" "),
    "授权今天开始": lambda: _power(first=TODAY),
    "授权明天才开始": lambda: _power(first=TODAY + DAY),
    "授权今天到期": lambda: _power(last=TODAY),
    "授权昨天到期": lambda: _power(last=TODAY - DAY),
    "授权只有今天一天": lambda: _power(first=TODAY, last=TODAY),
    "没有写从哪天起": lambda: _power(first=None),
    "没有写到哪天为止": lambda: _power(last=None),
    "截止早于开始": lambda: _power(first=TODAY + DAY, last=TODAY - DAY),
    "领取文书时授权已经过期": lambda: agency.power(
        dataclasses.replace(GOOD, last=TODAY - DAY), item=ITEM, today=TODAY, agents=True, articles=("06-08",)
    ),
    "收养要夫妻两人，两人都来了": lambda: agency.together(["甲证", "乙证"], needed=2),
    "收养要夫妻两人，只填了一人": lambda: agency.together(["甲证"], needed=2),
    "同一个人填了两次": lambda: agency.together(["甲证", "乙证", "甲证"], needed=2),
    "一个人申请的事项": lambda: agency.together(["甲证"], needed=1),
    "全体申请人同意撤回": lambda: agency.all_agree([APPLICANT, WIFE], {APPLICANT, WIFE}),
    "别人同意不算，还差一人": lambda: agency.all_agree([APPLICANT, WIFE], {APPLICANT, AGENT}),
    "两个申请人都没有同意撤回": lambda: agency.all_agree([APPLICANT, WIFE], ()),
    "本人自己说，妻子由她的代理人说": lambda: agency.spoken_for(
        {APPLICANT: None, WIFE: dataclasses.replace(GOOD, principal=WIFE)}
    ),
    "拿丈夫的委托书替妻子说": lambda: agency.spoken_for({APPLICANT: GOOD, WIFE: GOOD}),
}
