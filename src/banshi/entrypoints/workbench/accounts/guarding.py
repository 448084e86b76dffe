"""账号安全 (the security administrator) and 审计 (the audit administrator)."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from banshi.entrypoints.workbench.accounts.account import WAYS
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.documents import queries as documents
from banshi.kernel.ledger import watching
from banshi.kernel.organisation.accounts import factors, keeping, locking, sessions, trail
from banshi.kernel.organisation.permissions import needs
from banshi.kernel.safekeeping import sheets as daily
from banshi.kernel.ui.wording import say
from banshi.lib.results import Refused, gettext_noop

DONE = gettext_noop("已经办好，记入台账。")
ACTS: dict[str, tuple[str, Callable[..., int]]] = {
    "unlock": ("staff_id", locking.unlock),
    "end": ("session_id", sessions.end),
    "activate": ("staff_id", keeping.activate),
}


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked before something that somebody else will feel: its name, what follows, the button, the act."""

    title: str
    follows: tuple[str, ...]
    button: str
    act: Callable[..., int]


OUT_AT_ONCE = gettext_noop("这个人所有的登录马上结束，没有保存的内容会丢失。")
CHECK_FIRST = gettext_noop("请先当面或者打电话核对：是本人要求的，或者领导有书面通知。")
QUESTIONS = {
    "deactivate": Question(
        gettext_noop("停用账号"),
        (
            CHECK_FIRST,
            OUT_AT_ONCE,
            gettext_noop("停用以后不能登录，别的系统用这个账号的密钥也打不开。岗位和做过的事都留着。"),
            gettext_noop("手上的办件不会自动改派，请告诉科室负责人。以后可以恢复。"),
        ),
        gettext_noop("停用这个账号"),
        keeping.deactivate,
    ),
    "reset": Question(
        gettext_noop("清除两步验证"),
        (
            CHECK_FIRST,
            OUT_AT_ONCE,
            gettext_noop("登记过的通行密钥、手机验证器和备用码全部作废，不能恢复。"),
            gettext_noop("下次登录只凭密码；岗位要求两步验证的，要先重新登记才能办事。"),
        ),
        gettext_noop("清除这个人的两步验证"),
        factors.reset,
    ),
    "end-all": Question(
        gettext_noop("结束所有登录"),
        (OUT_AT_ONCE, gettext_noop("账号没有停用，凭密码马上可以再登录。怀疑密码泄露的，请再重设密码。")),
        gettext_noop("结束所有登录"),
        sessions.end_all,
    ),
}


@needs("guard_accounts")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accounts(request: HttpRequest) -> HttpResponse:
    """Locked accounts, open sessions, and every account with its posts and second factor."""
    if request.method == "POST":
        return _act(request)
    context = {
        "locked": locking.locked_now(),
        "sessions": sessions.open_sessions(),
        "people": keeping.people(),
        "ways": WAYS,
    }
    return render(request, "workbench/accounts/accounts.html", context)


@needs("guard_accounts")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def asked(request: HttpRequest, staff_id: int, do: str) -> HttpResponse:
    """The second question before an account is switched off, loses its factors, or is logged out everywhere."""
    question, person = QUESTIONS.get(do), keeping.person(staff_id)
    if question is None or person is None:
        raise Http404
    if request.method == "POST":
        return _carried_out(request, question.act, staff_id=staff_id)
    context = {"question": question, "person": person, "open": len(sessions.open_sessions(staff_id))}
    return render(request, "workbench/accounts/asked.html", context)


@needs("guard_accounts")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_password(request: HttpRequest, staff_id: int) -> HttpResponse:
    """An initial password for somebody who forgot theirs: shown once, to be replaced at the first log-in."""
    person = keeping.person(staff_id)
    if person is None:
        raise Http404
    secret = ""
    if request.method == "POST":
        secret = keeping.give_password(staff_id=staff_id, actor=actor_of(request))
    return render(request, "workbench/accounts/new_password.html", {"person": person, "secret": secret})


@needs("audit_accounts")
@never_cache
@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """What was done with accounts, posts, settings and records, newest first; nothing can be changed here."""
    before = request.GET.get("before", "")
    start = int(before) if before.isascii() and before.isdecimal() and len(before) < 16 else None
    context = {"page": trail.trail(start), "seal": watching.state()}
    return render(request, "workbench/accounts/audit.html", context)


@needs("audit_accounts")
@never_cache
@require_safe
def sheets(request: HttpRequest) -> HttpResponse:
    """The daily sheets of the ledger that were issued, newest first."""
    return render(request, "workbench/accounts/sheets.html", {"sheets": daily.sheets()})


@needs("audit_accounts")
@never_cache
@require_safe
def sheet(request: HttpRequest, document_id: int) -> HttpResponse:
    """One of them, ready for printing."""
    if not daily.is_sheet(document_id):
        raise Http404
    content, name = documents.pdf(document_id)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name)}"
    return response


def _act(request: HttpRequest) -> HttpResponse:
    name, act = ACTS.get(request.POST.get("do", ""), ("", None))
    number = request.POST.get("id", "")
    if act is None or not (number.isascii() and number.isdecimal() and len(number) < 16):
        raise Http404
    return _carried_out(request, act, **{name: int(number)})


def _carried_out(request: HttpRequest, act: Callable[..., int], **what: int) -> HttpResponse:
    try:
        act(actor=actor_of(request), **what)
    except Refused as refused:
        messages.error(request, say(refused.reasons[0]))
    else:
        messages.success(request, gettext(DONE))
    return redirect("workbench:accounts")
