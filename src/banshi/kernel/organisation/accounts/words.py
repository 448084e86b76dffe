"""Words of the house in a password: whoever knows the bureau tries its name, its work and one's own name first."""

import unicodedata
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from pypinyin import Style, lazy_pinyin

from banshi.kernel.organisation.models import Staff
from banshi.lib.results import gettext_noop

CODE = "house_words"
# So many letters must be left of a password once the words of the house are taken out of it.
LEAST = 8
# Shorter ones stand in too many other words.
SHORTEST, SHORTEST_CHINESE = 4, 2
OF_THE_HOUSE = gettext_noop(
    "新密码的大部分是本单位、本单位业务的名称或者您自己的姓名，容易被猜到，请换一个。"
)


class HouseWordsValidator:
    """Django's validator: refuses a password of which words of the house, or of its owner, are the greater part."""

    def validate(self, password: str, user: Staff | None = None) -> None:
        """Raises `ValidationError` with the code `house_words`."""
        own = (user.username, user.name_zh, user.name_en, user.phone) if user else ()
        if too_near(password, words_of((*_house(), *own))):
            raise ValidationError(gettext(OF_THE_HOUSE), code=CODE)

    def get_help_text(self) -> str:
        """What Django's own pages would say."""
        return gettext(OF_THE_HOUSE)


def too_near(password: str, words: Iterable[str]) -> bool:
    """Whether these words (squashed) make up so much of a password that fewer than `LEAST` letters are left."""
    whole = rest = squashed(password)
    for word in sorted(words, key=len, reverse=True):
        rest = rest.replace(word, " ")
    return rest != whole and sum(map(str.isalpha, rest)) < LEAST


def words_of(names: Iterable[str]) -> set[str]:
    """Names as people type them: whole, word by word, in pinyin, by the first letters of the pinyin."""
    found = {
        written
        for name in names
        for part in (name, *name.split())
        for written in (
            part,
            "".join(lazy_pinyin(part)),
            "".join(lazy_pinyin(part, style=Style.FIRST_LETTER)),
        )
    }
    plain = map(squashed, found)
    return {word for word in plain if len(word) >= (SHORTEST if word.isascii() else SHORTEST_CHINESE)}


def squashed(text: str) -> str:
    """Letters and digits only, small, of one width."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def _house() -> tuple[Any, ...]:
    own = settings.BUREAU
    named = (own["name_zh"], own["name_zh"][:2], own["name_en"], own["issuer_mark"], own["phone"])
    return (*named, *settings.PASSWORD_WORDS)
