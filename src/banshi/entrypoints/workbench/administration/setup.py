"""本单位的设置: what is set for this bureau, and by which line of the file of settings; no secret is shown."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from banshi.kernel.organisation.hours import opening_text
from banshi.kernel.organisation.permissions import needs
from banshi.lib.results import gettext_noop

NAMES = (
    (gettext_noop("单位名称"), "name_zh", "BUREAU_NAME"),
    (gettext_noop("英文名称"), "name_en", "BUREAU_NAME_EN"),
    (gettext_noop("发文机关代字"), "issuer_mark", "BUREAU_ISSUER_MARK"),
    (gettext_noop("行政区划代码"), "division", "BUREAU_DIVISION"),
    (gettext_noop("办公地址"), "address_zh", "BUREAU_ADDRESS"),
    (gettext_noop("英文地址"), "address_en", "BUREAU_ADDRESS_EN"),
    (gettext_noop("咨询电话"), "phone", "BUREAU_PHONE"),
    (gettext_noop("行政复议机关"), "reconsideration_zh", "BUREAU_RECONSIDERATION"),
    (gettext_noop("有管辖权的人民法院"), "court_zh", "BUREAU_COURT"),
    (gettext_noop("公众访问的网址"), "public_url", "BUREAU_PUBLIC_URL"),
    (gettext_noop("印章图案上的字"), "seal", "BUREAU_SEAL"),
    (gettext_noop("主色"), "brand_colour", "BUREAU_BRAND_COLOUR"),
    (gettext_noop("印章颜色"), "seal_colour", "BUREAU_SEAL_COLOUR"),
)
FONTS = (
    (gettext_noop("文书正文的字体"), "body", "NOTICE_FONT_BODY"),
    (gettext_noop("文书标题的字体"), "title", "NOTICE_FONT_TITLE"),
    (gettext_noop("文书小标题的字体"), "heading", "NOTICE_FONT_HEADING"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One setting: what it is, what it says, how it is called in the file."""

    label: str
    value: str
    name: str


@needs("see_administration")
@require_safe
def setup(request: HttpRequest) -> HttpResponse:
    """What is set, and where it is changed."""
    lines = [Line(label, settings.BUREAU[key], name) for label, key, name in NAMES]
    lines.append(Line(gettext_noop("对外办公时间"), opening_text(), "BUREAU_HOURS"))
    lines += [Line(label, "、".join(settings.NOTICE_FONTS[key]), name) for label, key, name in FONTS]
    folders = "、".join(settings.NOTICE_FONT_DIRS)
    lines.append(Line(gettext_noop("本单位字体的文件夹"), folders, "NOTICE_FONT_DIRS"))
    return render(request, "workbench/administration/setup.html", {"lines": lines})
