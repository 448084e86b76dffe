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
    time, so that running out is no breach of ours. `midnight`: its last day ends at 24:00 whatever the channel.
    `over` and `reminder` are the keys of the messages to colleagues when it has run out, and to the applicant
    shortly before ("" for none). `articles` say where it comes from.
    """

    name: str
    title: str
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    articles: tuple[str, ...]
    stoppable: bool = False
    theirs: bool = False
    midnight: bool = False
    over: str = "breach"
    reminder: str = ""


INTAKE = ClockKind(
    "intake",
    gettext_noop("受理前告知期限"),
    ("received", "supplement_supplied", "taken_over"),
    (
        "supplement_asked",
        "accepted",
        "deemed_accepted",
        "provisionally_accepted",
        "intake_refused",
        "withdrawn",
    ),
    ("06-03-2",),
)
SUPPLY = ClockKind(
    "supply",
    gettext_noop("补正期限"),
    ("supplement_asked",),
    ("accepted", "provisionally_accepted", "intake_refused", "withdrawn"),
    ("06-03-2",),
    theirs=True,
    over="supply_expired",
)
STATUTORY = ClockKind(
    "statutory",
    gettext_noop("法定期限"),
    ("accepted", "deemed_accepted", "provisionally_accepted", "taken_over"),
    ("decided", "withdrawn", "terminated"),
    ("07-01", "07-03"),
    stoppable=True,
)
PROMISED = ClockKind(
    "promised",
    gettext_noop("承诺期限"),
    ("accepted", "deemed_accepted", "provisionally_accepted", "commitment_kept", "taken_over"),
    ("decided", "withdrawn", "terminated"),
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
COMMITMENT = ClockKind(
    "commitment",
    gettext_noop("容缺补正期限"),
    ("provisionally_accepted",),
    ("commitment_kept", "terminated", "decided", "withdrawn"),
    ("04-06",),
    theirs=True,
    midnight=True,
    over="commitment_unchecked",
    reminder="commitment_reminder",
)
TELL_TERMINATION = ClockKind(
    "tell_termination", gettext_noop("终止办理告知期限"), ("terminated",), ("served",), ("04-12",)
)
HEARING = ClockKind(
    "hearing",
    gettext_noop("听证举行期限"),
    ("hearing_requested",),
    ("hearing_held", "hearing_waived", "decided", "withdrawn", "terminated"),
    ("06-05-2",),
)

KINDS: Mapping[str, ClockKind] = {
    kind.name: kind
    for kind in (
        INTAKE,
        SUPPLY,
        STATUTORY,
        PROMISED,
        TELL_REFUSAL,
        DELIVER,
        COMMITMENT,
        TELL_TERMINATION,
        HEARING,
    )
}
