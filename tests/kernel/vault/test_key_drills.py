"""The twelve drills of the keys: who has what, and what opens then. The list is in docs/operations.md."""

import base64
from collections import Counter

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection

from banshi.config.commands import attachments
from banshi.kernel.vault import resealing, sharing
from banshi.kernel.vault.sealing import GENERAL, IDENTITY, SealBroken, open_, seal
from banshi.lib import ids

pytestmark = pytest.mark.django_db
OTHER = base64.b64encode(b"another-key-of-thirty-two-bytes!").decode()
SECRET = base64.b64decode(OTHER)


def tokens():
    """Every sealed value as the database holds it."""
    found = []
    with connection.cursor() as cursor:
        for model, field in resealing.places():
            cursor.execute(f"SELECT {field.column} FROM {model._meta.db_table} WHERE {field.column} <> ''")
            found += [row[0] for row in cursor.fetchall()]
    return sorted(found)


def opened():
    """Every sealed value opened through its model; the database must hold some."""
    values = [
        getattr(row, field.name)
        for model, field in resealing.places()
        for row in model._base_manager.order_by("pk")
        if row.__dict__[field.attname] not in ("", None)
    ]
    assert len(values) > 3
    return values


@pytest.fixture
def kept(accepted_case):
    accepted_case()
    return opened()


def under(keys=GENERAL):
    return {kid for (name, kid), _ in resealing.census().items() if name == keys}


def test_1_a_copy_of_the_database_without_the_keys_is_unreadable(kept, settings):
    settings.VAULT_KEYS, settings.IDENTITY_KEYS = f"r1:{OTHER}", f"i1:{OTHER}"
    for model, field in resealing.places():
        for row in model._base_manager.order_by("pk"):
            if row.__dict__[field.attname] not in ("", None):
                with pytest.raises(SealBroken):
                    getattr(row, field.name)


def test_2_a_key_without_the_database_opens_nothing_elsewhere(kept):
    for token in tokens():
        with pytest.raises(SealBroken):
            open_(token, "another.place:1")


def test_3_the_custodian_of_the_general_key_does_not_learn_who_complained():
    with pytest.raises(SealBroken):
        open_(seal("刘桂兰", "place", IDENTITY), "place", GENERAL)


def test_4_the_custodian_of_the_identity_key_opens_nothing_else(kept):
    for token in tokens():
        with pytest.raises(SealBroken):
            open_(token, "place", IDENTITY)


def test_5_one_of_two_custodians_has_nothing():
    one, _ = sharing.split(SECRET, count=2, needed=2, octets=ids.octets)
    with pytest.raises(sharing.CannotJoin, match="2 shares are needed, 1"):
        sharing.join([one])


def test_6_a_lost_custodian_of_three_is_no_loss():
    first, second, third = sharing.split(SECRET, count=3, needed=2, octets=ids.octets)
    for two in ((first, second), (second, third), (third, first), (first, second, third)):
        assert sharing.join(two) == SECRET


def test_7_a_key_is_changed_while_people_work(kept, settings, accepted_case):
    settings.VAULT_KEYS = f"r2:{OTHER},{settings.VAULT_KEYS}"
    assert opened() == kept
    accepted_case()
    assert under() == {"r1", "r2"}
    before = opened()
    done, broken = resealing.reseal()
    assert (done > 0, broken, under()) == (True, 0, {"r2"})
    assert opened() == before


def test_8_after_the_rotation_the_old_key_may_go(kept, settings):
    settings.VAULT_KEYS = f"r2:{OTHER},{settings.VAULT_KEYS}"
    resealing.reseal()
    settings.VAULT_KEYS = f"r2:{OTHER}"
    assert opened() == kept


def test_9_an_old_backup_after_the_rotation_needs_the_old_key(kept, settings):
    backup, place = tokens(), None
    old = settings.VAULT_KEYS
    settings.VAULT_KEYS = f"r2:{OTHER}"
    for token in backup:
        with pytest.raises(SealBroken, match="unknown key"):
            open_(token, place)
    settings.VAULT_KEYS = f"r2:{OTHER},{old}"
    assert opened() == kept


def test_10_an_old_key_taken_away_too_early_is_told_and_nothing_is_lost(kept, settings):
    old = settings.VAULT_KEYS
    settings.VAULT_KEYS = f"r2:{OTHER}"
    before = tokens()
    done, broken = resealing.reseal()
    assert (done, broken, tokens()) == (0, len(before), before)
    settings.VAULT_KEYS = f"r2:{OTHER},{old}"
    assert resealing.reseal() == (len(before), 0)
    assert opened() == kept


def test_11_a_rotation_that_was_cut_off_goes_on_where_it_stopped(kept, settings, monkeypatch):
    settings.VAULT_KEYS = f"r2:{OTHER},{settings.VAULT_KEYS}"
    monkeypatch.setattr(resealing, "PIECE", 1)
    calls = Counter()

    def stop(place, done):
        calls[place] += 1
        if sum(calls.values()) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        resealing.reseal(stop)
    half = resealing.census()
    assert {half[GENERAL, "r1"] > 0, half[GENERAL, "r2"] > 0} == {True}
    done, _ = resealing.reseal()
    assert done == half[GENERAL, "r1"]
    assert opened() == kept


def test_12_a_share_copied_wrong_or_of_another_secret_is_refused():
    first, second = sharing.split(SECRET, count=2, needed=2, octets=ids.octets)
    other, _ = sharing.split(SECRET[::-1], count=2, needed=2, octets=ids.octets)
    digit = second[-6]
    wrong = second[:-6] + ("A" if digit != "A" else "B") + second[-5:]
    for pair in ((first, wrong), (other, second), (first, "no share"), (first, first)):
        with pytest.raises(sharing.CannotJoin):
            sharing.join(pair)


def test_the_cipher_is_changed_like_a_key(kept, settings):
    settings.VAULT_CIPHER = "SM4-GCM"
    resealing.reseal()
    assert {token.split(".")[2] for token in tokens()} == {"sm4"}
    assert opened() == kept


def test_sealed_files_are_sealed_anew_as_well(settings):
    name = default_storage.save("drill.sealed", ContentFile(seal("内容", "drill").encode()))
    settings.VAULT_KEYS = f"r2:{OTHER},{settings.VAULT_KEYS}"
    patch = pytest.MonkeyPatch()
    patch.setattr(
        attachments, "sealed", lambda: [attachments.Kept(name, "drill"), attachments.Kept("none", "drill")]
    )
    assert attachments.reseal() == (1, 1)
    assert attachments.reseal() == (0, 1)
    patch.undo()
    settings.VAULT_KEYS = f"r2:{OTHER}"
    with default_storage.open(name) as stored:
        assert open_(stored.read().decode(), "drill") == "内容"
    default_storage.delete(name)
