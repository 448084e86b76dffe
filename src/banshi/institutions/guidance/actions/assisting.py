"""帮办: a guide acts for an elderly person who agreed; the ledger names both, and it closes itself (08-04-2-2)."""

import datetime as dt

from banshi.institutions.guidance import rules
from banshi.institutions.guidance.models import AssistedSession, Consent
from banshi.kernel.documents.actions import issue
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.citation import Citation
from banshi.kernel.regulations.registry import parameter
from banshi.kernel.vault.masks import mask_name
from banshi.lib import clock
from banshi.lib.results import Reason, Refused, gettext_noop, require

OVER = gettext_noop("这次帮办已经结束。")
ENDED, BY_ITSELF = "由帮办人员结束", "到时自动结束"


@act("assist", "08-04-2-2")
def begin(*, person: str, consent: str, actor: Actor, cites: tuple[Citation, ...], visit: str = "") -> int:
    """Begin to act for somebody with their recorded consent. Returns the session's id."""
    permit(actor, "assist")
    now = clock.now()
    running = AssistedSession.objects.select_for_update().filter(guide_id=actor.officer, ended_at=None)
    still = [one for one in running.order_by("id") if not rules.expired(expires_at=one.expires_at, now=now)]
    require(rules.assisting(person=person, consent=consent, running=bool(still)))
    running.update(ended_at=now, by_itself=True)
    minutes = int(parameter("08-04-2-2", "assisted_minutes", clock.today()))
    row = AssistedSession.objects.create(
        guide_id=actor.officer,
        person=person.strip(),
        person_masked=mask_name(person.strip()),
        consent=Consent(consent),
        visit=visit,
        started_at=now,
        expires_at=now + dt.timedelta(minutes=minutes),
    )
    payload = {"guide": row.guide_id, "consent": row.consent, "visit": visit, "minutes": minutes}
    append([NewEntry(f"assisted:{row.pk}", "assist_begun", cites, payload)], actor=actor, begins=True)
    return row.pk


@act("end_assisting", "08-04-2-2")
def end(*, session_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """The guide ends the help; the sheet W31 says what was done. Returns the document's id."""
    row = AssistedSession.objects.select_for_update().filter(pk=session_id, ended_at=None).first()
    if row is None or row.guide_id not in actor.staff_ids:
        raise Refused(Reason(OVER, ("08-04-2-2",)))
    return _end(row, actor, cites, by_itself=False)


@act("close_assisting", "08-04-2-2", many=True)
def close_expired(*, limit: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Close what was forgotten, each once. Returns how many."""
    rows = list(
        AssistedSession.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(ended_at=None, expires_at__lt=clock.now())
        .select_related("guide")
        .order_by("expires_at", "id")[:limit]
    )
    for row in rows:
        _end(row, actor, cites, by_itself=True)
    return len(rows)


def _end(row: AssistedSession, actor: Actor, cites: tuple[Citation, ...], *, by_itself: bool) -> int:
    # Who closed itself ended at its last second, not when the sweep came by.
    row.ended_at, row.by_itself = (row.expires_at if by_itself else clock.now()), by_itself
    stream = f"assisted:{row.pk}"
    row.document = issue(
        kind="W31",
        stream=stream,
        addressee_masked=row.person_masked,
        data={
            "assisted": True,
            "officer": row.guide.name_zh,
            "person": row.person,
            "consent": str(Consent(row.consent).label),
            "at": row.started_at,
            "ended_at": row.ended_at,
            "outcome": BY_ITSELF if by_itself else ENDED,
        },
        issued_by=actor.ref,
    )
    row.save(update_fields=["ended_at", "by_itself", "document"])
    payload = {"by_itself": by_itself, "document": row.document.pk}
    append([NewEntry(stream, "assist_ended", cites, payload)], actor=actor)
    return row.document.pk
