"""A value sealed for one place opens there, under any configured key, and nowhere else."""

import base64
import logging

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from banshi.kernel.vault import sealing
from banshi.kernel.vault.sealing import SealBroken, open_, open_bytes, seal

pytestmark = pytest.mark.pure

OLD = "old:" + base64.b64encode(b"o" * 32).decode()
NEW = "new:" + base64.b64encode(b"n" * 32).decode()
PLACE = "parties_party.name:7f"


@pytest.fixture(params=["AES-256-GCM", "SM4-GCM"])
def cipher(request, settings):
    settings.VAULT_KEYS = OLD
    settings.VAULT_CIPHER = request.param
    return request.param


def test_what_is_sealed_opens_in_its_place(cipher):
    token = seal("欧阳小明", PLACE)
    assert open_(token, PLACE) == "欧阳小明"
    assert token.startswith("v1.old.aes." if cipher == "AES-256-GCM" else "v1.old.sm4.")


@given(text=st.text(st.characters(codec="utf-8")), place=st.text(st.characters(codec="utf-8")))
def test_any_text_comes_back_whole(text, place):
    assert open_(seal(text, place), place) == text


def test_bytes_come_back_as_bytes_and_are_not_taken_for_text(cipher):
    token = seal(b"\xff\xfe", PLACE)
    assert open_bytes(token, PLACE) == b"\xff\xfe"
    with pytest.raises(SealBroken, match="not text"):
        open_(token, PLACE)


def test_the_same_value_never_gives_the_same_token(cipher):
    assert seal("张三", PLACE) != seal("张三", PLACE)


def test_a_token_does_not_open_in_another_place(cipher):
    with pytest.raises(SealBroken, match="moved"):
        open_(seal("张三", PLACE), "parties_party.address:7f")


def test_every_changed_character_breaks_the_seal(cipher):
    token = seal("张三", PLACE)
    for index, letter in enumerate(token):
        changed = token[:index] + ("A" if letter != "A" else "B") + token[index + 1 :]
        if _bits(changed) != _bits(token):
            with pytest.raises(SealBroken):
                open_(changed, PLACE)


@pytest.mark.parametrize(
    "token", ["", "张三", "v1.old.aes.", "v1.old.aes.AAAA", "v1.old.aes.!", "v2.old.aes.AAAA"]
)
def test_what_is_no_token_is_refused(cipher, token):
    with pytest.raises(SealBroken):
        open_(token, PLACE)


def test_after_a_new_key_came_first_the_old_values_still_open(settings):
    settings.VAULT_KEYS = OLD
    before = seal("张三", PLACE)
    settings.VAULT_KEYS = f"{NEW}, {OLD}"
    after = seal("张三", PLACE)
    assert after.startswith("v1.new.")
    assert open_(before, PLACE) == open_(after, PLACE) == "张三"


def test_after_a_key_was_taken_away_its_values_are_closed(settings):
    settings.VAULT_KEYS = OLD
    token = seal("张三", PLACE)
    settings.VAULT_KEYS = NEW
    with pytest.raises(SealBroken, match="unknown key"):
        open_(token, PLACE)


def test_the_cipher_can_change_between_two_values(settings):
    settings.VAULT_CIPHER = "AES-256-GCM"
    first = seal("张三", PLACE)
    settings.VAULT_CIPHER = "SM4-GCM"
    second = seal("张三", PLACE)
    assert open_(first, PLACE) == open_(second, PLACE) == "张三"


@pytest.mark.parametrize(
    "keys",
    [
        "",
        "k",
        "k:c2VjcmV0?",
        "k:" + base64.b64encode(b"short").decode(),
        "k:" + base64.b64encode(b"a" * 16).decode(),
        "k.x:" + OLD[4:],
        OLD + ",",
    ],
)
def test_unusable_keys_stop_with_a_sentence_that_does_not_show_them(settings, keys):
    settings.VAULT_KEYS = keys
    with pytest.raises(ImproperlyConfigured, match="VAULT_KEYS") as caught:
        seal("张三", PLACE)
    secret = keys.partition(":")[2]
    assert not secret or secret not in str(caught.value)


def test_an_unknown_cipher_stops(settings):
    settings.VAULT_CIPHER = "ROT13"
    with pytest.raises(ImproperlyConfigured, match="VAULT_CIPHER"):
        seal("张三", PLACE)


def test_keys_show_neither_in_repr_nor_in_errors_nor_in_the_log(settings, caplog):
    caplog.set_level(logging.DEBUG)
    settings.VAULT_KEYS = OLD
    ring = sealing._ring()
    with pytest.raises(SealBroken) as caught:
        open_(seal("张三", PLACE), "elsewhere")
    shown = f"{ring!r} {ring.suite(ring.header)!r} {caught.value!r} {caplog.text}"
    for secret in (OLD.split(":")[1], "o" * 32, repr(b"o" * 32), "张三"):
        assert secret not in shown


def _bits(token: str) -> tuple[str, bytes]:
    """Header and decoded body: the last character before the padding has bits that mean nothing."""
    header, _, body = token.rpartition(".")
    try:
        return header, base64.b64decode(body, validate=True)
    except ValueError:
        return header, b""
