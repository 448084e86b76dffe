"""Sealing anew under the key in use what was sealed under an older one: in pieces, while people work.

Nobody waits: rows that somebody holds are passed over and come in the next round, and a piece is held for
milliseconds. Until the last round is done the old key stays in the setting: it still opens.
"""

from collections import Counter
from collections.abc import Callable, Iterator

from django.apps import apps
from django.db import models, transaction
from django.db.models import F, Q, TextField
from django.db.models.functions import Cast, Substr

from banshi.kernel.vault.fields import Sealed, SealedField
from banshi.kernel.vault.sealing import SealBroken, in_use, open_bytes, seal

PIECE = 200
# A header is v1.<at most 16>.aes: what stands before the third dot of a token.
_HEAD = 32
Place = tuple[type[models.Model], SealedField]


def places() -> list[Place]:
    """Every sealed column of the installation, by table and column."""
    found = [
        (model, field)
        for model in apps.get_models()
        if model._meta.managed and not model._meta.proxy
        for field in model._meta.local_fields
        if isinstance(field, SealedField)
    ]
    return sorted(found, key=lambda place: (place[0]._meta.db_table, place[1].column))


def census() -> Counter[tuple[str, str]]:
    """How many values are sealed under which key: (setting, key id) → number."""
    counted: Counter[tuple[str, str]] = Counter()
    for model, field in places():
        for head in _heads(model, field):
            counted[field.keys, head.split(".")[1]] += 1
    return counted


def reseal(progress: Callable[[str, int], None] = lambda place, done: None) -> tuple[int, int]:
    """Seal all values anew that are not under the key in use; returns how many were, and how many could not be.

    `progress` is told the table and column and how many of it are done, after each piece.
    """
    done = broken = 0
    for model, field in places():
        here = 0
        for sealed, failed in _pieces(model, field):
            here, done, broken = here + sealed, done + sealed, broken + failed
            progress(f"{model._meta.db_table}.{field.column}", here)
    return done, broken


def resealed(token: str, aad: str, keys: str) -> str | None:
    """The same content under the key in use; None when it is already. Raises `SealBroken`."""
    if token.rpartition(".")[0] == in_use(keys):
        return None
    return seal(open_bytes(token, aad, keys), aad, keys)


def _heads(model: type[models.Model], field: SealedField) -> Iterator[str]:
    head = Substr(Cast(F(field.name), TextField()), 1, _HEAD)
    rows = model._base_manager.annotate(sealed_head=head).exclude(sealed_head="").order_by("pk")
    return rows.values_list("sealed_head", flat=True).iterator(chunk_size=5000)


def _pieces(model: type[models.Model], field: SealedField) -> Iterator[tuple[int, int]]:
    after = None
    text = Cast(F(field.name), TextField())
    older = ~Q(sealed_text="") & ~Q(sealed_text__startswith=f"{in_use(field.keys)}.")
    while True:
        rows = model._base_manager.annotate(sealed_text=text).filter(older)
        rows = rows if after is None else rows.filter(pk__gt=after)
        with transaction.atomic():
            free = rows.order_by("pk").select_for_update(skip_locked=True, of=("self",))
            piece = list(free.only("pk", "uid", field.name)[:PIECE])
            outcome = [_one(model, field, row) for row in piece]
        if not piece:
            return
        after = piece[-1].pk
        yield outcome.count(True), outcome.count(False)


def _one(model: type[models.Model], field: SealedField, row: models.Model) -> bool:
    """Seal the value of one locked row anew; False when it cannot be opened."""
    kept = row.__dict__[field.attname]
    try:
        token = resealed(kept.token, field.place(row), field.keys)
    except SealBroken:
        return False
    if token is not None:
        model._base_manager.filter(pk=row.pk).update(**{field.name: Sealed(token)})
    return True
