"""消息: what the software told this colleague."""

import re
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.notifications import actions, queries
from banshi.kernel.notifications.queries import InboxLine
from banshi.kernel.organisation.permissions import needs

NUMBER = re.compile(r"[0-9]{1,18}")
# What a stream of the ledger is about → its page.
PAGES = {
    "case": "workbench:case",
    "matter": "workbench:matter",
    "absence": "workbench:absence",
    "finding": "workbench:finding",
    "run": "workbench:supervision_run",
    "rectification": "workbench:correction",
    "keypost": "workbench:key_post",
    "amendment": "workbench:amendment",
    "personal": "workbench:personal_request",
}


@dataclass(frozen=True, slots=True)
class Mail:
    """A message with the address of what it is about; "" where there is none."""

    line: InboxLine
    url: str


@needs("see_work")
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """The newest messages, those that were not read yet first."""
    own = actor_of(request).staff_id or 0
    mails = [Mail(one, _address(one.stream)) for one in queries.inbox(own)]
    context = {
        "fresh": [one for one in mails if not one.line.read],
        "known": [one for one in mails if one.line.read],
        "unread": queries.unread(own),
    }
    return render(request, "workbench/inbox.html", context)


@needs("see_work")
@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Mark as read what was ticked, one message (`only`), or all that the page showed; only one's own."""
    if only := request.POST.get("only"):
        chosen = [only]
    else:
        chosen = request.POST.getlist("shown" if "all" in request.POST else "message")
    ids = [int(one) for one in chosen if NUMBER.fullmatch(one)]
    done = actions.mark_read(message_ids=ids, staff_id=actor_of(request).staff_id or 0)
    if not ids:
        messages.info(request, gettext("没有勾选消息。请先勾选，再按按钮。"))
    elif done > 1:
        messages.success(
            request,
            ngettext("%(n)s 条消息标为已读。", "%(n)s 条消息标为已读。", done) % {"n": done},
        )
    return redirect("workbench:inbox")


def _address(stream: str) -> str:
    kind, _, number = stream.partition(":")
    return reverse(PAGES[kind], args=[int(number)]) if kind in PAGES else ""
