"""A sealed column holds ciphertext; values open when read, in their own row and column only."""

import base64
import uuid

import pytest
from django.core import serializers
from django.core.exceptions import FieldError
from django.db import connection, models, transaction
from django.test.utils import isolate_apps

from banshi.kernel.vault import fields
from banshi.kernel.vault.fields import Sealed, SealedField, SealedJSONField, still_sealed
from banshi.kernel.vault.sealing import SealBroken


@pytest.fixture
def Sheet(db):
    with isolate_apps("banshi.kernel.vault"):

        class Sheet(models.Model):
            uid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
            note = SealedField(blank=True)
            answers = SealedJSONField(blank=True)

            class Meta:
                app_label = "vault"

        sql, params = connection.schema_editor().table_sql(Sheet)
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
        yield Sheet


@pytest.fixture
def opens(monkeypatch):
    """The list of places at which a value was opened."""
    seen = []

    def counting(token, place, keys):
        seen.append(place)
        return open_(token, place, keys)

    open_ = fields.open_
    monkeypatch.setattr(fields, "open_", counting)
    return seen


def raw(table: str = "vault_sheet") -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT note, answers FROM {table} ORDER BY note")
        return cursor.fetchall()


ANSWERS = {"低保": True, "人数": 3, "地址": ["海州区", None]}


def test_values_come_back_and_the_column_shows_nothing(Sheet):
    Sheet.objects.create(note="家庭住址：中华路1号", answers=ANSWERS)
    sheet = Sheet.objects.get()
    assert sheet.note == "家庭住址：中华路1号"
    assert sheet.answers == ANSWERS
    for column in raw()[0]:
        assert column.startswith("v1.r1.aes.")
        assert "中华路" not in column
        assert "低保".encode().hex() not in base64.b64decode(column.rpartition(".")[2]).hex()


def test_empty_values_are_stored_empty(Sheet):
    Sheet.objects.create()
    sheet = Sheet.objects.get()
    assert (sheet.note, sheet.answers) == ("", None)
    assert raw() == [("", "")]


def test_a_list_that_does_not_show_the_value_does_not_open_it(Sheet, opens):
    Sheet.objects.bulk_create(Sheet(note=f"说明{n}", answers={"n": n}) for n in range(5))
    sheets = list(Sheet.objects.all())
    assert opens == []
    assert [sheet.note for sheet in sheets[:2] for _ in range(3)]
    assert len(opens) == 2


def test_saving_an_unread_row_neither_opens_nor_changes_it(Sheet, opens):
    Sheet.objects.create(note="说明", answers=ANSWERS)
    before = raw()
    sheet = Sheet.objects.get()
    assert still_sealed(sheet, "note")
    sheet.save()
    assert (raw(), opens) == (before, [])
    assert sheet.note == "说明"
    assert not still_sealed(sheet, "note")


def test_a_changed_document_is_sealed_anew(Sheet):
    Sheet.objects.create(answers={"a": 1})
    sheet = Sheet.objects.get()
    sheet.answers["b"] = 2
    sheet.save()
    assert Sheet.objects.get().answers == {"a": 1, "b": 2}


def test_a_deferred_value_is_fetched_when_read(Sheet):
    Sheet.objects.create(note="说明")
    assert Sheet.objects.defer("note").get().note == "说明"


def test_a_token_copied_to_another_row_does_not_open(Sheet):
    mine, yours = Sheet.objects.create(note="我的"), Sheet.objects.create(note="你的")
    Sheet.objects.filter(pk=yours.pk).update(note=Sealed(_token(mine)))
    with pytest.raises(SealBroken):
        _ = Sheet.objects.get(pk=yours.pk).note
    assert Sheet.objects.get(pk=mine.pk).note == "我的"


def test_a_token_copied_to_another_column_does_not_open(Sheet):
    Sheet.objects.create(note="1")
    Sheet.objects.update(answers=models.F("note"))
    with pytest.raises(SealBroken):
        _ = Sheet.objects.get().answers


def test_plain_text_written_past_the_field_does_not_open(Sheet):
    Sheet.objects.create(note="说明")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE vault_sheet SET note = 'forged'")
    with pytest.raises(SealBroken):
        _ = Sheet.objects.get().note


@pytest.mark.parametrize("lookup", ["note", "note__icontains", "note__in", "note__lower", "answers__a"])
def test_searching_a_sealed_value_is_refused(Sheet, lookup):
    with pytest.raises(FieldError, match="digest"):
        list(Sheet.objects.filter(**{lookup: "说明"}))


def test_plain_text_cannot_be_written_by_update(Sheet):
    Sheet.objects.create(note="说明")
    with pytest.raises(TypeError, match="save"), transaction.atomic():
        Sheet.objects.update(note="别的")
    Sheet.objects.update(note="")
    assert Sheet.objects.get().note == ""


def test_values_without_a_row_stay_sealed_and_show_nothing(Sheet):
    Sheet.objects.create(note="说明")
    value = Sheet.objects.values_list("note", flat=True).get()
    assert (str(value), repr(value)) == ("(sealed)", "Sealed()")


def test_a_dump_is_refused(Sheet):
    Sheet.objects.create(note="说明")
    with pytest.raises(TypeError, match="back up"):
        serializers.serialize("json", Sheet.objects.all())


def test_a_model_without_uid_is_reported():
    with isolate_apps("banshi.kernel.vault"):

        class Loose(models.Model):
            note = SealedField()

            class Meta:
                app_label = "vault"

        assert [error.id for error in Loose._meta.get_field("note").check()] == ["vault.E001"]


def _token(sheet) -> str:
    return type(sheet).objects.filter(pk=sheet.pk).values_list("note", flat=True).get().token
