"""/api/v1/cases/{id}/commitment: what was promised on a case, and what came of it (annex 4)."""

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from banshi.entrypoints.api.describing import operation
from banshi.entrypoints.api.endpoint import Endpoint
from banshi.entrypoints.api.shapes import Choice, Day, Many, Moment, Record, Text, Whole
from banshi.entrypoints.api.v1.parts import CASE_ID, ID, moment
from banshi.institutions.provisional_acceptance.queries import promises

PIECE = Record(
    name="Piece",
    fields={
        "id": ID,
        "material": Whole(about="The paper's number."),
        "channel": Choice(name="AnySupplyChannel", options=promises.CHANNELS),
        "tracking": Text(),
        "posted_on": Day(nullable=True),
        "arrived_at": Moment(nullable=True),
        "status": Choice(name="PieceStatus", options=promises.STATUSES),
        "problem": Text(),
        "receipt": Whole(nullable=True, about="The id of the receipt W11."),
    },
)
COMMITMENT = Record(
    name="Commitment",
    fields={
        "id": ID,
        "materials": Many(of=Whole(), about="Numbers of the papers promised."),
        "until": Day(),
        "letter": Whole(about="The id of the letter W08."),
        "notice": Whole(nullable=True, about="The id of the notice W09."),
        "pieces": Many(of=PIECE),
    },
)


class Commitment(Endpoint):
    """The commitment of a case."""

    guard = "see_case"

    @operation(
        "read_commitment",
        "办件的容缺承诺和后补的材料",
        tag="cases",
        path={"case_id": CASE_ID},
        answer=COMMITMENT,
        problems=(401, 404),
    )
    def get(self, request: Request, case_id: int) -> Response:
        """Read what was promised, and every paper that is under way, arrived or was checked (04-06, 04-10).
        404 for a case that was not provisionally accepted."""
        self.visible(case_id)
        found = promises.commitment(case_id)
        if found is None:
            raise Http404
        return Response(
            {
                "id": found.id,
                "materials": list(found.gaps),
                "until": found.until,
                "letter": found.document_id,
                "notice": found.notice_id,
                "pieces": [_piece(piece) for piece in promises.pieces(found.id)],
            }
        )


def _piece(piece: promises.PieceCard) -> dict[str, object]:
    return {
        "id": piece.id,
        "material": piece.seq,
        "channel": piece.channel,
        "tracking": piece.tracking,
        "posted_on": piece.posted_on,
        "arrived_at": moment(piece.arrived_at) if piece.arrived_at else None,
        "status": piece.status,
        "problem": piece.problem,
        "receipt": piece.receipt_id,
    }
