"""Sections, staff and posts: of the sample bureau, and built the same way in tests."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from banshi.kernel.catalogue.bundled import bundled_sections
from banshi.kernel.organisation.models import Post, Section, Staff

# A post that began long before any case of the demo or the tests.
IN_OFFICE_SINCE = dt.date(2023, 1, 29)


@dataclass(frozen=True, slots=True)
class Colleague:
    """A member of staff: log-in, names, home section, and (role, section code) posts."""

    username: str
    name_zh: str
    name_en: str
    section: str
    posts: tuple[tuple[str, str], ...]


def _one(username: str, name_zh: str, name_en: str, section: str, role: str) -> Colleague:
    return Colleague(username, name_zh, name_en, section, ((role, section),))


# Log-ins are the post in pinyin, so that whoever tries the demo knows what they hold.
STAFF: tuple[Colleague, ...] = (
    _one("chuangkou", "王秀兰", "Wang Xiulan", "SPK", "clerk"),
    _one("chuangkou2", "丁小雨", "Ding Xiaoyu", "SPK", "clerk"),
    _one("chuangkou3", "邱海燕", "Qiu Haiyan", "SPK", "clerk"),
    _one("shenpi", "孙玉洁", "Sun Yujie", "SPK", "approvals"),
    _one("jingban", "李志强", "Li Zhiqiang", "SHZZ", "handler"),
    _one("jingban2", "何晓梅", "He Xiaomei", "SHZZ", "handler"),
    _one("kezhang", "赵立新", "Zhao Lixin", "SHZZ", "head"),
    _one("jiuzhu", "龚毓秀", "Gong Yuxiu", "SHJZ", "handler"),
    _one("jiuzhu2", "马春生", "Ma Chunsheng", "SHJZ", "handler"),
    _one("jiuzhukezhang", "宋丽华", "Song Lihua", "SHJZ", "head"),
    _one("yanglao", "韩冬梅", "Han Dongmei", "YLFW", "handler"),
    _one("yanglaokezhang", "唐国栋", "Tang Guodong", "YLFW", "head"),
    _one("ertong", "冯雅琴", "Feng Yaqin", "ETFL", "handler"),
    _one("ertongkezhang", "董建平", "Dong Jianping", "ETFL", "head"),
    _one("diming", "萧文博", "Xiao Wenbo", "QHDM", "handler"),
    _one("dimingkezhang", "程淑芬", "Cheng Shufen", "QHDM", "head"),
    _one("shiwu", "曹永刚", "Cao Yonggang", "SHSW", "handler"),
    _one("shiwu2", "袁静怡", "Yuan Jingyi", "SHSW", "handler"),
    _one("shiwukezhang", "邓明远", "Deng Mingyuan", "SHSW", "head"),
    _one("cishan", "许佳宁", "Xu Jianing", "CSCJ", "handler"),
    _one("cishankezhang", "傅正平", "Fu Zhengping", "CSCJ", "head"),
    _one("juling", "陈国华", "Chen Guohua", "BGS", "leader"),
    _one("shuji", "高振华", "Gao Zhenhua", "BGS", "party_secretary"),
    _one("bangongshi", "沈思远", "Shen Siyuan", "BGS", "office"),
    _one("guanli", "周明", "Zhou Ming", "BGS", "administrator"),
    _one("anquan", "严守正", "Yan Shouzheng", "BGS", "security"),
    _one("shenji", "苏明鉴", "Su Mingjian", "BGS", "audit"),
    _one("renshi", "彭春燕", "Peng Chunyan", "RSK", "party_office"),
    _one("jiandu", "吕清和", "Lü Qinghe", "RSK", "supervisor"),
    _one("daofu", "吴晓芳", "Wu Xiaofang", "ZXT", "guide"),
)


def found_sections() -> dict[str, int]:
    """Create the sample sections; returns section ids by code."""
    Section.objects.bulk_create(
        Section(
            code=row.code,
            name_zh=row.name_zh,
            name_en=row.name_en,
            duties=row.duties,
            phone=row.phone,
            room=row.room,
        )
        for row in bundled_sections()
    )
    return dict(Section.objects.order_by("code").values_list("code", "id"))


def hire(
    colleagues: Sequence[Colleague], *, password: str, since: dt.date = IN_OFFICE_SINCE
) -> dict[str, Staff]:
    """Create staff with one shared `password` and their posts from `since` on; returns them by log-in."""
    sections = dict(Section.objects.order_by("code").values_list("code", "id"))
    hashed = make_password(password)
    Staff.objects.bulk_create(
        Staff(
            username=one.username,
            password=hashed,
            name_zh=one.name_zh,
            name_en=one.name_en,
            section_id=sections[one.section],
        )
        for one in colleagues
    )
    names = [one.username for one in colleagues]
    staff = {one.username: one for one in Staff.objects.filter(username__in=names).order_by("username")}
    Post.objects.bulk_create(
        Post(staff=staff[one.username], role=role, section_id=sections[code], first=since)
        for one in colleagues
        for role, code in one.posts
    )
    return staff
