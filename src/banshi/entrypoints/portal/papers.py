"""The papers of an application: upload a file, or say that it will be brought or posted (06-03-1)."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from banshi.entrypoints.portal import journey as ways
from banshi.entrypoints.portal.apply import elsewhere, is_changing
from banshi.entrypoints.portal.journey import COUNTER, POST, UPLOAD, Journey
from banshi.entrypoints.portal.receiving import FileForm, takes_a_file, unread
from banshi.kernel.cases import drafts, uploads
from banshi.kernel.organisation.permissions import public
from banshi.lib.results import Refused

ADD = "add"


class PaperForm(FileForm):
    """How one paper is handed in; with a file, or without."""

    way = forms.ChoiceField(
        label=_("这份材料怎么交"),
        widget=forms.RadioSelect,
        choices=[
            (UPLOAD, _("现在上传文件或者照片")),
            (COUNTER, _("我会带到窗口")),
            (POST, _("我会邮寄")),
        ],
    )
    field_order = ("way", "file")

    def __init__(
        self, *given: Any, has_files: bool = False, only_upload: bool = False, **options: Any
    ) -> None:
        super().__init__(*given, **options)
        self.has_files = has_files
        if only_upload:
            ways: Any = self.fields["way"]
            ways.choices, ways.initial, ways.widget = ways.choices[:1], UPLOAD, forms.HiddenInput()
        self.fields["way"].error_messages["required"] = _("请选择这份材料怎么交")
        self.fields["file"].error_messages["required"] = _(
            "请选择要上传的文件；现在没有的，可以选带到窗口或者邮寄"
        )

    def clean(self) -> dict[str, Any]:
        """A chosen file means uploading; uploading needs a file, the other ways need none."""
        cleaned = self.cleaned_data
        if cleaned.get("file") is not None:
            self.errors.pop("way", None)
            cleaned["way"] = UPLOAD
        elif cleaned.get("way") != UPLOAD or self.has_files:
            self.errors.pop("file", None)
        return cleaned


@public
@never_cache
@takes_a_file
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, code: str, seq: int) -> HttpResponse:
    """Ask for one paper; a file is looked into before it is kept."""
    journey = ways.find(request, code)
    if journey is None or journey.draft.case_id:
        return elsewhere(journey, code)
    material = journey.material(seq)
    form = _form(request, journey, seq)
    if not unread(request) and form.is_valid() and _taken(journey, seq, form):
        return _onward(request, journey, seq)
    journey = ways.find(request, code) or journey
    name, changing = f"paper-{seq}", is_changing(request)
    context = {
        "journey": journey,
        "material": material,
        "files": journey.files.get(seq, ()),
        "most": uploads.MOST_FILES,
        "form": form,
        "back": journey.check_url if changing else journey.before(name),
        "changing": changing,
    }
    status = 413 if unread(request) else 422 if form.is_bound else 200
    return render(request, "portal/apply/paper.html", context, status=status)


@public
@never_cache
@require_POST
def remove(request: HttpRequest, code: str, seq: int, upload_id: int) -> HttpResponse:
    """Delete one uploaded file of the application under way."""
    journey = ways.find(request, code)
    if journey is None or journey.draft.case_id:
        return elsewhere(journey, code)
    uploads.remove(upload_id=upload_id, draft_id=journey.draft.id)
    back = reverse("portal:paper", args=[code, journey.material(seq).seq])
    return redirect(f"{back}?back=check" if is_changing(request) else back)


def _form(request: HttpRequest, journey: Journey, seq: int) -> PaperForm:
    has_files = bool(journey.files.get(seq))
    only = {"has_files": has_files, "only_upload": seq == uploads.POWER}
    initial = {"way": journey.ways.get(str(seq), UPLOAD if has_files else None)}
    if unread(request):
        form = PaperForm({"way": UPLOAD}, {}, **only)
        form.refuse_unread()
        return form
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    return PaperForm(*given, initial=initial, **only)


def _taken(journey: Journey, seq: int, form: PaperForm) -> bool:
    """Keep the file, if there is one, and the way; False when the file was refused."""
    file, way = form.cleaned_data.get("file"), form.cleaned_data["way"]
    if file is not None:
        try:
            uploads.keep(file=file, seq=seq, draft_id=journey.draft.id)
        except Refused as refused:
            form.refuse(refused)
            return False
        way = UPLOAD
    drafts.save(journey.handle, {**journey.answers, "papers": {**journey.ways, str(seq): way}})
    return True


def _onward(request: HttpRequest, journey: Journey, seq: int) -> HttpResponse:
    onward = ways.find(request, journey.code) or journey
    if request.POST.get("do") == ADD:
        response = redirect(request.get_full_path())
    else:
        response = redirect(onward.after(f"paper-{seq}", changing=is_changing(request)))
    ways.keep_handle(response, journey.code, journey.handle)
    return response
