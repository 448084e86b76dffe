"""What is handed in for an import: a file of the right kind and size, and the terms that go with it."""

import datetime as dt
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from banshi.entrypoints.workbench.forms import Day
from banshi.kernel.ui.forms import PlainForm
from banshi.kernel.workdays.models import LONGEST_TEXT
from banshi.lib import clock
from banshi.lib.results import gettext_noop

MEGABYTE = 1024 * 1024
FURTHEST = dt.timedelta(days=366)
WRONG_KIND = gettext_noop("“%(name)s”不是这里能导入的文件。请选择 %(allowed)s 文件。")
TOO_LARGE = gettext_noop("文件有 %(size)s MB，超过了 %(most)s MB。请检查是不是选错了文件。")
IN_THE_PAST = gettext_noop("生效日期不能早于今天：已经收件的办件按当时的版本办完，新版本只用于以后收的办件。")
TOO_FAR = gettext_noop("生效日期最远写到一年以后，请核对年份。")


class FileForm(PlainForm):
    """A file whose name and size are looked at before anything of it is read."""

    allowed: ClassVar[tuple[str, ...]]
    most: ClassVar[int]

    def clean_file(self) -> UploadedFile:
        """The file, if it is of the right kind and not too large."""
        file: UploadedFile = self.cleaned_data["file"]
        name, size = file.name or "", file.size or 0
        if not name.lower().endswith(self.allowed):
            listed = "、".join(self.allowed)
            raise ValidationError(gettext(WRONG_KIND) % {"name": name[-60:], "allowed": listed})
        if size > self.most:
            shown = {"size": f"{size / MEGABYTE:.1f}", "most": self.most // MEGABYTE}
            raise ValidationError(gettext(TOO_LARGE) % shown)
        return file


class CatalogueForm(FileForm):
    """A catalogue, and the day from which it holds."""

    allowed = (".yaml", ".yml", ".xlsx")
    most = 5 * MEGABYTE

    file = forms.FileField(
        label=_("文件"),
        help_text=_(
            "YAML 或者 Excel 文件（.yaml、.xlsx），不超过 5 MB。可以用模板填写，也可以导出现行目录来改。"
        ),
        widget=forms.FileInput({"accept": ",".join(allowed)}),
    )
    effective_from = forms.DateField(
        label=_("从哪天起生效"),
        help_text=_("这一天以后收的办件用新版本；在这之前收的，仍按原来的版本办完。"),
        widget=Day(),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"effective_from": clock.today()}, **kwargs)

    def clean_effective_from(self) -> dt.date:
        """A day from today on, within a year."""
        day: dt.date = self.cleaned_data["effective_from"]
        if day < clock.today():
            raise ValidationError(gettext(IN_THE_PAST))
        if day > clock.today() + FURTHEST:
            raise ValidationError(gettext(TOO_FAR))
        return day


class CalendarForm(FileForm):
    """A calendar, and the paper it rests on."""

    allowed = (".csv",)
    most = MEGABYTE

    file = forms.FileField(
        label=_("文件"),
        help_text=_("CSV 文件，第一行是 date,kind,name，以后每天一行，写满全年。不超过 1 MB。"),
        widget=forms.FileInput({"accept": ",".join(allowed)}),
    )
    source = forms.CharField(
        label=_("依据文件"),
        help_text=_("例如：国务院办公厅关于2027年部分节假日安排的通知（国办发明电〔2026〕7号）"),
        max_length=LONGEST_TEXT,
    )
