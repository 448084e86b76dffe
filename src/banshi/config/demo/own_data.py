"""What people ask about their own data, and a case that is held for a lawsuit."""

from banshi.kernel.cases.models import Case
from banshi.kernel.ledger.acts import CITIZEN
from banshi.kernel.organisation.models import Staff
from banshi.kernel.organisation.people import actor_for
from banshi.kernel.privacy.holding import hold
from banshi.kernel.privacy.requests import answer, ask

HEAD, OFFICE, SECTION = "kezhang", "bangongshi", "SHZZ"
WISHES = (
    ("phone", "138 0000 0199", "换了手机号码"),
    ("address", "辽宁省阜新市海州区中华路0号2单元", "登记时少写了单元"),
    ("delete", "", "事情已经办完，不想再留信息"),
)
ANSWERS = {
    "address": (True, "核对了身份证和户口簿原件"),
    "delete": (False, "档案还在保存期内，期满后自动删除"),
}


def own_data() -> None:
    """Three wishes, two of them answered by the head of the section; one hold by the office."""
    staff = Staff.objects.in_bulk([HEAD, OFFICE], field_name="username")
    cases = list(Case.objects.filter(section__code=SECTION, agent=None, applicants=1).order_by("-pk")[:4])
    for case, (wish, wanted, reason) in zip(cases, WISHES, strict=False):
        made = ask(
            case_id=case.pk,
            party_id=case.party_id,
            wish=wish,
            wanted=wanted,
            reason=reason,
            actor=CITIZEN,
        )
        if wish in ANSWERS:
            granted, why = ANSWERS[wish]
            answer(request_id=made, granted=granted, why=why, actor=actor_for(staff[HEAD]))
    if len(cases) > len(WISHES):
        held = f"case:{cases[-1].pk}"
        hold(stream=held, ground="litigation", reason="行政诉讼一审", actor=actor_for(staff[OFFICE]))
