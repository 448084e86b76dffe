"""The background worker: the tick each minute, the queues in between.

It keeps nothing in its head: killed at any moment and started again, alone or beside others, it goes on from
the tables. One line of JSON for each round that did something, with numbers only.
"""

import datetime as dt
import os
import sys
import threading
from collections.abc import MutableMapping
from typing import Any

import structlog
from django.conf import settings
from django.db import close_old_connections

from banshi.kernel.documents.worker import render_due
from banshi.kernel.notifications.worker import deliver_due
from banshi.kernel.organisation.training import follow
from banshi.kernel.reports.simulating import advance
from banshi.kernel.safekeeping.queries import paused
from banshi.kernel.webhooks import worker as webhooks
from banshi.lib import clock
from banshi.workflows.tick import tick

TICK_EVERY = dt.timedelta(minutes=1)
PAUSE_SECONDS = 2.0
JUMP_SECONDS = 30
# Small, so that a polite kill is answered at once.
LETTERS, MESSAGES, WEBHOOKS = 20, 50, 20


class Worker:
    """Runs rounds until it is told to stop, or until `parent` (a process id) has gone."""

    def __init__(self, *, parent: int | None = None) -> None:
        self._log = _logger()
        self._stopping = threading.Event()
        self._parent = parent
        if settings.BANSHI_TRAINING:
            follow()
        self._ticked: dt.datetime | None = None
        self._ahead = clock.real() - clock.ticking()

    def stop(self, *_: object) -> None:
        """Finish the round under way, then return from `run`; serves as a signal handler too."""
        self._stopping.set()

    def run(self) -> None:
        """Work until stopped."""
        self._log.info("worker_started")
        while not self._stopping.is_set() and not self._orphaned():
            close_old_connections()
            if settings.BANSHI_TRAINING:
                follow()
            if not self.round():
                self._stopping.wait(PAUSE_SECONDS)
        self._log.info("worker_stopped")

    def round(self) -> bool:
        """One round; returns whether there may be more to do at once. Trouble is logged and tried again later."""
        self._watch_clock()
        try:
            return self._tick() if self._tick_is_due() else self._queues()
        except Exception as error:  # a database that restarts, a full disk: the duty waits in its table
            self._log.error("round_failed", error=type(error).__name__)
            return False

    def _watch_clock(self) -> None:
        """Whoever later wonders about the times of this hour finds in the log that the clock was set."""
        ahead = clock.real() - clock.ticking()
        if abs(jump := ahead - self._ahead) >= JUMP_SECONDS:
            self._log.warning("clock_jumped", seconds=round(jump))
            self._ahead = ahead

    def _tick_is_due(self) -> bool:
        """Each minute, and at once when the clock was set back: no duty waits until it is that late again."""
        return self._ticked is None or not dt.timedelta(0) <= clock.now() - self._ticked < TICK_EVERY

    def _tick(self) -> bool:
        self._ticked = clock.now()
        self._log.info("tick", **tick())
        return False

    def _queues(self) -> bool:
        # Other systems last: one that does not answer holds up nobody's letter.
        rendered, shut = render_due(LETTERS), paused()
        delivered = 0 if shut else deliver_due(MESSAGES)
        told = 0 if shut else webhooks.deliver_due(WEBHOOKS)
        if rendered or delivered or told:
            self._log.info("queues", rendered=rendered, delivered=delivered, told=told)
        # A piece of a simulation at the end: nobody waits for it.
        return bool(rendered or delivered or told) | bool(advance(1))

    def _orphaned(self) -> bool:
        return self._parent is not None and os.getppid() != self._parent


def _logger() -> Any:
    return structlog.wrap_logger(
        structlog.PrintLogger(sys.stderr),
        processors=[_stamp, structlog.processors.add_log_level, structlog.processors.JSONRenderer()],
        wrapper_class=structlog.BoundLogger,
        cache_logger_on_first_use=True,
    )


def _stamp(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    event["at"] = clock.now().isoformat(timespec="seconds")
    return event
