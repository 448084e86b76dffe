"""Three tasks for each kind of user, done with the mouse, then with keys alone: `python -m tests.browser.tasks`.

Writes `docs/tasks.md`. A task begins on the page where its user is anyway; what is counted is what the hand does:
clicks, fields written, and pages that came. The seconds are those of the keystroke-level model (Card, Moran and
Newell 1983) for a practised hand: 1.1 to point, 0.2 to click, 1.35 to make up one's mind before each click, 0.4 to
move to the keyboard, 0.28 for each key, three keys for a Chinese character.
"""

import re
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.browser.hands import Hand, Keyboard
from tests.browser.house import served
from tests.browser.looking import Eyes, Way, browser
from tests.browser.own import LIU

PAGE = Path("docs/tasks.md")
HEAD = """# Tasks

What a task takes, by kind of user: pages that come, clicks (into fields too), fields written, and the seconds of a
practised hand after the keystroke-level model, reading not counted. Each is done in the sample bureau by a browser,
from the page where its user is anyway, and made anew by `python -m tests.browser.tasks`; when a task does not reach
its end, nothing is written. Other systems need one request each: see [integration](integration.md).

The last column is the same task in another fresh bureau with a keyboard alone: every key from Tab at the top of the
first page to the last Enter. Shortcuts and the palette would save most of them.

| Who | Task | Pages | Clicks | Fields | Seconds | Keys alone |
|---|---|---:|---:|---:|---:|---:|
"""
DESK = Way("standard", 1280, "zh-hans")
OPEN = "main tr[data-row] a[href*='/cases/']"


@dataclass(frozen=True, slots=True)
class Task:
    """What somebody wants done."""

    kind: str
    name: str
    who: str
    do: Callable[[Hand], None]


def offering(hand: Hand, step: str) -> str:
    """The first case of the list at which this step is open: its user knows it."""
    for link in hand.page.locator(OPEN).evaluate_all("all => all.map(a => a.getAttribute('href'))"):
        page = hand.page.context.request.get(hand.base + link).text()
        if re.search(rf"<(?:a|button)\b[^>]*>{step}", page):
            return f"main tr[data-row] a[href='{link}']"
    raise AssertionError(f"no case on {hand.page.url} has the step “{step}”")


def what_to_bring(hand: Hand) -> None:
    hand.begin("/")
    hand.write("要找的事", "给老人办补贴")
    hand.go("查找")
    hand.go("高龄津贴", within="main")
    hand.sees("申请材料")


def book(hand: Hand) -> None:
    hand.begin("/")
    hand.go("预约", within="main")
    hand.write("要办的事", "结婚")
    hand.go("查找", within="main")
    hand.go("内地居民结婚登记", within="main")
    hand.go("（周", within="main")
    hand.go("–", within="main")
    hand.write("姓名", LIU.name)
    hand.write("联系电话", LIU.phone)
    hand.choose("有特殊原因")
    hand.choose("递交申请材料")
    hand.go("继续，核对一遍")
    hand.go("确认预约")
    hand.sees("预约号")


def say_what_was_wrong(hand: Hand) -> None:
    hand.begin("/")
    hand.go("投诉举报", within="main")
    hand.go("写投诉举报")
    hand.choose("拖延")
    hand.write("发生了什么", "等了三个月，没有人告诉我结果。")
    hand.go("继续")
    hand.go("继续")
    hand.choose("匿名")
    hand.go("继续")
    hand.go("提交")
    hand.sees("回执码")


def hand_out_a_number(hand: Hand) -> None:
    hand.begin("/desk/hall/")
    hand.go("帮来人取号")
    hand.choose("养老服务")
    hand.choose("老年人、残疾人等优先")
    hand.go("取号", within="main form")
    hand.sees("C")


def note_who_asked(hand: Hand) -> None:
    hand.begin("/desk/contacts/")
    hand.write("对方想了解什么", "给老人办补贴")
    hand.choose("当面")
    hand.go("记下来，去答复")
    hand.sees("高龄津贴")


