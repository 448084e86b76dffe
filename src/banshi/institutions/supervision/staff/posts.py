"""The register of key posts and links, as far as the reader may see it (11-02)."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from banshi.institutions.supervision.actions import keeping as acts
from banshi.institutions.supervision.actions.keeping import Risk
from banshi.institutions.supervision.forms.posts import CheckForm, PostForm, RetireForm
from banshi.institutions.supervision.queries import posts as read
from banshi.institutions.supervision.queries.findings import sections
from banshi.institutions.supervision.queries.posts import PostCard
from banshi.institutions.supervision.rules.keeping import CLOSED, GROUPS
from banshi.kernel.clocks.acting import PlainPage, plain_act_page
from banshi.kernel.clocks.desk import DESK, actor_of
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.permissions import may, needs
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.ui.steps import StepLine
from banshi.lib import clock
from banshi.lib.results import Reason, gettext_noop

page_methods = require_http_methods(["GET", "HEAD", "POST"])
POSTS = gettext_noop("关键岗位和环节")


@dataclass(frozen=True, slots=True)
class GroupView:
    """One group of the register with the entries the reader may see."""

    article: str
    name: str
    closed: bool
    posts: tuple[PostCard, ...]


@needs("see_posts")
@never_cache
@require_safe
def post_list(request: HttpRequest) -> HttpResponse:
    """The register by group, those due first; what the reader may not know of is not there."""
    actor = actor_of(request)
    every = read.posts(actor)
    groups = [
        GroupView(article, name, group == CLOSED, tuple(one for one in every if one.group is group))
        for group, (article, name) in GROUPS.items()
        if group != CLOSED or may(actor, "see_closed_posts")
    ]
    context = {
        "groups": groups,
        "overdue": [one for one in every if one.overdue],
        "keeps": may(actor, "keep_posts"),
        "sees_hot": may(actor, "see_supervision"),
    }
    return render(request, "supervision/staff/posts.html", context)


@needs("see_posts")
@never_cache
@require_safe
def post(request: HttpRequest, post_id: int) -> HttpResponse:
    """One entry with its checks."""
    actor = actor_of(request)
    card = _visible(post_id, actor)
    context = {"post": card, "checks": read.checks(card.id), "steps": list(_steps(card, actor))}
    return render(request, "supervision/staff/post.html", context)


def _steps(card: PostCard, actor: Actor) -> Iterator[StepLine]:
    if card.retired_at:
        return
    articles = (card.article,)
    if may(actor, "check_post", card.relation):
        url = reverse(f"{DESK}:check_post", args=[card.id])
        yield StepLine(gettext("记下这次检查"), url, articles, primary=True)
    if may(actor, "keep_posts"):
        yield StepLine(gettext("撤出台账"), reverse(f"{DESK}:retire_post", args=[card.id]), articles)


@needs("keep_posts")
@page_methods
def keep_post(request: HttpRequest) -> HttpResponse:
    """A new entry."""
    form = PostForm(
        request.POST or None,
        act="keep_post",
        sections=sections(),
        people=read.people(),
        initial={"period": 3, "first": clock.today()},
    )
    page = PlainPage(
        title=gettext_noop("登记关键岗位或者环节"),
        button=gettext_noop("登记"),
        done=gettext_noop("已经登记。"),
        articles=("11-02", "11-02-1", "11-02-2", "11-02-3"),
        back=reverse(f"{DESK}:key_posts"),
        about=POSTS,
        effects=(
            Reason(gettext_noop("到期以前提醒责任人检查；过期的亮红灯。"), ("11-02",)),
            Reason(gettext_noop("第三类只有机关党委办公室、监督人员和局领导能看到。"), ("11-02-3",)),
        ),
        after=lambda post_id: reverse(f"{DESK}:key_post", args=[post_id]),
    )

    def keep(**guards: object) -> int:
        given = form.cleaned_data
        risk = Risk(
            given["group"],
            given["name"],
            given["risk"],
            given["measures"],
            given["section"],
            given["owner"],
            given["period"],
            given["first"],
        )
        return acts.keep_post(given=risk, actor=actor_of(request), **guards)

    return plain_act_page(request, form, page, keep)


@needs("check_post")
@page_methods
def check_post(request: HttpRequest, post_id: int) -> HttpResponse:
    """The periodic check was made."""
    card = _visible(post_id, actor_of(request))
    permit(actor_of(request), "check_post", card.relation)
    form = CheckForm(request.POST or None, act=f"check_post:{post_id}:{card.next_check.isoformat()}")
    page = _page(
        card,
        gettext_noop("记下这次检查"),
        gettext_noop("记下"),
        gettext_noop("已经记下，下一次检查的日子排好了。"),
    )

    def check(**guards: object) -> int:
        given = form.cleaned_data
        return acts.check_post(
            post_id=card.id, result=given["result"], note=given["note"], actor=actor_of(request), **guards
        )

    return plain_act_page(request, form, page, check)


@needs("keep_posts")
@page_methods
def retire_post(request: HttpRequest, post_id: int) -> HttpResponse:
    """An entry leaves the register."""
    card = _visible(post_id, actor_of(request))
    form = RetireForm(request.POST or None, act=f"retire_post:{post_id}")
    page = _page(card, gettext_noop("撤出台账"), gettext_noop("撤出"), gettext_noop("已经撤出。"))
    return plain_act_page(
        request,
        form,
        page,
        lambda **guards: acts.retire_post(
            post_id=card.id, reason=form.cleaned_data["reason"], actor=actor_of(request), **guards
        ),
    )


def _page(card: PostCard, title: str, button: str, done: str) -> PlainPage:
    sentence = gettext_noop("这次检查应当在 %(day)s 以前做完，每 %(months)s 个月一次。")
    params = {"day": card.next_check, "months": card.period}
    return PlainPage(
        title=title,
        button=button,
        done=done,
        articles=(card.article,),
        back=reverse(f"{DESK}:key_post", args=[card.id]),
        about=POSTS,
        effects=(Reason(sentence, (card.article,), params=params),),
    )


def _visible(post_id: int, actor: Actor) -> PostCard:
    card = read.post(post_id, actor)
    if card is None:
        raise Http404
    return card
