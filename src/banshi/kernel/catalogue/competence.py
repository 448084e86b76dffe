"""Who is competent for an item, and where to go when it is not this bureau (06-03-4). Pure."""

from collections.abc import Mapping

from banshi.kernel.catalogue.schema import ItemSpec
from banshi.lib.results import Decision, Reason, gettext_noop

OURS = frozenset({"own", "review_then_forward"})
# A window of the service centre may take in for the offices below it; nobody here can for the province.
NEVER_HERE = frozenset({"province"})
ELSEWHERE: Mapping[str, str] = {
    "county": gettext_noop("这件事由县（区）民政部门办理，不在本局申请。请到户口所在地的县（区）民政部门。"),
    "township_county": gettext_noop(
        "这件事由乡镇人民政府或者街道办事处受理，县（区）民政部门办理，不在本局申请。"
        "请到户口所在地的乡镇人民政府或者街道办事处。"
    ),
    "province": gettext_noop("这件事由省民政厅办理，不在本局申请。请向省民政厅提出申请。"),
}


def at_the_counter(spec: ItemSpec) -> Decision:
    """Whether a window may take in an application for the item."""
    return _unless(spec, spec.competence in NEVER_HERE)


def online(spec: ItemSpec) -> Decision:
    """Whether an application for the item may reach this bureau online."""
    return _unless(spec, spec.competence not in OURS)


def _unless(spec: ItemSpec, elsewhere: bool) -> Decision:
    if not elsewhere:
        return Decision(True)
    return Decision(False, (Reason(ELSEWHERE[spec.competence], ("06-03-4",), "item"),), ("06-03-4",))
