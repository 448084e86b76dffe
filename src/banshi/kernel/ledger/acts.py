"""An act: one command, one transaction, exactly one ledger entry, and its articles.

There is no switch to skip the ledger: an act that wrote none, or two, is rolled back.
"""

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, fields, is_dataclass
from functools import wraps
from types import MappingProxyType
from typing import Any, TypeVar, cast

from django.db import IntegrityError, transaction

from banshi.kernel.ledger import failpoints
from banshi.kernel.ledger.models import DoneOnce
from banshi.kernel.ledger.shown import check_shown
from banshi.kernel.regulations.citation import Citation, cite
from banshi.kernel.vault.digests import digest
from banshi.lib import clock
from banshi.lib.results import NotPermitted, Reason, Refused, gettext_noop

Answer = TypeVar("Answer")
_written: ContextVar[int | None] = ContextVar("ledger_entries_written", default=None)
_declared: dict[str, tuple[Citation, ...]] = {}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a reference for the ledger, the powers they hold, and for whom they stand in.

    `ref` is "staff:<id>", "citizen" or "system"; `behalf` names the absent colleague of a deputy
    ("staff:<id>"), or the help a guide is giving to somebody who agreed ("assisted:<id>").
    `posts` are (role, section id) pairs; `stands_for` are the ids of all absent colleagues.
    """

    ref: str
    posts: frozenset[tuple[str, int]] = frozenset()
    behalf: str = ""
    stands_for: tuple[int, ...] = ()

    @property
    def staff_id(self) -> int | None:
        """The staff id, or None for a citizen or the system itself."""
        kind, _, number = self.ref.partition(":")
        return int(number) if kind == "staff" else None

    @property
    def for_citizen(self) -> bool:
        """Whether the act is a citizen's own: done by them, or on the citizens' pages by a guide who helps them
        and brings none of their own powers along (08-04-2-2)."""
        return self.staff_id is None or (self.behalf.startswith("assisted:") and not self.posts)

    @property
    def officer(self) -> int:
        """The staff id of an act that only staff may do; raises `NotPermitted` for everybody else."""
        if self.staff_id is None:
            raise NotPermitted(Reason(gettext_noop("这一步由工作人员办理。")))
        return self.staff_id

    @property
    def staff_ids(self) -> tuple[int, ...]:
        """Own id and the ids of those stood in for."""
        return (*((self.staff_id,) if self.staff_id is not None else ()), *self.stands_for)


SYSTEM = Actor("system")
CITIZEN = Actor("citizen")


class LedgerBroken(RuntimeError):
    """An act wrote no entry or more than one: a defect, never a user's fault."""


def count_entries(number: int) -> None:
    """Tell the running act how many entries were appended (called by the ledger only)."""
    written = _written.get()
    if written is not None:
        _written.set(written + number)


def declared() -> Mapping[str, tuple[Citation, ...]]:
    """The articles of every act that this process has loaded, by its name."""
    return MappingProxyType(_declared)


def act(
    name: str, *articles: str, many: bool = False
) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
    """Make a function an act named `name` under `articles`.

    The function gets `cites` (its articles as citations) and runs in one transaction. Callers may pass
    `key`: a second call with the same key does nothing and gets the first answer (an int, str or None).
    `many` is for acts of several facts: a sweep over many streams, or receipt and acceptance at once.
    """
    citations = cite(*articles)
    _declared[name] = citations

    def decorate(function: Callable[..., Answer]) -> Callable[..., Answer]:
        @wraps(function)
        def run(*, key: str = "", **arguments: Any) -> Answer:
            once = _Once(key, name, arguments) if key else None
            if once and once.done():
                return cast(Answer, once.answer)
            try:
                return _carry_out(name, function, once, many, cites=citations, **arguments)
            except NotPermitted:
                raise
            except (IntegrityError, Refused):
                # Sent twice in the same moment: the second may have been refused because of the first.
                if once and once.done():
                    return cast(Answer, once.answer)
                # Perhaps it was refused because of what somebody else did: then that is what must be said.
                if _written.get() is None:
                    check_shown(_ref(arguments))
                raise

        run.__act__ = name  # type: ignore[attr-defined]
        run.__articles__ = citations  # type: ignore[attr-defined]
        return run

    return decorate


def _same(value: Any) -> Any:
    """A value in a form that is the same in every process and at every moment: sets in order, an actor without
    the posts of the day, all fields of a dataclass."""
    if isinstance(value, Actor):
        return value.ref, value.behalf
    if is_dataclass(value):
        return type(value).__name__, [(each.name, _same(getattr(value, each.name))) for each in fields(value)]
    if isinstance(value, Mapping):
        return sorted((repr(key), _same(each)) for key, each in value.items())
    if isinstance(value, set | frozenset):
        return sorted(repr(_same(each)) for each in value)
    if isinstance(value, list | tuple):
        return [_same(each) for each in value]
    return repr(value)


class _Once:
    """A command with a key: done before, or to be remembered with its answer."""

    def __init__(self, key: str, name: str, arguments: dict[str, Any]) -> None:
        self.key, self.name = key, name
        self.fingerprint = digest("command", repr(_same(arguments)))
        self.answer: Any = None

    def done(self) -> bool:
        """Whether the key was used; raises `Refused` when it was for another command."""
        row = DoneOnce.objects.filter(key=self.key).first()
        if row is None:
            return False
        if (row.act, row.fingerprint) != (self.name, self.fingerprint):
            raise Refused(Reason(gettext_noop("这个提交编号已经用于另一次提交，请换一个编号。"), field="key"))
        self.answer = row.answer
        return True

    def keep(self, answer: Any) -> None:
        """Remember the answer in the act's transaction."""
        DoneOnce.objects.create(
            key=self.key, act=self.name, at=clock.now(), fingerprint=self.fingerprint, answer=answer
        )


def _carry_out(
    name: str,
    function: Callable[..., Answer],
    once: "_Once | None",
    many: bool,
    /,
    *,
    cites: tuple[Citation, ...],
    **arguments: Any,
) -> Answer:
    outer = _written.get()
    _written.set(0)
    try:
        failpoints.reach(name, failpoints.BEGUN)
        # Inside another act no savepoint is needed: if one fails, all is rolled back.
        with transaction.atomic(savepoint=outer is None):
            answer = function(cites=cites, **arguments)
            written = _written.get()
            if written != 1 and not many:
                raise LedgerBroken(f"{function.__name__} wrote {written} ledger entries instead of one")
            if outer is None:
                check_shown(_ref(arguments))
            if once:
                once.keep(answer)
            failpoints.reach(name, failpoints.WRITTEN)
    finally:
        _written.set(outer)
    if outer is None:
        failpoints.reach(name, failpoints.COMMITTED)
    return answer


def _ref(arguments: dict[str, Any]) -> str:
    """Who acts; acts of the system name nobody."""
    actor = arguments.get("actor")
    return actor.ref if isinstance(actor, Actor) else SYSTEM.ref
