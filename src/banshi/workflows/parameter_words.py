"""The parameters of the articles in words, for the public pages of the regulation and for the desk."""

from collections.abc import Mapping

from django.utils.translation import gettext

from banshi.kernel.catalogue.schema import EXCLUSIONS, SPECIAL_KINDS
from banshi.kernel.regulations.registry import Value
from banshi.lib.results import gettext_noop as _

NAMES: Mapping[str, str] = {
    "grounds": _("可以否定的情形"),
    "look_working_days": _("线索产生后几个工作日以内查看"),
    "finish_working_days": _("受理后几个工作日以内查清"),
    "decide_working_days": _("提出意见后几个工作日以内决定"),
    "answer_working_days": _("给本人陈述申辩留几个工作日"),
    "appeal_calendar_days": _("接到复核决定后几日以内可以申诉"),
    "file_amber_working_days": _("决定后几个工作日没有报备案就提醒"),
    "file_red_working_days": _("决定后几个工作日没有报备案就亮红灯"),
    "notice_working_days": _("书面告知的期限（工作日）"),
    "short_promise_working_days": _("承诺几个工作日以内的算很快能办完"),
    "latest_time": _("最晚到"),
    "bookable_day_kinds": _("可以预约的日子"),
    "bookable_days_ahead": _("可以预约到几天以后"),
    "reasons": _("可以预约的情形"),
    "no_show_minutes": _("迟到多久视为放弃（分钟）"),
    "take_over_minutes": _("转请同事后多久没有接手就退回（分钟）"),
    "assisted_minutes": _("帮办最长多久后自动关闭（分钟）"),
    "exclusions": _("不能容缺的情形"),
    "warn_remaining_divisor": _("剩余时间不足期限的几分之一时提醒"),
    "warn_remaining_working_days": _("剩余几个工作日时提醒"),
    "confirmations": _("承诺书要确认几项"),
    "channels": _("补交材料的方式"),
    "tolerance_clock": _("期限从哪天起算"),
    "ineligible_years": _("不再适用容缺的年数"),
    "hand_signature_items": _("承诺书要当面签的事项"),
    "transit_working_days": _("到期前寄出的邮件等几个工作日"),
    "hearing_working_days": _("当事人陈述的时间（工作日）"),
    "elements": _("一次告知的内容"),
    "law_limit_working_days": _("告知补正的期限（工作日）"),
    "supplement_answer_working_days": _("申请人补正的期限（工作日）"),
    "extension_max_working_days": _("最多延长（工作日）"),
    "extensions_allowed": _("可以延长几次"),
    "kinds": _("时间不计入期限的程序"),
    "statutory_kinds": _("时间不计入法定期限的程序"),
    "statement_working_days": _("利害关系人陈述、申辩的期限（工作日）"),
    "hearing_request_working_days": _("要求听证的期限（工作日）"),
    "hearing_hold_working_days": _("收到要求后举行听证的期限（工作日）"),
    "hearing_notice_working_days": _("举行听证至少提前几个工作日通知"),
    "reconsideration_calendar_days": _("申请行政复议的期限（日）"),
    "again_within_months": _("几个月以内再次发生算再次（0 表示不限）"),
    "litigation_months": _("提起行政诉讼的期限（月）"),
    "permit_working_days": _("行政许可的法定期限（工作日）"),
    "certificate_delivery_working_days": _("送达证件的期限（工作日）"),
    "warn_handler_divisor": _("剩余几分之一时提醒经办人"),
    "warn_head_working_days": _("剩余几个工作日时提醒科室负责人"),
    "warn_leader_working_days": _("剩余几个工作日时提醒局领导"),
    "ordinary_working_days": _("一般公文的期限（工作日）"),
    "joint_working_days": _("几个科室会商的公文的期限（工作日）"),
    "take_up_working_days": _("转办事项接办或者退回的期限（工作日）"),
    "correction_working_days": _("检查发现问题后改正的期限（工作日）"),
    "check_amber_calendar_days": _("关键岗位检查到期前几天提醒"),
    "related_law_working_days": _("法律变动后更新文件的期限（工作日）"),
    "opinion_reply_working_days": _("答复意见的期限（工作日）"),
    "criticism_working_days": _("批评意见登记后发整改通知的期限（工作日）"),
    "warn_ahead_working_days": _("到期前几个工作日提醒"),
    "on_time_percent": _("按期办结率最低（%）"),
    "grave_count": _("一期内几次算严重"),
    "tick_late_days": _("打扫可以补记的天数"),
    "case_by_case_grounds": _("期限另定的情形"),
    "bad_rating_verify_working_days": _("差评核实的期限（工作日）"),
    "bad_rating_mend_working_days": _("差评整改的期限（工作日）"),
    "objection_working_days": _("对考核表提出异议的期限（工作日）"),
    "rate_green_percent": _("达到百分之几亮绿灯"),
    "rate_amber_percent": _("达到百分之几亮黄灯"),
    "faults_amber_most": _("不超过几次亮黄灯"),
    "min_on_duty": _("至少有几人在岗"),
    "acknowledge_minutes": _("领导多久内要确认（分钟）"),
    "review_calendar_days": _("复查的期限（日）"),
    "ask_review_calendar_days": _("提出复查的期限（日）"),
    "brief_reply_working_days": _("简要答复的期限（工作日）"),
    "petition_tell_calendar_days": _("信访告知的期限（日）"),
    "close_working_days": _("办结的期限（工作日）"),
    "petition_close_calendar_days": _("信访办结的期限（日）"),
    "petition_extension_calendar_days": _("信访最多延长（日）"),
}
WORDS: Mapping[str, str] = {
    **SPECIAL_KINDS,
    **EXCLUSIONS,
    "NF-1": _("缺必需的材料、事实依据，或者经审核有误、不实"),
    "NF-2": _("申请本身违反国家法律法规"),
    "NF-3": _("以伪造、隐瞒、欺诈的方式提交材料，已经查实"),
    "NF-4": _("其他符合否定备案的情况"),
    "YY-1": _("因特殊原因，工作时间内到不了"),
    "YY-2": _("上级要求的时间很紧"),
    "YY-3": _("不可抗力"),
    "workday": _("工作日"),
    "adjusted_workday": _("调休上班日"),
    "weekend": _("不是法定节假日的双休日"),
    "post": _("邮寄"),
    "email": _("电子邮件"),
    "fax": _("传真"),
    "online": _("网上"),
    "in_person": _("当面"),
    "acceptance": _("容缺受理之日"),
    "completion": _("材料补齐之日"),
    "MZ-QR-02": _("内地居民结婚登记"),
    "MZ-QR-03": _("内地居民离婚登记"),
    "MZ-QR-04": _("补领婚姻登记证"),
    "MZ-QR-05": _("收养登记"),
    "MZ-QR-06": _("解除收养关系登记"),
    "name": _("事项名称"),
    "basis": _("设定依据"),
    "conditions": _("申请条件"),
    "quantity_limit_and_done": _("数量限制及已办数量"),
    "materials_and_filling": _("材料和填写要求"),
    "statutory_limit": _("法定期限"),
    "promised_limit": _("承诺期限"),
    "fee_basis": _("收费依据"),
    "fee_rate": _("收费标准"),
    "procedure": _("办理程序"),
    "non_acceptance_reasons": _("不予受理理由"),
    "needs_investigation": _("需要调研"),
    "needs_meeting": _("需要会议决定"),
    "needs_city_approval_or_letter": _("需要报市里批准或者函商"),
}
SOURCES: Mapping[str, str] = {
    "regulation": _("制度原文"),
    "law": _("法律"),
    "bureau": _("本局设定"),
}


# The unit of a number, by how the name of its parameter ends.
UNITS: Mapping[str, str] = {
    "_working_days": _("%(value)s 个工作日"),
    "_calendar_days": _("%(value)s 日"),
    "_months": _("%(value)s 个月"),
    "_years": _("%(value)s 年"),
    "_minutes": _("%(value)s 分钟"),
    "_percent": _("%(value)s%%"),
}
# Nought means that there is no end.
UNBOUNDED = {"again_within_months"}


def value_words(value: Value, name: str = "") -> str:
    """A parameter's value as a reader understands it; with the parameter's `name`, a number has its unit."""
    return in_words(value.value, name)


def in_words(value: object, name: str = "") -> str:
    """The same of a bare value."""
    if isinstance(value, tuple):
        return gettext("、").join(_word(one) for one in value)
    if name in UNBOUNDED and value == 0:
        return gettext("不限期间")
    for ending, unit in UNITS.items():
        if name.endswith(ending) and isinstance(value, int):
            return gettext(unit) % {"value": value}
    return _word(value)


def _word(value: object) -> str:
    return gettext(WORDS[value]) if isinstance(value, str) and value in WORDS else str(value)
