"""Sentences of 投诉举报 (annex 10)."""

from uuid import UUID, uuid4

from django.test import Client
from pytest_bdd import given, parsers, then, when

from banshi.institutions.complaints.actions import ending, handling, receiving, talking
from banshi.institutions.complaints.models import Breach, Complaint
from banshi.institutions.complaints.queries import dues, identity, lines
from banshi.institutions.complaints.queries.codes import receipt_code
from banshi.institutions.complaints.queries.follow import followed
from banshi.institutions.complaints.queries.identity import Person
from banshi.institutions.complaints.rules.intake import CATEGORIES
from banshi.institutions.complaints.rules.steps import NAMES
from banshi.kernel.documents.models import Document
from banshi.lib import ids
from banshi.workflows.tick import complaints
from tests.institutions.complaints.lives import FINDING, Life, telling
from tests.people import Cast
from tests.scenarios.story import Story, day, words_of

SEVERITIES = {"紧急": "urgent", "重大": "major"}
CAUSES = {"不可抗力": "force_majeure", "政策调整": "policy_change"}


def life_of(story: Story) -> Life:
    found = story.notes["life"]
    assert isinstance(found, Life)
    return found


def row(story: Story) -> Complaint:
    return Complaint.objects.get(pk=life_of(story).uid)


def papers(story: Story, title: str) -> list[Document]:
    return list(Document.objects.filter(stream=row(story).stream, title_zh=title).order_by("issued_at", "pk"))


def begin(story: Story, words: str, *, named: bool) -> None:
    changed = {} if named else {"who": None}
    story.notes["life"] = Life(story.cast, content=words, whom=words, **changed)


@when(parsers.parse("刘桂兰匿名在网上反映“{words}”"))
def tells_anonymously(story: Story, words: str) -> None:
    begin(story, words, named=False)


@given(parsers.parse("刘桂兰实名反映“{words}”"))
@given(parsers.parse("刘桂兰反映“{words}”"))
def tells(story: Story, words: str) -> None:
    begin(story, words, named=True)


@then(parsers.parse("投诉登记表写明“{one}”和“{other}”"))
def register_says(story: Story, one: str, other: str) -> None:
    words = words_of(papers(story, "投诉登记表")[0])
    assert one in words
    assert other in words


@then(parsers.parse("凭回执码看到“{state}”"))
def code_shows(story: Story, state: str) -> None:
    assert NAMES[followed(life_of(story).code).state] == state


@when("彭燕登记一封没有写内容的来信")
def registers_nothing(story: Story) -> None:
    said = telling(channel="letter", content=" ")
    code = receipt_code(ids.token())
    story.attempt(lambda: receiving.register(telling=said, code=code, actor=story.cast.actor("彭燕")))


@when(parsers.parse("彭燕把它定为{severity}"))
def grades(story: Story, severity: str) -> None:
    life_of(story).named("李强").graded(SEVERITIES[severity])


@then(parsers.parse("{name}收到投诉提醒“{words}”"))
def reminded(story: Story, name: str, words: str) -> None:
    assert any(words in one for one in story.told([name]))


@when("系统巡查投诉")
def sweeps(story: Story) -> None:
    complaints()


@when(parsers.parse("{name}对投诉批示“{words}”"))
def instructs(story: Story, name: str, words: str) -> None:
    receiving.acknowledge(uid=life_of(story).uid, instruction=words, actor=story.cast.actor(name))


@when("承办人何静调查后提出处理建议")
def investigates_and_proposes(story: Story) -> None:
    life_of(story).taken_up().declared().recorded()
    story.attempt(life_of(story).proposed)


@when("承办人何静提出处理建议")
def proposes(story: Story) -> None:
    story.attempt(life_of(story).proposed)


@then(parsers.parse("投诉的状态是“{state}”"))
def state_is(story: Story, state: str) -> None:
    assert story.refused is None
    assert NAMES[row(story).state] == state


@when("彭燕受理，由何静承办")
def accepts(story: Story) -> None:
    life = life_of(story)
    if not row(story).severity:
        life.named("李强").graded()
    life.taken_up()


def answers(cast: Cast, name: str, uid: UUID) -> tuple[int, bytes]:
    client = Client()
    client.force_login(cast.staff(name))
    answer = client.get(f"/desk/complaints/{uid}/")
    return answer.status_code, answer.content.replace(str(uid).encode(), b"")


@then(parsers.parse("{name}打开这一件，看到的和没有这一件一样"))
def sees_none(story: Story, name: str) -> None:
    theirs, none = (answers(story.cast, name, uid) for uid in (life_of(story).uid, uuid4()))
    assert theirs[0] == none[0] in {403, 404}
    assert len(theirs[1]) == len(none[1])


@then(parsers.parse("{name}可以打开这一件"))
def opens(story: Story, name: str) -> None:
    assert answers(story.cast, name, life_of(story).uid)[0] == 200


def look(story: Story, reason: str) -> None:
    actor = story.cast.actor("何静")

    def act() -> None:
        opening = talking.open_identity(uid=life_of(story).uid, reason=reason, actor=actor)
        story.notes["person"] = identity.opened(UUID(opening), actor)

    story.attempt(act)


@when("何静没有写理由就查看身份")
def looks_without_reason(story: Story) -> None:
    look(story, "")


@when(parsers.parse("何静以“{reason}”查看身份"))
def looks(story: Story, reason: str) -> None:
    look(story, reason)


