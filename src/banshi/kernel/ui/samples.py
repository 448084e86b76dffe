"""Invented people, dates and sentences for the style guide."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django import forms

from banshi.kernel.ui.forms import PlainForm
from banshi.lib.clock import BEIJING
from banshi.lib.results import Reason, Refused


@dataclass(frozen=True, slots=True)
class Lamp:
    lamp: str
    text: Reason | str


@dataclass(frozen=True, slots=True)
class Day:
    date: dt.date
    status: str
    number: int | None = None
    name: str = ""
    is_due: bool = False
    extended: bool = False


@dataclass(frozen=True, slots=True)
class Explained:
    lines: tuple[Day, ...]
    summary: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    label: str
    allowed: bool = True
    url: str = "#main"
    primary: bool = False
    post: bool = False
    articles: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    title: str
    detail: str = ""
    articles: tuple[str, ...] = ()
    at: dt.datetime | None = None
    by: str = ""
    note: str = ""
    links: tuple[tuple[str, str], ...] = ()
    todo: bool = False


@dataclass(frozen=True, slots=True)
class Material:
    name: str
    state: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    label: str
    value: str
    change_url: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    state: Lamp
    number: str
    item: str
    party: str
    todo: str
    due: str


class Enquiry(PlainForm):
    """One control of each kind."""

    name = forms.CharField(label="您的姓名", widget=forms.TextInput(attrs={"autocomplete": "name"}))
    phone = forms.CharField(label="手机号码", help_text="只用来告诉您办理进展")
    since = forms.DateField(label="从哪天起", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    kind = forms.ChoiceField(label="办哪一类事", choices=[("new", "成立登记"), ("change", "变更登记")])
    way = forms.ChoiceField(
        label="怎样把结果给您",
        choices=[("counter", "到厅领取"), ("post", "邮寄给您"), ("online", "网上查看")],
        widget=forms.RadioSelect,
    )
    brought = forms.MultipleChoiceField(
        label="今天带来的材料",
        required=False,
        choices=[("form", "登记申请书"), ("charter", "章程草案"), ("house", "住所使用权证明")],
        widget=forms.CheckboxSelectMultiple,
    )
    paper = forms.FileField(label="住所使用权证明", help_text="PDF 或照片，不超过 20 MB", required=False)
    story = forms.CharField(label="还想说明什么", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    agreed = forms.BooleanField(label="以上内容属实")


LAMPS = (
    Lamp("red", Reason("超 %(days)s 个工作日", params={"days": 1})),
    Lamp("amber", Reason("剩 %(days)s 个工作日", params={"days": 1})),
    Lamp("green", Reason("剩 %(days)s 个工作日", params={"days": 6})),
    Lamp("grey", "停表：专家评审"),
    Lamp("hollow", "暂定"),
)
TODAY = dt.date(2026, 11, 23)


def explained() -> Explained:
    """Twenty working days from 29 October 2026, stopped for a week."""
    start, days, number = dt.date(2026, 10, 29), [], 0
    for offset in range(36):
        day = start + dt.timedelta(days=offset)
        if day == start:
            days.append(Day(day, "start"))
        elif day.weekday() > 4:
            days.append(Day(day, "weekend"))
        elif dt.date(2026, 11, 9) <= day <= dt.date(2026, 11, 13):
            days.append(Day(day, "paused", name="专家评审"))
        else:
            number += 1
            days.append(Day(day, "counted", number, is_due=number == 20))
    return Explained(tuple(days))


def rare() -> Explained:
    """The states that occur seldom: holiday, adjusted workday, extension, a moved end, an unknown year."""
    days = (
        Day(dt.date(2026, 12, 28), "start"),
        Day(dt.date(2026, 12, 29), "counted", 1),
        Day(dt.date(2026, 12, 30), "counted", 2),
        Day(dt.date(2026, 12, 31), "counted", 3),
        Day(dt.date(2027, 1, 1), "holiday", name="元旦"),
        Day(dt.date(2027, 1, 2), "weekend"),
        Day(dt.date(2027, 1, 3), "adjusted", 4),
        Day(dt.date(2027, 1, 4), "counted", 5, extended=True),
        Day(dt.date(2027, 1, 5), "rolled", is_due=True),
        Day(dt.date(2027, 1, 6), "unknown"),
    )
    return Explained(days)


STEPS = (
    Step("登记补交材料", primary=True),
    Step("申请延期（局领导批准）", articles=("06-05-1",)),
    Step("启动特别程序", articles=("06-05-2",), post=True),
    Step("准予登记", allowed=False, reasons=(Reason("住所证明未补齐", ("04-02",)),)),
    Step("不予登记", allowed=False, reasons=(Reason("先等补正期届满", ("01-05-1",)),)),
)
STORY = (
    Entry(
        "容缺受理",
        "承诺 11-24 前补住所证明",
        ("04-09",),
        dt.datetime(2026, 10, 29, 9, 12, tzinfo=BEIJING),
        "王某某",
        "当场签收",
        (("容缺补正告知书", "#main"),),
    ),
    Entry(
        "停表",
        "专家评审 11-09 至 11-13",
        ("06-05",),
        dt.datetime(2026, 11, 6, 16, 40, tzinfo=BEIJING),
        "王某某",
    ),
    Entry("恢复计时", "", ("07-03",), dt.datetime(2026, 11, 13, 17, 2, tzinfo=BEIJING), "系统"),
    Entry("等住所证明", "11-24 下班前；到期未到自动终止并在 3 个工作日内告知", ("04-12",), todo=True),
)
MATERIALS = (
    Material("登记申请书", "received"),
    Material("章程草案", "wrong", "第三页缺签名"),
    Material("验资报告", "missing"),
    Material("住所使用权证明", "later", "11-24 前"),
)
ROWS = (
    Row(
        LAMPS[0],
        "210900-20261020-000118",
        "民办非企业单位变更登记",
        "某某养老服务中心",
        "作出决定，说明超期原因",
        "11-20",
    ),
    Row(
        LAMPS[1],
        "210900-20261029-000035",
        "社会团体成立登记",
        "张*（发起人代表）",
        "容缺材料今天到期：住所证明",
        "11-24",
    ),
    Row(LAMPS[2], "210900-20261109-000201", "慈善组织认定", "某某基金会", "核对年度报告", "12-01"),
    Row(
        LAMPS[3], "210900-20261102-000017", "养老机构备案", "某某康养有限公司", "等评审结论，11-30 恢复", "—"
    ),
    Row(LAMPS[4], "210900-20261120-000044", "社会团体注销登记", "某某商会", "受理后审查", "12-31 后"),
)
TILES = (
    ("结婚 · 离婚", "登记、补领、出具证明"),
    ("老人", "高龄津贴、养老机构"),
    ("生活困难", "低保、特困、临时救助"),
    ("社会组织", "成立、变更、注销"),
)
# letter, name, hint, how many wait
QUEUES = (
    ("A", "社会组织", "社会团体、基金会、民办非企业", "2 人在等"),
    ("B", "低保、救助", "低保、特困、临时救助", "不用等"),
)
# number, window, the same in English, when, whether the window still waits
CALLED = (
    ("B003", "3号窗口", "Window 3", "10:12", True),
    ("A011", "2号窗口", "Window 2", "10:08", False),
)


def _links(*entries: tuple[str, int]) -> list[dict[str, Any]]:
    return [
        {"label": label, "url": "#main", "count": n, "current": label == "轮到我"} for label, n in entries
    ]


MENU = {
    "go_url": "#main",
    "at_hand": _links(("轮到我", 9), ("消息", 2), ("登记办件", 0), ("叫号", 0)),
    "groups": [
        {"label": "大厅", "links": _links(("大厅现在", 0), ("预约", 0))},
        {"label": "咨询", "links": _links(("接受咨询", 0), ("导服台", 0))},
    ],
}


MODES = (("standard", "标准"), ("elder", "长辈"), ("contrast", "高对比"), ("paper", "纸上"))


def citizen() -> dict[str, Any]:
    """What the citizens' style page shows."""
    refused = Refused(
        Reason(
            "材料不全，不能受理：缺少%(names)s", ("06-03-2", "07-03"), "name", {"names": "住所使用权证明"}
        ),
        instead=(Reason("承诺后补，先受理", ("04-02",)),),
    )
    return {
        "lamps": LAMPS,
        "chips": ("06-03-2", "04-12", "08-04-2-1", "00-06", "11-03-4"),
        "explanation": explained(),
        "rare": rare(),
        "today": TODAY,
        "moment": dt.datetime(2026, 12, 3, 9, 12, tzinfo=BEIJING),
        "refusal": refused,
        "blank": Enquiry(auto_id="blank_%s"),
        "wrong": Enquiry({"phone": "000-0000-0100"}, auto_id="wrong_%s"),
        "facts": (
            ("设定依据", "《社会团体登记管理条例》第十条至第十三条"),
            ("数量限制", "无；本年已办 37 件"),
            ("收费", "不收费"),
        ),
        "answers": (
            Answer("您的姓名", "张三", "#main"),
            Answer("联系地址", "", "#main"),
            Answer("办件编号", "210900-20261029-000035"),
        ),
        "materials": MATERIALS,
        "next": Reason(
            "我们在 5 个工作日内告诉您是否受理，最迟 %(date)s。", params={"date": dt.date(2026, 12, 3)}
        ),
        "tiles": TILES,
        "queues": QUEUES,
        "called": CALLED,
        "modes": MODES,
    }


def staff() -> dict[str, Any]:
    """What the workbench style page shows."""
    return {
        "menu": MENU,
        "rows": ROWS,
        "lamps": LAMPS,
        "explanation": explained(),
        "today": TODAY,
        "steps": STEPS,
        "story": STORY,
        "materials": MATERIALS,
    }
