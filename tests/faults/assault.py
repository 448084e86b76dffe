"""A house under siege: clients act, processes are killed, and after each round every promise is looked at."""

import datetime as dt
import itertools
import json
import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field

from django.db import connection

from banshi.institutions.appointments.actions.keeping import set_bookable_hours
from banshi.institutions.appointments.rules.days import Hours
from banshi.kernel.documents.leasing import LEASE
from banshi.kernel.organisation.models import ApiKey, Post, Staff
from banshi.kernel.organisation.people import actor_for
from banshi.kernel.organisation.queries import section_by_code
from banshi.kernel.vault.digests import digest
from banshi.lib import clock, ids
from bench import bureau
from bench.applications import applicants, papers
from bench.report import progress
from tests.faults import oracles
from tests.faults.clients import Crowd, Journal, World
from tests.faults.house import PACE, House, Postgres, wait_for
from tests.faults.journal import told

# About so many points are reached before one kills; an act reaches four or five.
EVERY = 250
ROUND_KILLS = 75
# All that dead workers had claimed must be taken up after the lease and a minute; and what a loaded machine needs to
# start a worker at all, in real seconds.
SETTLE = (LEASE + dt.timedelta(minutes=1)).total_seconds() / PACE + 15.0
DAYS = ("2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27", "2026-11-30", "2026-12-01")


@dataclass
class Report:
    """What one siege came to."""

    kind: str
    server: str
    kills: Counter[str] = field(default_factory=Counter)
    acknowledged: int = 0
    unknown: int = 0
    rounds: int = 0
    seconds: float = 0.0
    database_back: float = 0.0
    taken_up: float = 0.0
    sent_twice: int = 0
    acts: Counter[str] = field(default_factory=Counter)
    points: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