def tell_everything_once(hand: Hand) -> None:
    hand.begin("/desk/tell/")
    hand.write_into("main input[name=q]", "高龄津贴")
    hand.go("找事项")
    hand.go("高龄津贴", within="main")
    hand.sees("材料和填写要求")


def accept_online(hand: Hand) -> None:
    hand.begin("/desk/?desk=counter&state=received")
    hand.first(OPEN)
    hand.go("受理，出具受理通知书")
    hand.go("受理申请")
    hand.sees("受理通知书")


def register_at_the_window(hand: Hand) -> None:
    hand.begin("/desk/counter/")
    hand.go("高龄津贴", within="main")
    hand.write("证件号码", LIU.number)
    hand.write("姓名或者名称", LIU.name)
    hand.write("联系电话", LIU.phone)
    hand.go("全部齐全")
    hand.go("收件并受理")
    hand.sees("已经收件并受理")


def find_a_case(hand: Hand) -> None:
    hand.begin("/desk/")
    hand.write_into(
        "form[role=search] input[type=search], form[role=search] input[type=text]", "210900-20261120-000001"
    )
    hand.enter()
    hand.sees("依法可以做的")


def decide(hand: Hand) -> None:
    hand.begin("/desk/?desk=mine&state=review&lamp=green")
    hand.first(OPEN)
    hand.go("作出", within="main")
    hand.go("准予", within="main form")
    hand.sees("决定书")


def ask_for_more_time(hand: Hand) -> None:
    hand.begin("/desk/?desk=mine&state=review&lamp=green")
    hand.first(offering(hand, "申请延期"))
    hand.go("申请延期")
    hand.write("延长几个工作日", "5")
    hand.write("为什么要延长", "要等登记机关回函，本周到不了。")
    hand.go("报局领导批示")
    hand.sees("等局领导批示")


def stop_the_clock(hand: Hand) -> None:
    hand.begin("/desk/?desk=mine&state=review&lamp=green")
    hand.first(offering(hand, "启动特别程序"))
    hand.go("启动特别程序")
    hand.pick("哪一种特别程序", "专家评审")
    hand.write("地点", "局三楼会议室")
    hand.write("时间", "11月30日9:00")
    hand.write("从哪天起", "2026-11-30")
    hand.write("到哪天为止", "2026-12-01")
    hand.go("停表并出具告知书")
    hand.sees("停表")


def hand_to_another(hand: Hand) -> None:
    hand.begin("/desk/?desk=section&state=review")
    hand.first(OPEN)
    hand.go("改派经办人")
    hand.pick("新的经办人", "")
    hand.go("改派", within="main form")
    hand.sees("改派")


def who_is_here_this_week(hand: Hand) -> None:
    hand.begin("/desk/conduct/")
    hand.go("值班和在岗", within="main")
    hand.sees("值班")


def what_was_late(hand: Hand) -> None:
    hand.begin("/desk/dashboard/")
    hand.go("超期", within="main")
    hand.first("main table a")
    hand.sees("经过")


def archive_a_refusal(hand: Hand) -> None:
    hand.begin("/desk/refusals/")
    hand.go("归档", within="main form")
    hand.sees("归档")


def judge_a_broken_promise(hand: Hand) -> None:
    hand.begin("/desk/integrity/")
    hand.first("main tr:has-text('待核实') a")
    hand.go("书面告知当事人")
    hand.go("书面告知当事人", within="main form")
    hand.sees("听取陈述")


def month_for_the_files(hand: Hand) -> None:
    hand.begin("/desk/administration/export/")
    hand.take("导出", within="main form")


def register_a_document(hand: Hand) -> None:
    hand.begin("/desk/matters/")
    hand.go("登记公文")
    hand.write("标题或者事由", "关于报送殡葬服务收费情况的通知")
    hand.write("来文单位", "省民政厅")
    hand.choose("一般")
    hand.go("登记", within="main form")
    hand.sees("分办")


