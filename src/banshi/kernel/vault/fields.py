"""Model fields whose column holds only ciphertext and which are opened when, and only when, they are read.

The model needs ``uid = UUIDField(default=uuid4, unique=True, editable=False)``: a value is sealed for its
table, column and uid, so that a token copied to another row or column does not open.
An empty value is stored as an empty text. `bulk_create` seals; `update` and `bulk_update` refuse plain text.
"""

import json
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core import checks
from django.core.exceptions import FieldDoesNotExist, FieldError
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from banshi.kernel.vault.sealing import GENERAL, IDENTITY, open_, seal


@dataclass(frozen=True, slots=True)
class Sealed:
    """What the database returned, not opened yet; shows neither the value nor the token."""

    token: str = field(repr=False)

    def __str__(self) -> str:
        return "(sealed)"


class OpenOnAccess(DeferredAttribute):
    """Opens a sealed value the first time it is read and keeps the plain value on the instance."""

    field: "SealedField"

    def __get__(self, instance: models.Model | None, cls: type[models.Model] | None = None) -> Any:
        value = super().__get__(instance, cls)
        if instance is None or not isinstance(value, Sealed):
            return value
        plain = self.field.load(open_(value.token, self.field.place(instance), self.field.keys))
        instance.__dict__[self.field.attname] = plain
        return plain

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class SealedField(models.TextField):
    """Text in Python, ciphertext in the database. Cannot be searched: keep a digest beside it."""

    description = "Sealed text"
    descriptor_class = OpenOnAccess
    nothing: Any = ""
    keys = GENERAL

    def place(self, instance: models.Model) -> str:
        """The associated data of this field on this row: ``table.column:uid``."""
        given = instance.uid  # type: ignore[attr-defined]
        uid = given if isinstance(given, UUID) else UUID(given)
        return f"{self.model._meta.db_table}.{self.column}:{uid.hex}"

    def dump(self, value: Any) -> str:
        """The text that is sealed for `value`; empty if there is nothing to seal."""
        return "" if value is None else str(value)

    def load(self, text: str) -> Any:
        """The value whose sealed text was `text`."""
        return text

    def from_db_value(self, value: str | None, expression: object, connection: object) -> Any:
        """Wrap what the column holds, unopened."""
        return Sealed(value) if value else self.nothing

    def pre_save(self, model_instance: models.Model, add: bool) -> Sealed | str:
        """Seal a plain value for its place; a value never opened goes back as it came."""
        value = model_instance.__dict__.get(self.attname, self.nothing)
        if isinstance(value, Sealed):
            return value
        text = self.dump(value)
        return Sealed(seal(text, self.place(model_instance), self.keys)) if text else ""

    def get_prep_value(self, value: Any) -> str | None:
        """What is written: a sealed token or nothing; raises TypeError rather than write plain text."""
        if isinstance(value, Sealed):
            return value.token
        if value in ("", None):
            return ""
        raise TypeError(f"{self} is sealed and is written through save() or bulk_create()")

    def get_lookup(self, lookup_name: str) -> Any:
        """Refuse every comparison: equal values have different ciphertexts."""
        raise FieldError(f"{self} is sealed and cannot be searched; use its digest")

    get_transform = get_lookup

    def value_to_string(self, obj: models.Model) -> str:
        """Refuse to write the plain value into a dump."""
        raise TypeError(f"{self} is sealed and is not dumped; back up the database instead")

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        """Besides the usual checks: the model must have the uid that values are bound to."""
        try:
            self.model._meta.get_field("uid")
        except FieldDoesNotExist:
            return [checks.Error("A model with sealed fields needs a uid field.", obj=self, id="vault.E001")]
        return super().check(**kwargs)


class IdentityField(SealedField):
    """Who complained (10-05): sealed under keys of its own, which open nothing else and are opened by nothing else."""

    description = "Sealed text under the identity keys"
    keys = IDENTITY


class SealedJSONField(SealedField):
    """A JSON document in Python (None if empty), ciphertext in the database."""

    description = "Sealed JSON document"
    nothing = None
    empty_strings_allowed = False
    # What the type checker is told (django-stubs): any JSON value goes in and comes out.
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def dump(self, value: Any) -> str:
        """The document as compact JSON; nothing for None."""
        return "" if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def load(self, text: str) -> Any:
        """The document whose JSON was `text`."""
        return json.loads(text)

    def to_python(self, value: Any) -> Any:
        """The document itself."""
        return value


def still_sealed(instance: models.Model, name: str) -> bool:
    """Whether the sealed field `name` was neither read nor set since loading (or was not loaded)."""
    return isinstance(instance.__dict__.get(name, Sealed("")), Sealed)
