"""Cases for tests, made by the same acts as real ones; all return the case id.

`who` is one of `CITIZENS` or an `Applicant`; `missing` are paper numbers, `wrong` numbers with their problem.
The fixtures of the same name in `tests/people.py` know the clerk already.
"""

import datetime as dt
from collections.abc import Collection, Mapping

from banshi.institutions.one_time_notice.actions.completing import check_materials
from banshi.institutions.refusals.rules.grounds import Evidence, Grounds
from banshi.kernel.cases.queries import materials
from banshi.kernel.catalogue.queries import version_in_force
from banshi.kernel.catalogue.schema import MaterialSpec
from banshi.kernel.ledger.acts import CITIZEN, Actor
from banshi.lib import clock
from banshi.workflows.intake import Agency, Applicant, Application, receive, receive_and_accept
from tests.factories.citizens import CITIZENS

ITEM = "MZ-XK-01"


def application(
    who: str | Applicant = "张伟",
    *,
    item: str = ITEM,
    missing: Collection[int] = (),
    wrong: Mapping[int, str] | None = None,
    channel: str = "counter",
    electronic: bool = False,
    together: Collection[str] = (),
    agency: Agency | None = None,
) -> Application:
    """An application with every paper but the `missing` and the `wrong` ones; `together` apply too."""
    wrong = wrong or {}
    papers = [paper.seq for paper in version_in_force(item, clock.today()).spec.materials]
    return Application(
        item_code=item,
        applicant=CITIZENS[who] if isinstance(who, str) else who,
        channel=channel,
        present=tuple(seq for seq in papers if seq not in missing and seq not in wrong),
        wrong=wrong,
        electronic=electronic,
        co_applicants=tuple(CITIZENS[name] for name in together),
        agency=agency,
    )


def agency(who: str, *, first: str, last: str, items: Collection[str] = ()) -> Agency:
    """A power of attorney to one of the cast, for these items (none: all)."""
    days = {"first": dt.date.fromisoformat(first), "last": dt.date.fromisoformat(last)}
    return Agency(
        agent=CITIZENS[who],
        scope="代为提出申请、补交材料、领取文书",
        items=tuple(items),
        evidence="签名的授权委托书原件",
        **days,
    )


def received_case(clerk: Actor, who: str | Applicant = "张伟", **choices: object) -> int:
    """Take in an application; by default complete, at the counter. `choices` as for `application`."""
    given = application(who, **choices)
    return receive(application=given, actor=_receiver(given, clerk))


def accepted_case(clerk: Actor, who: str | Applicant = "张伟", **choices: object) -> int:
    """Take in and accept a complete application. `choices` as for `application`."""
    given = application(who, **choices)
    return receive_and_accept(application=given, actor=_receiver(given, clerk))


def grounds(facts: str = "已有业务相似的社团", **changed: object) -> Grounds:
    """A refusal that stands: against the law, with its article and a paper that shows it; see `Grounds`."""
    usual: dict[str, object] = {
        "ground": "NF-2",
        "legal_basis": ("《社会团体登记管理条例》第十三条",),
        "evidence": (Evidence("material", 1),),
    }
    return Grounds(**{"facts": facts} | usual | changed)


def papers(item: str = ITEM) -> tuple[MaterialSpec, ...]:
    """The papers an item demands."""
    return version_in_force(item, clock.today()).spec.materials


def all_in_order(case_id: int, clerk: Actor) -> int:
    """Everything that was missing or wrong is there now."""
    present = [paper.seq for paper in materials(case_id)]
    return check_materials(case_id=case_id, version=None, present=present, wrong={}, actor=clerk)


def _receiver(given: Application, clerk: Actor) -> Actor:
    return CITIZEN if given.channel == "online" else clerk