@then(parsers.parse("何静看到姓名“{name}”，{consent}公开"))
def sees_name(story: Story, name: str, consent: str) -> None:
    person = story.notes["person"]
    assert isinstance(person, Person)
    assert (person.name, person.may_disclose) == (name, consent == "同意")


@then(parsers.parse("彭燕在身份查看记录里看到“{name}”和“{reason}”"))
def log_shows(story: Story, name: str, reason: str) -> None:
    assert [(one.by, one.reason) for one in lines.openings(story.cast.actor("彭燕"))] == [(name, reason)]


@when("刘桂兰凭回执码同意公开姓名")
def allows(story: Story) -> None:
    talking.disclosure(code=life_of(story).code, allowed=True)


@when("何静没有声明就记调查")
def records_early(story: Story) -> None:
    story.attempt(life_of(story).recorded)


@when(parsers.parse("何静声明“{relation}”"))
def declares_interest(story: Story, relation: str) -> None:
    actor = story.cast.actor("何静")
    handling.declare(uid=life_of(story).uid, interest=True, relation=relation, actor=actor)


@when("何静声明没有利害关系")
def declares_none(story: Story) -> None:
    life_of(story).declared()


@then(parsers.parse("投诉有一份“{title}”"))
def has_paper(story: Story, title: str) -> None:
    assert len(papers(story, title)) == 1


@when(parsers.parse("彭燕另定{name}承办"))
def reassigns(story: Story, name: str) -> None:
    chosen = story.cast.staff_id(name)
    actor = story.cast.actor("彭燕")
    story.attempt(lambda: handling.assign(uid=life_of(story).uid, investigator_id=chosen, actor=actor))


@then(parsers.parse("{name}最迟 {date}"))
def due_by(story: Story, name: str, date: str) -> None:
    kind = {"简要答复": "reply", "办结": "close"}[name]
    found = dues.binding(row(story), kind)
    assert found is not None
    assert found.date == day(date)


@then(parsers.parse("投诉记了 {count:d} 次超期"))
def breached(story: Story, count: int) -> None:
    assert Breach.objects.filter(complaint=row(story)).count() == count


@when("何静以现场走访记下调查")
def visits(story: Story) -> None:
    life_of(story).recorded()


@given("何静已经向刘桂兰反馈处理建议")
def fed_back(story: Story) -> None:
    story.notes["life"] = Life(story.cast).investigated()


@when("刘桂兰凭回执码认可")
def agrees(story: Story) -> None:
    handling.consent_by_code(code=life_of(story).code, agreed=True, note="")


@when("何静记下被反映的一方认可")
def other_side_agrees(story: Story) -> None:
    actor = story.cast.actor("何静")
    handling.consent(uid=life_of(story).uid, side="accused", agreed=True, note="", actor=actor)


@when("何静没有答复就办结")
def closes_without_reply(story: Story) -> None:
    life_of(story).declared()
    story.attempt(life_of(story).closed)


@when("何静办结")
def closes(story: Story) -> None:
    story.attempt(life_of(story).closed)


@when(parsers.parse("何静写明“{why}”后办结"))
def closes_unagreed(story: Story, why: str) -> None:
    story.attempt(lambda: life_of(story).closed(unagreed=why))


@then(parsers.parse("刘桂兰凭回执码看到一份“{title}”"))
def code_shows_paper(story: Story, title: str) -> None:
    assert story.refused is None
    assert title in [one.title_zh for one in followed(life_of(story).code).papers]


@when(parsers.parse("陈局因为“{cause}”延期 {days:d} 日"))
def extends(story: Story, cause: str, days: int) -> None:
    actor = story.cast.actor("陈局")
    uid, code = life_of(story).uid, CAUSES.get(cause, "")
    story.attempt(lambda: handling.extend(uid=uid, cause=code, reason=cause, days=days, actor=actor))


@when(parsers.parse("彭燕转送到“{body}”"))
def refers(story: Story, body: str) -> None:
    life = life_of(story).graded()
    receiving.refer(uid=life.uid, destination=body, reason="不属于本局职责", actor=story.cast.actor("彭燕"))


@given("刘桂兰的投诉已经办结")
def closed(story: Story) -> None:
    story.notes["life"] = Life(story.cast).investigated().agreed().closed()


@when(parsers.parse("刘桂兰凭回执码提出异议“{words}”"))
def objects(story: Story, words: str) -> None:
    ending.ask_review(code=life_of(story).code, objection=words)


@when("彭燕说明工作有误")
def explains(story: Story) -> None:
    ending.explain(uid=life_of(story).uid, finding=FINDING, actor=story.cast.actor("彭燕"))


@when(parsers.parse("彭燕确定由{name}复查"))
def appoints(story: Story, name: str) -> None:
    chosen, actor = story.cast.staff_id(name), story.cast.actor("彭燕")
    story.attempt(lambda: ending.appoint(uid=life_of(story).uid, reviewer_id=chosen, actor=actor))


@when(parsers.parse("{name}复查"))
def reviews(story: Story, name: str) -> None:
    story.attempt(lambda: life_of(story).reviewed_by(name))


@when("彭燕归档")
def archives(story: Story) -> None:
    actor = story.cast.actor("彭燕")

    def act() -> None:
        story.notes["volume"] = ending.archive(uid=life_of(story).uid, actor=actor)

    story.attempt(act)


@then(parsers.parse("卷号以“{start}”开头，列在“{category}”里"))
def filed(story: Story, start: str, category: str) -> None:
    assert str(story.notes["volume"]).startswith(start)
    found = lines.volumes(story.cast.actor("彭燕"))
    assert [CATEGORIES[line.category] for line in found] == [category]
