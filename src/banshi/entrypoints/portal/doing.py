"""What carries an article out: the sentence, the screens this reader may open, the papers, the acts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import resolve, reverse

from banshi.entrypoints.portal.regulation_texts import done
from banshi.kernel.documents import kinds
from banshi.kernel.ledger.acts import CITIZEN, Actor
from banshi.kernel.organisation.models import Staff
from banshi.kernel.organisation.people import actor_for
from banshi.kernel.organisation.permissions import may
from banshi.kernel.regulations.carried import carried
from banshi.kernel.ui.wording import english
from banshi.lib.results import gettext_noop
from banshi.workflows.articles import acts_of

EVERYBODY = "public"
# What the screens are called.
SCREENS: Mapping[str, str] = {
    "documents:verify_form": gettext_noop("查验文书"),
    "portal:accountability_figures": gettext_noop("问责的年度数字"),
    "portal:ask": gettext_noop("提一个问题"),
    "portal:book": gettext_noop("预约"),
    "portal:complaint_follow": gettext_noop("查投诉的办理情况"),
    "portal:complaint_new": gettext_noop("投诉举报"),
    "portal:complaint_start": gettext_noop("投诉举报"),
    "portal:hall": gettext_noop("办事大厅"),
    "portal:help": gettext_noop("帮助"),
    "portal:integrity": gettext_noop("失信信息公布"),
    "portal:items": gettext_noop("全部事项"),
    "portal:my_bookings": gettext_noop("查我的预约"),
    "portal:my_cases": gettext_noop("查办理进度"),
    "portal:opinions": gettext_noop("意见簿"),
    "portal:policies": gettext_noop("政策和解读"),
    "portal:privacy": gettext_noop("个人信息"),
    "portal:rate_find": gettext_noop("评价"),
    "portal:ratings": gettext_noop("大家的评价"),
    "portal:record": gettext_noop("我们的记录"),
    "portal:search": gettext_noop("查找"),
    "portal:supervision": gettext_noop("监督检查结果"),
    "workbench:accountability": gettext_noop("问责"),
    "workbench:accountability_mine": gettext_noop("与我有关的问责"),
    "workbench:administration": gettext_noop("目录和日历"),
    "workbench:appointments": gettext_noop("预约"),
    "workbench:appraisal": gettext_noop("考核"),
    "workbench:booking_requests": gettext_noop("等答复的预约"),
    "workbench:breaches": gettext_noop("超期记录"),
    "workbench:capacity": gettext_noop("可以预约的时间"),
    "workbench:cleaning": gettext_noop("打扫"),
    "workbench:closing": gettext_noop("下班清单"),
    "workbench:complaint_openings": gettext_noop("查看身份的记录"),
    "workbench:complaint_volumes": gettext_noop("案卷"),
    "workbench:complaints": gettext_noop("投诉举报"),
    "workbench:conduct": gettext_noop("行为规范"),
    "workbench:contacts": gettext_noop("咨询"),
    "workbench:corrections": gettext_noop("整改通知"),
    "workbench:criticism": gettext_noop("批评意见"),
    "workbench:dashboard": gettext_noop("总览"),
    "workbench:declare_interest": gettext_noop("申报利害关系"),
    "workbench:desk_book": gettext_noop("登记预约"),
    "workbench:duty": gettext_noop("在岗表"),
    "workbench:extended_report": gettext_noop("延时服务统计"),
    "workbench:failures": gettext_noop("没有一次告知的情况"),
    "workbench:follow_ups": gettext_noop("差评核实"),
    "workbench:guiding": gettext_noop("导服台"),
    "workbench:hall": gettext_noop("大厅现在"),
    "workbench:hot_spots": gettext_noop("问题集中的地方"),
    "workbench:inspections": gettext_noop("行为检查"),
    "workbench:integrity": gettext_noop("廉洁登记"),
    "workbench:integrity_records": gettext_noop("失信记录"),
    "workbench:key_posts": gettext_noop("关键岗位"),
    "workbench:law_changes": gettext_noop("法律变动"),
    "workbench:matters": gettext_noop("公文和交办"),
    "workbench:procedures": gettext_noop("涉企检查程序"),
    "workbench:raise_lead": gettext_noop("登记问责线索"),
    "workbench:refusals": gettext_noop("否定备案"),
    "workbench:register_complaint": gettext_noop("登记投诉"),
    "workbench:supervision": gettext_noop("监督检查"),
    "workbench:tell": gettext_noop("一次性告知"),
    "workbench:window": gettext_noop("叫号"),
}


@dataclass(frozen=True, slots=True)
class Screen:
    """A page that carries an article out."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Doing:
    """What the software does about an article. `papers` are titles with their codes, `acts` names in the ledger."""

    sentence: str
    screens: tuple[Screen, ...]
    papers: tuple[tuple[str, str], ...]
    acts: tuple[str, ...]


def doing_of(request: HttpRequest, article_id: str) -> Doing:
    """As this reader may know it: a citizen's pages are for everybody, a desk page for whoever may open it."""
    found = carried()[article_id]
    papers = (
        (kinds.get(code).title_en if english() else kinds.get(code).title_zh, code) for code in found.papers
    )
    screens = tuple(_screens(_reader(request), found.screens))
    return Doing(done(article_id), screens, tuple(papers), acts_of(article_id))


def _screens(reader: Actor, names: tuple[str, ...]) -> Iterator[Screen]:
    for name in names:
        url = reverse(name)
        guard = guard_of(url)
        if guard == EVERYBODY or may(reader, guard):
            yield Screen(SCREENS[name], url)


def guard_of(url: str) -> str:
    """How a page is guarded: "public", or the act of the permission table that opens it."""
    return str(getattr(resolve(url).func, "__guard__", ""))


def _reader(request: HttpRequest) -> Actor:
    return actor_for(request.user) if isinstance(request.user, Staff) else CITIZEN
