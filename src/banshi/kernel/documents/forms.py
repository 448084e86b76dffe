"""Text and files of the verification page."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class CodeForm(forms.Form):
    """The verification code as it stands at the foot of a paper."""

    code = forms.CharField(
        label=_("核验码"),
        max_length=40,
        help_text=_("在文书的页脚，共12位，例如 7KXN-4RWA-PQ3D。大小写和短横线都不影响。"),
        error_messages={"required": _("请填写核验码。"), "max_length": _("核验码只有12位，请核对。")},
    )


class FileForm(forms.Form):
    """A PDF to compare with the one that was issued."""

    file = forms.FileField(
        label=_("您手里的PDF文件"),
        help_text=_("文件只用来比对，不会保存。"),
        error_messages={
            "required": _("请选择要比对的PDF文件。"),
            "invalid": _("请选择要比对的PDF文件。"),
            "missing": _("请选择要比对的PDF文件。"),
            "empty": _("这个文件是空的，请重新选择。"),
        },
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
    )

    def clean_file(self) -> UploadedFile:
        """The file, if it is not too large."""
        cleaned: dict[str, Any] = self.cleaned_data
        file: UploadedFile = cleaned["file"]
        if (file.size or 0) > settings.BANSHI_UPLOAD_LIMIT:
            limit = settings.BANSHI_UPLOAD_LIMIT // (1024 * 1024)
            raise forms.ValidationError(gettext("文件太大了，最大%(limit)s兆。") % {"limit": limit})
        return file
