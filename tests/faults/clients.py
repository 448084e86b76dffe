"""Clients of the API that keep a journal: what they asked for, and what the server acknowledged.

Every act carries a key. Without an answer the same act is sent again with the same key until there is one; some
clients give up instead, and never learn what became of it. No Django here.
"""

import json
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from typing import Any

PATIENCE = 60.0
# One in so many gives up when there is no answer.
GIVES_UP = 6
# How often which story is lived: those without letters are cheap, so that more acts meet the same kills.
WEIGHTS = (2, 1, 2, 2, 9, 5)


class GaveUp(Exception):
    """The client went away without an answer."""


class Wrong(Exception):
    """An answer that a client must never get."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One act: `answer` is the acknowledgement, None when none ever came."""

    kind: str
    who: str
    path: str
    key: str
    answer: Mapping[str, Any] | None


@dataclass
class Journal:
    """What all clients together know."""

    sent: list[Sent] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    @property
    def acknowledged(self) -> int:
        """How many acts were acknowledged."""
        return sum(one.answer is not None for one in self.sent)


@dataclass(frozen=True, slots=True)
class World:
    """Where to, who takes in, keys by log-in, whose id is whose log-in, which papers the item demands."""

    port: int
    clerk: str
    keys: Mapping[str, str]
    logins: Mapping[int, str]
    papers: tuple[int, ...]
    applicants: Iterator[dict[str, str]]
    times: Iterator[tuple[str, str]]
    serial: Iterator[int]


