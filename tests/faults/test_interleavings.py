"""Written interleavings on both databases, and the same command sent many times at once."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from banshi.kernel.cases.models import Case
from banshi.kernel.documents.models import Document
from banshi.kernel.ledger.models import DoneOnce
from banshi.workflows.intake import receive_and_accept
from tests.factories.cases import application
from tests.faults.interleavings import play
from tests.faults.oracles import half_done
from tests.faults.races import Races

pytestmark = pytest.mark.django_db(transaction=True)


def test_each_race_has_its_one_lawful_outcome_in_both_orders(cast):
    races = Races(cast).all()
    assert len(races) * 2 >= 20
    assert [wrong for race in races for wrong in play(race)] == []
    assert half_done() == []


def test_the_same_submission_sent_2_5_and_20_times_at_once_is_one_case(cast):
    clerk = cast.actor("王芳")
    for times in (2, 5, 20):
        gun = threading.Barrier(times)

        def send(_n: int, key: str = f"sent-{times}", gun: threading.Barrier = gun) -> int:
            try:
                gun.wait()
                return receive_and_accept(application=application(), actor=clerk, key=key)
            finally:
                connections.close_all()

        with ThreadPoolExecutor(times) as pool:
            assert len(set(pool.map(send, range(times)))) == 1
    assert Case.objects.count() == Document.objects.count() == DoneOnce.objects.count() == 3
    assert half_done() == []
