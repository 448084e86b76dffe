"""One page for every step of a complaint: what it asks, what follows, which act it carries out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from banshi.institutions.complaints.actions import ending, failing, handling, receiving, talking
from banshi.institutions.complaints.actions.ending import Finding
from banshi.institutions.complaints.actions.failing import Proved
from banshi.institutions.complaints.actions.handling import Investigated
from banshi.institutions.complaints.actions.receiving import Naming
from banshi.institutions.complaints.forms import office as forms
from banshi.institutions.complaints.forms.office import StepForm
from banshi.kernel.ledger.acts import Actor
from banshi.lib.results import gettext_noop

Carry = Callable[[UUID, Mapping[str, Any], Actor, str], object]


@dataclass(frozen=True, slots=True)
class StepPage:
    """A step: its title and button, the form, what is said afterwards, what follows, and the act.

    `paper`: the act's answer is a paper to print. `chooses`: the form picks one of those who may work on it.
    """

    title: str
    button: str
    form: type[StepForm]
    done: str
    carry: Carry
    effects: tuple[str, ...] = ()
    paper: bool = False
    chooses: str = ""
    primary: bool = field(default=False)


def _name(uid: UUID, given: Mapping[str, Any], actor: Actor, key: str) -> None:
    naming = Naming(staff_ids=given["accused"], section_ids=given["accused_sections"])
    receiving.name_accused(uid=uid, naming=naming, actor=actor, key=key)


def _grade(uid: UUID, given: Mapping[str, Any], actor: Actor, key: str) -> None:
    receiving.grade(
        uid=uid, severity=given["severity"], risk=given["risk"], step=given["step"], actor=actor, key=key
    )


def _accept(uid: UUID, given: Mapping[str, Any], actor: Actor, key: str) -> int:
    return receiving.accept(uid=uid, investigator_id=given["colleague"], actor=actor, key=key)


def _refer(uid: UUID, given: Mapping[str, Any], actor: Actor, key: str) -> int:
    return receiving.refer(
        uid=uid, destination=given["destination"], reason=given["reason"], actor=actor, key=key
    )


def _acknowledge(uid: UUID, given: Mapping[str, Any], actor: Actor, key: str) -> None:
    receiving.acknowledge(uid=uid, instruction=given["instruction"], actor=actor, key=key)


def _assign(uid: UUID, given: Mapping[str, Any], actor: Actor, key: str) -> None:
    handling.assign(uid=uid, investigator_id=given["colleague"], actor=actor, key=key)


def _declare(uid: UUID, given: Mapping[str, Any], actor: Actor, key: str) -> None:
    interest = given["interest"] == "yes"
    handling.declare(uid=uid, interest=interest, relation=given["relation"], actor=actor, key=key)


def _recuse(uid: UUID, given: Mapping[str, Any], actor: Actor, key: str) -> None:
    handling.recuse(uid=uid, staff_id=given["colleague"], relation=given["relation"], actor=actor, key=key)


def _record(uid: UUID, given: Mapping[str, Any], actor: Actor, key: str) -> int:
    found = Investigated(given["method"], given["held_at"], given["text"])
    return handling.record(uid=uid, found=found, actor=actor, key=key)


def _reply(uid: UUID, given: Mapping[str, Any], actor: Actor, key: str) -> int:
    return handling.reply(
        uid=uid, findings=given["findings"], following=given["following"], actor=actor, key=key
    )


def _propose(uid: UUID, given: Mapping[str, Any], actor: Actor, key: str) -> int:
    return handling.propose(uid=uid, text=given["text"], basis=given["basis"], actor=actor, key=key)


def _consent(uid: UUID, given: Mapping[str, Any], actor: Actor, key: str) -> None:
    handling.consent(
        uid=uid, side=given["side"], agreed=given["agreed"] == "yes", note=given["note"], actor=actor, key=key
    )


def _extend(uid: UUID, given: Mapping[str, Any], actor: Actor, key: str) -> int:
    return handling.extend(
        uid=uid, cause=given["cause"], reason=given["reason"], days=given["days"], actor=actor, key=key
    )


def _finding(given: Mapping[str, Any]) -> Finding:
    return Finding(
        given["outcome"], given["facts"], given["opinion"], given["basis"], given.get("unagreed", "")
    )


def _close(uid: UUID, given: Mapping[str, Any], actor: Actor, key: str) -> int:
    return ending.close(uid=uid, finding=_finding(given), actor=actor, key=key)


def _appoint(uid: UUID, given: Mapping[str, Any], actor: Actor, key: str) -> None:
    ending.appoint(uid=uid, reviewer_id=given["colleague"], actor=actor, key=key)


def _explain(uid: UUID, given: Mapping[str, Any], actor: Actor, key: str) -> int:
    return ending.explain(uid=uid, finding=_finding(given), actor=actor, key=key)


def _review(uid: UUID, given: Mapping[str, Any], actor: Actor, key: str) -> int:
    return ending.review(
        uid=uid, outcome=given["review_outcome"], finding=_finding(given), actor=actor, key=key
    )


def _failing(uid: UUID, given: Mapping[str, Any], actor: Actor, key: str) -> None:
    proved = Proved(
        staff_id=given["colleague"],
        on=given["on"],
        omission=given["omission"],
        case_number=given["case_number"],
        delay=given["delay"],
    )
    failing.prove(uid=uid, proved=proved, actor=actor, key=key)


def _archive(uid: UUID, given: Mapping[str, Any], actor: Actor, key: str) -> str:
    return ending.archive(uid=uid, actor=actor, key=key)


def _write(uid: UUID, given: Mapping[str, Any], actor: Actor, key: str) -> None:
    talking.write(uid=uid, text=given["text"], actor=actor, key=key)


def _identity(uid: UUID, given: Mapping[str, Any], actor: Actor, key: str) -> str:
    return talking.open_identity(uid=uid, reason=given["reason"], actor=actor, key=key)


def _confirm(uid: UUID, given: Mapping[str, Any], actor: Actor, key: str) -> None:
    talking.confirm(uid=uid, opening=given["opening"], actor=actor, key=key)


# In the order of the work; the first that is open is the one button.
STEPS: Mapping[str, StepPage] = {
    "acknowledge": StepPage(
        gettext_noop("确认并批示"),
        gettext_noop("确认，作出批示"),
        forms.InstructionForm,
        gettext_noop("已经确认，批示已告诉受理部门和承办人。"),
        _acknowledge,
        (gettext_noop("承办人按您的意见办理。"),),
    ),
    "name_accused": StepPage(
        gettext_noop("确认反映的是谁"),
        gettext_noop("确认"),
        forms.NameForm,
        gettext_noop("已经确认，他们和他们的上级从现在起看不到这一件。"),
        _name,
        (
            gettext_noop("被反映的人、他的科室负责人（是负责人的，还有他的下级）从现在起看不到这一件。"),
            gettext_noop("如果您自己也在其中，这一件会转给另一个受理部门。"),
        ),
    ),
    "grade": StepPage(
        gettext_noop("分级"),
        gettext_noop("确定级别"),
        forms.GradeForm,
        gettext_noop("已经分级。"),
        _grade,
        (gettext_noop("重大、紧急的，马上报告局领导；一小时内没有确认，自动报告上一级。"),),
    ),
    "accept": StepPage(
        gettext_noop("受理，确定承办人"),
        gettext_noop("受理"),
        forms.ColleagueForm,
        gettext_noop("已经受理。"),
        _accept,
        (
            gettext_noop("《投诉受理告知书》写明两个期限，投诉人凭回执码看得到。"),
            gettext_noop("承办人要先声明没有利害关系，再开始工作。"),
        ),
        paper=True,
        chooses=gettext_noop("由谁承办"),
    ),
    "refer": StepPage(
        gettext_noop("不归本局，转送"),
        gettext_noop("转送"),
        forms.ReferForm,
        gettext_noop("已经转送，投诉人凭回执码看得到去向。"),
        _refer,
        (gettext_noop("《投诉转送告知书》写明转到哪里、为什么。"),),
        paper=True,
    ),
    "declare": StepPage(
        gettext_noop("回避声明"),
        gettext_noop("作出声明"),
        forms.DeclareForm,
        gettext_noop("声明已经记下。"),
        _declare,
        (gettext_noop("有利害关系的，从现在起看不到这一件，由受理部门另定人。"),),
    ),
    "record": StepPage(
        gettext_noop("记下调查"),
        gettext_noop("记下"),
        forms.RecordForm,
        gettext_noop("已经记下，调查笔录可以打印。"),
        _record,
        (gettext_noop("笔录只在这一件里，不给被反映的人看。"),),
        paper=True,
    ),
    "reply": StepPage(
        gettext_noop("简要答复"),
        gettext_noop("答复"),
        forms.ReplyForm,
        gettext_noop("已经答复，投诉人凭回执码看得到。"),
        _reply,
        (gettext_noop("出具《简要答复书》，简要答复的期限停止计算。"),),
        paper=True,
    ),
    "propose": StepPage(
        gettext_noop("提出处理建议"),
        gettext_noop("提出并反馈"),
        forms.ProposeForm,
        gettext_noop("已经反馈，请等双方表态。"),
        _propose,
        (
            gettext_noop("投诉人凭回执码看到建议，可以认可或者不认可。"),
            gettext_noop("请口头告诉被反映的一方，不要给他看材料，也不要说是谁反映的。"),
        ),
        paper=True,
    ),
    "consent": StepPage(
        gettext_noop("记下一方的意见"),
        gettext_noop("记下"),
        forms.ConsentForm,
        gettext_noop("已经记下。"),
        _consent,
        (gettext_noop("双方都认可的，从当天起 30 个工作日内办结；信访规定的期限先到的，以先到的为准。"),),
    ),
    "close": StepPage(
        gettext_noop("办结"),
        gettext_noop("办结，出具处理意见书"),
        forms.CloseForm,
        gettext_noop("已经办结，投诉人凭回执码看得到。"),
        _close,
        (gettext_noop("《处理意见书》写明怎样提出复查，期限 30 日。"),),
        paper=True,
    ),
    "appoint": StepPage(
        gettext_noop("确定由谁复查"),
        gettext_noop("确定"),
        forms.ColleagueForm,
        gettext_noop("已经确定复查人。"),
        _appoint,
        (gettext_noop("要由没有办过这一件的人复查。"),),
        chooses=gettext_noop("由谁复查"),
    ),
    "explain": StepPage(
        gettext_noop("我局有误，作出说明"),
        gettext_noop("说明，出具有误情况说明"),
        forms.AnswerForm,
        gettext_noop("已经说明，投诉人凭回执码看得到。"),
        _explain,
        (gettext_noop("写明哪里错了、怎样改正。"),),
        paper=True,
    ),
    "review": StepPage(
        gettext_noop("作出复查意见"),
        gettext_noop("出具复查意见书"),
        forms.ReviewForm,
        gettext_noop("复查意见已经出具，投诉人凭回执码看得到。"),
        _review,
        (gettext_noop("《复查意见书》写明还可以向上一级提出。"),),
        paper=True,
    ),
    "failing": StepPage(
        gettext_noop("失于一次性告知，已查实"),
        gettext_noop("认定，转人事部门核实"),
        forms.FailingForm,
        gettext_noop("已经认定，由机关党委办公室核实处理。"),
        _failing,
        (
            gettext_noop("只转交是谁、哪一天、哪一项没有告知、耽误几天；投诉的内容和投诉人一个字也不转。"),
            gettext_noop("本人看得到有这一项，可以说明；看不到日期和办件编号。"),
        ),
        chooses=gettext_noop("反映的是哪位同事"),
    ),
    "archive": StepPage(
        gettext_noop("归档立卷"),
        gettext_noop("归档"),
        StepForm,
        gettext_noop("已经归档。"),
        _archive,
        (gettext_noop("按性质编一个卷号，归档以后不能再办理。"),),
    ),
    "write": StepPage(
        gettext_noop("给投诉人留言"),
        gettext_noop("发出"),
        forms.WriteForm,
        gettext_noop("留言已经发出，投诉人凭回执码看得到。"),
        _write,
    ),
    "extend": StepPage(
        gettext_noop("批准延期"),
        gettext_noop("批准延期"),
        forms.ExtendForm,
        gettext_noop("已经延期，投诉人凭回执码看得到。"),
        _extend,
        (gettext_noop("只能因为政策调整、不可抗力等客观原因，只能延一次，最多 30 日，马上告诉投诉人。"),),
        paper=True,
    ),
    "assign": StepPage(
        gettext_noop("另定承办人"),
        gettext_noop("确定"),
        forms.ColleagueForm,
        gettext_noop("已经另定承办人。"),
        _assign,
        (gettext_noop("新的承办人要重新作回避声明，期限不变。"),),
        chooses=gettext_noop("由谁承办"),
    ),
    "recuse": StepPage(
        gettext_noop("决定有关人员回避"),
        gettext_noop("决定回避"),
        forms.RecuseForm,
        gettext_noop("已经决定回避。"),
        _recuse,
        (gettext_noop("这位同事从现在起看不到这一件。"),),
        chooses=gettext_noop("谁应当回避"),
    ),
    "identity": StepPage(
        gettext_noop("查看投诉人身份"),
        gettext_noop("查看"),
        forms.IdentityForm,
        "",
        _identity,
        (gettext_noop("每次查看都要写明理由，留下记录；没有投诉人同意，不能告诉任何人。"),),
    ),
    "confirm": StepPage(
        gettext_noop("同意同事查看身份"),
        gettext_noop("同意"),
        forms.ConfirmForm,
        gettext_noop("已经同意，八小时内有效。"),
        _confirm,
        (gettext_noop("请先问清楚为什么要查看。"),),
    ),
}
