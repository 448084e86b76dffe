"""How personal data looks on screens and in lists: enough to recognise, too little to use. Pure."""

import re
import unicodedata

HIDDEN = "****"

# Up to the county: the street and the house stay hidden. A housing estate (小区) is not a district.
_REGION = re.compile(
    r"(?:.{2,8}?(?:省|自治区|特别行政区))?"
    r"(?:.{1,10}?(?:(?<![超门])市|自治州|地区|盟))?"
    r"(?:.{1,12}?(?:(?<![小社园校厂景])区|县|旗))?"
)


def mask_id(number: str) -> str:
    """An identity number: `2109**********1234`; shorter document numbers keep less."""
    kept = 4 if len(number) >= 15 else 2 if len(number) >= 8 else 1
    return _middle(number, kept, kept)


def mask_phone(phone: str) -> str:
    """A phone number: `138****5678`; shorter numbers keep less."""
    if len(phone) >= 11:
        return _middle(phone, 3, 4)
    kept = 2 if len(phone) >= 7 else 1
    return _middle(phone, kept, kept)


def mask_name(name: str) -> str:
    """A person's name: the first character, then a star for each further one; a lone character is hidden."""
    letters = [letter for letter in name if unicodedata.category(letter) != "Mn"]
    return letters[0] + "*" * (len(letters) - 1) if len(letters) > 1 else "*" * len(letters)


def mask_address(address: str) -> str:
    """An address: province, city and county stay, the rest is hidden without showing its length."""
    if not address:
        return ""
    region = _REGION.match(address)
    return (region.group() if region else "") + HIDDEN


def _middle(text: str, first: int, last: int) -> str:
    hidden = len(text) - first - last
    return text[:first] + "*" * hidden + text[-last:] if hidden > 0 else "*" * len(text)
