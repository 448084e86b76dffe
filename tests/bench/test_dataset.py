"""The big data set: what is made for measuring is what the product itself would have written."""

import pytest
from django.db import connection
from django.urls import reverse

from banshi.kernel.cases.models import Case
from banshi.kernel.documents.models import Document
from banshi.kernel.ledger import checkpoints, sealed
from banshi.kernel.ledger.models import Checkpoint, Entry
from banshi.kernel.ledger.verify import verify
from bench.dataset.copying import Copier, put
from bench.dataset.originals import BASE, WrongDatabase, originals

pytestmark = pytest.mark.django_db
COPIES = 48


def test_copies_are_made_in_postgresql_only(accepted_case):
    accepted_case()
    if connection.vendor == "postgresql":
        assert len(originals()[1]) == 1
    else:
        with pytest.raises(WrongDatabase):
            originals()


def test_the_products_own_verifier_and_pages_accept_the_copies(accepted_case, cast, client):
    case = Case.objects.get(pk=accepted_case())
    if connection.vendor != "postgresql":
        return
    _closed, running = originals()
    copier = Copier("", running, running)
    with connection.cursor() as cursor:
        put(cursor, copier.rows(0, COPIES - 1))
    checkpoints.make_due()

    found = verify()
    assert found.sound, found.faults
    assert not list(sealed.check())
    own = Entry.objects.filter(stream=f"case:{case.pk}").count()
    assert Entry.objects.filter(stream__startswith=f"case:{str(BASE)[:2]}").count() == own * COPIES
    assert Checkpoint.objects.get().entries == found.entries

    copy = Case.objects.get(pk=BASE + COPIES - 1)
    paper = Document.objects.get(stream=f"case:{copy.pk}", kind="W05")
    told = Entry.objects.get(stream=f"case:{copy.pk}", act="accepted").payload
    assert told["document"] == paper.pk
    assert (copy.phone, copy.party.name) == (case.phone, case.party.name)
    client.force_login(cast.staff("王芳"))
    assert client.get(reverse("workbench:case", args=[copy.pk])).status_code == 200
