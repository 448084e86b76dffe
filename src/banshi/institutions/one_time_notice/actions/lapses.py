"""What was not done becomes a lead of accountability: marked here as taken up, once (12-05)."""

import datetime as dt
from collections.abc import Collection

from banshi.institutions.one_time_notice.models import Silence, SupplementNotice
from banshi.institutions.one_time_notice.queries.lapses import AGAIN, SILENCE
from banshi.kernel.ledger.models import Entry
from banshi.kernel.organisation.taking import take
from banshi.lib import clock


def take_up(*, sources: Collection[str], at: dt.datetime) -> frozenset[str]:
    """Mark these lapses as leads from the moment `at`; returns those that were not yet, and are ours to raise.

    Part of the act that raises the leads: the rows stay locked until it ends.
    """
    return take(SupplementNotice.objects.all(), AGAIN, sources, at) | take(
        Silence.objects.all(), SILENCE, sources, at
    )


def note_silence(*, case_id: int, missed: dt.date) -> None:
    """Keep that nobody told the applicant by `missed`: part of the act that accepts the case for that reason."""
    entries = Entry.objects.filter(stream=f"case:{case_id}", act="deemed_accepted").order_by("-seq")
    seq = entries.values_list("seq", flat=True)[:1].get()
    Silence.objects.create(case_id=case_id, missed=missed, found_at=clock.now(), entry_seq=seq)
