"""消息: what the software told this colleague."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.notifications import actions, queries
from banshi.kernel.notifications.queries import InboxLine
from banshi.kernel.organisation.permissions import needs

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
    """The newest messages."""
    lines = queries.inbox(actor_of(request).staff_id or 0)
    return render(
        request, "workbench/inbox.html", {"mails": [Mail(one, _address(one.stream)) for one in lines]}
    )


@needs("see_work")
@require_POST
def read(request: HttpRequest, message_id: int) -> HttpResponse:
    """Mark one message as read; only one's own."""
    actions.mark_read(message_id=message_id, staff_id=actor_of(request).staff_id or 0)
    return redirect("workbench:inbox")


def _address(stream: str) -> str:
    kind, _, number = stream.partition(":")
    return reverse(PAGES[kind], args=[int(number)]) if kind in PAGES else ""
