"""How high a legal basis stands, told from its name, and what a permit may rest on. Pure.

An explicit `rank` of the catalogue always wins; the table below is for names written as people write them.
"""

import re
from collections.abc import Mapping

from banshi.kernel.catalogue.schema import LegalBasis

# Licensing law, articles 12, 14, 15, 17: nothing below these may create a permit.
# A provincial rule may do so only provisionally, for one year (article 15).
PERMIT_RANKS = (
    "law",
    "administrative_regulation",
    "state_council_decision",
    "local_regulation",
    "provincial_rule",
)
# 法律、法规 in the sense of 01-03 and 01-05-2.
LAWS_AND_REGULATIONS = ("law", "administrative_regulation", "local_regulation")
# Laws on how the administration proceeds: they set limits and forms but create no permit of their own.
PROCEDURAL = ("行政许可法", "行政复议法", "行政诉讼法", "行政处罚法", "行政强制法")
# Names that mislead: issued or approved by the State Council although they are called 办法.
KNOWN: Mapping[str, str] = {
    "社会救助暂行办法": "administrative_regulation",
    "中国公民收养子女登记办法": "administrative_regulation",
    "外国人在中华人民共和国收养子女登记办法": "administrative_regulation",
    "城市生活无着的流浪乞讨人员救助管理办法": "administrative_regulation",
    "全国年节及纪念日放假办法": "administrative_regulation",
}
# In order: the first pattern found anywhere in the name, with its note in brackets, decides.
PATTERNS: tuple[tuple[str, str], ...] = (
    (r"全国人民代表大会|全国人大", "law"),
    (r"国务院.*决定", "state_council_decision"),
    (r"国务院令", "administrative_regulation"),
    (r"(省|自治区)(人民)?政府令|(北京|天津|上海|重庆)市(人民)?政府令", "provincial_rule"),
    (r"(市|自治州)(人民)?政府令", "municipal_rule"),
    (r"(部|委|委员会|局|署)(公告|令)", "departmental_rule"),
    (r"〔\d{4}〕|\[\d{4}\]|指引|通知|意见|细则", "normative_document"),
)
# Then the ending of the bare name. 办法 stands before 法. A rule without its order number is taken as a
# departmental rule, which may not create a permit either.
ENDINGS: tuple[tuple[str, str], ...] = (
    ("办法", "departmental_rule"),
    ("规定", "departmental_rule"),
    ("条例", "administrative_regulation"),
    ("法典", "law"),
    ("法", "law"),
)
_PLACE = re.compile(r"^[\u4e00-\u9fff]{1,10}?(省|(?<![城上超])市(?!场)|自治区|自治州|自治县)")
_BRACKETS = re.compile(r"[（(〔\[][^）)〕\]]*[）)〕\]]")


def rank_of(basis: LegalBasis) -> str:
    """The rank (a key of schema.RANKS) of a legal basis; unknown names rank lowest."""
    return basis.rank or _derived(basis.law)


def may_create_permit(basis: LegalBasis) -> bool:
    """Whether a permit may rest on this basis (licensing law 12, 14, 15, 17)."""
    return rank_of(basis) in PERMIT_RANKS and _bare(basis.law) not in PROCEDURAL


def by_law_or_regulation(basis: LegalBasis) -> bool:
    """Whether an item rests on a law or a regulation, national or local (01-03)."""
    return rank_of(basis) in LAWS_AND_REGULATIONS and _bare(basis.law) not in PROCEDURAL


def _derived(law: str) -> str:
    name = _bare(law)
    if name in KNOWN:
        return KNOWN[name]
    for pattern, rank in PATTERNS:
        if re.search(pattern, law):
            return rank
    local = _PLACE.match(name) is not None
    for ending, rank in ENDINGS:
        if name.endswith(ending):
            return _local(rank) if local else rank
    return "normative_document"


def _local(rank: str) -> str:
    return "local_regulation" if rank == "administrative_regulation" else "normative_document"


def _bare(law: str) -> str:
    name = _BRACKETS.sub("", law).strip("《》 ")
    return name.removeprefix("中华人民共和国")