class Client(threading.Thread):
    """Lives one story after another until it is told to stop."""

    def __init__(self, world: World, journal: Journal, stop: threading.Event, seed: int) -> None:
        super().__init__(daemon=True)
        self.world, self.journal, self.stop = world, journal, stop
        self.dice = random.Random(seed)
        self._line: HTTPConnection | None = None
        self._lock = _SHARED

    def run(self) -> None:
        """Until the end."""
        stories = (
            self.granted,
            self.refused,
            self.supplemented,
            self.withdrawn,
            self.booked,
            self.complained,
        )
        while not self.stop.is_set():
            (story,) = self.dice.choices(stories, WEIGHTS)
            try:
                story()
            except GaveUp:
                pass
            except Wrong as wrong:
                self.journal.wrong.append(f"{story.__name__}: {wrong}")
        self._hang_up()

    def granted(self) -> None:
        """From the counter to the archive."""
        case = self.accepted()
        handler = self.world.logins[case["handler"]]
        decided = self.on_case(handler, case, "decide", granted=True)
        served = self.on_case(
            self.world.clerk,
            decided["case"],
            "serve",
            document=decided["document"],
            way="in_person",
            signed_by="张伟",
        )
        self.on_case(handler, served["case"], "archive")

    def refused(self) -> None:
        """Refused with facts, law and evidence."""
        case = self.accepted()
        why = {
            "ground": "NF-2",
            "facts": "已有业务相似的社团",
            "legal_basis": ["《社会团体登记管理条例》第十三条"],
            "evidence": [{"kind": "material", "reference": 1}],
        }
        self.on_case(self.world.logins[case["handler"]], case, "decide", granted=False, refusal=why)

    def supplemented(self) -> None:
        """A paper is missing, asked for, brought, and all is accepted."""
        papers = self.world.papers
        case = self.take_in(present=papers[1:])
        told = self.on_case(self.world.clerk, case, "ask-supplement", until="2026-12-07")
        brought = self.on_case(self.world.clerk, told["case"], "supply", materials=papers[:1])
        checked = self.on_case(self.world.clerk, brought["case"], "check-materials", present=papers, wrong=[])
        self.on_case(self.world.clerk, checked["case"], "accept")

    def withdrawn(self) -> None:
        """Accepted, then taken back."""
        self.on_case(self.world.clerk, self.accepted(), "withdraw", channel="counter")

    def booked(self) -> None:
        """A time is booked, changed, given back."""
        with self._lock:
            (day, time_of_day), later = next(self.world.times), next(self.world.times)
            number = next(self.world.serial)
        wanted = {
            "service": "MZ-XK-01",
            "purpose": "intake",
            "reason": "YY-1",
            "name": "张伟",
            "channel": "phone",
        }
        wanted |= {"phone": f"138{number:08d}", "date": day, "time": time_of_day}
        booking = self.act("book", self.world.clerk, "/bookings", wanted)
        path = f"/bookings/{booking['id']}/acts"
        moved = {"version": booking["version"], "date": later[0], "time": later[1]}
        booking = self.act("move", self.world.clerk, f"{path}/move", moved)
        if self.dice.random() < 0.5:
            self.act("cancel", self.world.clerk, f"{path}/cancel", {"version": booking["version"]})

    def complained(self) -> None:
        """A complaint without a name."""
        told = {"category": "explained", "content": "同一件事跑了三趟，每次都说还缺材料。"}
        self.act("complain", "", "/complaints", told)

    def accepted(self) -> Mapping[str, Any]:
        """A complete application, accepted at once."""
        return self.take_in(present=self.world.papers, accept=True)

    def take_in(self, **more: Any) -> Mapping[str, Any]:
        """An application of somebody who never came before."""
        with self._lock:
            applicant = next(self.world.applicants)
        body = {"item": "MZ-XK-01", "applicant": applicant, "channel": "counter"} | more
        return self.act("accepted" if "accept" in more else "received", self.world.clerk, "/cases", body)

    def on_case(self, who: str, case: Mapping[str, Any], act: str, **body: Any) -> Mapping[str, Any]:
        """One act on a case as it was shown."""
        return self.act(act, who, f"/cases/{case['id']}/acts/{act}", {"version": case["version"]} | body)

    def act(self, kind: str, who: str, path: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
        """Send one act until it is acknowledged; raises `GaveUp`, or `Wrong` after an answer that must not be."""
        key = f"k-{self.dice.getrandbits(128):032x}"
        headers = {"Content-Type": "application/json", "Idempotency-Key": key}
        if who:
            headers["Authorization"] = f"Bearer {self.world.keys[who]}"
        content = json.dumps(body, ensure_ascii=False).encode()
        answer = None
        try:
            answer = self._insist(path, content, headers)
            return answer
        finally:
            self.journal.sent.append(Sent(kind, who, path, key, answer))

    def _insist(self, path: str, content: bytes, headers: Mapping[str, str]) -> Mapping[str, Any]:
        began = time.monotonic()
        while time.monotonic() - began < PATIENCE:
            status, answer = self._once(path, content, headers)
            self.journal.statuses[status] += 1
            if status in {"200", "201"}:
                return answer
            if status.isdigit() and status != "503":
                raise Wrong(f"{status} for {path}: {str(answer)[:300]}")
            if self.stop.is_set() or self.dice.randrange(GIVES_UP) == 0:
                raise GaveUp
            time.sleep(0.1 + 0.4 * self.dice.random())
        raise Wrong(f"no answer for {path} within {PATIENCE:.0f} s")

    def _once(self, path: str, content: bytes, headers: Mapping[str, str]) -> tuple[str, Mapping[str, Any]]:
        try:
            if self._line is None:
                self._line = HTTPConnection("127.0.0.1", self.world.port, timeout=30)
            self._line.request("POST", f"/api/v1{path}", content, headers)
            response = self._line.getresponse()
            text = response.read()
        except (HTTPException, OSError) as error:
            self._hang_up()
            return type(error).__name__, {}
        try:
            return str(response.status), json.loads(text)
        except ValueError:
            return str(response.status), {"text": text[:300].decode(errors="replace")}

    def _hang_up(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None


_SHARED = threading.Lock()


@dataclass
class Crowd:
    """Some clients at once, on one journal."""

    world: World
    journal: Journal
    number: int
    seed: int

    def during(self, work: Callable[[], None]) -> None:
        """Let them live while `work` goes on; then each ends the act it is at."""
        stop = threading.Event()
        clients = [Client(self.world, self.journal, stop, self.seed * 1000 + n) for n in range(self.number)]
        for client in clients:
            client.start()
        try:
            work()
        finally:
            stop.set()
            for client in clients:
                client.join(2 * PATIENCE)
