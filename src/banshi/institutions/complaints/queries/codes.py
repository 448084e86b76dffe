"""The receipt code: the complainant's only handle. Twelve characters, of which only a keyed digest is kept."""

import unicodedata

from banshi.kernel.vault.digests import digest
from banshi.lib import ids

LENGTH, GROUP = 12, 4


def receipt_code(once: str) -> str:
    """The code for a form sent with this token: the same form sent twice gets the same code, stored nowhere.

    Without the digest key nobody can work it out from the token.
    """
    number, letters = int(digest("complaint-receipt", once), 16), []
    for _ in range(LENGTH):
        number, rest = divmod(number, len(ids.ALPHABET))
        letters.append(ids.ALPHABET[rest])
    return "".join(letters)


def once_key(once: str) -> str:
    """What a form's token is remembered by: not the token itself, from which the code could be worked out."""
    return f"complaint:{digest('complaint-once', once)}"


def digest_of(code: str) -> str:
    """The digest under which a receipt code is kept."""
    return digest("complaint-code", clean(code))


def clean(code: str) -> str:
    """A receipt code as it is compared: half-width, capital letters, no spaces or dashes."""
    text = unicodedata.normalize("NFKC", code).upper()
    return "".join(letter for letter in text if letter in ids.ALPHABET)


def grouped(code: str) -> str:
    """A code as it is shown: in groups of four."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))
