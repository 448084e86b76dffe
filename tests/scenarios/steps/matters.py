"""Sentences of 公文、上级交办、同级转办 (07-02, 07-05)."""

from pytest_bdd import parsers, then, when

from banshi.institutions.time_limits.actions import office, parts
from banshi.institutions.time_limits.actions.parts import Explained
from banshi.institutions.time_limits.models import GROUND_NAMES, Breach, Matter
from banshi.institutions.time_limits.queries.matters import matter
from banshi.institutions.time_limits.rules import MATTER_LIMITS, MATTER_STATES, Grade, Incoming, MatterKind
from banshi.kernel.documents.models import Document
from banshi.kernel.ledger.queries import stream as ledger_stream
from banshi.kernel.organisation.models import Section
from banshi.lib import clock
from banshi.lib.results import NotPermitted
from tests.scenarios.story import Story, day, words_of

KINDS = {
    "公文": MatterKind.OFFICIAL_DOCUMENT,
    "上级交办": MatterKind.SUPERIOR_TASK,
    "同级转办": MatterKind.PEER_TRANSFER,
}
GRADES = {"一般": Grade.ORDINARY, "急件": Grade.URGENT, "特殊": Grade.SPECIAL}
GROUNDS = {name: ground for ground, name in GROUND_NAMES.items()}


def matter_id(story: Story) -> int:
    found = story.notes["matter"]
    assert isinstance(found, int)
    return found


def register(
    story: Story, title: str, *, kind: str = "公文", grade: Grade, ground: str = "", until: str = ""
) -> None:
    given = Incoming(
        kind=KINDS[kind],
        title=title,
        source="市民政局" if kind == "上级交办" else "市政府办公室",
        grade=grade,
        ground=ground,
        received_at=clock.now(),
        demanded=day(until) if until else None,
    )

    def act() -> None:
        story.notes["matter"] = office.register_matter(given=given, actor=story.cast.actor("沈远"))

    story.attempt(act)


def route(story: Story, sections: str) -> None:
    named = [Section.objects.get(name_zh=name).pk for name in sections.split("、")]
    office.route_matter(
        matter_id=matter_id(story),
        version=None,
        lead=named[0],
        others=named[1:],
        actor=story.cast.actor("沈远"),
    )


@when(parsers.re(r"沈远登记(?P<grade>一般|急件)公文“(?P<title>[^”]+)”，分给(?P<sections>.+)"))
def registers_and_routes(story: Story, grade: str, title: str, sections: str) -> None:
    register(story, title, grade=GRADES[grade])
    route(story, sections)


@when(parsers.re(r"沈远登记一般公文“(?P<title>[^”]+)”，来文限 (?P<until>[\d-]+)"))
def registers_with_a_date(story: Story, title: str, until: str) -> None:
    register(story, title, grade=Grade.ORDINARY, until=until)


@when(parsers.parse("沈远登记特殊公文“{title}”，情况是“{ground}”"))
def registers_special(story: Story, title: str, ground: str) -> None:
    register(story, title, grade=Grade.SPECIAL, ground=GROUNDS.get(ground, ""))


@when(
    parsers.re(
        r"沈远登记(?P<kind>上级交办|同级转办)“(?P<title>[^”]+)”，限 (?P<until>[\d-]+)，分给(?P<sections>.+)"
    )
)
def registers_task(story: Story, kind: str, title: str, until: str, sections: str) -> None:
    register(story, title, kind=kind, grade=Grade.SET, until=until)
    route(story, sections)


@when(parsers.parse("{who}把期限定在 {until}，理由是“{reason}”"))
def sets_limit(story: Story, who: str, until: str, reason: str) -> None:
    actor = story.cast.actor(who)
    story.attempt(
        lambda: office.set_matter_limit(
            matter_id=matter_id(story), version=None, until=day(until), reason=reason, actor=actor
        )
    )


def part_of(story: Story, who: str) -> int:
    section = story.cast.staff(who).section_id
    rows = Matter.objects.get(pk=matter_id(story)).parts.filter(section_id=section, returned_at=None)
    return rows.order_by("id").values_list("pk", flat=True)[0]