def press_for_a_document(hand: Hand) -> None:
    hand.begin("/desk/matters/")
    hand.first("main table a")
    hand.go("督办，出具督办单")
    hand.write("督办要求", "请在本周五以前报送。")
    hand.go("出具督办单", within="main form")
    hand.sees("督办单")


def close_the_hall(hand: Hand) -> None:
    hand.begin("/desk/administration/closures/")
    hand.write("第一天", "2026-12-10")
    hand.write("最后一天", "2026-12-10")
    hand.write("为什么闭厅", "停电检修")
    hand.go("登记闭厅")
    hand.sees("2026-12-10")


def grant_more_time(hand: Hand) -> None:
    hand.begin("/desk/dashboard/")
    hand.go("批示延期", within="main")
    hand.choose("批准")
    hand.go("作出批示")
    hand.sees("延期")


def answer_a_question(hand: Hand) -> None:
    hand.begin("/desk/dashboard/")
    hand.go("批示请示", within="main")
    hand.choose("同意，由科室作出决定")
    hand.go("作出批示")
    hand.sees("同意")


def take_the_table_along(hand: Hand) -> None:
    hand.begin("/desk/dashboard/")
    hand.take("Excel", within="main")


def grade_a_complaint(hand: Hand) -> None:
    hand.begin("/desk/complaints/")
    hand.first("main tr:has-text('待分级') a")
    hand.go("分级")
    hand.choose("一般")
    hand.go("确定", within="main form")
    hand.sees("一般")


def take_up_a_lead(hand: Hand) -> None:
    hand.begin("/desk/accountability/?folder=leads")
    hand.go("打开线索", within="main")
    hand.go("受理，立一件")
    hand.pick("这一件是关于谁的", "许佳宁")
    hand.choose("WZ-5")
    hand.write("为什么是这一项", "超过承诺期限没有决定，没有延期。")
    hand.pick("由谁调查核实", "吕清和")
    hand.go("受理", within="main form")
    hand.sees("许佳宁")


def enter_a_lead(hand: Hand) -> None:
    hand.begin("/desk/accountability/")
    hand.go("登记一条线索")
    hand.choose("监督检查发现")
    hand.write("事实", "抽查发现一件变更登记没有一次讲清材料。")
    hand.pick("是哪位同事", "何晓梅")
    hand.choose("WZ-7")
    hand.go("登记", within="main form")
    hand.sees("线索")


def check_a_month(hand: Hand) -> None:
    hand.begin("/desk/supervision/")
    hand.go("开始监督检查")
    hand.go("开始，马上检查")
    hand.sees("检查完")


def demand_a_correction(hand: Hand) -> None:
    hand.begin("/desk/supervision/")
    hand.first("main a[href*='/findings/']")
    hand.go("发整改通知书")
    hand.go("发出整改通知书")
    hand.sees("整改")


def look_again(hand: Hand) -> None:
    hand.begin("/desk/supervision/")
    hand.first("main tr:has-text('待复查') a")
    hand.go("复查")
    hand.choose("合格")
    hand.go("记下复查结果")
    hand.sees("合格")


def reckon_all_again(hand: Hand) -> None:
    hand.begin("/desk/administration/")
    hand.go("再算一遍", within="main form")
    hand.sees("到期日")


def let_another_system_listen(hand: Hand) -> None:
    hand.begin("/desk/administration/webhooks/")
    hand.write("哪个系统", "市级平台")
    hand.write("回调地址", "https://example.org/banshi")
    hand.write("以谁的岗位", "shenpi")
    hand.choose("受理")
    hand.go("登记", within="main form")
    hand.sees("密钥")


def take_the_catalogue(hand: Hand) -> None:
    hand.begin("/desk/administration/")
    hand.take("导出现行目录", within="main")


