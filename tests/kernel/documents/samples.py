"""Sample data for every template, in both languages: what the acts of the rooms will supply."""

from typing import Any

from tests.kernel.documents import samples_of_appointments, samples_of_guidance, samples_of_supervision
from tests.kernel.documents.samples_provisional import PROVISIONAL

BUREAU = {
    "zh-hans": {"name": "阜新市民政局", "address": "政务服务中心一楼（示例）", "phone": "000-0000-0100"},
    "en": {
        "name": "Fuxin Civil Affairs Bureau",
        "address": "Civil affairs windows, ground floor, service centre (sample)",
        "phone": "000-0000-0100",
    },
}
TEMPLATES = {
    "W01": "one_time_notice/notices/W01.typ",
    "W02": "one_time_notice/notices/W02.typ",
    "W03": "one_time_notice/notices/W03.typ",
    "W04": "one_time_notice/notices/W04.typ",
    "W05": "one_time_notice/notices/W05.typ",
    "W06": "refusals/notices/W06.typ",
    "W07": "one_time_notice/notices/W07.typ",
    "W08": "provisional_acceptance/notices/W08.typ",
    "W09": "provisional_acceptance/notices/W09.typ",
    "W10": "provisional_acceptance/notices/W10.typ",
    "W11": "provisional_acceptance/notices/W11.typ",
    "W12": "provisional_acceptance/notices/W12.typ",
    "W13": "provisional_acceptance/notices/W13.typ",
    "W13Z": "provisional_acceptance/notices/W13Z.typ",
    "W14": "provisional_acceptance/notices/W14.typ",
    "W15": "refusals/notices/W15.typ",
    "W16": "refusals/notices/W16.typ",
    "W17": "refusals/notices/W17.typ",
    "W18": "one_time_notice/notices/W18.typ",
    "W19": "one_time_notice/notices/W19.typ",
    "W20": "time_limits/notices/W20.typ",
    "W21": "one_time_notice/notices/W21.typ",
    "W22a": "one_time_notice/notices/W22a.typ",
    "W22b": "one_time_notice/notices/W22b.typ",
    "W22c": "one_time_notice/notices/W22c.typ",
    "W23": "one_time_notice/notices/W23.typ",
    "W24": "documents/notices/W24.typ",
    "W25": "documents/notices/W25.typ",
    "W26": "one_time_notice/notices/W26.typ",
    "W27": "extended_hours/notices/W27.typ",
    "W28": "appointments/notices/W28.typ",
    "W29": "appointments/notices/W29.typ",
    "W30": "first_contact/notices/W30.typ",
    "W31": "guidance/notices/W31.typ",
    "W32": "guidance/notices/W32.typ",
    "W33": "guidance/notices/W33.typ",
    "W43": "time_limits/notices/W43.typ",
    "W44": "supervision/notices/W44.typ",
    "W44Z": "supervision/notices/W44Z.typ",
}
TITLES = {
    "W01": ("一次性告知书", "Complete notice"),
    "W02": ("电话咨询书面告知", "Written answer to a telephone enquiry"),
    "W03": ("收件凭证", "Receipt for papers handed in"),
    "W04": ("补正材料通知书", "Notice to complete papers"),
    "W05": ("受理通知书", "Notice of acceptance"),
    "W06": ("不予受理通知书", "Notice of non-acceptance"),
    "W07": ("不需办理告知记录", "Record that nothing has to be applied for"),
    "W08": ("容缺受理承诺书", "Letter of commitment"),
    "W09": ("容缺补正告知书", "Notice on papers to be supplied later"),
    "W10": ("不适用容缺受理告知书", "Notice that provisional acceptance is not open"),
    "W11": ("容缺补正收件单", "Receipt for papers supplied later"),
    "W12": ("终止办理通知书", "Notice of termination"),
    "W13": ("失信信息上报单", "Report of a broken commitment"),
    "W13Z": ("法制审核转办单", "Referral for legal review"),
    "W14": ("失信信息告知书", "Notice of a broken commitment"),
    "W15": ("否定备案登记表", "Register form of a refusal"),
    "W16": ("否定备案报送单", "Filing of refusals"),
    "W17": ("超权限请示单", "Request for instructions"),
    "W18": ("不予许可决定书", "Decision of refusal"),
    "W19": ("准予许可决定书", "Decision granting the application"),
    "W20": ("延期办理告知书", "Notice of extension"),
    "W21": ("特别程序告知书", "Notice of a special procedure"),
    "W22a": ("听证权利告知书", "Notice of the right to a hearing"),
    "W22b": ("听证通知书", "Notice of hearing"),
    "W22c": ("听证笔录", "Minutes of the hearing"),
    "W23": ("利害关系人告知书", "Notice to an interested person"),
    "W24": ("送达回证", "Record of service"),
    "W25": ("退件签收单", "List of returned papers"),
    "W26": ("当场更正记录", "Record of correction on the spot"),
    "W27": ("延时服务登记单", "Record of service after hours"),
    "W28": ("预约回执", "Appointment slip"),
    "W29": ("预约失效告知书", "Notice that an appointment has lapsed"),
    "W30": ("首问登记与指引单", "First-contact slip"),
    "W31": ("咨询引导登记和长者帮办单", "Guiding and assistance sheet"),
    "W32": ("意见评价单", "Opinion sheet"),
    "W33": ("评价核实整改反馈单", "Reply to a rating"),
    "W43": ("公文办理单", "Handling sheet"),
    "W44": ("监督检查记录", "Supervision record"),
    "W44Z": ("整改通知书", "Notice of correction"),
}
NOT_IN = {
    "W01": ("case_number", "query_code", "qr_url", "rating_url"),
    "W02": ("case_number", "query_code", "qr_url", "rating_url"),
    "W07": ("case_number", "query_code", "qr_url", "rating_url"),
    "W16": ("case_number", "query_code", "qr_url", "rating_url"),
    "W27": ("case_number", "query_code", "qr_url", "rating_url"),
    "W28": ("case_number", "query_code", "legal_basis"),
    "W29": ("case_number", "query_code", "qr_url", "legal_basis"),
    "W30": ("case_number", "query_code", "qr_url", "rating_url", "applicant"),
    "W31": ("case_number", "query_code", "qr_url", "rating_url", "applicant"),
    "W32": ("case_number", "query_code", "qr_url", "rating_url", "applicant"),
    "W33": ("case_number", "query_code", "qr_url", "rating_url", "applicant"),
    "W43": ("case_number", "query_code", "qr_url", "rating_url"),
    **dict.fromkeys(samples_of_supervision.TO_NOBODY, ("case_number", "query_code", "qr_url", "rating_url")),
}
MARKS = {
    "W01": "告",
    "W02": "电",
    "W03": "收",
    "W04": "补",
    "W05": "受",
    "W06": "不受",
    "W07": "免",
    "W08": "诺",
    "W09": "缺",
    "W10": "适",
    "W11": "件",
    "W12": "终",
    "W13": "报",
    "W13Z": "转",
    "W14": "信",
    "W15": "否登SHZZ",
    "W16": "否报",
    "W17": "示",
    "W18": "否",
    "W19": "准",
    "W20": "延",
    "W21": "特",
    "W22a": "听告",
    "W22b": "听通",
    "W22c": "听录",
    "W23": "利",
    "W24": "送",
    "W25": "退",
    "W26": "更",
    "W27": "服",
    "W28": "约",
    "W29": "失",
    "W30": "引",
    "W31": "导",
    "W32": "意",
    "W33": "评",
    "W43": "办",
    "W44": "监查",
    "W44Z": "监改",
}

