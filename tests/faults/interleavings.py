"""Two sessions, step by step, in the manner of PostgreSQL's isolation tests.

A race is written once and played in both orders: one session has written everything and not committed, when the
other comes; then the first commits. What must come out stands beside it, written down beforehand.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connections

from banshi.kernel.ledger import failpoints
from banshi.lib.results import Refused, Stale

PATIENCE = 30.0
# How long the second session may run before the first commits: it waits for a lock, or is through.
ARRIVES = 0.06
DONE, REFUSED, OLD = "done", "refused", "overtaken"

Step = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What each session is told, first one first, and how the matter then stands."""

    told: tuple[str, str]
    stands: str


@dataclass(frozen=True, slots=True)
class Race:
    """`first` and `second` begin from what `given` made; `stands` reads the end in a few words.

    `outcomes`: when the first is ahead, and when the second is. `unwaited`: what is as lawful where the one behind
    waits for nobody and was through before the other committed, as PostgreSQL lets it.
    """

    name: str
    articles: tuple[str, ...]
    given: Callable[[], tuple[Step, Step, Callable[[], str]]]
    outcomes: tuple[Outcome, Outcome]
    unwaited: tuple[Outcome, ...] = ()


def play(race: Race) -> list[str]:
    """Both orders; one sentence for each that came out otherwise."""
    wrong = []
    for ahead in (0, 1):
        first, second, stands = race.given()
        sessions = (first, second)
        told = _in_order(sessions[ahead], sessions[1 - ahead])
        if ahead:
            told = told[::-1]
        came = Outcome(told, stands())
        if came != race.outcomes[ahead] and came not in race.unwaited:
            wrong.append(
                f"{race.name}, {'second' if ahead else 'first'} ahead: {came}, not {race.outcomes[ahead]}"
            )
    return wrong


def _in_order(ahead: Step, behind: Step) -> tuple[str, str]:
    """`behind` comes when `ahead` has written all and committed nothing."""
    written, go = threading.Event(), threading.Event()
    told = ["", ""]

    def session(place: int, step: Step) -> None:
        try:
            step()
            told[place] = DONE
        except Stale:
            told[place] = OLD
        except Refused:
            told[place] = REFUSED
        except Exception as error:  # what a session must never be told is told as it is
            told[place] = f"{type(error).__name__}: {error}"
        finally:
            connections.close_all()
            if place == 0:
                written.set()

    leader = threading.Thread(target=session, args=(0, ahead))
    follower = threading.Thread(target=session, args=(1, behind))

    def hold(_name: str, point: str) -> None:
        if point == failpoints.WRITTEN and threading.current_thread() is leader and not written.is_set():
            written.set()
            go.wait(PATIENCE)

    before = failpoints.arm(hold)
    try:
        leader.start()
        written.wait(PATIENCE)
        follower.start()
        follower.join(ARRIVES)
        go.set()
        for thread in (leader, follower):
            thread.join(PATIENCE)
    finally:
        failpoints.arm(before)
    return told[0], told[1]
