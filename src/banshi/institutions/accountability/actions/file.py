"""A case opened for one act: found and locked, the reader's part asked for anew, one entry written."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from banshi.institutions.accountability.models import Case, Lead
from banshi.institutions.accountability.queries import papers, standing
from banshi.institutions.accountability.queries.situation import situation
from banshi.institutions.accountability.rules.access import About, may
from banshi.institutions.accountability.rules.steps import after, step
from banshi.kernel.documents.actions import issue
from banshi.kernel.documents.models import Document
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.notifications.actions import Notice, send_many
from banshi.kernel.regulations.citation import Citation
from banshi.lib.results import NotPermitted, Reason, gettext_noop, require

NOT_YOURS = gettext_noop("这一步由别的岗位办理。")


class File:
    """One accountability case in the hands of one actor."""

    def __init__(self, case: Case, actor: Actor, cites: tuple[Citation, ...]) -> None:
        self.case, self.actor, self._cites = case, actor, cites
        self.now = situation(case)

    @classmethod
    def opened(cls, uid: UUID, name: str, actor: Actor, cites: tuple[Citation, ...]) -> "File":
        """The case, locked, for this act.

        Raises `Case.DoesNotExist` for who may not know of it, `NotPermitted` when the act is not theirs,
        `Refused` when it is not time for it.
        """
        rows = list(Case.objects.select_for_update(of=("self",)).select_related("lead").filter(pk=uid))
        held = standing.parts_in_cases(actor, rows, standing.house())
        if not held:
            raise Case.DoesNotExist
        if not may(held[uid], name):
            raise NotPermitted(Reason(NOT_YOURS, ("12-06",)))
        found = cls(rows[0], actor, cites)
        require(step(name, found.now))
        return found

    def change(self, **columns: Any) -> None:
        """Write columns of the case."""
        for name, value in columns.items():
            setattr(self.case, name, value)
        self.case.save(update_fields=[*columns])

    def move(self, name: str, **columns: Any) -> None:
        """Bring the case into the state that the act leads to, and write columns."""
        self.change(state=after(name, self.now.state), **columns)

    def note(self, name: str, **payload: Any) -> None:
        """Write the act's one entry: references only."""
        append([NewEntry(self.case.ledger, name, self._cites, payload)], actor=self.actor)

    def issue(self, kind: str, data: Mapping[str, Any]) -> Document:
        """Issue a paper of this case."""
        return issue(
            kind=kind,
            stream=self.case.ledger,
            addressee_masked="",
            data={**papers.common(self.case), **data},
            issued_by=self.actor.ref,
        )

    @property
    def about(self) -> About:
        """Whom it is about and who is concerned with it now."""
        return standing.about(self.case, standing.house())

    def tell_person(self, occasion: str) -> None:
        """Tell the person that there is something about them, never what."""
        send_many([_quiet(self.case.person_id, "accountability_about_you", f"{self.case.ledger}:{occasion}")])

    def tell(self, staff_ids: Iterable[int], text: str) -> None:
        """Tell colleagues that there is something; never those who may not know of it."""
        clear = standing.house().clear(self.about)
        send_many(_quiet(one, text) for one in dict.fromkeys(staff_ids) if one in clear)

    def tell_receivers(self, text: str) -> None:
        """Tell the receiving offices, or the leaders when no receiver may know of it."""
        send_many(_quiet(one, text) for one in standing.house().receivers(self.about))

    def tell_deciders(self, text: str) -> None:
        """Tell whoever records what the party group decides."""
        send_many(_quiet(one, text) for one in standing.house().deciders(self.about))


def tell_of_leads(leads: Sequence[Lead], occasion: str = "") -> None:
    """Tell whoever receives one of these leads that there are new ones; once for an occasion, if it has a name."""
    house, listeners = standing.house(), set()
    for lead in leads:
        about = standing.of_lead(lead, house)
        listeners |= set(house.receivers(about))
    key = f"{occasion}:%s" if occasion else ""
    send_many(_quiet(one, "accountability_lead", key % one if key else None) for one in sorted(listeners))


def _quiet(to: int, text: str, occasion: str | None = None) -> Notice:
    return Notice(channel="inapp", to=to, template_key=text, stream="", dedupe_key=occasion)
