"""What each rule says in each situation, word for word, as somebody read and approved it.

The situations stand in `situations.py` beside each room's tests; what the rules answer, in
`tests/golden/decisions/`, for the bureau to read. After a change: BANSHI_GOLDEN=write pytest …, then read the
difference.
"""

import dataclasses
import os
from collections.abc import Iterable, Mapping
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
import yaml

from banshi.lib.results import Decision, Reason
from tests.institutions.appointments import situations as appointments
from tests.institutions.conduct import situations as conduct
from tests.institutions.extended_hours import situations as extended_hours
from tests.institutions.first_contact import situations as first_contact
from tests.institutions.guidance import situations as guidance
from tests.institutions.one_time_notice import situations as one_time_notice
from tests.institutions.provisional_acceptance import situations as provisional_acceptance
from tests.institutions.refusals import situations as refusals
from tests.institutions.supervision import appraisal_situations as appraisal
from tests.institutions.supervision import situations as supervision
from tests.institutions.time_limits import situations as time_limits
from tests.kernel.cases import situations as returning
from tests.kernel.parties import situations as agency

pytestmark = pytest.mark.pure
GOLDEN = Path(__file__).parents[1] / "golden" / "decisions"
ROOMS = {
    "appraisal": appraisal.SITUATIONS,
    "conduct": conduct.SITUATIONS,
    "appointments": appointments.SITUATIONS,
    "extended_hours": extended_hours.SITUATIONS,
    "first_contact": first_contact.SITUATIONS,
    "guidance": guidance.SITUATIONS,
    "one_time_notice": one_time_notice.SITUATIONS,
    "provisional_acceptance": provisional_acceptance.SITUATIONS,
    "refusals": refusals.SITUATIONS,
    "supervision": supervision.SITUATIONS,
    "time_limits": time_limits.SITUATIONS,
    "kernel_agency": agency.SITUATIONS,
    "kernel_returning": returning.SITUATIONS,
}


def answer(found: object) -> Any:
    """An answer of a rule in plain values: the sentences filled in, the articles and fields beside them."""
    if isinstance(found, Decision):
        parts = {"reasons": _sentences(found.reasons), "instead": _sentences(found.instead)}
        return {"allowed": found.allowed, "articles": list(found.articles)} | {
            k: v for k, v in parts.items() if v
        }
    if dataclasses.is_dataclass(found) and not isinstance(found, type):
        return {field.name: answer(getattr(found, field.name)) for field in dataclasses.fields(found)}
    if isinstance(found, tuple | list):
        return [answer(one) for one in found]
    if isinstance(found, Enum):
        return found.value
    if isinstance(found, Mapping):
        return {str(name): answer(one) for name, one in found.items()}
    return found if isinstance(found, bool | int | str | None) else str(found)


def _sentences(reasons: Iterable[Reason]) -> list[str]:
    return [
        " ".join(
            filter(None, [str(reason), "、".join(reason.articles), reason.field and f"[{reason.field}]"])
        )
        for reason in reasons
    ]


@pytest.mark.parametrize("room", ROOMS)
def test_every_rule_says_what_was_approved(room):
    said = {name: answer(situation()) for name, situation in ROOMS[room].items()}
    approved = GOLDEN / f"{room}.yaml"
    if os.environ.get("BANSHI_GOLDEN") == "write":
        approved.write_text(
            yaml.safe_dump(said, allow_unicode=True, sort_keys=False, width=100), encoding="utf-8"
        )
    assert said == yaml.safe_load(approved.read_text(encoding="utf-8"))
