"""Settings. Every variable that the environment may set is read at the top."""

import secrets
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
env.read_env(BASE_DIR / ".env")


def setting(name, kind, default):
    """Read one variable as `kind`; a value that cannot be read stops the start with a sentence."""
    try:
        return getattr(env, kind)(name, default=default)
    except ValueError as error:
        message = f"{name}={env(name)!r} cannot be read as {kind}: {error}"
        raise ImproperlyConfigured(message) from error


# What the environment may set; README.md says what each does.
DATABASE_URL = setting("DATABASE_URL", "str", "")
SECRET_KEY = setting("SECRET_KEY", "str", "")
DEBUG = setting("DEBUG", "bool", default=False)
ALLOWED_HOSTS = setting("ALLOWED_HOSTS", "list", ["127.0.0.1", "localhost", "[::1]"])
HTTPS = setting("HTTPS", "bool", default=False)
TIME_ZONE = setting("TIME_ZONE", "str", "UTC")
CONN_MAX_AGE = setting("CONN_MAX_AGE", "int", 60)
ARCHIVE_LICENCE = setting("ARCHIVE_LICENCE", "str", "CC BY 4.0")
ARCHIVE_LICENCE_URL = setting(
    "ARCHIVE_LICENCE_URL", "str", "https://creativecommons.org/licenses/by/4.0/"
)
ARCHIVE_CONTACT = setting("ARCHIVE_CONTACT", "str", "")
ARCHIVE_UPLOAD_MEGABYTES = setting("ARCHIVE_UPLOAD_MEGABYTES", "int", 64)
ARCHIVE_UPLOADS = Path(setting("ARCHIVE_UPLOADS", "str", str(BASE_DIR / ".uploads")))
ARCHIVE_IMPORT_IN_BACKGROUND = setting("ARCHIVE_IMPORT_IN_BACKGROUND", "bool", default=True)
ARCHIVE_IMPORT_MEGABYTES = setting("ARCHIVE_IMPORT_MEGABYTES", "int", 3072)
ARCHIVE_IMPORT_SECONDS = setting("ARCHIVE_IMPORT_SECONDS", "int", 3600)
ARCHIVE_KEEP_PAGES = setting("ARCHIVE_KEEP_PAGES", "bool", default=True)
ARCHIVE_API_PER_MINUTE = setting("ARCHIVE_API_PER_MINUTE", "int", 120)
ARCHIVE_DOWNLOADS = Path(setting("ARCHIVE_DOWNLOADS", "str", str(BASE_DIR / ".downloads")))


def local_secret_key(path):
    """Make and keep a key of this machine's own, for the embedded database only."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text().strip()


if not SECRET_KEY:
    if DATABASE_URL:
        message = "SECRET_KEY is not set. A site with its own DATABASE_URL needs one."
        raise ImproperlyConfigured(message)
    SECRET_KEY = local_secret_key(BASE_DIR / ".secret-key")

try:
    DATABASE = env.db_url_config(DATABASE_URL or f"sqlite:///{BASE_DIR / 'archive.sqlite3'}")
except ValueError as error:
    message = f"DATABASE_URL cannot be read: {error}"
    raise ImproperlyConfigured(message) from error
if DATABASE["ENGINE"] == "django.db.backends.sqlite3":
    # Readers never wait for the writer, writers take turns from their first statement on.
    DATABASE["OPTIONS"] = {
        "timeout": 20,
        "cached_statements": 500,  # a page asks up to thirty; Python keeps 128 of all pages
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
            "PRAGMA cache_size=-32000; PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY"
        ),
    }
elif DATABASE["ENGINE"] == "django.db.backends.postgresql":
    DATABASE["CONN_HEALTH_CHECKS"] = True
else:
    message = "DATABASE_URL must name SQLite (sqlite:///…) or PostgreSQL (postgresql://…)."
    raise ImproperlyConfigured(message)
DATABASE["CONN_MAX_AGE"] = CONN_MAX_AGE  # to open SQLite anew costs more than most pages
DATABASES = {"default": DATABASE}

# Each process counts its own clients; the usual 300 entries would soon forget some.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
    # Rendered pages, for as long as the data stay: see archive/views/keeping.py.
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
}

INSTALLED_APPS = [
    "archive.apps.ArchiveConfig",
    "import_export",
    "simple_history",
    "django_filters",
    "archive.apps.EditorsConfig",  # django.contrib.admin with our site
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "archive.views.keeping.KeptPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "archive.admin.languages.EditorsLanguage",
    "django.middleware.common.CommonMiddleware",
    "archive.views.only_reading.OnlyReading",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "project.urls"
WSGI_APPLICATION = "project.wsgi.application"
ASGI_APPLICATION = "project.asgi.application"

TEMPLATE_LOADERS = [
    f"django.template.loaders.{name}.Loader" for name in ("filesystem", "app_directories")
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [("project.templates.Loader", TEMPLATE_LOADERS)],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

AUTH_USER_MODEL = "archive.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("zh-hans", _("Simplified Chinese"))]
LOCALE_PATHS = [BASE_DIR / "archive" / "locale"]
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / ".static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True  # no collectstatic needed on a laptop

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend"}}

# Security. SECURE_CSP allows nothing from elsewhere and nothing inline.
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
if HTTPS:
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Uploads: bounded before anything is read; permissions are our own, never "any staff user".
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
IMPORT_EXPORT_IMPORT_PERMISSION_CODE = "import"
IMPORT_EXPORT_EXPORT_PERMISSION_CODE = "export"
IMPORT_EXPORT_USE_TRANSACTIONS = True

SIMPLE_HISTORY_HISTORY_ID_USE_UUID = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
