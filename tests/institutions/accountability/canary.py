"""The canary of accountability: a case whose every free text carries a mark, and who may see which of them."""

import re
from uuid import UUID

from django.urls import get_resolver

from banshi.institutions.accountability.actions import deciding, leads, person, working
from banshi.institutions.accountability.actions.deciding import Answered, MeetingRuling
from banshi.institutions.accountability.actions.leads import EnteredLead, Taking
from banshi.institutions.accountability.actions.working import Found, Heard, Proposed
from banshi.institutions.accountability.rules.tolerance import GROUNDS, Weighed
from banshi.institutions.accountability.staff.acts import OWN, STEPS
from banshi.lib import clock
from tests.addresses import routes

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


def found_in(words):
    """The marks that show in a text, by name."""
    return sorted(name for name, mark in MARKS.items() if mark in words)


class Answering:
    """One lead and its case in a crawl: where they live, and what was seen by whom."""

    def __init__(self, lead, uid):
        self.lead, self.uid = lead, uid
        self.seen = {"work": set(), "own": set()}

    def addresses(self):
        """The addresses of the room, with this case in them."""
        known = {"uid": self.uid, "act": "decide"}
        for path, _view in routes(get_resolver()):
            if "accountability" in path:
                yield "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda name: str(known.get(name[1], 1)), path)
        yield from (f"/desk/accountability/?folder={one}" for one in ("leads", "work", "decision", "done"))
        yield from (f"/desk/accountability/leads/{self.lead}/{one}" for one in ("", "accept/", "dismiss/"))
        yield from (f"/desk/accountability/{self.uid}/{act}/" for act in STEPS)
        yield from (f"/desk/accountability/mine/{self.uid}/{act}/" for act in OWN)

    def leaks(self, name, address, content):
        """What this person should not have seen there."""
        marks = found_in(content.decode(errors="replace"))
        if not marks:
            return []
        if name in OFFICIAL and address.startswith("/desk/accountability/"):
            self.seen["work"] |= set(marks)
        elif name == "李强" and address.startswith(f"/desk/accountability/mine/{self.uid}/"):
            self.seen["own"] |= set(marks)
        else:
            return [(name, address, marks)]
        return []

    def has_shown_all_to_those_concerned(self):
        """Who works on it saw every mark, and the person all but those that are not theirs."""
        assert self.seen["work"] == MARKS.keys()
        assert self.seen["own"] == MARKS.keys() - {"facts", "informant", "cause", "relation", "back"}
