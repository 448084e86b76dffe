"""Making checkpoints: every ten minutes or five hundred entries, whichever comes first, by the minute tick.

A checkpoint signs the root of the tree over all entries in the order of their ids, and the hash of the checkpoint
before it. It reads only what is new. Before it goes on from the last one it asks whether that one and the entry it
ended with still stand: a cut tail is found here, and a database put back by a day when the folder outside is read.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import IntegrityError, transaction

from banshi.kernel.ledger import merkle, outside, signing, watching
from banshi.kernel.ledger.chain import START
from banshi.kernel.ledger.models import Checkpoint, Entry
from banshi.kernel.ledger.settled import settled
from banshi.kernel.ledger.statement import KIND, moment, read, standing
from banshi.lib import clock

EVERY = dt.timedelta(minutes=10)
ENOUGH = 500
# Entries of one checkpoint, and checkpoints of one tick: a ledger of years is caught up with in pieces.
MOST, PIECES = 5000, 20
New = Sequence[tuple[int, str, int, str]]


def make_due(limit: int = PIECES) -> int:
    """Make the checkpoints that are due now, at most `limit` and PIECES; returns how many.

    None is made while something is in the way: that stands in `watching.state()`, never in a log alone.
    """
    made = 0
    while made < min(limit, PIECES) and _one():
        made += 1
    outside.catch_up()
    return made


def _one() -> bool:
    """Make one checkpoint if one is due and the last one still stands."""
    keys = signing.keys()
    if not keys:
        return watching.note("no_key")
    watching.well("no_key")
    last = newest()
    new = _new_entries(last)
    if not _due(last, new):
        return False
    if trouble := _trouble(last):
        return watching.note(*trouble)
    kid, key = next(iter(keys.items()))
    if last is not None and read(last).signer != (kid, signing.public(key)):
        return _hand_over(last, kid, key)
    return _add(last, new, kid, key)


def newest() -> Checkpoint | None:
    """The last checkpoint made."""
    return Checkpoint.objects.order_by("number").last()


def _new_entries(last: Checkpoint | None) -> New:
    horizon = settled()
    if horizon is None:
        watching.note("unsettled")
        return ()
    rows = Entry.objects.filter(id__gt=last.last if last else 0, id__lte=horizon).order_by("id")
    return list(rows.values_list("id", "stream", "seq", "hash")[:MOST])


def _due(last: Checkpoint | None, new: New) -> bool:
    if not new:
        return False
    if last is None or len(new) >= ENOUGH or '"next":null' not in last.body:
        return True
    # Whichever way the clock jumped: a moment before the last checkpoint is due as well.
    return not last.at <= clock.now() < last.at + EVERY


def _trouble(last: Checkpoint | None) -> tuple[str, str] | None:
    """Why nothing may be built on the last checkpoint; None when it stands."""
    if last is not None and not standing(last):
        return "broken", str(last.number)
    if last is not None and not Entry.objects.filter(pk=last.last).exists():
        return "cut", str(last.last)
    return outside.ahead(last)


def _hand_over(last: Checkpoint, kid: str, key: Ed25519PrivateKey) -> bool:
    """The old key signs that the new one follows; without it nothing goes on."""
    old_kid, old_public = read(last).signer
    old = signing.keys().get(old_kid)
    if old is None or signing.public(old) != old_public:
        return watching.note("old_key_missing", old_kid)
    return _add(last, (), old_kid, old, following={"key": kid, "public": signing.public(key)})


def give_up(beyond: Mapping[str, Any]) -> bool:
    """After a restore: a checkpoint that says which ones outside are given up, and is numbered after them."""
    last, (kid, key) = newest(), next(iter(signing.keys().items()))
    if last is None or not standing(last):
        return False
    lost = {"from": last.number + 1, "to": beyond["body"]["number"], "hash": outside.hash_of(beyond)}
    return _add(last, _new_entries(last), kid, key, extra={"number": lost["to"] + 1, "abandoned": lost})


def _add(
    last: Checkpoint | None,
    new: New,
    kid: str,
    key: Ed25519PrivateKey,
    following: Any = None,
    extra: Mapping[str, Any] = MappingProxyType({}),
) -> bool:
    """Write the next checkpoint; False when another worker was quicker."""
    now = clock.now()
    before = read(last) if last else None
    algorithm = before.algorithm if before else settings.LEDGER_HASH
    leaves = [merkle.leaf(algorithm, stream, seq, digest) for _, stream, seq, digest in new]
    edge, size = merkle.grow(
        algorithm, before.edge if before else (), before.entries if before else 0, leaves
    )
    body = {
        "kind": KIND,
        "bureau": settings.BUREAU["division"],
        "number": before.number + 1 if before else 1,
        "at": moment(now),
        "entries": size,
        "last": new[-1][0] if new else (last.last if last else 0),
        "algorithm": algorithm,
        "root": merkle.root(algorithm, edge).hex(),
        "previous": before.hash if before else START,
        "key": kid,
        "public": signing.public(key),
        "next": following,
        **extra,
    }
    text = rfc8785.dumps(body)
    row = Checkpoint(
        number=body["number"],
        at=now,
        entries=size,
        last=body["last"],
        body=text.decode(),
        signature=signing.sign(key, text),
        edge=" ".join(node.hex() for node in edge),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return False
    watching.well(*watching.MAKING)
    return True
