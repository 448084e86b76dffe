"""A citizen in the middle of everything: an application half written, a case to be supplemented, an hour, a number.

These pages open to the browser that made them; no link of the house leads there.
"""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

import requests
from playwright.sync_api import Browser, Page

from banshi.config.demo.identities import citizen_number, mobile
from banshi.lib import ids
from tests.browser.house import API_KEY
from tests.browser.keys import Hands


class Person(NamedTuple):
    """Who is written into the forms."""

    name: str
    number: str
    phone: str
    address: str = "辽宁省阜新市海州区中华路0号"


ZHANG = Person("张伟", citizen_number(dt.date(1985, 6, 17), 123), mobile(1234))
LIU = Person("刘桂兰", citizen_number(dt.date(1948, 3, 12), 46), mobile(7878))
DETAILS = (
    ("姓名", ZHANG.name),
    ("证件号码", ZHANG.number),
    ("联系电话", ZHANG.phone),
    ("联系地址", ZHANG.address),
)


def handed_in(base: str, present: Sequence[int] = (1,)) -> str:
    """The number of an application of 张伟 that another office handed in, with these of its eight papers."""
    who = {"kind": "citizen", "name": ZHANG.name, "number_kind": "citizen_id", "number": ZHANG.number}
    answer = requests.post(
        f"{base}/api/v1/cases",
        json={"item": "MZ-XK-01", "applicant": who | {"phone": ZHANG.phone}, "present": list(present)},
        headers={"Authorization": f"Bearer {API_KEY}", "Idempotency-Key": ids.token()},
        timeout=60,
    )
    assert answer.status_code == 201, answer.text
    return str(answer.json()["number"])


def in_the_middle(chromium: Browser, base: str, clerk: Page) -> tuple[dict[str, str], list[str]]:
    """The cookies of such a citizen, and the paths where the own pages begin; `clerk` is at the desk."""
    context = chromium.new_context(locale="zh-CN")
    page = context.new_page()
    paths = [one(page, base) for one in (_draft, _number, _hour)]
    paths.append(paths[1].replace("/kiosk/", "/t/"))
    # One paper that may follow later is promised; seven are asked for.
    promised, incomplete = handed_in(base, range(1, 8)), handed_in(base)
    _supplement(clerk, base, incomplete)
    paths += [_case(page, base, number) for number in (promised, incomplete)]
    cookies = {one["name"]: one["value"] for one in context.cookies()}
    context.close()
    return cookies, [path.removeprefix(base) for path in paths]


def _draft(page: Page, base: str) -> str:
    page.goto(f"{base}/items/MZ-XK-01/")
    hands = Hands(page)
    hands.press("在线申请")
    hands.press("开始填写")
    hands.choose("我本人")
    hands.press("继续")
    for label, value in DETAILS:
        hands.write(label, value)
        hands.press("继续")
    hands.choose("我会带到窗口")
    hands.press("继续")
    return page.url


def _number(page: Page, base: str) -> str:
    page.goto(f"{base}/hall/kiosk/")
    Hands(page).press("B")
    return page.url


def _hour(page: Page, base: str) -> str:
    page.goto(f"{base}/appointments/")
    hands = Hands(page)
    hands.write("要办的事", "结婚")
    hands.press("查找")
    hands.press("内地居民结婚登记")
    hands.press("（周")
    hands.press("–")
    hands.write("姓名", LIU.name)
    hands.write("联系电话", LIU.phone)
    hands.choose("有特殊原因")
    hands.choose("递交申请材料")
    hands.press("继续，核对一遍")
    hands.press("确认预约")
    return page.url


def _supplement(clerk: Page, base: str, number: str) -> None:
    clerk.goto(f"{base}/desk/")
    hands = Hands(clerk)
    hands.key("/")
    clerk.keyboard.type(number)
    with clerk.expect_navigation():
        hands.key("Enter")
    hands.press("补正通知书，一次列全")
    hands.press("发出补正通知书")


def _case(page: Page, base: str, number: str) -> str:
    page.goto(f"{base}/progress/")
    hands = Hands(page)
    hands.write("编号", number)
    hands.write("后四位", ZHANG.phone[-4:])
    hands.press("查")
    case = page.url
    hands.press("查看、下载、更正")
    hands.write("证件号码", ZHANG.number)
    hands.press("查看")
    return case
