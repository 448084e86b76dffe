"""The citizen's pages of 投诉举报: at most six screens, nothing kept on the way, the receipt code the only handle.

What is typed travels in the pages themselves from screen to screen and is stored only when it is sent: no draft,
no session, no cookie, no network address. The code stands in no address and in no log (10-05).
"""

import io
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

import segno
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from banshi.institutions.complaints.actions import ending, handling, talking
from banshi.institutions.complaints.actions.receiving import Telling, Who, submit
from banshi.institutions.complaints.forms.citizen import NAMED, CodeForm, TellingForm, WhoForm, WhomForm
from banshi.institutions.complaints.models import Complaint
from banshi.institutions.complaints.queries import codes, taking
from banshi.institutions.complaints.queries.follow import Followed, followed
from banshi.institutions.complaints.rules.intake import CATEGORIES
from banshi.institutions.complaints.rules.limits import BASIS, KINDS
from banshi.institutions.complaints.rules.steps import NAMES
from banshi.kernel.clocks.explanation import explain
from banshi.kernel.documents import queries as documents
from banshi.kernel.documents.models import Document
from banshi.kernel.organisation.permissions import public
from banshi.kernel.ui.forms import PlainForm
from banshi.kernel.ui.wording import say
from banshi.kernel.workdays.queries import table
from banshi.lib import clock, ids
from banshi.lib.results import Reason, Refused, gettext_noop

View = Callable[..., HttpResponseBase]
FORMS: Mapping[str, type[PlainForm]] = {"what": TellingForm, "whom": WhomForm, "who": WhoForm}
SCREENS = (*FORMS, "check")
HEADINGS = {
    "what": gettext_noop("发生了什么"),
    "whom": gettext_noop("反映的是谁"),
    "who": gettext_noop("您愿意留下姓名吗"),
    "check": gettext_noop("请核对，再提交"),
}
SENT = gettext_noop("已经收到，谢谢您。")
NO_SUCH_CODE = gettext_noop("没有这个回执码，请核对每一个字母和数字。")


def private(view: View) -> View:
    """A public page that leaves as little behind as can be: not stored, and no trace of it elsewhere."""

    @public
    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        # Not "no-referrer": the browser would then send its forms from nowhere, and they would be refused.
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return guarded


@private
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What may be told, how one is protected, by when one is answered."""
    channel = "qr" if request.GET.get("from") == "qr" else "web"
    return render(request, "complaints/citizen/start.html", {"channel": channel})


@private
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """One question a screen; going on and back are both sent forms, so the history holds one address only."""
    if request.method != "POST":
        return _screen(request, "what", {"once": ids.token(), "channel": "web"})
    given = request.POST
    screen = given.get("screen", "")
    if screen not in SCREENS:
        channel = "qr" if given.get("channel") == "qr" else "web"
        return _screen(request, "what", {"once": ids.token(), "channel": channel})
    at = SCREENS.index(screen)
    if given.get("do") == "back":
        return _screen(request, SCREENS[max(at - 1, 0)], given)
    if screen != "check":
        form = FORMS[screen](given)
        return (
            _screen(request, SCREENS[at + 1], given)
            if form.is_valid()
            else _screen(request, screen, given, form)
        )
    return _send(request)


def _send(request: HttpRequest) -> HttpResponse:
    given = request.POST
    filled = {name: kind(given) for name, kind in FORMS.items()}
    for name, form in filled.items():
        if not form.is_valid():
            return _screen(request, name, given, form)
    once = given.get("once", "")
    code = codes.receipt_code(once)
    if not 20 <= len(once) <= 60:
        return _screen(request, "what", {"once": ids.token(), "channel": "web"})
    values = {name: value for form in filled.values() for name, value in form.cleaned_data.items()}
    try:
        submit(telling=_telling(values, given.get("channel", "")), code=code, key=codes.once_key(once))
    except Refused as refused:
        return _screen(request, "check", given, refused=refused)
    context = {"code": codes.grouped(code), "pasted": code}
    return render(request, "complaints/citizen/receipt.html", context)


def _telling(values: Mapping[str, Any], channel: str) -> Telling:
    who = Who(**{name: values[name].strip() for name in ("name", "number", "phone", "address")})
    return Telling(
        channel="qr" if channel == "qr" else "web",
        category=values["category"],
        content=values["content"],
        whom=values["whom"],
        section_ids=values["sections"],
        case_number=values["case_number"],
        who=who if values["named"] == NAMED else None,
    )


def _screen(
    request: HttpRequest,
    screen: str,
    given: Mapping[str, Any],
    form: PlainForm | None = None,
    refused: Refused | None = None,
) -> HttpResponse:
    """One screen, with everything of the others carried along in hidden fields."""
    kind = FORMS.get(screen)
    shown = form or (kind(initial=_initial(kind, given)) if kind else None)
    own = set(kind.base_fields) if kind else set()
    context = {
        "screen": screen,
        "heading": HEADINGS[screen],
        "number": SCREENS.index(screen) + 1,
        "of": len(SCREENS),
        "form": shown,
        "carried": _carried(given, own),
        "answers": _answers(given) if screen == "check" else (),
        "refused": refused,
    }
    wrong = (form is not None and form.is_bound) or refused is not None
    return render(request, "complaints/citizen/screen.html", context, status=422 if wrong else 200)


def _initial(kind: type[PlainForm], given: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in kind.base_fields:
        if name in given:
            found[name] = (
                given.getlist(name) if name == "sections" and hasattr(given, "getlist") else given[name]
            )
    return found


def _carried(given: Mapping[str, Any], own: set[str]) -> list[tuple[str, str]]:
    names = [name for kind in FORMS.values() for name in kind.base_fields if name not in own]
    pairs = [(name, str(given[name])) for name in ("once", "channel") if name in given]
    for name in names:
        values = given.getlist(name) if hasattr(given, "getlist") else []
        pairs += [(name, str(value)) for value in values]
    return pairs


def _answers(given: Any) -> list[tuple[Any, str]]:
    """What was answered, as it is checked before sending."""
    rows: list[tuple[Any, str]] = []
    for kind in FORMS.values():
        form = kind(given)
        form.is_valid()
        for bound in form:
            value = form.cleaned_data.get(bound.name)
            choices = dict(getattr(bound.field, "choices", ()))
            if isinstance(value, list):
                text = "、".join(str(choices.get(one, one)) for one in value)
            else:
                text = str(choices.get(value, value) or "")
            if text:
                rows.append((bound.label, text))
    return rows


@private
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Look after one's complaint with the code: read, write, answer the proposal, object."""
    form = CodeForm(request.POST or None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "complaints/citizen/find.html", {"form": form}, status=status)
    code = codes.clean(form.cleaned_data["code"])
    refused, said = None, None
    try:
        said = _do(request, code)
    except Refused as why:
        refused = why
    except Complaint.DoesNotExist:
        return _unknown(request, form)
    try:
        found = followed(code)
    except Complaint.DoesNotExist:
        return _unknown(request, form)
    return _followed(request, code, found, refused, said)