TASKS = (
    Task("居民 Citizen", "查到要带什么 what to bring", "", what_to_bring),
    Task("居民 Citizen", "预约结婚登记 book an hour", "", book),
    Task("居民 Citizen", "不留姓名投诉 complain without a name", "", say_what_was_wrong),
    Task("导服 Guide", "帮老人取号 a number for somebody old", "daofu", hand_out_a_number),
    Task("导服 Guide", "记下来问的人 note who asked", "daofu", note_who_asked),
    Task("导服 Guide", "一次讲清 tell everything once", "daofu", tell_everything_once),
    Task("窗口 Clerk", "受理网上的申请 accept an online application", "chuangkou", accept_online),
    Task("窗口 Clerk", "当场登记并受理 register and accept", "chuangkou", register_at_the_window),
    Task("窗口 Clerk", "找到一件 find a case", "chuangkou", find_a_case),
    Task("经办 Handler", "作出决定 decide", "jingban", decide),
    Task("经办 Handler", "申请延期 ask for more time", "jingban", ask_for_more_time),
    Task("经办 Handler", "进入特别程序 stop the clock", "jingban", stop_the_clock),
    Task("负责人 Head", "指定经办人 assign", "kezhang", hand_to_another),
    Task("负责人 Head", "看本周谁在岗 who is here", "kezhang", who_is_here_this_week),
    Task("负责人 Head", "看什么晚了 what is late", "kezhang", what_was_late),
    Task("审批 Approvals", "归档一件否定 archive a refusal", "shenpi", archive_a_refusal),
    Task("审批 Approvals", "核实失信 judge a broken promise", "shenpi", judge_a_broken_promise),
    Task("审批 Approvals", "导出一个月 export a month", "shenpi", month_for_the_files),
    Task("办公室 Office", "登记公文 register a document", "bangongshi", register_a_document),
    Task("办公室 Office", "督办 press for one", "bangongshi", press_for_a_document),
    Task("办公室 Office", "登记临时闭厅 close the hall", "bangongshi", close_the_hall),
    Task("领导 Leader", "批示延期 grant more time", "juling", grant_more_time),
    Task("领导 Leader", "批示请示 answer a question", "juling", answer_a_question),
    Task("领导 Leader", "带走表格 take the table along", "juling", take_the_table_along),
    Task("机关党委 Party office", "给投诉分级 grade a complaint", "renshi", grade_a_complaint),
    Task("机关党委 Party office", "登记线索 enter a lead", "renshi", enter_a_lead),
    Task("机关党委 Party office", "受理线索 take up a lead", "renshi", take_up_a_lead),
    Task("监督 Supervisor", "检查一个月 check a month", "jiandu", check_a_month),
    Task("监督 Supervisor", "发整改通知书 demand a correction", "jiandu", demand_a_correction),
    Task("监督 Supervisor", "复查 look again", "jiandu", look_again),
    Task("管理员 Administrator", "再算一遍到期日 reckon again", "guanli", reckon_all_again),
    Task("管理员 Administrator", "登记回调 let another system listen", "guanli", let_another_system_listen),
    Task("管理员 Administrator", "导出目录 take the catalogue", "guanli", take_the_catalogue),
)


def done(kind: type[Hand]) -> list[Hand]:
    """Every task in a fresh sample bureau, by such a hand; the hands tell what it took."""
    with (
        tempfile.TemporaryDirectory(prefix="banshi-tasks-") as folder,
        served(Path(folder)) as base,
        browser() as chromium,
    ):
        eyes = Eyes(chromium, base)
        return [_by(kind(eyes.context(task.who, DESK).new_page(), base), task) for task in TASKS]


def _by(hand: Hand, task: Task) -> Hand:
    sys.stderr.write(f"{task.name}\n")
    task.do(hand)
    hand.page.close()
    return hand


def table(mouse: list[Hand], keyboard: list[Hand]) -> str:
    """The page of the documentation."""
    rows = [
        (task.kind, task.name, one.pages, one.clicks, one.fields, f"{one.seconds:.0f}", two.presses)
        for task, one, two in zip(TASKS, mouse, keyboard, strict=True)
    ]
    return HEAD + "".join(f"| {' | '.join(map(str, row))} |\n" for row in rows)


def main() -> int:
    """Do every task twice, with the mouse and with keys alone, and write the table."""
    PAGE.write_text(table(done(Hand), done(Keyboard)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
