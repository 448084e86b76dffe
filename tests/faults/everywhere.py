"""Whatever acts the tests carry out are first failed and killed, everywhere: `make soak ARGS=points`.

The first time each declared act passes, an error is thrown at its first statement, then at its second, until none is
left; and it is killed at each of its points. Each time nothing may be left of it (after the commit: all), and it is
carried out again, so that the test goes on as if nothing had been. A new act is covered as soon as a test carries it
out; one that none does is named.
"""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, connection

from banshi.kernel.ledger import acts, failpoints
from tests.faults.test_points import Killed, rows

# After so many statements only every further tenth, twentieth … of them.
EACH = 60
SAVEPOINTS = ("SAVEPOINT", "RELEASE", "ROLLBACK")


class Trouble:
    """The statement number `at` of an act meets an error of the database."""

    def __init__(self, at: int) -> None:
        self.at, self.came = at, 0

    @property
    def struck(self) -> bool:
        """Whether it was reached."""
        return self.at == 0

    def __call__(self, execute: Callable[..., Any], sql: str, *given: Any) -> Any:
        """Count statements, and fail one. The savepoints stand for the transaction that there is in earnest."""
        self.came += not sql.startswith(SAVEPOINTS)
        if self.came == self.at:
            self.at = 0
            raise OperationalError("everywhere")
        return execute(sql, *given)


class Everywhere:
    """Fails and kills each act once at each place, and notes what was left."""

    def __init__(self) -> None:
        self._carry_out, self._inside = acts._carry_out, False
        self.points: set[tuple[str, str]] = set()
        self.statements: dict[str, int] = {}
        self.wrong: list[str] = []

    def missing(self) -> list[str]:
        """Declared acts that were not struck at every point; an act that is only ever part of another is never
        committed by itself."""
        ours = [name for name in acts.declared() if not name.startswith("test")]
        inner = (failpoints.BEGUN, failpoints.WRITTEN)
        return sorted(name for name in ours if any((name, point) not in self.points for point in inner))

    def pytest_sessionstart(self, session: pytest.Session) -> None:
        """A plugin of pytest: from now on."""
        self._session = session
        acts._carry_out = self.carry_out
        failpoints.arm(self.hit)

    def pytest_runtest_logfinish(self) -> None:
        """Enough when every act was struck everywhere."""
        self._session.shouldstop = not self.missing()

    def hit(self, name: str, point: str) -> None:
        """A point is reached, somewhere inside an act that is watched."""
        if self._watching() and (name, point) not in self.points:
            self.points.add((name, point))
            raise Killed(name, point)

    def _watching(self) -> bool:
        return self._inside and threading.current_thread() is threading.main_thread()

    def carry_out(self, name: str, function: Callable[..., Any], once: Any, many: bool, **given: Any) -> Any:
        """An act that is failed and killed wherever it was not before, then carried out."""
        alone = threading.active_count() == 1 and not self._inside
        if not alone or acts._written.get() is not None or self._known(name):
            return self._carry_out(name, function, once, many, **given)
        self._inside = True
        try:
            return self._attempts(name, function, once, many, given)
        finally:
            self._inside = False

    def _known(self, name: str) -> bool:
        return name in self.statements and all((name, point) in self.points for point in failpoints.POINTS)

    def _attempts(
        self, name: str, function: Callable[..., Any], once: Any, many: bool, given: dict[str, Any]
    ) -> Any:
        answers: list[Any] = []

        def noted(**arguments: Any) -> Any:
            answers.append(function(**arguments))
            return answers[-1]

        noted.__name__ = function.__name__
        at = 1 if name not in self.statements else 1 << 30
        while True:
            before, trouble = rows(), Trouble(at)
            try:
                with connection.execute_wrapper(trouble):
                    answer = self._carry_out(name, noted, once, many, **given)
            except Killed as killed:
                if killed.args == (name, failpoints.COMMITTED):
                    self._whole(name, many, before)
                    self.statements.setdefault(name, trouble.came)
                    return answers[-1]
                self._nothing(name, str(killed.args), before)
            except Exception:
                if not trouble.struck:
                    raise
                self._nothing(name, f"statement {at} of {trouble.came}", before)
                at += 1 + 10 * (at // EACH)
            else:
                self.statements.setdefault(name, trouble.came)
                return answer

    def _nothing(self, name: str, where: str, before: dict[str, int]) -> None:
        if rows() != before:
            self.wrong.append(f"{name} left something half: {where}")

    def _whole(self, name: str, many: bool, before: dict[str, int]) -> None:
        if not many and rows() == before:
            self.wrong.append(f"{name} was committed and left nothing")
