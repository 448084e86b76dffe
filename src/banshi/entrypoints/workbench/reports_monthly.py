"""The monthly reports: their files, and making one that is missing."""

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.organisation.permissions import needs
from banshi.kernel.reports import monthly, spans
from banshi.kernel.reports.papers import PDF
from banshi.kernel.reports.scope import OPENS, scope_of
from banshi.kernel.ui.tables import EXCEL, download
from banshi.kernel.ui.wording import say
from banshi.lib.results import Refused
from banshi.workflows.monthly_report import make_monthly_report

MEDIA = {"pdf": PDF, "xlsx": EXCEL}


@needs(OPENS)
@never_cache
@require_safe
def monthly_file(request: HttpRequest, report_id: int, kind: str) -> HttpResponse:
    """A file of a kept report; one that the reader may not see is as unknown as none (404)."""
    found = monthly.file_of(report_id, kind, scope_of(actor_of(request))) if kind in MEDIA else None
    if found is None:
        raise Http404
    month, content = found
    return download(content, f"{gettext('统计报表')}-{spans.code_of(month)}.{kind}", MEDIA[kind])


@needs("make_report")
@require_POST
def make_missing(request: HttpRequest) -> HttpResponse:
    """Make the report of a month that has none."""
    period = spans.of_code(request.POST.get("month", ""))
    if period is None:
        raise Http404
    try:
        make_monthly_report(month=period.first, actor=actor_of(request))
        messages.success(request, gettext("已经做好，文件一会儿就能下载。"))
    except IntegrityError:
        messages.success(request, gettext("同事刚刚做好了这个月的报表。"))
    except Refused as refused:
        messages.error(request, "；".join(say(reason) for reason in refused.reasons))
    return redirect("workbench:reports")
