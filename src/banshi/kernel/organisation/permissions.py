"""Who may do what: one table, role × act × relation, printed in the docs and tested cell by cell.

Relations: `own` the case's handler, `section` the case's section, `any` everywhere.
A holder of a post acts within its section; `any` reaches all sections.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from banshi.kernel.ledger.acts import CITIZEN, Actor
from banshi.kernel.organisation import signed_in
from banshi.kernel.organisation.people import actor_for
from banshi.lib.results import NotPermitted, Reason, gettext_noop

View = Callable[..., HttpResponseBase]

ANY, SECTION, OWN = "any", "section", "own"

RECUSED = gettext_noop("您申报过与这一件有利害关系，依照规定应当回避，由其他同事办理。")

TABLE: Mapping[str, Mapping[str, str]] = {
    "see_work": dict.fromkeys(
        ("clerk", "handler", "head", "leader", "approvals", "office", "supervisor"), ANY
    )
    | {"guide": ANY, "administrator": ANY, "party_office": ANY, "party_secretary": ANY}
    | {"security": ANY, "audit": ANY},
    "change_password": dict.fromkeys(
        ("clerk", "handler", "head", "guide", "approvals", "office", "party_office", "party_secretary"), ANY
    )
    | dict.fromkeys(("leader", "supervisor", "administrator", "security", "audit"), ANY),
    # 三员分立: the system administrator keeps the machines, the security administrator gives posts and guards
    # accounts, the audit administrator reads what both did. Nobody holds two of the three (`three.py`).
    "import_roster": {"security": ANY},
    "guard_accounts": {"security": ANY},
    "audit_accounts": {"audit": ANY},
    # What was erased by which rule, and what is held back for a court or a complaint (decision 0032).
    "see_retention": {"audit": ANY, "office": ANY},
    "hold_records": {"office": ANY},
    # A person's wish to have their own data corrected or deleted: answered by the section (PIPL 46, 47).
    "answer_personal": {"handler": SECTION, "head": SECTION, "office": ANY},
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
    # Everybody sees their own (06-09).
    "see_failures": dict.fromkeys(
        ("clerk", "handler", "head", "guide", "approvals", "office", "party_office"), ANY
    )
    | {"party_secretary": ANY, "leader": ANY, "supervisor": ANY},
    "judge_failure": {"head": SECTION, "party_office": ANY, "party_secretary": ANY},
    "find_valid_complaint": {"party_office": ANY, "party_secretary": ANY},
    "assign": {"head": SECTION},
    "claim": {"handler": SECTION},
    "start_procedure": {"handler": OWN, "head": SECTION},
    "record_power": {"clerk": ANY, "handler": SECTION, "head": SECTION, "approvals": ANY},
    "request_hearing": {"clerk": ANY, "handler": SECTION, "head": SECTION, "approvals": ANY},
    "hear": {"handler": OWN, "head": SECTION},
    "make_calls": {"clerk": ANY, "guide": ANY},
    "end_procedure": {"handler": OWN, "head": SECTION},
    "request_extension": {"handler": OWN, "head": SECTION},
    "answer_extension": {"leader": ANY},
    "decide": {"handler": OWN, "head": SECTION, "leader": ANY},
    "refuse_intake": {"handler": SECTION, "head": SECTION, "leader": ANY},
    "turn_away": {"clerk": ANY, "handler": SECTION, "head": SECTION, "approvals": ANY},
    "request_instructions": {"handler": SECTION, "head": SECTION},
    "answer_instructions": {"leader": ANY},
    "see_refusals": {"handler": SECTION, "head": SECTION, "leader": ANY, "approvals": ANY, "supervisor": ANY},
    "archive_refusal": {"approvals": ANY},
    "file_refusals": {"approvals": ANY},
    "record_receipt": {"approvals": ANY},
    "request_return": {"clerk": ANY, "handler": SECTION, "head": SECTION, "approvals": ANY},
    "return_materials": {"clerk": ANY, "handler": SECTION, "head": SECTION, "approvals": ANY},
    "serve": {"clerk": ANY, "handler": SECTION, "head": SECTION, "approvals": ANY},
    "withdraw": {"clerk": ANY, "handler": SECTION, "head": SECTION, "approvals": ANY},
    "archive": {"handler": OWN, "head": SECTION, "approvals": ANY},
    "see_lamps": {
        "head": SECTION,
        "leader": ANY,
        "party_secretary": ANY,
        "supervisor": ANY,
        "approvals": ANY,
    },
    # Opens the dashboard; each kind of thing on it asks for an act of its own besides (workflows/dated.py).
    "see_dashboard": {
        "leader": ANY,
        "party_secretary": ANY,
        "supervisor": ANY,
        "office": ANY,
        "head": SECTION,
    },
    # Whole sections for their heads, everything for who leads and oversees; a handler counts their own work.
    "see_reports": {
        "leader": ANY,
        "party_secretary": ANY,
        "supervisor": ANY,
        "office": ANY,
        "approvals": ANY,
        "head": SECTION,
        "handler": OWN,
    },
    "make_report": {"leader": ANY, "office": ANY},
    # Whoever may plan with a section's people and promises.
    "simulate": {"leader": ANY, "head": SECTION},
    # Numbers of ratings and opinions: not for heads, who could see a rating of their own work coming.
    "see_feedback": {"leader": ANY, "party_secretary": ANY, "supervisor": ANY, "office": ANY},
    "see_matter": {"office": ANY, "leader": ANY, "supervisor": ANY, "head": SECTION, "handler": SECTION},
    "register_matter": {"office": ANY},
    "route_matter": {"office": ANY, "leader": ANY},
    "set_matter_limit": {"leader": ANY, "head": SECTION},
    "work_on_matter": {"head": SECTION, "handler": SECTION},
    "assign_matter": {"head": SECTION},
    "finish_matter_part": {"head": SECTION, "handler": OWN},
    "explain_matter": {"office": ANY, "head": SECTION, "handler": OWN},
    "urge_matter": {"office": ANY, "leader": ANY},
    "close_matter": {"office": ANY},
    "see_duty": {
        "clerk": ANY,
        "handler": ANY,
        "head": ANY,
        "guide": ANY,
        "approvals": ANY,
        "office": ANY,
        "leader": ANY,
        "supervisor": ANY,
        "party_office": ANY,
    },
    "plan_duty": {"head": SECTION, "office": ANY, "approvals": SECTION},
    "plan_absence": {"head": SECTION, "office": ANY, "approvals": SECTION},
    "inspect": {"supervisor": ANY, "party_office": ANY, "office": ANY, "head": SECTION},
    "tick_cleaning": {
        "clerk": SECTION,
        "handler": SECTION,
        "head": SECTION,
        "guide": SECTION,
        "approvals": SECTION,
        "office": SECTION,
        "party_office": SECTION,
    },
    # The room's door stands in everybody's menu, so that it tells nothing; behind it the room's own table
    # decides, complaint by complaint (10-05). The administrator of the machines has no key.
    "see_complaints": dict.fromkeys(
        ("clerk", "handler", "head", "guide", "approvals", "office", "party_office"), ANY
    )
    | {"party_secretary": ANY, "leader": ANY, "supervisor": ANY},
    "receive_complaint": {"party_office": ANY, "office": ANY},
    # As with complaints: the door stands open, the room's own table decides. The administrator comes in for what
    # concerns themselves only (12-02, 12-04).
    "see_accountability": dict.fromkeys(
        ("clerk", "handler", "head", "guide", "approvals", "office", "party_office"), ANY
    )
    | {"party_secretary": ANY, "leader": ANY, "supervisor": ANY, "administrator": ANY}
    | {"security": ANY, "audit": ANY},
    "raise_lead": {"party_office": ANY, "office": ANY, "supervisor": ANY},
    # Supervision (annex 11). A run and its findings are for those who supervise; a section's head meets them as
    # corrections of the section; risks of the third group are read by few (11-02-3).
    "see_supervision": {"supervisor": ANY, "party_office": ANY, "leader": ANY, "party_secretary": ANY},
    "supervise": {"supervisor": ANY, "party_office": ANY},
    "publish_supervision": {"party_office": ANY, "leader": ANY},
    "see_corrections": {
        "supervisor": ANY,
        "party_office": ANY,
        "leader": ANY,
        "party_secretary": ANY,
    }
    | dict.fromkeys(("head", "approvals", "office"), SECTION),
    # Sections without a head answer through the office that leads them.
    "answer_correction": dict.fromkeys(("head", "approvals", "office", "party_office"), SECTION),
    "see_posts": {
        "supervisor": ANY,
        "party_office": ANY,
        "leader": ANY,
        "party_secretary": ANY,
        "head": SECTION,
    }
    | dict.fromkeys(("clerk", "handler", "approvals", "office"), OWN),
    "see_closed_posts": {"supervisor": ANY, "party_office": ANY, "leader": ANY, "party_secretary": ANY},
    "keep_posts": {"supervisor": ANY, "party_office": ANY},
    "check_post": {"supervisor": ANY, "party_office": ANY, "head": SECTION}
    | dict.fromkeys(("clerk", "handler", "approvals", "office", "leader", "party_secretary"), OWN),
    "keep_procedures": {"office": ANY, "approvals": ANY, "head": SECTION},
    "keep_law_changes": {"office": ANY, "approvals": ANY},
    "see_bookings": {
        "clerk": ANY,
        "guide": ANY,
        "handler": SECTION,
        "head": SECTION,
        "approvals": ANY,
        "leader": ANY,
        "supervisor": ANY,
    },
    "declare_interest": {
        "clerk": ANY,
        "handler": SECTION,
        "head": SECTION,
        "approvals": ANY,
        "leader": ANY,
        "supervisor": ANY,
    },
    "keep_gifts": {"party_office": ANY},
    "book": {"clerk": ANY, "guide": ANY, "handler": SECTION, "head": SECTION, "approvals": ANY},
    "answer_booking": {"clerk": ANY, "guide": ANY, "handler": SECTION, "head": SECTION, "approvals": ANY},
    # Whoever sits at the window serves who is called there.
    "serve_booking": {"clerk": ANY, "guide": ANY, "handler": ANY, "head": ANY, "approvals": ANY},
    "set_capacity": {"head": SECTION, "approvals": ANY},
    "answer_contact": dict.fromkeys(
        ("clerk", "guide", "handler", "head", "approvals", "office", "party_office", "party_secretary"), ANY
    )
    | dict.fromkeys(("leader", "supervisor", "administrator"), ANY),
    "guide_visitors": {"guide": ANY, "clerk": ANY, "office": ANY},
    "assist": {"guide": ANY},
    "publish_policy": {"office": ANY, "approvals": ANY, "head": ANY},
    "follow_up_rating": {"head": ANY, "approvals": ANY, "office": ANY, "supervisor": ANY},
    "answer_opinion": {"office": ANY, "head": ANY},
    "judge_tolerance": {"head": SECTION},
    "accept_provisionally": {"clerk": ANY, "handler": SECTION, "head": SECTION, "approvals": ANY},
    "keep_integrity": {"approvals": ANY, "leader": ANY},
    "publish_integrity": {"leader": ANY},
    "import_catalogue": {"administrator": ANY},
    "import_calendar": {"administrator": ANY},
    "import_cases": {"administrator": ANY},
    "move_training_clock": {"administrator": ANY},
    "see_administration": {"administrator": ANY},
    "export_cases": {"approvals": ANY, "administrator": ANY},
    "manage_webhooks": {"administrator": ANY},
    # Four eyes: one proposes another number of the regulation, a leader puts it in force (decision 0023).
    "see_amendments": {"administrator": ANY, "leader": ANY, "office": ANY, "supervisor": ANY},
    "propose_amendment": {"administrator": ANY},
    "approve_amendment": {"leader": ANY},
    "set_up_hall": {"administrator": ANY},
    "see_closures": {"office": ANY, "leader": ANY, "administrator": ANY},
    "close_hall": {"office": ANY, "leader": ANY},
    "move_promises": {"leader": ANY},
    "decide_closing": {"clerk": ANY, "approvals": ANY, "guide": ANY, "handler": SECTION, "head": SECTION},
    "open_session": {"clerk": ANY, "approvals": ANY, "guide": ANY, "handler": SECTION, "head": SECTION},
    "allow_late": {"head": SECTION},
    "see_extended": dict.fromkeys(("clerk", "approvals", "guide", "handler", "head", "office"), ANY)
    | {"leader": ANY, "supervisor": ANY},
    # Everybody who works here has a sheet of their own; whose else's one may read is the next line's to say.
    "see_appraisal": dict.fromkeys(("clerk", "handler", "head", "guide", "approvals", "office"), ANY)
    | dict.fromkeys(("party_office", "party_secretary", "leader", "supervisor"), ANY),
    "read_appraisals": {"head": SECTION, "party_office": ANY, "party_secretary": ANY, "leader": ANY},
    "answer_appraisal": {"party_office": ANY},
    "close_appraisal": {"head": SECTION, "party_office": ANY},
    "take_number": dict.fromkeys(("guide", "clerk", "handler", "head", "approvals", "office"), ANY),
    "work_counter": dict.fromkeys(("guide", "clerk", "handler", "head", "approvals"), ANY),
    "see_hall": dict.fromkeys(("guide", "clerk", "handler", "head", "approvals", "office"), ANY)
    | {"leader": ANY, "supervisor": ANY},
}


@dataclass(frozen=True, slots=True)
class Relation:
    """What a record is to the people: its section and its handler (ids; None when there is none).

    `recused`: the ids of those with a declared interest in it, who may do nothing with it (09-08).
    """

    section_id: int | None = None
    handler_id: int | None = None
    recused: tuple[int, ...] = ()

    def bars(self, actor: Actor) -> bool:
        """Whether the actor declared an interest; whoever stands in for them is not barred by that."""
        return actor.staff_id in self.recused


def may(actor: Actor, act: str, relation: Relation | None = None) -> bool:
    """Whether the actor holds a post that the table lets do `act` on a record with this relation.

    Without a relation the question is "somewhere at all", as for menus and pages.
    """
    row = TABLE[act]
    if relation is not None and relation.bars(actor):
        return False
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


def reach(actor: Actor, act: str) -> frozenset[int] | None:
    """The sections (ids) in which the actor may do `act`; None for all, empty for none."""
    row = TABLE[act]
    if any(row.get(role) == ANY for role, _ in actor.posts):
        return None
    return frozenset(section for role, section in actor.posts if role in row)


def require(actor: Actor, act: str, relation: Relation | None = None) -> None:
    """Raise `NotPermitted` unless the table lets the actor do it."""
    if relation is not None and relation.bars(actor):
        raise NotPermitted(Reason(RECUSED, ("09-08",)))
    if not may(actor, act, relation):
        raise NotPermitted(Reason(gettext_noop("您的岗位没有办理这一步的权限，请找本科室负责人。")))


def citizen_of(request: HttpRequest) -> Actor:
    """Who acts on the citizens' pages: the citizen, or the guide who helps them, without powers of their own."""
    helping = getattr(request, "assisted", None)
    return Actor(f"staff:{helping.guide_id}", behalf=helping.reference) if helping else CITIZEN


