"""A case as one of those behind a figure."""

import datetime as dt

from banshi.kernel.cases.models import Case
from banshi.kernel.organisation.figures import Instance, day
from banshi.kernel.organisation.permissions import Relation
from banshi.lib.results import Reason


def of_case(case: Case, at: dt.datetime | None, label: Reason | None = None) -> Instance:
    """The case with the day of `at`, under its number and item, or under a label of its own."""
    assert at is not None
    return Instance(
        day(at),
        label or f"{case.number} {case.item_name}",
        "workbench:case",
        (case.pk,),
        "see_case",
        Relation(case.section_id, case.handler_id, tuple(case.recused)),
    )
