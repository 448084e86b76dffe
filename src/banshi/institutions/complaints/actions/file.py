"""A complaint opened for one act: found and locked, the reader's part asked for anew, one entry written."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from banshi.institutions.complaints.models import Complaint, Duty
from banshi.institutions.complaints.queries import dues, papers, standing
from banshi.institutions.complaints.queries.codes import digest_of
from banshi.institutions.complaints.queries.situation import situation
from banshi.institutions.complaints.rules.access import excluded, may
from banshi.institutions.complaints.rules.steps import State, step
from banshi.kernel.clocks.actions import steps
from banshi.kernel.clocks.rungs import next_moment
from banshi.kernel.documents.actions import issue
from banshi.kernel.documents.models import Document
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import CITIZEN, Actor
from banshi.kernel.notifications.actions import Notice, send_many
from banshi.kernel.organisation.standing import LEADING, RECEIVING
from banshi.kernel.regulations.citation import Citation
from banshi.kernel.workdays.queries import table
from banshi.lib import clock
from banshi.lib.results import NotPermitted, Reason, gettext_noop, require


class File:
    """One complaint in the hands of one actor."""

    def __init__(self, complaint: Complaint, actor: Actor, cites: tuple[Citation, ...]) -> None:
        self.complaint, self.actor, self._cites = complaint, actor, cites
        self.now = situation(complaint)

    @classmethod
    def opened(cls, uid: UUID, name: str, actor: Actor, cites: tuple[Citation, ...]) -> "File":
        """The complaint, locked, for this act.

        Raises `Complaint.DoesNotExist` for who may not know of it, `NotPermitted` when the act is not theirs,
        `Refused` when it is not time for it.
        """
        complaint = Complaint.objects.select_for_update().filter(pk=uid).first()
        held = standing.held_by(actor, uid)
        if complaint is None or not held:
            raise Complaint.DoesNotExist
        if not may(held, name):
            raise NotPermitted(Reason(gettext_noop("这一步由别的岗位办理。"), ("10-05",)))
        found = cls(complaint, actor, cites)
        require(step(name, found.now))
        return found

    @classmethod
    def by_code(cls, code: str, name: str, cites: tuple[Citation, ...]) -> "File":
        """The complaint of a receipt code, locked, for what the complainant does; raises as `opened`."""
        complaint = Complaint.objects.select_for_update().get(code_digest=digest_of(code))
        found = cls(complaint, CITIZEN, cites)
        require(step(name, found.now))
        return found

    def change(self, **columns: Any) -> None:
        """Write columns of the complaint."""
        for name, value in columns.items():
            setattr(self.complaint, name, value)
        self.complaint.save(update_fields=[*columns])

    def move(self, state: State, **columns: Any) -> None:
        """Bring the complaint into another state."""
        self.change(state=state, **columns)

    def note(self, name: str, **payload: Any) -> None:
        """Write the act's one entry: references only."""
        append([NewEntry(self.complaint.stream, name, self._cites, payload)], actor=self.actor)

    def issue(self, kind: str, data: Mapping[str, Any], title: Mapping[str, str] | None = None) -> Document:
        """Issue a paper of this complaint."""
        more = {"title": title} if title else {}
        return issue(
            kind=kind,
            stream=self.complaint.stream,
            addressee_masked="",
            data={**papers.common(self.complaint, self.actor), **data, **more},
            issued_by=self.actor.ref,
        )

    def begin(self, kind: str) -> None:
        """Start a duty, or set it to the date that binds now."""
        found = dues.binding(self.complaint, kind)
        assert found is not None
        start = found.binding.reckoned.start
        duty = Duty.objects.filter(complaint=self.complaint, kind=kind, ended_at=None).first()
        duty = duty or Duty(complaint=self.complaint, kind=kind)
        duty.start, duty.due = start, found.date
        ladder = steps(start, found.date, table()) if found.date else ()
        duty.next_at = next_moment(ladder, online=False) if ladder else None
        duty.save()

    def end(self, *kinds: str) -> None:
        """The duties are done."""
        running = Duty.objects.filter(complaint=self.complaint, kind__in=kinds, ended_at=None)
        running.update(ended_at=clock.now(), next_at=None)

    def tell(self, staff_ids: Iterable[int | None], text: str, occasion: str = "") -> None:
        """Tell colleagues that there is something; never those who may not know of it.

        `occasion` names what is told once only.
        """
        about = standing.about(self.complaint.pk)
        known = standing.colleagues()
        send_many(
            Notice(
                channel="inapp",
                to=one,
                template_key=text,
                stream="",
                dedupe_key=f"{occasion}:{one}" if occasion else None,
            )
            for one in dict.fromkeys(staff_ids)
            if one is not None and one in known and excluded(known[one], about) is None
        )

    def tell_receivers(self, text: str) -> None:
        """Tell the receiving offices, or the leaders when no receiver may know of it."""
        about = standing.about(self.complaint.pk)
        receivers = standing.colleagues(RECEIVING)
        if standing.unreceived(about, receivers.values()):
            receivers = standing.colleagues(LEADING)
        self.tell(receivers, text)
