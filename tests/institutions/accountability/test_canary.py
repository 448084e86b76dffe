"""The canary: every free-text field of a case carries a mark, and the marks are looked for in everything there is."""

import re
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.urls import get_resolver

from banshi.institutions.accountability.actions import deciding, leads, person, working
from banshi.institutions.accountability.actions.deciding import Answered, MeetingRuling
from banshi.institutions.accountability.actions.leads import EnteredLead, Taking
from banshi.institutions.accountability.actions.working import Found, Heard, Proposed
from banshi.institutions.accountability.rules.tolerance import GROUNDS, Weighed
from banshi.institutions.accountability.staff.acts import OWN, STEPS
from banshi.kernel.ledger.models import Entry
from banshi.kernel.notifications.models import Message
from banshi.lib import clock
from banshi.workflows.tick import tick
from tests.institutions.complaints.test_canary import routes
from tests.people import COLLEAGUES

pytestmark = pytest.mark.django_db

FIELDS = (
    *("facts", "informant", "cause", "relation", "record", "told", "stated", "oral", "ground", "opinion"),
    *("proposal", "basis", "decision", "ruling", "measure", "objection", "answer", "report", "check", "back"),
)
MARKS = {name: f"QX{number}{name}" for number, name in enumerate(FIELDS, start=71)}
OFFICIAL = {"彭燕", "沈远", "何静", "陈局", "龚书"}


def live_through(cast):
    """Every act that takes words, so that every field is filled and every paper issued."""
    party, worker, secretary, own = (cast.actor(name) for name in ("彭燕", "何静", "龚书", "李强"))
    told = EnteredLead(
        "superior", MARKS["facts"], "WZ-5", clock.today(), None, cast.staff_id("李强"), MARKS["informant"]
    )
    lead = UUID(leads.enter(told=told, actor=cast.actor("蒋廉")))
    taking = Taking(cast.staff_id("李强"), "WZ-5", MARKS["cause"], cast.staff_id("何静"))
    uid = UUID(leads.accept(uid=lead, taking=taking, actor=party))
    working.recuse(uid=uid, staff_id=cast.staff_id("吴导"), relation=MARKS["relation"], actor=party)
    working.declare(uid=uid, interest=False, relation="", actor=worker)
    working.record(uid=uid, found=Found("talk", clock.today(), MARKS["record"]), actor=worker)
    working.tell(uid=uid, facts=MARKS["told"], actor=worker)
    person.state(uid=uid, text=MARKS["stated"], actor=own)
    working.hear(uid=uid, heard=Heard("oral", MARKS["oral"], clock.today()), actor=worker)
    answers = {code: Weighed(code, False, MARKS["ground"]) for code in GROUNDS}
    working.weigh(uid=uid, answers=answers, opinion=MARKS["opinion"], actor=worker)
    working.propose(uid=uid, proposed=Proposed("education", MARKS["proposal"], MARKS["basis"]), actor=worker)
    decided = MeetingRuling(
        clock.today(),
        "education",
        MARKS["decision"],
        MARKS["ruling"],
        MARKS["measure"],
        clock.today().replace(day=30),
    )
    deciding.decide(uid=uid, decided=decided, actor=secretary)
    deciding.notify(uid=uid, on=clock.today(), actor=party)
    person.ask(uid=uid, kind="review", text=MARKS["objection"], actor=own)
    deciding.review(uid=uid, answered=Answered("upheld", MARKS["answer"]), actor=secretary)
    person.report(uid=uid, text=MARKS["report"], actor=own)
    deciding.check(uid=uid, done=True, note=MARKS["check"], due=None, actor=party)
    deciding.feed_back(uid=uid, text=MARKS["back"], actor=party)
    return lead, uid


def addresses(lead, uid):
    """Every address of the house that a small bureau can fill, and the room's own."""
    known = {
        "uid": uid,
        "act": "decide",
        "code": "MZ-XK-01",
        "kind": "reply",
        "year": 2026,
        "article": "12-04",
    }
    known |= {"slug": "x", "key": "birth", "name": "refused", "step": "x", "day": "2026-11-23", "period": 1}
    for path in routes(get_resolver()):
        if "^" in path or "logout" in path:
            continue
        yield "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda name: str(known.get(name[1], 1)), path)
    yield from (f"/desk/accountability/?folder={one}" for one in ("leads", "work", "decision", "done"))
    yield from (f"/desk/accountability/leads/{lead}/{one}" for one in ("", "accept/", "dismiss/"))
    yield from (f"/desk/accountability/{uid}/{act}/" for act in STEPS)
    yield from (f"/desk/accountability/mine/{uid}/{act}/" for act in OWN)


def found_in(words):
    return sorted(name for name, mark in MARKS.items() if mark in words)


def body(answer):
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode(
        errors="replace"
    )


@pytest.mark.once
def test_the_marks_show_to_nobody_but_those_of_the_case(cast, caplog):
    caplog.set_level("DEBUG")
    lead, uid = live_through(cast)
    tick()
    leaks, seen = [], {"work": set(), "own": set()}
    for one in COLLEAGUES:
        client = Client()
        client.force_login(cast.staff(one.name_zh))
        for address in addresses(lead, uid):
            marks = found_in(body(client.get(address)))
            if not marks:
                continue
            if one.name_zh in OFFICIAL and address.startswith("/desk/accountability/"):
                seen["work"] |= set(marks)
            elif one.name_zh == "李强" and address.startswith(f"/desk/accountability/mine/{uid}/"):
                seen["own"] |= set(marks)
            else:
                leaks.append((one.name_zh, address, marks))
    assert leaks == []
    assert seen["work"] == MARKS.keys()
    assert seen["own"] == MARKS.keys() - {"facts", "informant", "cause", "relation", "back"}
    assert found_in(caplog.text) == []


def test_no_column_no_ledger_text_and_no_message_holds_a_mark(cast):
    live_through(cast)
    tick()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                assert found_in(str(row)) == [], table
    for entry in Entry.objects.filter(stream__startswith="accountability:").order_by("seq"):
        assert not {"李强", "赵敏"} & {str(value) for value in entry.payload.values()}
    for message in Message.objects.filter(template_key__startswith="accountability").order_by("id"):
        assert not re.search("李强|赵敏|WJ-", message.subject + message.body)
        assert message.stream == ""
