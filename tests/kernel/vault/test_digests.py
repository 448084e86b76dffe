"""Equal values have equal digests, as long as key and hash stay."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from banshi.kernel.vault.digests import digest

pytestmark = pytest.mark.pure

STABLE = {
    "SHA-256": "49de9bcf449ca746b7ab760c08859635fef8e9aee0a10ccf5507ad1b0b31d5dd",
    "SM3": "f873f0bffc6859b77fb41cb760b369cc0846981b7004ebda26e2f580c673a4a6",
}


@pytest.mark.parametrize("name", STABLE)
def test_digests_are_the_same_next_year(settings, name):
    settings.DIGEST_KEY = "a key for this test"
    settings.DIGEST_HASH = name
    assert digest("phone", "13812345678") == STABLE[name]


def test_kinds_and_keys_keep_equal_values_apart(settings):
    first = digest("phone", "13812345678")
    assert first != digest("number", "13812345678")
    settings.DIGEST_KEY = "another key"
    assert first != digest("phone", "13812345678")


@given(st.text(), st.text())
def test_two_values_never_share_a_digest(one, other):
    assert (digest("name", one) == digest("name", other)) == (one == other)


@pytest.mark.parametrize(("name", "value"), [("DIGEST_HASH", "MD5"), ("DIGEST_KEY", "")])
def test_unusable_settings_stop(settings, name, value):
    setattr(settings, name, value)
    with pytest.raises(ImproperlyConfigured, match=name):
        digest("phone", "1")