def public(view: View) -> View:
    """Mark a page as open to everyone (house test: every route says how it is guarded)."""
    view.__guard__ = "public"  # type: ignore[attr-defined]
    return view


# Opens before a second factor was shown or an initial password replaced: what is needed to do just that.
OWN_ACCOUNT = "change_password"
# Ask once more who it is: data that leave the house, and powers that are given.
STEP_UP = frozenset({"export_cases", "import_roster", "guard_accounts"})


def first_to_do(request: HttpRequest, act: str, posts: Iterable[tuple[str, int]] = ()) -> str:
    """The page (its name) that comes before this act: a password or second factor of one's own; "" for none."""
    if act == OWN_ACCOUNT:
        return ""
    if request.user.initial_password:  # type: ignore[union-attr]
        return str(settings.PASSWORD_URL)
    needed = any(role in settings.SECOND_FACTOR_POSTS for role, _section in posts)
    if needed and not signed_in.strong(request.session):
        return str(settings.SECOND_FACTOR_URL)
    minutes = settings.STEP_UP_MINUTES
    if act in STEP_UP and minutes and not signed_in.fresh(request.session, minutes):
        return str(settings.STEP_UP_URL)
    return ""


def needs(act: str) -> Callable[[View], View]:
    """Let only staff who may do `act` somewhere open the page; `request.actor` is set."""
    TABLE[act]

    def decorate(view: View) -> View:
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if signed_in.worn_out(request.session, settings.SESSION_HOURS):
                request.session.flush()
                return redirect_to_login(request.get_full_path())
            actor = actor_for(request.user)  # type: ignore[arg-type]
            if page := first_to_do(request, act, actor.posts):
                asked_again = page == settings.STEP_UP_URL
                return redirect(
                    reverse(page) + (f"?{urlencode({'next': request.path})}" if asked_again else "")
                )
            if helping := getattr(request, "assisted", None):
                actor = replace(actor, behalf=helping.reference)
            request.actor = actor  # type: ignore[attr-defined]
            require(request.actor, act)  # type: ignore[attr-defined]
            response = view(request, *args, **kwargs)
            if not response.has_header("Cache-Control"):
                add_never_cache_headers(response)
            return response

        guarded.__guard__ = act  # type: ignore[attr-defined]
        return guarded

    return decorate
