"""The end of the office day finds what is still open: a lead by itself, once (05-02)."""

from collections.abc import Iterator, Sequence

from banshi.institutions.first_contact import rules
from banshi.institutions.first_contact.models import Contact, Lapse
from banshi.institutions.first_contact.queries.contacts import answer_by
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.notifications.actions import Notice, send_many
from banshi.kernel.organisation.people import holders_by_section
from banshi.kernel.regulations.citation import Citation
from banshi.lib import clock


@act("lapse_contacts", "05-02", many=True)
def note_lapses(*, limit: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Record enquiries that the end of the office day found open. Returns how many.

    Run twice or in parallel each is recorded once: the rows are locked, and a lapse is one to a contact.
    """
    now = clock.now()
    rows = list(
        Contact.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(answered_at=None, due_at__lte=now, lapse=None)
        .select_related("officer")
        .order_by("due_at", "id")[:limit]
    )
    rows = [row for row in rows if rules.lapsed(answered_at=row.answered_at, due=row.due_at, now=now)]
    heads = holders_by_section("head") if rows else {}
    entries = append(
        [
            NewEntry(
                f"contact:{row.pk}", "contact_lapsed", cites, _evidence(row, heads.get(row.section_id, ()))
            )
            for row in rows
        ],
        actor=actor,
    )
    Lapse.objects.bulk_create(
        Lapse(contact=row, due_at=row.due_at, officer_id=row.officer_id, found_at=now, entry_seq=entry.seq)
        for row, entry in zip(rows, entries, strict=True)
        if row.due_at is not None
    )
    send_many(note for row in rows for note in _notes(row, heads.get(row.section_id, ())))
    return len(rows)


def _evidence(row: Contact, heads: Sequence[int]) -> dict[str, object]:
    return {"officer": row.officer_id, "supervisors": list(heads)}


def _notes(row: Contact, heads: Sequence[int]) -> Iterator[Notice]:
    params = {"number": row.number, "officer": row.officer.name_zh}
    for listener in dict.fromkeys([row.officer_id, *heads]):
        stream = f"contact:{row.pk}"
        yield Notice(
            channel="inapp", to=listener, template_key="contact_lapsed", params=params, stream=stream
        )


@act("settle_contacts", "05-02", many=True)
def settle_days(*, limit: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Give their last day to questions that came past the published calendar, now that it is published."""
    rows = Contact.objects.select_for_update().filter(answered_at=None, due_at=None).order_by("id")[:limit]
    settled = []
    for row in rows:
        row.due_at = answer_by(row.opened_at.astimezone(clock.BEIJING), row.channel)
        if row.due_at is not None:
            settled.append(row)
    Contact.objects.bulk_update(settled, ["due_at"])
    append(
        [
            NewEntry(f"contact:{row.pk}", "contact_day_settled", cites, {"due": row.due_at.isoformat()})
            for row in settled
            if row.due_at is not None
        ],
        actor=actor,
    )
    return len(settled)
