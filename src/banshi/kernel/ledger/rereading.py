"""Reading what was sealed again, a checkpoint at each tick, round and round: a change long ago does not wait for
somebody to ask."""

from banshi.kernel.ledger import merkle, outside, watching
from banshi.kernel.ledger.models import Checkpoint, Entry
from banshi.kernel.ledger.reading import lenient, rows
from banshi.kernel.ledger.statement import read, standing
from banshi.kernel.ledger.verify import entry_sound
from banshi.lib import clock

ROUND = 5000


def look_again(limit: int) -> int:
    """Read the next checkpoints' entries again, about ROUND entries at a tick; returns how many checkpoints."""
    with lenient():
        return _look_again(limit)


def _look_again(limit: int) -> int:
    far = watching.watch()
    found = list(Checkpoint.objects.filter(number__gte=far.looked).order_by("number")[: min(limit, 21)])
    start = found.pop(0) if found and found[0].number == far.looked else None
    read_again = looked = 0
    for row in found:
        if read_again >= ROUND:
            break
        read_again += row.entries - (start.entries if start else 0)
        if not _sound(row, start):
            watching.note("altered", str(row.number))
        start, looked = row, looked + 1
    if start is None:
        return 0
    done = looked == len(found)
    at_end = done and not Checkpoint.objects.filter(number__gt=start.number).exists()
    far.looked, far.round_at = (0, clock.now()) if at_end else (start.number, far.round_at)
    far.save(update_fields=["looked", "round_at"])
    return looked


def _sound(row: Checkpoint, before: Checkpoint | None) -> bool:
    """Whether a checkpoint follows the one before it, and its entries still are what was sealed."""
    if not standing(row) or (before is not None and not standing(before)):
        return False
    said, edge = read(row), read(before).edge if before else ()
    if before is not None and said.previous != read(before).hash:
        return False
    after = before.last if before else 0
    grown, size = merkle.grow(
        said.algorithm, edge, before.entries if before else 0, outside.leaves(row, after)
    )
    entries = rows(Entry.objects.filter(id__gt=after, id__lte=row.last).order_by("id"))
    return (grown, size) == (said.edge, said.entries) and all(map(entry_sound, entries))
