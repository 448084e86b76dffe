"""The people and organisations that come to the bureau of the tests, with numbers that belong to nobody."""

import datetime as dt

from banshi.config.demo.identities import citizen_number, credit_code, mobile
from banshi.workflows.intake import Applicant

CITIZENS = {
    "张伟": Applicant(
        kind="citizen",
        name="张伟",
        number_kind="citizen_id",
        number=citizen_number(dt.date(1985, 6, 17), 123),
        phone=mobile(1234),
        address="辽宁省阜新市海州区中华路0号",
    ),
    "刘桂兰": Applicant(
        kind="citizen",
        name="刘桂兰",
        number_kind="citizen_id",
        number=citizen_number(dt.date(1948, 3, 12), 46),
        phone=mobile(7878),
        address="辽宁省阜新市细河区解放大街0号",
    ),
    "张䶮": Applicant(
        kind="citizen",
        name="张䶮",
        number_kind="citizen_id",
        number=citizen_number(dt.date(2000, 2, 29), 357),
        phone=mobile(229),
    ),
    "阜新市书法协会筹备组": Applicant(
        kind="other_organisation",
        name="阜新市书法协会筹备组",
        number_kind="credit_code",
        number=credit_code(1),
        phone=mobile(6001),
        address="辽宁省阜新市太平区红树路0号",
        legal_representative="墨言",
    ),
}
