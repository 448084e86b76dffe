"""Named points on the way of every act at which a rehearsal may kill its own process.

`BANSHI_FAILPOINT` says where: `accept:written` kills whoever comes there first, `*:*/200` whoever is the 200th at
any point of any act. Refused outside demo and tests; without it a point costs one comparison.
"""

import os
import signal
from collections.abc import Callable
from itertools import count
from pathlib import Path

# Before the act's body; rows and ledger are written, not committed; committed, the caller knows nothing yet.
BEGUN, WRITTEN, COMMITTED = POINTS = ("begun", "written", "committed")
ANY = "*"

_armed: Callable[[str, str], None] | None = None


def reach(name: str, point: str) -> None:
    """A point is reached, of the act or the worker's step `name`."""
    if _armed is not None:
        _armed(name, point)


def arm(hit: Callable[[str, str], None] | None) -> Callable[[str, str], None] | None:
    """Call `hit` at every point from now on (None: nothing); returns what was called until now."""
    global _armed
    before, _armed = _armed, hit
    return before


def killer(where: str, log: Path) -> Callable[[str, str], None]:
    """What ends this process with SIGKILL at `where`, noting the point in `log` first; raises ValueError."""
    place, _slash, every = where.partition("/")
    name, colon, point = place.partition(":")
    if not (name and colon and point in {ANY, *POINTS}):
        raise ValueError(f"{where}: write ACT:POINT or ACT:POINT/EVERY, POINT one of {', '.join(POINTS)}")
    nth = int(every or 1)
    # Processes of one house do not all die at their same step.
    came = count(os.getpid() % nth + 1 if nth > 1 else 1)

    def hit(at: str, reached: str) -> None:
        if name in {ANY, at} and point in {ANY, reached} and next(came) % nth == 0:
            descriptor = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            os.write(descriptor, f"{at}:{reached}\n".encode())
            os.kill(os.getpid(), signal.SIGKILL)

    return hit
