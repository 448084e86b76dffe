"""Who may do what: one table, role × act × relation, printed in the docs and tested cell by cell.

Relations: `own` the case's handler, `section` the case's section, `any` everywhere.
A holder of a post acts within its section; `any` reaches all sections.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase

from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.people import actor_for
from banshi.lib.results import NotPermitted, Reason, gettext_noop

View = Callable[..., HttpResponseBase]

ANY, SECTION, OWN = "any", "section", "own"

TABLE: Mapping[str, Mapping[str, str]] = {
    "see_work": dict.fromkeys(
        ("clerk", "handler", "head", "leader", "approvals", "office", "supervisor"), ANY
    )
    | {"guide": ANY, "administrator": ANY, "party_office": ANY, "party_secretary": ANY},
    "see_case": {
        "clerk": ANY,
        "handler": SECTION,
        "head": SECTION,
        "approvals": ANY,
        "leader": ANY,
        "supervisor": ANY,
    },
    "find_party": {"clerk": ANY, "handler": SECTION, "head": SECTION, "approvals": ANY},
    "unmask": {"clerk": ANY, "handler": OWN, "head": SECTION, "approvals": ANY},
    "tell": {"clerk": ANY, "guide": ANY, "handler": ANY, "head": ANY, "approvals": ANY, "office": ANY},
    "receive": {"clerk": ANY, "handler": SECTION, "approvals": ANY},
    "check_materials": {"clerk": ANY, "handler": SECTION, "head": SECTION, "approvals": ANY},
    "accept": {"clerk": ANY, "handler": SECTION, "head": SECTION, "approvals": ANY},
    "ask_supplement": {"clerk": ANY, "handler": SECTION, "head": SECTION, "approvals": ANY},
    "allow_second_supplement": {"head": SECTION},
    "assign": {"head": SECTION},
    "start_procedure": {"handler": OWN, "head": SECTION},
    "end_procedure": {"handler": OWN, "head": SECTION},
    "request_extension": {"handler": OWN, "head": SECTION},
    "answer_extension": {"leader": ANY},
    "decide": {"handler": OWN, "head": SECTION},
    "serve": {"clerk": ANY, "handler": SECTION, "head": SECTION, "approvals": ANY},
    "withdraw": {"clerk": ANY, "handler": SECTION, "head": SECTION, "approvals": ANY},
    "archive": {"handler": OWN, "head": SECTION, "approvals": ANY},
    "see_lamps": {"head": SECTION, "leader": ANY, "supervisor": ANY, "approvals": ANY},
    # The room's door stands in everybody's menu, so that it tells nothing; behind it the room's own table
    # decides, complaint by complaint (10-05). The administrator of the machines has no key.
    "see_complaints": dict.fromkeys(
        ("clerk", "handler", "head", "guide", "approvals", "office", "party_office"), ANY
    )
    | {"party_secretary": ANY, "leader": ANY, "supervisor": ANY},
    "receive_complaint": {"party_office": ANY, "office": ANY},
    "import_catalogue": {"administrator": ANY},
    "import_calendar": {"administrator": ANY},
    "see_administration": {"administrator": ANY},
}


@dataclass(frozen=True, slots=True)
class Relation:
    """What a record is to the people: its section and its handler (ids; None when there is none)."""

    section_id: int | None = None
    handler_id: int | None = None


def may(actor: Actor, act: str, relation: Relation | None = None) -> bool:
    """Whether the actor holds a post that the table lets do `act` on a record with this relation.

    Without a relation the question is "somewhere at all", as for menus and pages.
    """
    row = TABLE[act]
    for role, section_id in actor.posts:
        reach = row.get(role)
        if reach is None:
            continue
        if reach == ANY or relation is None:
            return True
        if reach == SECTION and relation.section_id == section_id:
            return True
        if reach == OWN and relation.section_id == section_id and relation.handler_id in actor.staff_ids:
            return True
    return False


def require(actor: Actor, act: str, relation: Relation | None = None) -> None:
    """Raise `NotPermitted` unless the table lets the actor do it."""
    if not may(actor, act, relation):
        raise NotPermitted(Reason(gettext_noop("您的岗位没有办理这一步的权限，请找本科室负责人。")))


def public(view: View) -> View:
    """Mark a page as open to everyone (house test: every route says how it is guarded)."""
    view.__guard__ = "public"  # type: ignore[attr-defined]
    return view


def needs(act: str) -> Callable[[View], View]:
    """Let only staff who may do `act` somewhere open the page; `request.actor` is set."""
    TABLE[act]

    def decorate(view: View) -> View:
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            request.actor = actor_for(request.user)  # type: ignore[attr-defined, arg-type]
            require(request.actor, act)  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)

        guarded.__guard__ = act  # type: ignore[attr-defined]
        return guarded

    return decorate