def _do(request: HttpRequest, code: str) -> str | None:
    """Carry out what was asked for, once; returns what to say."""
    do, once = request.POST.get("do", ""), request.POST.get("once", "")[:60]
    text = request.POST.get("text", "")[:4000]
    acts: Mapping[str, Callable[[str], object]] = {
        "write": lambda key: talking.write_by_code(code=code, text=text, key=key),
        "agree": lambda key: handling.consent_by_code(code=code, agreed=True, note="", key=key),
        "decline": lambda key: handling.consent_by_code(code=code, agreed=False, note=text, key=key),
        "object": lambda key: ending.ask_review(code=code, objection=text, key=key),
        "allow": lambda key: talking.disclosure(code=code, allowed=True, key=key),
        "forbid": lambda key: talking.disclosure(code=code, allowed=False, key=key),
    }
    if do not in acts:
        return None
    acts[do](codes.once_key(f"{do}:{once}") if once else "")
    return SENT


def _followed(
    request: HttpRequest, code: str, found: Followed, refused: Refused | None, said: str | None
) -> HttpResponse:
    language = get_language() or ""
    context = {
        "found": found,
        "code": code,
        "once": ids.token(),
        "state": NAMES[found.state],
        "category": CATEGORIES[found.category],
        "limits": [
            (
                KINDS[one.kind],
                BASIS[one.kind],
                one,
                [(each.title, explain(each.reckoned, table())) for each in one.binding.running],
            )
            for one in found.clocks
        ],
        "papers": [(one.title(language), one, -one.id) for one in found.papers],
        "today": clock.today(),
        "refused": refused,
        "said": said,
        "typed": request.POST.get("text", "") if refused else "",
        "done": request.POST.get("do", ""),
    }
    return render(request, "complaints/citizen/followed.html", context, status=422 if refused else 200)


def _unknown(request: HttpRequest, form: CodeForm) -> HttpResponse:
    form.add_error("code", say(Reason(NO_SUCH_CODE)))
    return render(request, "complaints/citizen/find.html", {"form": form}, status=422)


@private
@require_http_methods(["POST"])
def paper(request: HttpRequest) -> HttpResponse:
    """One's own paper as PDF, with the code; that it was opened is noted as its serving."""
    code, serial = request.POST.get("code", ""), request.POST.get("paper", "")
    if not serial.isdecimal() or len(serial) > 18:
        raise Http404
    try:
        document_id = ending.collect(code=code, document_id=-int(serial))
    except (Complaint.DoesNotExist, Document.DoesNotExist):
        raise Http404 from None
    content, _name = documents.pdf(document_id)
    response = HttpResponse(content, content_type="application/pdf")
    # The file's name tells nothing to who looks into the folder of downloads.
    response["Content-Disposition"] = content_disposition_header(False, "document.pdf") or "inline"
    return response


@private
@require_http_methods(["POST"])
def take_along(request: HttpRequest) -> HttpResponse:
    """What one wrote and was told, as a ZIP file, with the code."""
    try:
        found = followed(codes.clean(request.POST.get("code", "")[:60]))
    except Complaint.DoesNotExist:
        raise Http404 from None
    response = HttpResponse(taking.packed(found, say), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="document.zip"'
    return response


@private
@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    """Out, quickly: to a page that tells nothing; what the browser kept of these pages is thrown away."""
    response = HttpResponse(status=303)
    response["Location"] = settings.BUREAU["exit_url"] or reverse("portal:home")
    response["Clear-Site-Data"] = '"cache"'
    return response


@public
@require_safe
def qr(request: HttpRequest) -> HttpResponse:
    """The code for the poster in the hall."""
    address = f"{settings.BUREAU['public_url'].rstrip('/')}{reverse('portal:complaint_start')}?from=qr"
    picture = io.BytesIO()
    segno.make(address, error="m", micro=False).save(picture, kind="svg", scale=8, border=4)
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")
