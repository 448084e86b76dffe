"""Which clocks there are: from which fact to which, how long, whose. Data, pure.

A limit that is a number of the regulation is looked up under its article on the day the case came in;
a limit of the item comes with the fact that started it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from banshi.lib.results import gettext_noop


@dataclass(frozen=True, slots=True)
class ClockKind:
    """One kind of clock.

    `starts` and `stops` are fact kinds. `stoppable`: special procedures stop it. `theirs`: the applicant's
    time, so that running out is no breach of ours. `articles` say where it comes from.
    """

    name: str
    title: str
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    articles: tuple[str, ...]
    stoppable: bool = False
    theirs: bool = False


INTAKE = ClockKind(
    "intake",
    gettext_noop("受理前告知期限"),
    ("received", "supplement_supplied"),
    ("supplement_asked", "accepted", "deemed_accepted", "intake_refused", "withdrawn"),
    ("06-03-2",),
)
SUPPLY = ClockKind(
    "supply",
    gettext_noop("补正期限"),
    ("supplement_asked",),
    ("accepted", "intake_refused", "withdrawn"),
    ("06-03-2",),
    theirs=True,
)
STATUTORY = ClockKind(
    "statutory",
    gettext_noop("法定期限"),
    ("accepted", "deemed_accepted"),
    ("decided", "withdrawn"),
    ("07-01", "07-03"),
    stoppable=True,
)
PROMISED = ClockKind(
    "promised",
    gettext_noop("承诺期限"),
    ("accepted", "deemed_accepted"),
    ("decided", "withdrawn"),
    ("07-01", "07-04"),
    stoppable=True,
)
TELL_REFUSAL = ClockKind(
    "tell_refusal",
    gettext_noop("不予决定书面告知期限"),
    ("decided", "intake_refused"),
    ("served",),
    ("01-08",),
)
DELIVER = ClockKind("deliver", gettext_noop("证件送达期限"), ("decided",), ("served",), ("07-01",))

KINDS: Mapping[str, ClockKind] = {
    kind.name: kind for kind in (INTAKE, SUPPLY, STATUTORY, PROMISED, TELL_REFUSAL, DELIVER)
}
