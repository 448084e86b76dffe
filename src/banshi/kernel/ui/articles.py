"""Readable names of articles, for chips: pure."""

import re

REGULATIONS_ADDRESS = "/regulations/"

_SHAPE = re.compile(r"(\d{2})-(\d{2})(?:-(\d))?(?:-(\d))?")
_DIGITS = "〇一二三四五六七八九"
_NAMES = {
    "00": ("总文", "Main text"),
    "01": ("否定", "Refusals"),
    "02": ("延时", "Late hours"),
    "03": ("预约", "Appointments"),
    "04": ("容缺", "Provisional"),
    "05": ("首问", "First contact"),
    "06": ("告知", "Notice"),
    "07": ("限时", "Time limits"),
    "08": ("引导", "Guidance"),
    "09": ("行为", "Conduct"),
    "10": ("投诉", "Complaints"),
    "11": ("监督", "Supervision"),
    "12": ("问责", "Accountability"),
}


def chinese_number(number: int) -> str:
    """Write a whole number from 0 to 99 in Chinese: 12 → 十二. Raises ValueError outside that range."""
    if not 0 <= number <= 99:
        raise ValueError(f"no short Chinese numeral for {number}")
    tens, units = divmod(number, 10)
    if not tens:
        return _DIGITS[units]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[units] if units else "")


def article_label(article: str, language: str = "zh-hans") -> str:
    """Name an article id: "06-03-2" → 告知 第三条(二), in English Notice art. 3(2).

    An id of another shape, or of an annex that does not exist, is returned as it is.
    """
    found = _SHAPE.fullmatch(article)
    if not found or found[1] not in _NAMES:
        return article
    annex, number, item, part = found[1], int(found[2]), found[3], found[4]
    chinese, english = _NAMES[annex]
    if language.startswith("en"):
        place = f"para. {number}" if annex == "00" else f"art. {number}"
        return f"{english} {place}" + (f"({item})" if item else "") + (f"({part})" if part else "")
    if annex == "00":
        return f"{chinese} 第{chinese_number(number)}项" if number else f"{chinese} 前言"
    label = f"{chinese} 第{chinese_number(number)}条"
    return label + (f"({chinese_number(int(item))})" if item else "") + (f"{part}目" if part else "")


def article_address(article: str) -> str:
    """Where the public regulations page shows this article."""
    return f"{REGULATIONS_ADDRESS}{article}"
