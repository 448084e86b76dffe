"""Taking in files: a request that is too large is refused before it is read; the rest is checked as usual."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from banshi.kernel.cases.filetypes import LIMIT_MB, TOO_LARGE
from banshi.kernel.ui.forms import PlainForm
from banshi.kernel.ui.wording import say
from banshi.lib.results import Reason, Refused

# Besides the file a request carries a few small fields and the lines between its parts.
ENVELOPE = 64 * 1024
View = Callable[..., HttpResponseBase]


def _limits() -> str:
    return gettext("PDF、JPG 或 PNG，最大 %(limit)s MB") % {"limit": LIMIT_MB}


class FileForm(PlainForm):
    """One file to upload; the server reads it again and believes nothing the browser says."""

    use_required_attribute = False
    file = forms.FileField(
        label=_("选择文件"),
        help_text=lazy(_limits, str)(),
        allow_empty_file=True,
        error_messages={"required": _("请选择要上传的文件")},
        widget=forms.FileInput({"accept": ".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png"}),
    )

    def refuse(self, refused: Refused) -> None:
        """Write why the file was not taken at its field."""
        for reason in refused.reasons:
            self.add_error("file", say(reason))

    def refuse_unread(self) -> None:
        """The request was too large to be read: say so at the field, though nothing of it is known."""
        self.errors.clear()
        self.refuse(Refused(Reason(TOO_LARGE, (), "file", {"limit": LIMIT_MB})))


def takes_a_file(view: View) -> View:
    """Guard a view that takes one file: `too_large` of the request is set when it must not be read.

    The usual check of the form's token reads the whole request, so it comes after the size.
    """
    checked = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **given: Any) -> HttpResponseBase:
        size = request.META.get("CONTENT_LENGTH") or "0"
        too_large = not size.isdigit() or int(size) > settings.BANSHI_UPLOAD_LIMIT + ENVELOPE
        request.too_large = too_large  # type: ignore[attr-defined]
        return (view if too_large else checked)(request, *args, **given)

    return guarded


def unread(request: HttpRequest) -> bool:
    """Whether the request is too large and was left unread."""
    return bool(getattr(request, "too_large", False))
