"""Whoever declared an interest can write nothing on the case, by whatever way (09-08)."""

import datetime as dt

import pytest

from banshi.institutions.conduct.actions.keeping import recuse
from banshi.kernel.cases.actions import locked, record
from banshi.kernel.cases.facts import Warned, Withdrawn
from banshi.kernel.cases.models import Case
from banshi.kernel.cases.queries import timeline
from banshi.kernel.ledger.verify import verify
from banshi.kernel.regulations.citation import cite
from banshi.lib.results import NotPermitted, Refused
from banshi.workflows.intake import assign

pytestmark = pytest.mark.django_db


@pytest.fixture
def recused(accepted_case, cast):
    """李强 handles a case and declares an interest in it."""
    case_id = accepted_case()
    recuse(case_id=case_id, version=None, ground="relative", with_whom="张伟", actor=cast.actor("李强"))
    return case_id


def test_the_one_place_where_facts_are_written_refuses_too(recused, cast):
    case = locked(recused, None, "withdrawn")
    with pytest.raises(NotPermitted) as refused:
        record(case, Withdrawn(channel="counter"), actor=cast.actor("李强"), cites=cite("07-03"))
    assert refused.value.articles == ("09-08",)
    fact = Warned(clock="promised", rung="handler", due=dt.date(2026, 12, 21))
    record(case, fact, actor=cast.actor("赵敏"), cites=cite("07-01"))
    assert verify().sound


def test_the_ledger_says_who_is_off_and_not_why(recused, cast):
    event = timeline(recused)[-1]
    assert event.fact.kind == "recused"
    assert "张伟" not in repr(event)
    case = Case.objects.get(pk=recused)
    assert (case.recused, case.handler_id) == ([cast.staff_id("李强")], None)


def test_a_second_declaration_is_refused_with_a_sentence(recused, cast):
    with pytest.raises(Refused, match="已经申报过回避"):
        recuse(case_id=recused, version=None, ground="other", with_whom="张伟", actor=cast.actor("李强"))


def test_the_head_gives_it_to_another_and_not_back(recused, cast):
    head = cast.actor("赵敏")
    with pytest.raises(Refused, match="应当回避"):
        assign(case_id=recused, version=None, handler_id=cast.staff_id("李强"), actor=head)