class Siege:
    """One house, its clients, and who kills what when."""

    def __init__(self, built: House, seed: int, server: str = "serve", clients: int = 6) -> None:
        self.house, self.dice = built, random.Random(seed)
        self.report = Report("postgresql" if built.database else "sqlite", server)
        self.journal = Journal()
        self.world = _world(built)
        self.crowd = Crowd(self.world, self.journal, clients, seed)
        self._began = time.monotonic()
        self._left: list[str] = []
        self._until, self._failpoint, self._acts_a_kill = 0.0, f"*:*/{EVERY}", 1.0

    def lasts(self, kills: int, acts: int, seconds: float, pause: tuple[float, float] = (0.3, 2.0)) -> Report:
        """Rounds until so many were killed and so many acts were acknowledged, or so many seconds are over."""
        self._began, self._until = time.monotonic(), time.monotonic() + seconds
        # About half of the kills are at points, and all are spread over the acts.
        self._failpoint, self._acts_a_kill = f"*:*/{max(EVERY, 9 * acts // kills)}", acts / kills
        self.house.serve(self.report.server, failpoint=self._failpoint)
        self.house.work(failpoint=self._failpoint)
        rounds = -(-kills // ROUND_KILLS)
        for number in range(1, rounds + 1):
            self.crowd.seed += 1
            wanted = kills * number // rounds, acts * number // rounds
            self.crowd.during(lambda wanted=wanted: self._round(*wanted, pause))
            self._say("round over")
            self._settle()
            self._say("settled")
            self._judge()
            self._say("judged")
            self.report.rounds += 1
            if self.report.wrong or time.monotonic() > self._until:
                break
        self.report.seconds = time.monotonic() - self._began
        return self.report

    def _say(self, what: str) -> None:
        done = f"{self._killed()} kills, {self.journal.acknowledged} acts"
        progress(f"{self.report.kind} {time.monotonic() - self._began:.0f} s: {what}, {done}")

    def skirmish(self, kills: int) -> Report:
        """Only the web, killed so many times while clients act; then every promise is looked at."""
        self.house.serve(self.report.server, failpoint=self._failpoint)
        self.crowd.during(lambda: self._web_only(kills))
        self._judge()
        return self.report

    def _web_only(self, kills: int) -> None:
        for _ in range(kills):
            so_far = self.journal.acknowledged
            wait_for("some acts", lambda n=so_far: self.journal.acknowledged >= n + 3 or self.journal.wrong)
            self.report.kills["web"] += self.house.kill_web_worker(self.dice.randrange(2))
        so_far = self.journal.acknowledged
        wait_for("acts after the last kill", lambda: self.journal.acknowledged >= so_far + 3)

    def _round(self, kills: int, acts: int, pause: tuple[float, float]) -> None:
        """Until so many were killed and so many acts acknowledged since the siege began."""
        while self._killed() < kills or self.journal.acknowledged < acts:
            time.sleep(self.dice.uniform(*pause))
            self._mend()
            if self.journal.wrong or time.monotonic() > self._until:
                break
            if self._killed() < min(kills, self.journal.acknowledged / self._acts_a_kill + 1):
                self._kill(self.dice.random())

    def _kill(self, chance: float) -> None:
        if self.house.database and chance < 0.12:
            self._kill_database(self.house.database)
        elif chance < 0.2:
            self.house.kill_worker()
            self.report.kills["worker"] += 1
            self._mend()
        elif self.house.kill_web_worker(self.dice.randrange(2)):
            self.report.kills["web"] += 1

    def _kill_database(self, database: Postgres) -> None:
        database.kill()
        self.report.kills["database"] += 1
        time.sleep(self.dice.uniform(0, 0.5))
        database.start()
        before = self.journal.acknowledged
        back = wait_for("an act after the database came back", lambda: self.journal.acknowledged > before)
        self.report.database_back = max(self.report.database_back, back)

    def _mend(self) -> None:
        """The worker is started again by whoever looks after it."""
        if self.house.worker_died():
            self.house.work(failpoint=self._failpoint)

    def _killed(self) -> int:
        return self.report.kills.total() + len(self.house.points_hit())

    def _settle(self) -> None:
        """A worker that nobody kills takes up what the dead ones had claimed, once their leases ran out."""
        self.house.kill_worker()
        # What the new worker claims is not the question, however long it takes.
        left = oracles.claimed()
        began = time.monotonic()
        self.house.work()
        while (left := left & oracles.claimed()) and time.monotonic() - began < SETTLE:
            time.sleep(0.3)
        self._left = [f"{kind} {pk} waits beyond its lease" for kind, pk, _ in sorted(left, key=str)]
        self.report.taken_up = max(self.report.taken_up, (time.monotonic() - began) * PACE)
        self.house.kill_worker()
        self.house.work(failpoint=self._failpoint)

    def _judge(self) -> None:

        told = list(self._told())
        wrong = [*self.journal.wrong, *oracles.half_done()]
        wrong += [*oracles.broken_promises(told), *oracles.twice_taken_in(), *self._twice_sent(), *self._left]
        connection.close()
        self.report.wrong = wrong[:50]
        self.report.acknowledged = self.journal.acknowledged
        self.report.unknown = sum(one.answer is None for one in self.journal.sent)
        self.report.points = Counter(self.house.points_hit())
        self.report.statuses = self.journal.statuses
        self.report.acts = Counter(one.kind for one in self.journal.sent if one.answer is not None)

    def _twice_sent(self) -> Iterator[str]:
        """A message may leave once more for each time a worker was killed before it could note it."""
        box = self.house.folder / "data" / "outbox" / "messages.jsonl"
        lines = box.read_text().splitlines() if box.exists() else []
        sent = Counter(json.loads(line)["uid"] for line in lines)
        twice = sum(number - 1 for number in sent.values())
        self.report.sent_twice = twice
        killed = self.report.kills["worker"] + self.report.points.total() + self.report.kills["database"] + 1
        if twice > killed + self.report.rounds * 2 + 2:
            yield f"{twice} messages left twice, {killed} kills"

    def _told(self) -> Iterator[oracles.Told]:

        return told(self.journal, self.world)


def _world(built: House) -> World:
    """Keys of everybody who acts, times that can be booked, people without end."""
    posts = {"clerk": "SPK", "handler": "SHZZ", "head": "SHZZ"}
    staff = Staff.objects.filter(pk__in=Post.objects.filter(role__in=posts).values("staff")).order_by("pk")
    keys = {}
    for one in staff:
        keys[one.username] = ids.token()
        ApiKey.objects.create(name="siege", staff=one, digest=digest("api-key", keys[one.username]))
    clerk = Post.objects.filter(role="clerk").order_by("staff").first().staff
    section = section_by_code("SHZZ").id
    head = Staff.objects.get(pk=Post.objects.get(role="head", section=section).staff_id)
    week = tuple(Hours(day, dt.time(9), dt.time(17), 5, 50) for day in range(5))
    set_bookable_hours(section_id=section, effective_from=clock.today(), week=week, actor=actor_for(head))
    starts = [f"{minute // 60:02d}:{minute % 60:02d}" for minute in range(9 * 60, 17 * 60, 5)]
    world = World(
        port=built.port,
        clerk=clerk.username,
        keys=keys,
        logins={one.pk: one.username for one in staff},
        papers=papers(),
        applicants=(asdict(one) for one in applicants()),
        times=itertools.cycle([(day, start) for start in starts for day in DAYS]),
        serial=itertools.count(1),
    )
    connection.close()
    return world


def lay(built: House, *, kills: int, acts: int, seconds: float, seed: int, server: str) -> Report:
    """Found a bureau in a house and lay siege to it."""
    bureau.found()
    return Siege(built, seed, server).lasts(kills, acts, seconds)
