"""What a new bureau is asked, the setting each answer becomes, and what makes an answer wrong. Pure."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from banshi.config.hours import read_hours

# What the file of settings, as systemd and Banshi both read it, cannot hold inside its quotation marks.
_UNFIT = re.compile(r'["\\$`\r\n]')
_HOME = {"127.0.0.1", "localhost"}
SQLITE = "sqlite"


@dataclass(frozen=True, slots=True)
class Question:
    """A question: its key in an answers file, the setting it fills, the words, a suggestion, and what checks it.

    `check` returns what is wrong as a sentence, "" when nothing is.
    """

    key: str
    setting: str
    zh: str
    en: str
    default: str = ""
    check: Callable[[str], str] = lambda text: ""
    required: bool = True


def _length(most: int) -> Callable[[str], str]:
    def check(text: str) -> str:
        return f"最多写 {most} 个字 (at most {most} characters)。" if len(text) > most else ""

    return check


def _matches(pattern: str, sentence: str) -> Callable[[str], str]:
    def check(text: str) -> str:
        return "" if re.fullmatch(pattern, text) else sentence

    return check


def _hours(text: str) -> str:
    try:
        read_hours(text)
    except ValueError:
        return "请写成 9:00-12:00,13:30-17:00 的样式，先早后晚 (write hours like these, earlier first)。"
    return ""


def _address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/"):
        return "请写完整的网址，例如 https://mz.example.gov.cn (write a whole address like this)。"
    if parts.scheme == "http" and parts.hostname not in _HOME:
        return (
            "正式使用请写 https:// 开头的网址；只在本机试用可以写 http://127.0.0.1:8000 (https is needed)。"
        )
    return ""


def _day(text: str) -> str:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return "请写成 2026-01-01 的样式 (write a date like it)。"
    return ""


def _database(text: str) -> str:
    if text == SQLITE or re.fullmatch(r"(postgresql|postgres)://\S+|sqlite:////\S+", text):
        return ""
    return "请写 postgresql://用户:密码@主机/库名；试用写 sqlite (a PostgreSQL address, or sqlite)。"


_PHONE = "请写数字和短横线，例如 0418-2345678 (digits and hyphens)。"

QUESTIONS = (
    Question("name", "BUREAU_NAME", "单位名称", "the bureau's name in Chinese", check=_length(40)),
    Question("name_en", "BUREAU_NAME_EN", "单位英文名称", "the name in English", check=_length(80)),
    Question(
        "mark",
        "BUREAU_ISSUER_MARK",
        "发文机关代字（文号用，例如 阜民）",
        "short code for document numbers",
        check=_matches(
            r"[\u4e00-\u9fff]{1,8}", "请写 1 到 8 个汉字，例如 阜民 (1 to 8 Chinese characters)。"
        ),
    ),
    Question(
        "division",
        "BUREAU_DIVISION",
        "行政区划代码（6 位数字，办件编号用）",
        "division code, six digits",
        check=_matches(r"[1-9]\d{5}", "行政区划代码是 6 位数字，例如 210900 (six digits)。"),
    ),
    Question("address", "BUREAU_ADDRESS", "办公地址", "address in Chinese", check=_length(80)),
    Question("address_en", "BUREAU_ADDRESS_EN", "英文地址", "address in English", check=_length(120)),
    Question("phone", "BUREAU_PHONE", "咨询电话", "telephone", check=_matches(r"[0-9+() -]{3,32}", _PHONE)),
    Question(
        "hours", "BUREAU_HOURS", "对外办公时间", "opening hours", "9:00-12:00,13:30-17:00", check=_hours
    ),
    Question(
        "reconsideration",
        "BUREAU_RECONSIDERATION",
        "行政复议机关（印在文书上）",
        "authority for reconsideration",
        check=_length(60),
    ),
    Question(
        "reconsideration_en",
        "BUREAU_RECONSIDERATION_EN",
        "行政复议机关的英文名称",
        "the same in English",
        check=_length(100),
    ),
    Question("court", "BUREAU_COURT", "有管辖权的人民法院", "competent court", check=_length(60)),
    Question("court_en", "BUREAU_COURT_EN", "法院的英文名称", "the court in English", check=_length(100)),
    Question(
        "public_url",
        "BUREAU_PUBLIC_URL",
        "公众访问的网址（印在文书的二维码里）",
        "public address",
        "http://127.0.0.1:8000",
        check=_address,
    ),
    Question("data", "BANSHI_DATA", "数据文件夹", "data folder", "/var/lib/banshi", check=_length(200)),
    Question("database", "DATABASE_URL", "数据库", "database", SQLITE, check=_database),
)
# Asked too, and no settings: files that are loaded once.
CALENDAR = Question(
    "calendar",
    "",
    "工作日历：bundled（随软件带的）或 CSV 文件",
    "calendar: bundled, or a CSV file",
    "bundled",
)
SOURCE = Question(
    "calendar_source", "", "日历的依据文件", "the paper the calendar rests on", check=_length(200)
)
CATALOGUE = Question(
    "catalogue",
    "",
    "事项目录：none（以后再导）、sample（样例）或文件",
    "catalogue: none, sample, or a file",
    "none",
)
CATALOGUE_FROM = Question(
    "catalogue_from",
    "",
    "目录从哪天起生效（不晚于最早的未办结办件的收件日期）",
    "catalogue in force from",
    "2026-01-01",
    check=_day,
)
ROSTER = Question(
    "roster",
    "",
    "科室和人员的 Excel 文件；没有就直接回车，一个一个地填",
    "Excel file of sections and staff; empty: type them",
    required=False,
)
FILES = (CALENDAR, SOURCE, CATALOGUE, CATALOGUE_FROM, ROSTER)


def wrong(question: Question, text: str) -> str:
    """What is wrong with an answer, in one sentence; "" when nothing is."""
    if not text:
        return "不能空着，请填写 (it must be filled in)。" if question.required else ""
    if not text.isprintable() or _UNFIT.search(text):
        return "不能有双引号、反斜杠、$ 和换行 (no double quotation marks, backslashes, $ or line breaks)。"
    return question.check(text)
