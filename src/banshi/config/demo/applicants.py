"""Invented people and organisations who apply in the demo."""

import datetime as dt
from collections.abc import Iterable

from banshi.config.demo.dice import Dice
from banshi.config.demo.identities import citizen_number, credit_code, landline, mobile
from banshi.kernel.catalogue.schema import ItemSpec
from banshi.workflows.intake import Applicant

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
_GIVEN = (
    "伟 芳 娜 敏 静 强 磊 洋 艳 勇 军 杰 娟 涛 明 超 秀英 桂兰 玉兰 淑珍 建国 建军 志强 秀兰 春梅 海燕 "
    "晓东 丽娜 文静 雨桐 子涵 浩然 国庆 玉梅 桂芳 凤英 德福 永贵 长江 红霞"
)
GIVEN = tuple(_GIVEN.split())
# Every typeface must be able to print this one.
RARE = "张䶮"
_FIELDS = (
    "书法 摄影 剪纸 玛瑙 戏曲 门球 太极拳 乒乓球 诗词 根雕 奇石 养蜂 果树 奶业 花生 物流 餐饮 家政 养老服务 助残 "
    "护河 义工 科普 读书 合唱 广场舞 自行车 钓鱼 集邮 茶文化"
)
FIELDS = tuple(_FIELDS.split())
SHAPES = (("协会", "51"), ("学会", "51"), ("服务中心", "52"), ("促进会", "51"), ("有限公司", "91"))
STREETS = (
    "海州区中华路",
    "海州区解放大街",
    "细河区四合大街",
    "太平区红树路",
    "新邱区新邱大街",
    "彰武县东环路",
)
ELDERLY = {"MZ-JF-05": (80, 96), "MZ-JF-06": (62, 90), "MZ-QR-07": (60, 85)}


class Applicants:
    """Gives a new applicant for each case, now and then a known one."""

    def __init__(self, dice: Dice, today: dt.date) -> None:
        self._dice, self._today, self._given = dice, today, 0
        self._known: dict[str, list[Applicant]] = {"citizen": [], "organisation": []}

    def for_item(self, spec: ItemSpec) -> Applicant:
        """Somebody whom the item is for."""
        people = "自然人" in spec.service_objects and (
            len(spec.service_objects) == 1 or self._dice.percent(70)
        )
        known = self._known["citizen" if people else "organisation"]
        if known and spec.code not in ELDERLY and self._dice.percent(8):
            return self._dice.pick(known)
        self._given += 1
        applicant = self._citizen(spec.code) if people else self._organisation()
        known.append(applicant)
        return applicant

    def another(self, item: str = "") -> Applicant:
        """A citizen nobody has seen before: somebody who applies together, or an agent."""
        self._given += 1
        return self._citizen(item)

    def _citizen(self, item: str) -> Applicant:
        youngest, oldest = ELDERLY.get(item, (22, 78))
        born = self._today - dt.timedelta(
            days=365 * self._dice.between(youngest, oldest) + self._dice.between(1, 360)
        )
        name = RARE if self._given % 40 == 7 else self._dice.pick(SURNAMES) + self._dice.pick(GIVEN)
        return Applicant(
            kind="citizen",
            name=name,
            number_kind="citizen_id",
            number=citizen_number(born, self._given % 999 + 1),
            # Some of the old have no mobile telephone: they are called.
            phone=landline(self._given) if item in ELDERLY and self._given % 9 == 0 else mobile(self._given),
            address=self._address(),
        )

    def _organisation(self) -> Applicant:
        shape, kind = self._dice.pick(SHAPES)
        return Applicant(
            kind="legal_person",
            name=f"阜新市{self._dice.pick(FIELDS)}{shape}（样例{self._given}）",
            number_kind="credit_code",
            number=credit_code(self._given, kind),
            phone=mobile(self._given),
            address=self._address(),
            legal_representative=self._dice.pick(SURNAMES) + self._dice.pick(GIVEN),
        )

    def _address(self) -> str:
        return f"辽宁省阜新市{self._dice.pick(STREETS)}0号"


def papers(spec: ItemSpec, without: Iterable[int] = ()) -> tuple[int, ...]:
    """The numbers of an item's papers, but for some."""
    left_out = set(without)
    return tuple(paper.seq for paper in spec.materials if paper.seq not in left_out)
