"""Applications, database, pages, languages, files."""

from banshi.config.settings.env import DATA_DIR, ENVIRONMENT, PACKAGE, REHEARSAL, TRAINING, env
from banshi.config.settings.reaching import in_clear
from banshi.lib import clock

BANSHI_ENV = ENVIRONMENT
BANSHI_DATA = DATA_DIR
BANSHI_REHEARSAL = REHEARSAL
BANSHI_TRAINING = TRAINING

BANSHI_NOW = env.str("BANSHI_NOW", default="")
if BANSHI_NOW:
    if not REHEARSAL:
        raise RuntimeError("BANSHI_NOW moves the clock and is refused outside demo and tests")
    clock.start_at(
        clock.parse(BANSHI_NOW),
        pace=env.float("BANSHI_PACE", default=1.0),
        since=env.float("BANSHI_SINCE", default=0.0),
    )

BANSHI_FAILPOINT = env.str("BANSHI_FAILPOINT", default="")
if BANSHI_FAILPOINT and ENVIRONMENT not in {"demo", "test"}:
    raise RuntimeError("BANSHI_FAILPOINT kills the process and is refused outside demo and tests")

KERNEL = (
    "regulations workdays vault ui ledger organisation rates parties catalogue cases clocks hall documents "
    "notifications webhooks reports privacy safekeeping"
)
ROOMS = (
    "refusals extended_hours appointments provisional_acceptance first_contact one_time_notice "
    "time_limits guidance conduct complaints supervision accountability"
)
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
    *(f"banshi.kernel.{name}" for name in KERNEL.split()),
    *(f"banshi.institutions.{name}" for name in ROOMS.split()),
    "banshi.entrypoints.portal",
    "banshi.entrypoints.workbench",
    "banshi.entrypoints.api",
]
AUTH_USER_MODEL = "organisation.Staff"
ROOT_URLCONF = "banshi.config.urls"
WSGI_APPLICATION = "banshi.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MIDDLEWARE = [
    "banshi.kernel.ui.numbered.NumberedMiddleware",
    "banshi.kernel.ui.slow.SlowMiddleware",
    "banshi.kernel.ui.evenly.EvenMiddleware",
    "django.middleware.security.SecurityMiddleware",
    # Before whatever answers by itself: files, an unknown host, a form from elsewhere.
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "banshi.kernel.ui.middleware.SecurityHeadersMiddleware",
    *(["banshi.kernel.organisation.training.TrainingClockMiddleware"] if TRAINING else []),
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "banshi.kernel.ui.middleware.DisplayModeMiddleware",
    "banshi.kernel.rates.middleware.RateMiddleware",
    "banshi.institutions.guidance.citizen.assisted.AssistedMiddleware",
    "banshi.entrypoints.workbench.middleware.SeenMiddleware",
    "banshi.entrypoints.workbench.middleware.ShownMiddleware",
    "banshi.entrypoints.workbench.middleware.StaffRefusalMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "banshi.kernel.ui.context.page",
                "banshi.entrypoints.workbench.context.bench",
            ],
            "builtins": ["banshi.kernel.ui.templatetags.ui"],
        },
    }
]

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'banshi.sqlite3'}")}
if not REHEARSAL and in_clear(DATABASES["default"]):
    raise RuntimeError("DATABASE_URL leads to another machine: add ?sslmode=verify-full (at least require)")
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
else:
    # Plans are kept by the server: the same few statements come again with every act.
    DATABASES["default"].setdefault("OPTIONS", {}).update(server_side_binding=True, prepare_threshold=3)
    DATABASES["default"]["CONN_MAX_AGE"] = 600
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# Names of sections and holders of posts are asked again after this while; tests always ask.
BANSHI_REMEMBER_SECONDS = 0 if ENVIRONMENT == "test" else 1
# Amended numbers of the regulation are read anew after this while; they begin days later. Tests read them when told.
BANSHI_AMENDMENTS_SECONDS = 0 if ENVIRONMENT == "test" else 120

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

# One JSON line for each event on standard error, without anything of anybody (config/logs.py).
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "banshi.config.logs.PlainFormatter"}},
    "handlers": {"told": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["told"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
        # Wrong addresses and refused forms are everyday; only what broke is told.
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "ERROR"},
        "gunicorn.error": {"handlers": [], "level": "WARNING", "propagate": True},
    },
}

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "files"},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if REHEARSAL
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = REHEARSAL
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
BANSHI_UPLOAD_LIMIT = 20 * 1024 * 1024
# A virus scanner (clamd): the path of its socket or host:port; empty: none. See docs/operations.md.
UPLOAD_SCANNER = env.str("UPLOAD_SCANNER", default="")

LOGIN_URL = "workbench:login"
LOGIN_REDIRECT_URL = "workbench:home"
# Where whoever still has the password that somebody else gave them is led, until they chose their own.
PASSWORD_URL = "workbench:password"

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["banshi.entrypoints.api.authentication.KeyAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "banshi.entrypoints.api.problems.handle",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Banshi API",
    "DESCRIPTION": "办事 · the twelve institutions as an interface.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "banshi.entrypoints.api.recorded.add_examples",
    ],
}
