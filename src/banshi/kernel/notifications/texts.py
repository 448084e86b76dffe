"""The wording of every message: courteous, plain, one table.

Texts for citizens open with 您好 and use the forms of annex 9; a test keeps them so. Placeholders hold
references, dates and names of items, never identity numbers or addresses.
"""

import re
from collections.abc import Mapping

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from banshi.kernel.notifications import quiet, texts_for_citizens, texts_for_staff, texts_of_backups
from banshi.kernel.notifications.text import Text

TEXTS: Mapping[str, Text] = {
    **texts_for_citizens.TEXTS,
    **texts_for_staff.TEXTS,
    **texts_of_backups.TEXTS,
    **quiet.TEXTS,
}

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)")


def say(key: str, params: Mapping[str, object], language: str) -> tuple[str, str]:
    """Subject and body of a message in the reader's language; ISO dates are written out.

    The bureau's telephone and address stand in where the params name none. Raises LookupError when the key is
    unknown or a placeholder has no value: no half sentence is ever sent.
    """
    text = TEXTS[key]
    english = language.startswith("en")
    known = {
        "phone": settings.BUREAU["phone"],
        "address": settings.BUREAU["address_en" if english else "address_zh"],
    }
    known |= {name: _readable(value, english) for name, value in params.items()}
    with translation.override(language):
        return gettext(text.subject), gettext(text.body) % known


def _readable(value: object, english: bool) -> str:
    """2026-10-09 as 2026年10月9日 (English keeps the ISO form); case numbers hold no such dates."""
    if english:
        return str(value)
    return _ISO.sub(lambda date: f"{date[1]}年{int(date[2])}月{int(date[3])}日", str(value))
