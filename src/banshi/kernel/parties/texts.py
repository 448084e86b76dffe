"""Reading names and addresses as people type them: tidied, never altered in their characters. Pure."""

import re
import unicodedata

from banshi.lib.results import Reason, Refused
from banshi.lib.results import gettext_noop as _

NAME_LIMIT = 100
ADDRESS_LIMIT = 200
NOTE_LIMIT = 200

# Control characters, halves of characters, and self-made characters of old input methods: no typeface
# prints them, and a box in a person's name must never be printed.
_UNPRINTABLE = {"Cc", "Cs", "Co"}
_DOTS = re.compile(r"[•‧・･．∙⋅]")


def parse_name(text: str, field: str = "name") -> str:
    """Read the name of a person or organisation; raises Refused. Rare characters stay as typed."""
    name = _tidy(text)
    if not name:
        raise Refused(Reason(_("请填写姓名或者名称。"), (), field))
    if "*" in name or "＊" in name:
        raise Refused(Reason(_("请填写完整的姓名或者名称，不要用星号代替。"), (), field))
    return _sound(name, field, NAME_LIMIT)


def parse_optional_name(text: str, field: str) -> str:
    """Like `parse_name`, but nothing may be given."""
    return parse_name(text, field) if _tidy(text) else ""


def parse_address(text: str, field: str = "address") -> str:
    """Read an address, which may be empty; raises Refused."""
    return _sound(_tidy(text), field, ADDRESS_LIMIT)


def parse_note(text: str, field: str) -> str:
    """Read a short remark such as a reason, which may be empty; raises Refused."""
    return _sound(_tidy(text), field, NOTE_LIMIT)


def name_key(name: str) -> str:
    """The form in which names are compared: no spaces, one kind of middle dot, half-width, lower case."""
    dotted = _DOTS.sub("·", name)
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", dotted)).casefold()


def _tidy(text: str) -> str:
    visible = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    return re.sub(r"\s+", " ", visible).strip()


def _sound(text: str, field: str, limit: int) -> str:
    if any(unicodedata.category(letter) in _UNPRINTABLE for letter in text):
        sentence = _("有一个字无法识别，打印不出来。请用输入法重新输入这个字。")
        raise Refused(Reason(sentence, (), field))
    if len(text) > limit:
        raise Refused(Reason(_("最多填写%(limit)s个字。"), (), field, {"limit": limit}))
    return text
