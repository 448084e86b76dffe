"""有效投诉: what a complaint proved under 06-09 goes to where it is counted, and nothing else goes with it (10-05)."""

from uuid import UUID

from banshi.institutions.complaints.actions.failing import passed
from banshi.institutions.one_time_notice.actions.failing import Found, receive_failure
from banshi.kernel.ledger.acts import act
from banshi.kernel.regulations.citation import Citation


@act("pass_failing", "06-09", many=True)
def pass_failing(*, failing: UUID, cites: tuple[Citation, ...]) -> None:
    """Pass one proved failure on, once: whose, which day, what, on which application, what delay."""
    proved = passed(failing)
    if proved is None:
        return
    receive_failure(
        found=Found(
            staff_id=proved.staff_id,
            on=proved.on,
            omission=proved.omission,
            case_number=proved.case_number,
            delay=proved.delay,
        )
    )
