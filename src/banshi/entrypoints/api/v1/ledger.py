"""/api/v1/ledger/{stream}: is the record of these acts whole?"""

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from banshi.entrypoints.api.describing import operation
from banshi.entrypoints.api.endpoint import Endpoint
from banshi.entrypoints.api.shapes import Flag, Many, Moment, Record, Text, Whole
from banshi.entrypoints.api.v1.parts import moment
from banshi.kernel.ledger.models import Entry, Head
from banshi.kernel.ledger.reading import rows
from banshi.kernel.ledger.verify import check_chain

VERDICT = Record(
    name="StreamVerdict",
    fields={
        "stream": Text(example="case:12"),
        "entries": Whole(low=0),
        "head": Text(about="The hash of the newest entry (hex)."),
        "first_at": Moment(nullable=True),
        "last_at": Moment(nullable=True),
        "sound": Flag(),
        "faults": Many(
            of=Record(
                name="LedgerFault",
                fields={
                    "seq": Whole(low=0),
                    "kind": Text(about="altered, missing, unchained, headless or cut."),
                },
            )
        ),
    },
)


# Of the whole house, about nobody: whoever has a key may check them.
OF_THE_HOUSE = frozenset(
    {"amendment", "bookable_hours", "calendar", "catalogue", "closure", "law_change", "policy"}
)


class Stream(Endpoint):
    """The chain of one stream."""

    guard = "see_work"

    @operation(
        "verify_stream",
        "核对一条账目链",
        tag="ledger",
        path={"stream": Text(longest=64, example="case:12")},
        answer=VERDICT,
        problems=(401, 404),
    )
    def get(self, request: Request, stream: str) -> Response:
        """Check the hash chain of one stream, such as case:12, calendar or catalogue, from its first entry."""
        self._knows(stream)
        entries = list(rows(Entry.objects.filter(stream=stream).order_by("seq")))
        head = Head.objects.filter(pk=stream).first()
        if head is None and not entries:
            raise Http404
        faults = list(check_chain(stream, entries, (head.seq, head.hash) if head else None))
        return Response(
            {
                "stream": stream,
                "entries": len(entries),
                "head": head.hash if head else "",
                "first_at": moment(entries[0].at) if entries and entries[0].at else None,
                "last_at": moment(entries[-1].at) if entries and entries[-1].at else None,
                "sound": not faults,
                "faults": [{"seq": fault.seq, "kind": fault.kind} for fault in faults],
            }
        )

    def _knows(self, stream: str) -> None:
        """A case that the caller may see, their own account, or what concerns nobody; 404 for all else.

        When something last happened in a stream about a person is told to nobody who may not know of it (10-05).
        """
        name, _, number = stream.partition(":")
        if name == "case":
            self.visible(int(number) if number.isascii() and number.isdecimal() else 0)
        elif stream != self.actor.ref and name not in OF_THE_HOUSE:
            raise Http404
