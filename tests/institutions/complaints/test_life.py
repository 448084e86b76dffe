"""One complaint lived through to its volume."""

import pytest

from banshi.institutions.complaints.actions.ending import archive
from banshi.institutions.complaints.models import Complaint
from banshi.institutions.complaints.queries.follow import followed
from banshi.institutions.complaints.queries.whole import whole
from banshi.kernel.documents.models import Document
from banshi.kernel.ledger.verify import verify
from banshi.lib.results import Refused
from tests.institutions.complaints.lives import Life

pytestmark = pytest.mark.django_db


def test_from_the_first_word_to_the_volume(cast, at):
    with at("2026-09-01 10:00"):
        life = Life(cast).investigated().agreed().closed()
        with pytest.raises(Refused, match="还可以提出复查"):
            archive(uid=life.uid, actor=cast.actor("彭燕"))
    with at("2026-09-20 10:00"):
        life.objected().reviewed_by()
    with at("2026-11-02 10:00"):
        volume = archive(uid=life.uid, actor=cast.actor("彭燕"))
    assert volume.startswith("信告-2026-")
    complaint = Complaint.objects.get(pk=life.uid)
    assert complaint.state == "archived"
    papers = list(Document.objects.filter(stream=complaint.stream).order_by("issued_at", "pk"))
    kinds = {paper.kind for paper in papers}
    assert kinds == {"W34", "W35", "W36", "W39", "W40", "W42"}
    assert whole(life.uid, cast.actor("彭燕")).line.volume == volume
    assert {paper.kind for paper in followed(life.code).papers} == {"W35", "W36", "W40", "W42"}
    assert verify().sound