@when(parsers.re("(?P<who>李强|何静)接办"))
def takes_up(story: Story, who: str) -> None:
    parts.take_up_matter(
        matter_id=matter_id(story), version=None, part_id=part_of(story, who), actor=story.cast.actor(who)
    )


@when(parsers.parse("{who}填写结果“{opinion}”"))
def finishes(story: Story, who: str, opinion: str) -> None:
    story.attempt(
        lambda: parts.finish_matter_part(
            matter_id=matter_id(story),
            version=None,
            part_id=part_of(story, who),
            opinion=opinion,
            actor=story.cast.actor(who),
        )
    )


@when(parsers.re("李强退回，理由是“(?P<reason>[^”]*)”"))
def gives_back(story: Story, reason: str) -> None:
    story.attempt(
        lambda: parts.return_matter(
            matter_id=matter_id(story),
            version=None,
            part_id=part_of(story, "李强"),
            reason=reason,
            actor=story.cast.actor("李强"),
        )
    )


@when(parsers.parse("沈远把它退回来文单位，理由是“{reason}”"))
def sends_back(story: Story, reason: str) -> None:
    office.send_matter_back(
        matter_id=matter_id(story), version=None, reason=reason, actor=story.cast.actor("沈远")
    )


@when(parsers.parse("何静说明“{reason}”，市局李科长重新定在 {until}"))
def explains(story: Story, reason: str, until: str) -> None:
    parts.explain_matter(
        matter_id=matter_id(story),
        version=None,
        explained=Explained(reason, "市局李科长", day(until)),
        actor=story.cast.actor("何静"),
    )


@when("沈远归档这件事项")
def closes(story: Story) -> None:
    office.close_matter(matter_id=matter_id(story), version=None, actor=story.cast.actor("沈远"))


@then(parsers.parse("这件事项的期限到 {until}，依据“{name}”"))
def matter_due(story: Story, until: str, name: str) -> None:
    found = matter(matter_id(story))
    assert (found.due, MATTER_LIMITS[found.clock]) == (day(until), name)


@then(parsers.parse("这件事项的状态是“{state}”"))
def matter_state(story: Story, state: str) -> None:
    assert MATTER_STATES[matter(matter_id(story)).state] == state


@then(parsers.parse("这件事项记了 {count:d} 次超期"))
def matter_breaches(story: Story, count: int) -> None:
    assert Breach.objects.filter(matter_id=matter_id(story)).count() == count


@then(parsers.parse("李强、赵敏、陈局依次收到“{handler}”、“{head}”、“{leader}”"))
def warned_in_turn(story: Story, handler: str, head: str, leader: str) -> None:
    for name, words in zip(("李强", "赵敏", "陈局"), (handler, head, leader), strict=True):
        told = story.told([name])
        assert told == [] if words == "没有" else told[0].startswith(words), (name, told)


def paper(story: Story, title: str) -> Document:
    rows = Document.objects.filter(stream=f"matter:{matter_id(story)}", title_zh=title)
    return rows.latest("id")


@then(parsers.parse("办理单“{title}”写明“{one}”和“{other}”"))
def sheet_names(story: Story, title: str, one: str, other: str) -> None:
    words = words_of(paper(story, title))
    assert one in words
    assert other in words


@then(parsers.parse("出具的“{title}”写明“{words}”"))
def sheet_says(story: Story, title: str, words: str) -> None:
    assert words in words_of(paper(story, title))


@then("系统说岗位没有这个权限")
def not_permitted(story: Story) -> None:
    assert isinstance(story.refused, NotPermitted)


@then("这件事项的期限是暂定的")
def matter_is_provisional(story: Story) -> None:
    assert matter(matter_id(story)).provisional


@then("这件事项的经过里记着重新计算")
def recomputing_is_on_record(story: Story) -> None:
    acts = [entry.act for entry in ledger_stream(f"matter:{matter_id(story)}")]
    assert acts.count("matter_recomputed") == 1
