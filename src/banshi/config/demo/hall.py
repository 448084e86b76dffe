"""The sample hall: what numbers are taken for, and the windows; furnished the same way in tests."""

from dataclasses import dataclass

from banshi.kernel.hall.models import Counter, Queue
from banshi.kernel.organisation.models import Section


@dataclass(frozen=True, slots=True)
class Line:
    """A queue: letter, section code ("" for the consultation desk), name and hint in both languages."""

    letter: str
    section: str
    name_zh: str
    name_en: str
    hint_zh: str
    hint_en: str


LINES = (
    Line(
        "A",
        "SHZZ",
        "社会组织",
        "Associations",
        "社会团体、基金会、民办非企业",
        "Associations and foundations",
    ),
    Line("B", "SHJZ", "低保、救助", "Social assistance", "低保、特困、临时救助", "Allowances and relief"),
    Line("C", "YLFW", "养老服务", "Care for the elderly", "养老机构、高龄津贴", "Homes and allowances"),
    Line("D", "ETFL", "儿童福利", "Child welfare", "收养、孤儿、困境儿童", "Adoption, children in need"),
    Line(
        "E",
        "SHSW",
        "婚姻、殡葬",
        "Marriage and funerals",
        "结婚、离婚、公墓",
        "Marriage, divorce, cemeteries",
    ),
    Line(
        "F", "CSCJ", "慈善、残疾人", "Charity and disability", "慈善组织、残疾人补贴", "Charities, benefits"
    ),
    Line("G", "QHDM", "区划地名", "Place names", "地名、门牌", "Place names, house numbers"),
    Line("Z", "", "咨询、不知道找谁", "Advice", "不确定办什么，先到咨询台", "Not sure? Ask here first"),
)
# code, letters of the queues it serves
WINDOWS = (("1", "A"), ("2", "AG"), ("3", "B"), ("4", "BF"), ("5", "CD"), ("6", "E"), ("7", "EF"))
DESK = "0"


def furnish_hall() -> None:
    """Create the sample queues and counters; the sections must be there."""
    sections = dict(Section.objects.order_by("code").values_list("code", "id"))
    queues = {
        line.letter: Queue.objects.create(
            letter=line.letter,
            section_id=sections.get(line.section),
            name_zh=line.name_zh,
            name_en=line.name_en,
            hint_zh=line.hint_zh,
            hint_en=line.hint_en,
        )
        for line in LINES
    }
    for seq, (code, letters) in enumerate(WINDOWS, start=1):
        window = Counter.objects.create(code=code, name_zh=f"{code}号窗口", name_en=f"Window {code}", seq=seq)
        window.queues.set([queues[letter] for letter in letters])
    desk = Counter.objects.create(code=DESK, name_zh="咨询台", name_en="Information desk", seq=0)
    desk.queues.set([queues["Z"]])
