"""Who complained is sealed under keys of its own: neither set of keys opens what the other sealed (10-05)."""

import pytest

from banshi.kernel.vault.sealing import GENERAL, IDENTITY, SealBroken, open_, seal

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(("sealed", "tried"), [(GENERAL, IDENTITY), (IDENTITY, GENERAL)])
def test_neither_key_opens_what_the_other_sealed(sealed, tried):
    token = seal("刘桂兰", "complaints_identity.name:1", sealed)
    assert open_(token, "complaints_identity.name:1", sealed) == "刘桂兰"
    with pytest.raises(SealBroken):
        open_(token, "complaints_identity.name:1", tried)


def test_the_same_key_id_in_both_settings_opens_nothing(settings):
    settings.IDENTITY_KEYS = settings.IDENTITY_KEYS.replace("i1:", "r1:")
    with pytest.raises(SealBroken):
        open_(seal("刘桂兰", "place", IDENTITY), "place", GENERAL)


def test_the_identity_key_can_be_changed_while_old_values_still_open(settings):
    old = settings.IDENTITY_KEYS
    token = seal("刘桂兰", "place", IDENTITY)
    settings.IDENTITY_KEYS = "i2:" + "bmV4dC1pZGVudGl0eS1rZXktZm9yLXRlc3RzLW9rISE=" + "," + old
    assert open_(token, "place", IDENTITY) == "刘桂兰"
    assert seal("x", "place", IDENTITY).startswith("v1.i2.")
