"""What differs between bureaus: names, numbers, hours, addresses. Samples; the adopting bureau sets its own."""

from banshi.config.hours import read_hours
from banshi.config.settings.env import REHEARSAL, TRAINING, env
from banshi.kernel.ui.colours import unfit

BUREAU = {
    "name_zh": env.str("BUREAU_NAME", default="阜新市民政局"),
    "name_en": env.str("BUREAU_NAME_EN", default="Fuxin Civil Affairs Bureau"),
    "division": env.str("BUREAU_DIVISION", default="210900"),
    "issuer_mark": env.str("BUREAU_ISSUER_MARK", default="阜民"),
    "address_zh": env.str("BUREAU_ADDRESS", default="政务服务中心一楼民政综合窗口（示例）"),
    "address_en": env.str(
        "BUREAU_ADDRESS_EN", default="Civil affairs windows, ground floor, service centre (sample)"
    ),
    "phone": env.str("BUREAU_PHONE", default="000-0000-0100"),
    "reconsideration_zh": env.str("BUREAU_RECONSIDERATION", default="阜新市人民政府"),
    "reconsideration_en": env.str("BUREAU_RECONSIDERATION_EN", default="the People's Government of Fuxin"),
    "reconsideration_channel": env.str(
        "BUREAU_RECONSIDERATION_CHANNEL", default="行政复议网上申请平台（示例）"
    ),
    "court_zh": env.str("BUREAU_COURT", default="有管辖权的人民法院（示例）"),
    "court_en": env.str("BUREAU_COURT_EN", default="the competent people's court (sample)"),
    # The code of the section that keeps the consultation desk; its queue in the hall is nobody else's.
    "desk": env.str("BUREAU_DESK", default="ZXT"),
    # Where the quick exit of the complaint pages leads; empty: the home page.
    "exit_url": env.str("BUREAU_EXIT_URL", default=""),
    # The two characters of the mark, and colours of its own ("": those of Banshi), readable or refused.
    "seal": env.str("BUREAU_SEAL", default="办事"),
    "brand_colour": env.str("BUREAU_BRAND_COLOUR", default=""),
    "seal_colour": env.str("BUREAU_SEAL_COLOUR", default=""),
    "public_url": env.str("BUREAU_PUBLIC_URL", default="http://127.0.0.1:8000"),
}

for _name in ("brand_colour", "seal_colour"):
    if BUREAU[_name] and (_why := unfit(BUREAU[_name])):
        raise RuntimeError(f"BUREAU_{_name.upper()}: {BUREAU[_name]} {_why}")
if not 1 <= len(BUREAU["seal"]) <= 2:
    raise RuntimeError("BUREAU_SEAL has one or two characters")

# Office hours of a working day; the due date of a clock ends with the last of them.
try:
    OFFICE_HOURS = read_hours(env.str("BUREAU_HOURS", default="9:00-12:00,13:30-17:00"))
except ValueError as error:
    raise RuntimeError(f"BUREAU_HOURS must be written like 9:00-12:00,13:30-17:00, not {error}") from error

# Typefaces for notices, first choice first; a bureau puts its own 仿宋 and 小标宋 before the free ones.
NOTICE_FONTS = {
    "body": env.list("NOTICE_FONT_BODY", default=["Noto Serif SC"]),
    "title": env.list("NOTICE_FONT_TITLE", default=["Noto Serif SC"]),
    "heading": env.list("NOTICE_FONT_HEADING", default=["Noto Sans SC"]),
}
NOTICE_FONT_DIRS = env.list("NOTICE_FONT_DIRS", default=[])

# Filing of refusals with the business-environment bureau (01-06). The download is always open; an address
# opens a way: e-mail, or HTTPS with a secret both sides know.
FILING = {
    "recipient": env.str("FILING_RECIPIENT", default="市营商环境建设局（示例）"),
    "email": "" if TRAINING else env.str("FILING_EMAIL", default=""),
    "http": "" if TRAINING else env.str("FILING_URL", default=""),
    "secret": env.str("FILING_SECRET", default=""),
    "timeout": env.int("FILING_TIMEOUT", default=20),
}
# A mail server that does not answer holds up the worker this long, then the message waits for its next attempt.
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=20)
# A training sends nothing out of the house: its messages are kept in a file.
if TRAINING:
    BANSHI_OUTLETS = {"sms": "file", "email": "file", "call": "list", "inapp": "list"}
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
# Webhooks: networks inside the house or the government that may be told (CIDR), and after how many days of
# failure an address is given up. Rehearsals may tell a receiver on the same machine.
OUTBOUND_NETWORKS = env.list("OUTBOUND_NETWORKS", default=["127.0.0.0/8", "::1/128"] if REHEARSAL else [])
WEBHOOK_PATIENCE_DAYS = env.int("WEBHOOK_PATIENCE_DAYS", default=5)
# The hall: whether elderly and disabled visitors are called first, and the secret that opens the kiosk and the
# board on the bureau's own screens (empty: open to everybody in rehearsals, shut in earnest).
HALL_PRIORITY = env.bool("HALL_PRIORITY", default=True)
HALL_DEVICE_TOKEN = env.str("HALL_DEVICE_TOKEN", default="")
