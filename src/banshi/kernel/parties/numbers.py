"""Reading identity numbers, credit codes and phone numbers as people type them.

Spaces, hyphens, full-width digits, invisible characters and lower-case letters are tolerated. A refusal says
what is wrong and never repeats the number. Sources: GB 11643—1999 and GB 32100—2015 (legal-facts 3.9).
"""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from dataclasses import field as attribute

from stdnum.cn import ric, uscc

from banshi.lib import clock
from banshi.lib.results import Reason, Refused
from banshi.lib.results import gettext_noop as _

_NOISE = re.compile(r"[\s\-\u2010-\u2015\u2212_\u00b7.,\u3001\u3002\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")
_CITIZEN = re.compile(r"[0-9]{17}[0-9X]")
# The first two places may be letters (N: rural collectives, A: military, Y: others), so that
# stdnum's own validate(), which wants digits there, is not used.
_CREDIT = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")
_DOCUMENT = re.compile(r"[0-9A-Z()/]{5,20}")
_HOME_PREFIX = re.compile(r"^\+?86(?=1[3-9][0-9]{9}$|0[0-9]{9,11}$)")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_LANDLINE = re.compile(r"(010|02[0-9]|0[3-9][0-9]{2})([2-9][0-9]{6,7})")
_SERVICE = re.compile(r"[48]00[0-9]{7}")
_ABROAD = re.compile(r"\+(?!86)[1-9][0-9]{6,14}")


@dataclass(frozen=True, slots=True)
class CitizenId:
    """A citizen identity number and what it tells; `area` is the division of the first registration."""

    number: str = attribute(repr=False)
    birth: dt.date = attribute(repr=False)
    male: bool
    area: str


def compact(text: str) -> str:
    """`text` without decoration: full-width to half-width, upper case, no separators."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text)).upper()


def parse_citizen_id(text: str, field: str = "id_number") -> CitizenId:
    """Read an 18-digit citizen identity number; raises Refused.

    An abolished area code is accepted: it names the place of the first registration.
    """
    number = compact(text)
    _check_length(number, field)
    if not _CITIZEN.fullmatch(number):
        raise _refused(_("公民身份号码的前17位是数字，最后一位是数字或字母X。请核对。"), field)
    birth = _birth(number, field)
    if ric.calc_check_digit(number) != number[-1]:
        sentence = _("公民身份号码的最后一位与前17位对不上，可能有一位写错了。请对照证件逐位核对。")
        raise _refused(sentence, field)
    return CitizenId(number, birth, male=int(number[16]) % 2 == 1, area=number[:6])


def _check_length(number: str, field: str) -> None:
    if not number:
        raise _refused(_("请填写公民身份号码。"), field)
    if len(number) == 15:
        raise _refused(_("15位的旧号码已停止使用。请填写现在身份证上的18位公民身份号码。"), field)
    if len(number) != 18:
        sentence = _("公民身份号码应是18位，您填写的是%(count)s位。请核对。")
        raise _refused(sentence, field, count=len(number))


def _birth(number: str, field: str) -> dt.date:
    try:
        birth = ric.get_birth_date(number)
    except ric.InvalidComponent:
        sentence = _("公民身份号码第7位至第14位是出生日期，您填写的日期不存在。请核对。")
        raise _refused(sentence, field) from None
    if birth > clock.today():
        sentence = _("公民身份号码第7位至第14位是出生日期，您填写的日期还没有到。请核对。")
        raise _refused(sentence, field)
    return birth


def parse_credit_code(text: str, field: str = "credit_code") -> str:
    """Read an 18-place unified social credit code; raises Refused."""
    code = compact(text)
    if not code:
        raise _refused(_("请填写统一社会信用代码。"), field)
    if len(code) != 18:
        sentence = _("统一社会信用代码应是18位，您填写的是%(count)s位。请核对。")
        raise _refused(sentence, field, count=len(code))
    if not _CREDIT.fullmatch(code):
        sentence = _(
            "统一社会信用代码由数字和字母组成，不用字母I、O、S、V、Z，第3位至第8位都是数字。"
            "请核对是否把数字写成了相像的字母。"
        )
        raise _refused(sentence, field)
    if uscc.calc_check_digit(code) != code[-1]:
        sentence = _("统一社会信用代码的最后一位与前17位对不上，可能有一位写错了。请对照证书逐位核对。")
        raise _refused(sentence, field)
    return code


def parse_document(text: str, field: str = "id_number") -> str:
    """Read the number of a passport, permit or residence card: 5 to 20 letters and digits; raises Refused."""
    number = compact(text)
    if not number:
        raise _refused(_("请填写证件号码。"), field)
    if not _DOCUMENT.fullmatch(number):
        raise _refused(_("证件号码应是5至20位的字母和数字。请对照证件核对。"), field)
    return number


def parse_phone(text: str, field: str = "phone") -> str:
    """Read a phone number; raises Refused.

    Returns "13812345678", "0418-2345678", "4001234567", or "+85221234567" for a number outside the mainland.
    """
    digits = re.sub(r"^00(?=[1-9])", "+", re.sub(r"[()]", "", compact(text)))
    digits = _HOME_PREFIX.sub("", digits)
    if not digits:
        raise _refused(_("请填写联系电话。"), field)
    if landline := _LANDLINE.fullmatch(digits):
        return "-".join(landline.groups())
    if any(shape.fullmatch(digits) for shape in (_MOBILE, _SERVICE, _ABROAD)):
        return digits
    if not re.fullmatch(r"\+?[0-9]+", digits):
        raise _refused(_("联系电话只能由数字组成。请核对。"), field)
    if digits[0] == "1" and len(digits) != 11:
        raise _refused(_("手机号码应是11位，您填写的是%(count)s位。请核对。"), field, count=len(digits))
    sentence = _("这个号码不像电话号码。手机请填写11位号码，固定电话请在前面加区号，例如 0418-2345678。")
    raise _refused(sentence, field)


def _refused(sentence: str, field: str, **params: object) -> Refused:
    return Refused(Reason(sentence, (), field, params))
