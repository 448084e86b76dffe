"""Who can be a party, and by which number each is known."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from banshi.kernel.parties import numbers


class PartyKind(models.TextChoices):
    """Kinds of parties."""

    CITIZEN = "citizen", _("公民")
    LEGAL_PERSON = "legal_person", _("法人")
    OTHER_ORGANISATION = "other_organisation", _("其他组织")


class NumberKind(models.TextChoices):
    """Kinds of identity numbers."""

    CITIZEN_ID = "citizen_id", _("居民身份证")
    PASSPORT = "passport", _("护照")
    HK_MACAO_TAIWAN = "hk_macao_taiwan", _("港澳台居民通行证或者居住证")
    FOREIGN_RESIDENT = "foreign_resident", _("外国人永久居留身份证")
    CREDIT_CODE = "credit_code", _("统一社会信用代码")


NUMBER_KINDS: dict[PartyKind, tuple[NumberKind, ...]] = {
    PartyKind.CITIZEN: (
        NumberKind.CITIZEN_ID,
        NumberKind.PASSPORT,
        NumberKind.HK_MACAO_TAIWAN,
        NumberKind.FOREIGN_RESIDENT,
    ),
    PartyKind.LEGAL_PERSON: (NumberKind.CREDIT_CODE,),
    PartyKind.OTHER_ORGANISATION: (NumberKind.CREDIT_CODE,),
}


def parse_number(kind: str, text: str, field: str = "number") -> str:
    """Read an identity number of the given kind; raises Refused naming `field`."""
    if kind == NumberKind.CITIZEN_ID:
        return numbers.parse_citizen_id(text, field).number
    if kind == NumberKind.CREDIT_CODE:
        return numbers.parse_credit_code(text, field)
    return numbers.parse_document(text, field)
