"""Two colleagues at one matter: the slower one is told who did what first, and nothing is overwritten."""

import pytest

from banshi.institutions.conduct.models import Absence
from tests.entrypoints.workbench.conftest import hidden, text

pytestmark = pytest.mark.django_db


def test_an_old_page_does_not_undo_what_a_colleague_did_meanwhile(at_desk, cast, at):
    li, mine = at_desk("李强"), cast.staff_id("李强")
    li.fill(
        "conduct/absences/new/", staff=mine, kind="meeting", first="2026-11-25", last="2026-11-25", note=""
    )
    page = f"conduct/absences/{Absence.objects.get().pk}/"
    seen = hidden(li.open(page))
    with at("2026-11-23T10:05"):
        at_desk("赵敏").fill(page, staff=cast.staff_id("赵敏"))
    with at("2026-11-23T10:06"):
        told = li.send(f"{page}cancel/", page_made=seen["page_made"])
        assert "赵敏在 2026-11-23（周一）10:05 已经先办了一步" in text(li.client.get(told.url))
        assert Absence.objects.get().cancelled_at is None
        again = hidden(li.open(page))
        li.send(f"{page}cancel/", page_made=again["page_made"])
        assert Absence.objects.get().cancelled_at is not None
