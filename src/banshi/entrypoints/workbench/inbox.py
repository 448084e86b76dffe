"""消息: what the software told this colleague."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.notifications import actions, queries
from banshi.kernel.notifications.queries import InboxLine
from banshi.kernel.organisation.permissions import needs


@dataclass(frozen=True, slots=True)
class Mail:
    """A message with the case it is about."""

    line: InboxLine
    case_id: int | None


@needs("see_work")
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """The newest messages."""
    lines = queries.inbox(actor_of(request).staff_id or 0)
    return render(request, "workbench/inbox.html", {"mails": [Mail(one, _case(one.stream)) for one in lines]})


@needs("see_work")
@require_POST
def read(request: HttpRequest, message_id: int) -> HttpResponse:
    """Mark one message as read; only one's own."""
    actions.mark_read(message_id=message_id, staff_id=actor_of(request).staff_id or 0)
    return redirect("workbench:inbox")


def _case(stream: str) -> int | None:
    kind, _, number = stream.partition(":")
    return int(number) if kind == "case" else None
