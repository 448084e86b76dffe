"""退件, situation by situation (01-09); the answers are in tests/golden/decisions/."""

from banshi.kernel.cases import returning


def _asking(**change):
    return returning.asking(**({"outcome": "refused", "handed_in": ("申请书",), "asked": False} | change))


def _back(**change):
    given = {"way": "in_person", "signed_by": "张伟", "tracking_number": "", "returned": False}
    return returning.handing_back(**(given | change))


def _posted(**change):
    return _back(**({"way": "post", "signed_by": "", "tracking_number": "EMS1234567890"} | change))


SITUATIONS = {
    "不予许可以后要回材料": _asking,
    "不予受理以后要回材料": lambda: _asking(outcome="not_accepted"),
    "终止以后要回材料": lambda: _asking(outcome="terminated"),
    "撤回以后要回材料": lambda: _asking(outcome="withdrawn"),
    "准予以后要回材料": lambda: _asking(outcome="granted"),
    "还在办理（收件、补正、容缺、审查）就要回材料": lambda: _asking(outcome=""),
    "已经登记过要回材料": lambda: _asking(asked=True),
    "没有交过材料": lambda: _asking(handed_in=()),
    "选出一份交来的材料": lambda: returning.choosing(handed_in=[1, 2], chosen=[2]),
    "选出全部交来的材料": lambda: returning.choosing(handed_in=[1, 2], chosen=[1, 2]),
    "一份也没有选": lambda: returning.choosing(handed_in=[1, 2], chosen=[]),
    "选了没有交来的材料": lambda: returning.choosing(handed_in=[1, 2], chosen=[2, 3]),
    "当面退还，有人签名": _back,
    "当面退还，没有签名": lambda: _back(signed_by=" "),
    "邮寄退还，有邮件号码": _posted,
    "邮寄退还，没有邮件号码": lambda: _posted(tracking_number=" "),
    "没有选择怎样退还": lambda: _back(way=""),
    "已经退还过，再退一次": lambda: _back(returned=True),
}
