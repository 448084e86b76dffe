"""Situations of annex 5 and the rule that answers each; the answers are in tests/golden/decisions/."""

import datetime as dt

from banshi.institutions.first_contact import rules
from banshi.institutions.first_contact.rules import Path, Whereabouts
from banshi.lib import clock

NOON = clock.parse("2026-11-23 12:00")
SECOND = dt.timedelta(seconds=1)
COLLEAGUE = ("王芳", "二楼 203", "0418-1234567")


def _pointing(path, *there):
    return rules.pointing(path, Whereabouts(*(there or COLLEAGUE)))


def _answering(path=Path.OWN, **change):
    given = {"words": "要带身份证", "sourced": False, "colleague_here": False}
    return rules.answering(path, **(given | change))


def _handing(**change):
    given = {"same_person": False, "same_section": True, "away": False, "waiting": False}
    return rules.handing_over(**(given | change))


def _taking(**change):
    given = {"offered_to": 5, "actor_ids": {5, 6}, "returns_at": NOON, "now": NOON}
    return rules.taking_over(**(given | change))


def _answerable(**change):
    given = {"answered": False, "officer_id": 5, "officer": "王芳", "actor_ids": {5, 6}}
    return rules.answerable(**(given | change))


SITUATIONS = {
    "去找别的科室": lambda: rules.path_of(person=False, same_section=True).value,
    "去找同科室的同事": lambda: rules.path_of(person=True, same_section=True).value,
    "去找别科室的人": lambda: rules.path_of(person=True, same_section=False).value,
    "指引到同事，三样都有": lambda: _pointing(Path.REFERRED),
    "指引到同事，没有办公地址": lambda: _pointing(Path.REFERRED, "王芳", "", "0418-1234567"),
    "指引到同事，没有联系方式": lambda: _pointing(Path.REFERRED, "王芳", "二楼 203", ""),
    "指引到科室，只有地址": lambda: _pointing(Path.OTHER_SECTION, "养老服务科", "二楼", ""),
    "指引到科室，只有电话": lambda: _pointing(Path.OTHER_SECTION, "养老服务科", "", "0418-1234567"),
    "指引到科室，什么也没有": lambda: _pointing(Path.OTHER_SECTION, "养老服务科", "", ""),
    "指引到相关人员，只有地址": lambda: _pointing(Path.PERSON, "王芳", "二楼 203", ""),
    "当场答复": _answering,
    "当场答复，用了知识库": lambda: _answering(words=" ", sourced=True),
    "当场答复，没有写答复": lambda: _answering(words=" "),
    "代同事答复": lambda: _answering(Path.FOR_COLLEAGUE, colleague_here=True),
    "代同事答复，没有选同事": lambda: _answering(Path.FOR_COLLEAGUE),
    "指引当作答复": lambda: _answering(Path.REFERRED),
    "指引到科室当作答复": lambda: _answering(Path.OTHER_SECTION),
    "转请同科室同事": _handing,
    "转请自己": lambda: _handing(same_person=True),
    "转请别科室的同事": lambda: _handing(same_section=False),
    "转请的同事不在": lambda: _handing(away=True),
    "转请了第二位": lambda: _handing(waiting=True),
    "最后一秒接手": _taking,
    "晚了一秒接手": lambda: _taking(now=NOON + SECOND),
    "不是转给自己的": lambda: _taking(offered_to=9),
    "首问负责人答复": _answerable,
    "别人来答复": lambda: _answerable(officer_id=9),
    "答复第二次": lambda: _answerable(answered=True),
    "到时还没有答复": lambda: rules.lapsed(answered_at=None, due=NOON, now=NOON),
    "差一秒到时": lambda: rules.lapsed(answered_at=None, due=NOON, now=NOON - SECOND),
    "答复过了": lambda: rules.lapsed(answered_at=NOON - SECOND, due=NOON, now=NOON),
    "到时还算不出": lambda: rules.lapsed(answered_at=None, due=None, now=NOON),
}
