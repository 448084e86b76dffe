"""Whole journeys with nothing but a keyboard; every page on the way is looked at as well."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf
import pytest
from playwright.sync_api import Page

from tests.browser.crawl import route_of
from tests.browser.keys import Hands
from tests.browser.looking import Eyes, Way, wrong
from tests.browser.own import LIU, ZHANG, handed_in

pytestmark = [pytest.mark.pure, pytest.mark.browser]

NUMBER = re.compile(r"\d{6}-\d{8}-\d{6}")


@dataclass
class Walk:
    """Somebody on the way through the pages; what is wrong with each of them is kept for the end."""

    page: Page
    way: Way
    base: str
    faults: dict[str, list[str]] = field(default_factory=dict)
    screens: int = 0
    headings: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.hands = Hands(self.page)

    def open(self, path: str) -> None:
        """Begin at an address."""
        self.page.goto(self.base + path, wait_until="load", timeout=60_000)
        self.look()

    def press(self, name: str) -> None:
        """On to the next page."""
        self.hands.press(name)
        self.look()

    def look(self) -> None:
        """Keep what is wrong with this page."""
        self.screens += 1
        path = self.page.url.removeprefix(self.base)
        found = wrong(self.page, route_of(path), self.way)
        # Each page of a journey has a heading of its own: whoever hears the page knows that it is another.
        place = path.partition("?")[0]
        if (before := self.headings.setdefault(self.hands.heading, place)) != place:
            found.append(f"the heading “{self.hands.heading}” again, after {before}")
        if found:
            self.faults[f"{self.screens}. {path}"] = found

    @property
    def text(self) -> str:
        """What the page says."""
        return self.page.inner_text("main")

    def asks(self, name: str) -> bool:
        """Whether the page has a field of this name."""
        return self.page.query_selector(f"main [name={name}]") is not None


@pytest.fixture
def walk(request: pytest.FixtureRequest, eyes: Eyes, base: str) -> Iterator[Walk]:
    who, way = request.param
    page = eyes.context(who, way).new_page()
    one = Walk(page, way, base)
    yield one
    page.close()
    assert one.faults == {}


def going(mode: str, width: int, language: str = "zh-hans", who: str = "") -> pytest.MarkDecorator:
    return pytest.mark.parametrize("walk", [(who, Way(mode, width, language))], indirect=True)


def apply(walk: Walk) -> None:
    """张伟 applies for the registration of an association, and will bring all papers."""
    walk.open("/items/MZ-XK-01/")
    walk.press("在线申请")
    walk.press("开始填写")
    walk.hands.choose("我本人")
    walk.press("继续")
    for name, label, value in (
        ("name", "姓名", ZHANG.name),
        ("number", "证件号码", ZHANG.number),
        ("phone", "联系电话", ZHANG.phone),
        ("address", "联系地址", ZHANG.address),
    ):
        assert walk.asks(name)
        walk.hands.write(label, value)
        walk.press("继续")
    for _paper in range(8):
        assert walk.asks("way")
        walk.hands.choose("我会带到窗口")
        walk.press("继续")
    walk.hands.choose("同意电子送达")
    walk.press("继续")
    walk.press("提交申请")


def a_file() -> bytes:
    """A PDF of one empty page."""
    with pikepdf.new() as made, io.BytesIO() as out:
        made.add_blank_page()
        made.save(out)
        return out.getvalue()


def see(walk: Walk, number: str) -> None:
    """Open one's own case."""
    walk.open("/progress/")
    walk.hands.write("编号", number)
    walk.hands.write("后四位", ZHANG.phone[-4:])
    walk.press("查")


def find(clerk: Walk, number: str) -> None:
    """A clerk opens a case by its number."""
    clerk.open("/desk/")
    clerk.hands.key("/")
    clerk.page.keyboard.type(number)
    with clerk.page.expect_navigation():
        clerk.hands.key("Enter")
    clerk.look()


@going("elder", 320)
def test_applying_and_looking_how_far_it_is(walk):
    apply(walk)
    number = NUMBER.search(walk.text)
    assert number, walk.text
    see(walk, number[0])
    assert "已收件" in walk.text
    walk.press("撤回")
    walk.press("撤回")
    assert "已撤回" in walk.text


@pytest.fixture
def clerk(eyes: Eyes, base: str) -> Iterator[Walk]:
    """The clerk at the counter, with a keyboard as well."""
    page = eyes.context("chuangkou", Way("standard", 1280, "zh-hans")).new_page()
    one = Walk(page, Way("standard", 1280, "zh-hans"), base)
    yield one
    page.close()
    assert one.faults == {}