_CASE: dict[str, Any] = {
    "case_number": "210900-20260928-000035",
    "received_at": "2026-09-28T10:30:00+08:00",
    "accepted_at": "2026-09-28",
    "statutory_due": "2026-11-27",
    "promised_due": "2026-10-29",
    "query_code": "7KXN4RWA",
    "qr_url": "https://banshi.example.gov.cn/progress/210900-20260928-000035/",
    "rating_url": "https://banshi.example.gov.cn/rate/case-35-0123456789abcdef01234567/?at=qr",
    "phone": "000-0000-0102",
}
_COMMON: dict[str, dict[str, Any]] = {
    "zh-hans": {
        "applicant": "阜新市太平区银发互助会筹备组",
        "item_name": "社会团体成立登记",
        "officer": "王晓梅",
        "section": "社会组织管理科",
        "address": "政务服务中心一楼民政综合窗口（示例）",
        "hours": "工作日 9:00 至 12:00、13:30 至 17:00",
        "legal_basis": ["《社会团体登记管理条例》第十条至第十三条", "《中华人民共和国行政许可法》第三十二条"],
        "materials": [
            {"name": "社会团体成立登记申请书", "form": "original", "copies": 1, "status": "present",
             "filling": "黑色笔或打印填写，不留空项，末页签名或盖章"},
            {"name": "发起人和拟任负责人居民身份证", "form": "original、copy", "copies": 2, "status": "present",
             "filling": "核验原件后退还；可用电子证照代替复印件"},
            {"name": "章程草案", "form": "original", "copies": 1, "status": "present",
             "filling": "按示范文本"},
        ],
        "steps": ["申请", "受理", "审查", "决定", "送达"],
        "statutory_limit": "60日（自然日），自收到全部有效文件之日起计算。",
        "promised_limit": "20个工作日，自受理之日起计算。",
    },
    "en": {
        "applicant": "Preparatory group of the Silver Hair Mutual Aid Society",
        "item_name": "Registration of a social association",
        "officer": "Wang Xiaomei",
        "section": "social organisations section",
        "address": "Civil affairs windows, ground floor, service centre (sample)",
        "hours": "working days 9:00 to 12:00 and 13:30 to 17:00",
        "legal_basis": [
            "Regulations on the registration of social associations, articles 10 to 13",
            "Administrative Licensing Law, article 32",
        ],
        "materials": [
            {"name": "Application form", "form": "original", "copies": 1, "status": "present",
             "filling": "Black pen or print, no blanks, sign or seal the last page"},
            {"name": "Identity cards of the founders", "form": "original、copy", "copies": 2,
             "status": "present", "filling": "Originals are returned after checking"},
            {"name": "Draft charter", "form": "original", "copies": 1, "status": "present",
             "filling": "Follow the model text"},
        ],
        "steps": ["application", "acceptance", "review", "decision", "service"],
        "statutory_limit": "60 calendar days from receipt of all valid documents.",
        "promised_limit": "20 working days from acceptance.",
    },
}  # fmt: skip

