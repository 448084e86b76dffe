"""Secrets, cookies, headers, passwords. Outside demo and tests a missing secret stops the start."""

from typing import Any

from banshi.config.settings.env import REHEARSAL, env


def _secret(name: str, rehearsal: str) -> Any:
    return env.str(name, default=rehearsal) if REHEARSAL else env.str(name)


DEBUG = False
SECRET_KEY = _secret("BANSHI_SECRET_KEY", "rehearsal-only-not-a-secret")
# Key-encryption for the vault: 32 bytes, base64. `kid:key` pairs, the first one seals, all of them open.
VAULT_KEYS = _secret("BANSHI_VAULT_KEYS", "r1:" + "cmVoZWFyc2FsLW9ubHkta2V5LW5vdC1hLXNlY3JldCE=")
# Opens who complained, and nothing else (10-05): the same form, held by another custodian.
IDENTITY_KEYS = _secret("BANSHI_IDENTITY_KEYS", "i1:" + "cmVoZWFyc2FsLW9ubHktaWRlbnRpdHkta2V5LTMyYiE=")
# Whether a second entitled person must agree before who complained is shown.
IDENTITY_NEEDS_TWO = env.bool("BANSHI_IDENTITY_NEEDS_TWO", default=False)
DIGEST_KEY = _secret("BANSHI_DIGEST_KEY", "rehearsal-only-digest-key")
DIGEST_HASH = env.str("BANSHI_DIGEST_HASH", default="SHA-256")
VAULT_CIPHER = env.str("BANSHI_VAULT_CIPHER", default="AES-256-GCM")
LEDGER_HASH = env.str("BANSHI_LEDGER_HASH", default="SHA-256")

ALLOWED_HOSTS = env.list("BANSHI_HOSTS", default=["*"] if REHEARSAL else [])
CSRF_TRUSTED_ORIGINS = env.list("BANSHI_ORIGINS", default=[])
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
_COMMON = "django.contrib.auth.password_validation.CommonPasswordValidator"
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": _COMMON},
    {"NAME": "banshi.kernel.organisation.accounts.words.HouseWordsValidator"},
]
# What no password may mainly be made of, besides the bureau's name and one's own: the bureau adds to it.
PASSWORD_WORDS = [
    *[
        "民政",
        "办事",
        "政务",
        "窗口",
        "banshi",
        "office",
        "welcome",
        "否定备案",
        "延时服务",
        "预约服务",
        "容缺受理",
        "首问负责",
    ],
    *["一次性告知", "限时办结", "咨询引导", "服务行为", "投诉举报", "监督考核", "问责"],
    *env.list("PASSWORD_WORDS", default=[]),
]
# A list of known passwords, one on each line (or .gz), such as of those that were stolen elsewhere.
if _known := env.str("PASSWORD_LIST", default=""):
    AUTH_PASSWORD_VALIDATORS.append({"NAME": _COMMON, "OPTIONS": {"password_list_path": _known}})
SESSION_COOKIE_AGE = 30 * 60
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not REHEARSAL
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# In earnest the browser itself holds these names to this host, to HTTPS and to the whole path.
if not REHEARSAL:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = not REHEARSAL
CSRF_FAILURE_VIEW = "banshi.kernel.ui.pages.csrf_failed"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# For a year, once a browser has come by HTTPS; other names under the same domain are not ours to decide about.
SECURE_HSTS_SECONDS = 0 if REHEARSAL else 365 * 24 * 3600
# Behind a proxy that ends TLS and always sets or removes X-Forwarded-Proto.
if env.bool("BANSHI_TLS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Behind a proxy: the header in which it says where a request came from, as Django names it (HTTP_X_FORWARDED_FOR).
BANSHI_ADDRESS_HEADER = env.str("BANSHI_ADDRESS_HEADER", default="REMOTE_ADDR")
# Seconds on whose beat a "there is none" is answered to colleagues and keys, so that its time tells nothing.
EVEN_SECONDS = env.float("EVEN_SECONDS", default=0.0 if REHEARSAL else 0.1)
# How often what is costly may be asked for (kernel/rates/table.py). The bureau's own networks, with its kiosks and
# public screens, are never stopped (CIDR); demo and tests come from one machine and would stop themselves.
RATE_LIMITS = env.bool("RATE_LIMITS", default=not REHEARSAL)
RATE_FREE_NETWORKS = env.list("RATE_FREE_NETWORKS", default=[])
