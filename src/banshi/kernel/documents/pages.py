"""The public verification page: is this paper ours, and is this file the one we issued?"""

import hashlib

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from banshi.kernel.documents import queries
from banshi.kernel.documents.forms import CodeForm, FileForm
from banshi.kernel.organisation.permissions import public

PAGE = "documents/citizen/verify.html"


@public
@require_http_methods(["GET", "HEAD", "POST"])
def verify_form(request: HttpRequest) -> HttpResponse:
    """Type the code of a paper."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = queries.clean_code(form.cleaned_data["code"])
        return redirect("documents:verify", code=code) if code else _unknown(request, form)
    return render(request, PAGE, {"form": form, "unknown": False})


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Confirm a paper, and compare a file with it. Any wrong code gets the same plain answer."""
    found = queries.by_code(code)
    if found is None:
        return _unknown(request, CodeForm())
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    same = found.is_file(_sha256(form.cleaned_data["file"])) if form.is_bound and form.is_valid() else None
    return render(
        request,
        "documents/citizen/verified.html",
        {
            "document": found,
            "title": found.title(get_language() or ""),
            "form": form,
            "same": same,
            "code": code,
        },
    )


@public
@never_cache
@require_safe
def proof(request: HttpRequest, code: str) -> HttpResponse:
    """A small file with which anybody can check, without us, that the paper's hash stands in the sealed ledger."""
    found = queries.proof(code)
    if found is None:
        return _unknown(request, CodeForm())
    answer = JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = 'attachment; filename="proof.json"'
    return answer


def _unknown(request: HttpRequest, form: CodeForm) -> HttpResponse:
    return render(request, PAGE, {"form": form, "unknown": True}, status=404)


def _sha256(file: UploadedFile) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()