@going("elder", 320)
def test_supplying_the_papers_that_were_asked_for_and_rating_at_the_end(walk, clerk):
    number = handed_in(walk.base)
    find(clerk, number)
    clerk.press("补正通知书，一次列全")
    clerk.press("发出补正通知书")
    assert "补正通知书已发出" in clerk.text
    see(walk, number)
    walk.press("补交材料")
    walk.press("业务主管单位批准文件")
    # What the system's own dialogue would do: the field is reached and told the file.
    walk.hands.to("文件", frozenset({"file"}))
    walk.page.locator(":focus").set_input_files(
        {"name": "pizhun.pdf", "mimeType": "application/pdf", "buffer": a_file()}
    )
    walk.press("上传")
    assert "pizhun.pdf" in walk.text
    walk.press("传完了")
    walk.press("提交补交的材料")
    assert "业务主管单位批准文件" in walk.text
    walk.press("撤回")
    walk.press("撤回")
    walk.open("/rate/")
    walk.hands.write("编号", number)
    walk.hands.write("后四位", ZHANG.phone[-4:])
    walk.press("继续")
    walk.hands.choose("非常满意")
    walk.press("提交评价")
    assert "谢谢您的评价" in walk.text


@going("contrast", 320)
def test_booking_in_five_screens_and_giving_it_up(walk):
    walk.open("/appointments/")
    walk.hands.write("要办的事", "结婚")
    walk.press("查找")
    before = walk.screens
    walk.press("内地居民结婚登记")
    walk.press("（周")
    walk.press("–")
    walk.hands.write("姓名", LIU.name)
    walk.hands.write("联系电话", LIU.phone)
    walk.hands.choose("有特殊原因")
    walk.hands.choose("递交申请材料")
    walk.press("继续，核对一遍")
    walk.press("确认预约")
    assert walk.screens - before <= 5
    assert "预约号" in walk.text
    walk.press("取消预约")
    walk.press("取消预约")
    assert "已取消" in walk.text


@going("standard", 320)
def test_complaining_in_six_screens(walk):
    walk.open("/complaints/")
    walk.press("写投诉举报")
    screens = walk.screens
    walk.hands.choose("拖延")
    walk.hands.write("发生了什么", "等了三个月，没有人告诉我结果。")
    walk.press("继续")
    walk.press("继续")
    walk.hands.choose("匿名")
    walk.press("继续")
    walk.press("提交")
    assert walk.screens - screens <= 6
    assert "回执码" in walk.text


@going("elder", 1280)
def test_asking_and_finding_the_answer(walk):
    walk.open("/ask/")
    walk.hands.write("想了解什么", "高龄津贴要带什么？")
    walk.hands.write("电话", LIU.phone)
    walk.press("提交")
    assert "编号" in walk.text


@going("standard", 1280, "en")
def test_the_kiosk_gives_a_number_and_the_ticket_follows_the_queue(walk):
    walk.open("/hall/kiosk/")
    walk.press("B")
    assert re.search(r"B\d{3}", walk.text)


@going("standard", 1280, who="kezhang")
def test_the_list_and_the_palette_from_the_keyboard(walk):
    walk.open("/desk/")
    walk.hands.key("j")
    walk.hands.key("j")
    with walk.page.expect_navigation():
        walk.hands.key("Enter")
    walk.hands.key("Control+k")
    walk.page.wait_for_selector("#go [role=option]")
    assert "这个办件可以做的" in walk.page.inner_text("#go-list") or "页面" in walk.page.inner_text(
        "#go-list"
    )
    walk.look()
    walk.page.keyboard.type("yijianbu")
    with walk.page.expect_navigation():
        walk.hands.key("Enter")
    assert walk.hands.heading == "意见簿"
    walk.hands.key("Control+k")
    walk.page.wait_for_selector("#go [aria-selected=true]")
    first = walk.page.get_attribute("#go-text", "aria-activedescendant")
    walk.hands.key("ArrowDown")
    assert walk.page.get_attribute("#go-text", "aria-activedescendant") != first
    walk.hands.key("Escape")
    assert not walk.page.is_visible("#go")


@going("standard", 1280, who="chuangkou")
def test_a_clerk_finds_a_case_and_the_next_step_from_the_keyboard(walk):
    walk.open("/desk/")
    walk.hands.key("/")
    walk.page.keyboard.type("张")
    with walk.page.expect_navigation():
        walk.hands.key("Enter")
    walk.look()
    assert walk.hands.heading


@pytest.mark.parametrize(
    ("path", "button"),
    [
        ("/progress/", "查"),
        ("/ask/", "提交"),
        ("/complaints/new/", "继续"),
        ("/appointments/MZ-XK-01/2026-11-26/1000/", "核对"),
    ],
)
@going("elder", 320)
def test_a_refused_form_says_so_in_its_title_and_takes_the_focus(walk, path, button):
    walk.page.goto(walk.base + path, wait_until="load", timeout=60_000)
    main = walk.page.locator("main form").last.locator("button", has_text=button).first
    with walk.page.expect_navigation(wait_until="load"):
        main.press("Enter")
    walk.look()
    assert walk.page.title().startswith("错误：")
    assert walk.page.evaluate("document.activeElement.matches('[data-errors]')")
    links = walk.page.locator("[data-errors] li > a[href^='#']").evaluate_all(
        "all => all.map(a => !!document.getElementById(a.hash.slice(1)))"
    )
    assert links
    assert all(links)
