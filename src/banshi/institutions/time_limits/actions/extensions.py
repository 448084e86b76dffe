"""延期: asking for more time and the leader's answer (06-05-1, 07-03)."""

from banshi.institutions.time_limits import rules
from banshi.institutions.time_limits.models import Extension
from banshi.institutions.time_limits.queries.limits import extension_state, governing_due
from banshi.kernel.cases.actions import locked, record
from banshi.kernel.cases.facts import ExtensionDeclined, ExtensionGranted, ExtensionRequested
from banshi.kernel.cases.models import Case
from banshi.kernel.cases.queries import card_of, timeline
from banshi.kernel.cases.stream import stream
from banshi.kernel.clocks.actions import refresh
from banshi.kernel.clocks.fold import standings
from banshi.kernel.clocks.reckoning import Limit, Unit, due
from banshi.kernel.clocks.words import due_words
from banshi.kernel.documents.actions import issue
from banshi.kernel.documents.papers import case_facts
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.notifications.actions import send_many
from banshi.kernel.notifications.addressing import to_party, to_staff
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.people import holders
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.citation import Citation
from banshi.kernel.regulations.registry import parameter
from banshi.kernel.workdays.queries import table
from banshi.lib import clock
from banshi.lib.results import Reason, Refused, gettext_noop, require


@act("request_extension", "06-05-1", "07-03")
def request_extension(
    *,
    case_id: int,
    version: int | None,
    days: int | None,
    reason: str,
    actor: Actor,
    cites: tuple[Citation, ...],
) -> int:
    """Ask a leader for `days` more working days. Returns the request's id."""
    case = locked(case_id, version, "extension_requested")
    permit(actor, "request_extension", card_of(case).relation)
    most = parameter("06-05-1", "extension_max_working_days", case.received_at.date())
    extended, pending = extension_state(case.pk)
    require(
        rules.extension_request(
            days=days,
            reason=reason,
            most=int(str(most)),
            due=governing_due(case.pk),
            today=clock.today(),
            extended=extended,
            pending=pending,
        )
    )
    assert days is not None
    row = Extension.objects.create(
        case=case, days=days, reason=reason.strip(), asked_by_id=actor.officer, asked_at=clock.now()
    )
    record(case, ExtensionRequested(request=row.pk, days=days), actor=actor, cites=cites)
    send_many(to_staff(case, holders("leader"), "extension_requested", days=days))
    return row.pk


@act("answer_extension", "06-05-1")
def answer_extension(
    *,
    extension_id: int,
    version: int | None,
    granted: bool,
    opinion: str,
    actor: Actor,
    cites: tuple[Citation, ...],
) -> int:
    """A leader grants the extension with its notice W20, or declines with a reason. Returns the case id."""
    case_id = Extension.objects.values_list("case_id", flat=True).get(pk=extension_id)
    case = locked(case_id, version, "extension_granted")
    permit(actor, "answer_extension", card_of(case).relation)
    # Read under the lock: another leader may have answered in the very moment between.
    row = Extension.objects.get(pk=extension_id)
    if row.granted is not None:
        raise Refused(Reason(gettext_noop("这份延期申请已经有批示了。"), ("06-05-1",)))
    require(
        rules.extension_answer(
            granted=granted,
            opinion=opinion,
            due=governing_due(case.pk),
            today=clock.today(),
            asked_by_same=row.asked_by_id == actor.staff_id,
        )
    )
    row.granted, row.opinion = granted, opinion.strip()
    row.answered_by_id, row.answered_at = actor.staff_id, clock.now()
    if granted:
        _grant(case, row, actor, cites)
    else:
        record(case, ExtensionDeclined(request=row.pk), actor=actor, cites=cites)
    row.save()
    send_many(to_staff(case, [row.asked_by_id], "extension_answered"))
    return case.pk


def _grant(case: Case, row: Extension, actor: Actor, cites: tuple[Citation, ...]) -> None:
    days = table()
    standing = standings(timeline(case.pk), days, parameter)["promised"].reckoned
    extended = due(standing.start, standing.limit, days, standing.pauses, Limit(row.days, Unit.WORKING_DAY))
    section = organisation.section(case.section_id)
    facts = case_facts(case, section, officer=organisation.officer_name(actor))
    row.document = issue(
        kind="W20",
        stream=stream(case.pk),
        addressee_masked=case.party_masked,
        data=facts
        | {
            "legal_basis": ["《中华人民共和国行政许可法》第四十二条"],
            "extension": {
                "days": row.days,
                "reason": row.reason,
                "old_due": due_words(standing),
                "new_due": due_words(extended),
                "approved_by": organisation.officer_name(actor),
            },
        },
        issued_by=actor.ref,
    )
    fact = ExtensionGranted(request=row.pk, days=row.days, document=row.document.pk)
    record(case, fact, actor=actor, cites=cites)
    refresh(case)
    send_many([to_party(case, section, "extension_granted", days=row.days, new_due=due_words(extended))])