_REFUSAL: dict[str, Any] = {
    "stage": "不予受理",
    "decision": "不予受理通知书 阜民不受〔2026〕6号",
    "ground": "NF-1",
    "ground_name": "缺必需的材料、事实依据，或者经审核有误、不实",
    "facts": "到期仍有两份材料没有补齐。",
    "legal_basis": ["《社会团体登记管理条例》第十一条"],
    "missing": ["业务主管单位批准文件", "验资报告"],
    "evidence": ["社会团体成立登记申请书", "电话核实记录，存科室档案柜"],
    "notice": "阜民补〔2026〕41号",
    "notice_until": "2026-09-25",
    "verified_by": "李志强",
    "verification": "向出具单位电话核实，并作了记录。",
    "instruction": "阜民示〔2026〕2号",
    "leader": "陈国华",
    "to_be_filed": True,
}
_FILED: dict[str, Any] = {
    "number": "阜民否登SHZZ〔2026〕4号",
    "archive_number": "阜民否档〔2026〕4号",
    "case_number": "210900-20260928-000035",
    "item_name": "社会团体成立登记",
    "applicant": "阜新市******组",
    "section": "社会组织管理科",
    "stage": "不予受理",
    "ground": "NF-1 缺必需的材料、事实依据，或者经审核有误、不实",
    "legal_basis": ["《社会团体登记管理条例》第十一条"],
    "decision": "不予受理通知书 阜民不受〔2026〕6号",
    "refused_on": "2026-09-28",
}
_OWN: dict[str, dict[str, dict[str, Any]]] = {
    "W01": {
        "zh-hans": {
            "item_code": "MZ-XK-01",
            "conditions": ["个人会员50个以上或单位会员30个以上，混合的总数不少于50个", "有固定住所和专职工作人员",
                           "地方性社团活动资金3万元以上"],
            "quantity": "没有数量限制；截至今天，本年度已办12件。",
            "fee": {"basis": "不收费，无收费依据。", "standard": "不收费。"},
            "refusal_reasons": ["宗旨或业务范围不合规定", "申请时弄虚作假"],
            "catalogue_version": "第3版（2026年7月1日起施行）",
        },
        "en": {
            "item_code": "MZ-XK-01",
            "conditions": ["At least 50 individual members, 30 member bodies, or 50 together",
                           "A fixed place and full-time staff", "Funds of at least 30,000 yuan"],
            "quantity": "No limit on number; 12 granted this year to date.",
            "fee": {"basis": "No fee is charged.", "standard": "Free of charge."},
            "refusal_reasons": ["Aims or field of work against the rules", "False statements in the application"],
            "catalogue_version": "3 (in force from 1 July 2026)",
        },
    },
    "W02": {
        "zh-hans": {"called_at": "2026-09-28T14:05:00+08:00", "applicant": "李㛃女士",
                    "acceptance_time": "材料齐全的，当场受理；需要补正的，当场或者5个工作日内一次告知。"},
        "en": {"called_at": "2026-09-28T14:05:00+08:00", "applicant": "Ms Li",
               "acceptance_time": "Complete papers are accepted on the spot; otherwise we tell you everything "
                                  "that is missing on the spot or within 5 working days."},
    },
    "W03": {
        "zh-hans": {"told_by": "2026-10-12", "pages_total": 18},
        "en": {"told_by": "2026-10-12", "pages_total": 18},
    },
    "W04": {
        "zh-hans": {
            "supply_until": "2026-10-30",
            "gaps": [
                {"name": "验资报告", "problem": "没有提交", "how": "请有资质的机构出具，交原件1份"},
                {"name": "场所使用权证明", "problem": "租期已于2026年8月31日届满",
                 "how": "请提交续租合同或者新的使用权证明复印件1份"},
            ],
        },
        "en": {
            "supply_until": "2026-10-30",
            "gaps": [
                {"name": "Capital verification report", "problem": "Not handed in",
                 "how": "One original from a qualified institution"},
                {"name": "Proof of the right to use the premises", "problem": "The lease ended on 31 August 2026",
                 "how": "A copy of the renewed lease or another proof"},
            ],
        },
    },
    "W05": {"zh-hans": {"promised_due": "2026年10月29日"}, "en": {}},
    "W07": {
        "zh-hans": {"applicant": "来访咨询人", "told_at": "2026-09-28T14:05:00+08:00", "channel": "in_person_visit",
                    "matter": "在自家院子里举办六十大寿宴会，要不要批准"},
        "en": {"applicant": "the caller", "told_at": "2026-09-28T14:05:00+08:00", "channel": "phone_call",
               "matter": "Whether a birthday party at home needs a permit"},
    },
    "W22a": {
        "zh-hans": {"hearing": {"matter": "拟不予登记：同一行政区域内已有业务相同的社会团体",
                                "until": "2026-10-12", "days": 5}},
        "en": {"hearing": {"matter": "We intend to refuse: an association with the same field of work exists",
                           "until": "2026-10-12", "days": 5}},
    },
    "W22b": {
        "zh-hans": {"hearing": {"on": "2026-10-20", "time": "上午9:00", "place": "局三楼会议室（示例）",
                                "chair": "赵敏"}},
        "en": {"hearing": {"on": "2026-10-20", "time": "9:00", "place": "Meeting room, third floor (sample)",
                           "chair": "Zhao Min"}},
    },
    "W22c": {
        "zh-hans": {"hearing": {"on": "2026-10-20", "time": "上午9:00", "place": "局三楼会议室（示例）",
                                "chair": "赵敏", "participants": "申请人代表墨言，利害关系人周宁，审查人员李强",
                                "minutes": "审查人员：说明拟不予登记的事实和依据。\n申请人：两个团体的服务对象不同。"}},
        "en": {"hearing": {"on": "2026-10-20", "time": "9:00", "place": "Meeting room, third floor (sample)",
                           "chair": "Zhao Min", "participants": "Mo Yan for the applicant, Li Qiang for the bureau",
                           "minutes": "The officer gave the facts.\nThe applicant: the members are different people."}},
    },
    "W23": {
        "zh-hans": {"applicant": "周宁", "person": "周宁", "party": "阜新市太平区银发互助会筹备组",
                    "interest": "拟设的活动场所与您的住宅相邻，晚间活动可能影响休息", "until": "2026-10-12"},
        "en": {"applicant": "Zhou Ning", "person": "Zhou Ning", "party": "The Silver Hair Society (in formation)",
               "interest": "The premises adjoin your home; evening events may disturb you", "until": "2026-10-12"},
    },
    "W26": {
        "zh-hans": {"corrections": [{"name": "验资报告", "problem": "没有盖章"}],
                    "done_at": "2026-09-28T10:40:00+08:00",
                    "not_because": "要由出具报告的会计师事务所重新盖章"},
        "en": {"corrections": [{"name": "Capital verification report", "problem": "No seal"}],
               "done_at": "2026-09-28T10:40:00+08:00", "not_because": ""},
    },
    "W18": {
        "zh-hans": {
            "outcome_verb": "许可",
            "decision": {
                "granted": False,
                "facts": "经核对会员名册，筹备组现有个人会员38人，没有单位会员。",
                "legal_basis": ["《社会团体登记管理条例》第十条第一款第一项",
                                "《中华人民共和国行政许可法》第三十八条第二款"],
                "reasons": ["会员人数没有达到50个以上个人会员的条件"],
            },
            "remedies": {"reconsideration_body": "阜新市人民政府", "reconsideration_days": 60, "months": 6,
                         "channel": "行政复议网上申请平台（示例）", "court": "有管辖权的人民法院（示例）"},
        },
        "en": {
            "decision": {
                "granted": False,
                "facts": "The list of members shows 38 individual members and no member bodies.",
                "legal_basis": ["Regulations on the registration of social associations, article 10 (1) 1"],
                "reasons": ["The number of members is below the 50 required"],
            },
            "remedies": {"reconsideration_body": "the People's Government of Fuxin", "reconsideration_days": 60,
                         "months": 6, "channel": "online reconsideration platform (sample)",
                         "court": "the competent people's court (sample)"},
        },
    },
    "W19": {
        "zh-hans": {
            "outcome_verb": "许可",
            "decision": {
                "granted": True, "facts": "", "legal_basis": ["《社会团体登记管理条例》第十二条"],
                "outcome_name": "社会团体法人登记证书", "certificate_no": "51210900MJ0000000X",
                "validity": "2026年10月26日至2030年10月25日", "certificate_by": "2026-11-09",
            },
            "collect": "请凭本决定书到民政综合窗口领取，也可以免费邮寄给您。",
        },
        "en": {
            "decision": {
                "granted": True, "facts": "",
                "legal_basis": ["Regulations on the registration of associations, art. 12"],
                "outcome_name": "Certificate of a social association", "certificate_no": "51210900MJ0000000X",
                "validity": "26 October 2026 to 25 October 2030", "certificate_by": "2026-11-09",
            },
            "collect": "at the civil affairs window with this decision, or by post free of charge.",
        },
    },
    "W20": {
        "zh-hans": {
            "legal_basis": ["《中华人民共和国行政许可法》第四十二条"],
            "extension": {"days": 10, "reason": "业务主管单位正在对拟设分支机构的资料进行核实，需要更多时间。",
                          "old_due": "2026-10-29", "new_due": "2026-11-12", "approved_by": "张局长"},
        },
        "en": {
            "legal_basis": ["Administrative Licensing Law, article 42"],
            "extension": {"days": 10, "reason": "The supervising body is still verifying the papers of a branch.",
                          "old_due": "2026-10-29", "new_due": "2026-11-12", "approved_by": "Director Zhang"},
        },
    },
    "W21": {
        "zh-hans": {
            "legal_basis": ["《中华人民共和国行政许可法》第四十五条"],
            "procedure": {"kind": "专家评审", "time": "2026-10-12T09:00:00+08:00",
                          "place": "市民政局三楼会议室（示例）",
                          "first": "2026-10-12", "last": "2026-10-16", "days": 5, "stops_statutory": True},
        },
        "en": {
            "legal_basis": ["Administrative Licensing Law, article 45"],
            "procedure": {"kind": "expert review", "time": "2026-10-12T09:00:00+08:00",
                          "place": "Meeting room, third floor (sample)", "first": "2026-10-12", "last": "2026-10-16",
                          "days": 5, "stops_statutory": True},
        },
    },
    "W06": {
        "zh-hans": {
            "decision": {
                "why": "refused",
                "facts": "您在2026年9月1日收到补正材料通知书，到期仍有两份材料没有补齐。",
                "reasons": ["缺少或者需要更正：业务主管单位批准文件。", "缺少或者需要更正：验资报告。"],
                "legal_basis": ["《社会团体登记管理条例》第十一条"],
            },
            "remedies": {"reconsideration_body": "阜新市人民政府", "reconsideration_days": 60, "months": 6,
                         "channel": "行政复议网上申请平台（示例）", "court": "有管辖权的人民法院（示例）"},
        },
        "en": {
            "decision": {
                "why": "refused",
                "facts": "Two papers were still missing when the time of the notice to complete papers ran out.",
                "reasons": ["Missing or wrong: approval of the supervising body.", "Missing or wrong: capital report."],
                "legal_basis": ["Regulations on the registration of social associations, article 11"],
            },
            "remedies": {"reconsideration_body": "the People's Government of Fuxin", "reconsideration_days": 60,
                         "months": 6, "channel": "online reconsideration platform (sample)",
                         "court": "the competent people's court (sample)"},
        },
    },
    "W15": {"zh-hans": {"refusal": _REFUSAL}, "en": {"refusal": _REFUSAL}},
    "W16": {
        "zh-hans": {"applicant": "市营商环境建设局（示例）", "recipient": "市营商环境建设局（示例）",
                    "refusals": [_FILED, _FILED | {"number": "阜民否登SHJZ〔2026〕3号"}]},
        "en": {"applicant": "City business-environment bureau (sample)",
               "recipient": "City business-environment bureau (sample)", "refusals": [_FILED]},
    },
    "W17": {
        "zh-hans": {"refusal": _REFUSAL | {"ground": "NF-4", "ground_name": "其他符合否定备案的情况"},
                    "question": "可否不予许可？科室意见：不予许可。"},
        "en": {"refusal": _REFUSAL | {"ground": "NF-4", "ground_name": "any other case that fits"},
               "question": "May the permit be refused? The section thinks so."},
    },
    "W25": {
        "zh-hans": {"papers": ["社会团体成立登记申请书", "发起人和拟任负责人居民身份证", "章程草案"],
                    "asked_at": "2026-09-28T10:30:00+08:00"},
        "en": {"papers": ["Application form", "Identity cards of the founders", "Draft charter"],
               "asked_at": "2026-09-28T10:30:00+08:00"},
    },
    "W24": {
        "zh-hans": {"document_title": "补正材料通知书", "document_number": "阜民补〔2026〕41号", "way": "当面交付",
                    "served_at": "2026-09-28T11:00:00+08:00"},
        "en": {"document_title": "Notice to complete papers", "document_number": "阜民补〔2026〕41号",
               "way": "handed over", "served_at": "2026-09-28T11:00:00+08:00"},
    },
    "W27": {
        "zh-hans": {
            "applicant": "各位服务对象", "legal_basis": [],
            "extended": {"started": "2026-09-28T17:00:00+08:00", "ended": "2026-09-28T18:20:00+08:00",
                         "until": "2026-09-28T20:00:00+08:00", "late_reason": "", "forgotten": False,
                         "tickets": ["A041", "A042"], "cases": ["210900-20260928-000035"],
                         "in_order": ["computers", "calling", "light", "safety"],
                         "faults": "打印机卡纸，改用隔壁窗口的打印机"},
        },
        "en": {
            "applicant": "Those we served", "legal_basis": [],
            "extended": {"started": "2026-09-28T17:00:00+08:00", "ended": "2026-09-28T21:00:00+08:00",
                         "until": "2026-09-28T21:00:00+08:00", "late_reason": "Three elderly visitors were waiting.",
                         "forgotten": True, "tickets": [], "cases": [],
                         "in_order": ["computers", "printer", "calling", "light", "safety"], "faults": ""},
        },
    },
    "W43": {
        "zh-hans": {
            "applicant": "社会组织管理科", "section": "办公室", "legal_basis": [],
            "form": "handling",
            "matter": {"kind": "公文", "number": "阜民收文〔2026〕12号", "name": "关于报送社会组织年度统计的通知",
                       "source": "市政府办公室", "source_number": "阜政办〔2026〕33号", "grade": "多科室会办",
                       "ground": "", "received_at": "2026-09-28T09:10:00+08:00", "due": "2026-10-09",
                       "limit": "多科室会办公文的期限", "set_reason": ""},
            "sections": [{"name": "社会组织管理科", "lead": True, "due": None},
                         {"name": "养老服务科", "lead": False, "due": "2026-09-30"}],
        },
        "en": {
            "applicant": "Social organisations section", "section": "general office", "legal_basis": [],
            "form": "handling",
            "matter": {"kind": "official document", "number": "阜民收文〔2026〕12号",
                       "name": "On the yearly statistics of social organisations", "source": "Office of the city",
                       "grade": "several sections", "ground": "", "received_at": "2026-09-28T09:10:00+08:00",
                       "due": "2026-10-09", "limit": "several sections"},
            "sections": [{"name": "Social organisations section", "lead": True, "due": None},
                         {"name": "Elderly care section", "lead": False, "due": "2026-09-30"}],
        },
    },
}  # fmt: skip
_OWN |= samples_of_appointments.OWN
_OWN |= samples_of_guidance.OWN
_OWN |= samples_of_supervision.OWN
_OWN |= PROVISIONAL


def wording(kind: str, language: str = "zh-hans") -> dict[str, Any]:
    """The data a room supplies for this kind."""
    data = _CASE | _COMMON[language] | _OWN[kind][language]
    return {key: value for key, value in data.items() if key not in NOT_IN.get(kind, ())}


def frozen(kind: str, language: str = "zh-hans", **changed: Any) -> dict[str, Any]:
    """The data as they stand after issue: with number, title, bureau and verification."""
    return (
        wording(kind, language)
        | {
            "language": language,
            "title": TITLES[kind][language == "en"],
            "number": f"阜民{MARKS[kind]}〔2026〕41号",
            "issued_on": "2026-09-28",
            "bureau": BUREAU[language],
            "verification_code": "7KXN4RWAPQ3D",
            "verification_page": "banshi.example.gov.cn/verify/",
            "verification_url": "https://banshi.example.gov.cn/verify/7KXN4RWAPQ3D/",
        }
        | changed
    )
