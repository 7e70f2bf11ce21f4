"""What every installation shares. Secrets and addresses come from the environment; see docs/configuration.md."""

from ipaddress import ip_network
from pathlib import Path

import environ
from celery.schedules import crontab
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()

# Files that are nobody's but the portal's: database of the embedded mode, uploads, keys, mail written to files.
DATA_DIR = Path(env.str("PORTAL_DATA_DIR", default=str(BASE_DIR / "var")))

DEBUG = False
ROOT_URLCONF = "govtech_portal.urls"
WSGI_APPLICATION = "govtech_portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

PORTAL_NAME = env.str("PORTAL_NAME", default="GovTech Challenges")
# Scheme and host that mails, receipts and data files name.
PORTAL_BASE_URL = env.str("PORTAL_BASE_URL", default="http://127.0.0.1:8000")
# Where people write about the portal itself: barriers, personal data, help. Named on the information pages.
PORTAL_CONTACT_EMAIL = env.str("PORTAL_CONTACT_EMAIL", default="contact@portal.example")

INSTALLED_APPS = [
    "govtech_portal.apps.PortalConfig",
    "pages",
    "opendata",
    "awards",
    "evaluation",
    "submissions",
    "challenges",
    "accounts",
    "ledger",
    "core",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.locales",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_prometheus",
    "ninja",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "core.seen.SeenMiddleware",
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "core.middleware.FormsOnlyMiddleware",
    "core.middleware.NulRefusingMiddleware",
    "accounts.middleware.RefusedReadingMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "core.middleware.RequestClockMiddleware",
    "pages.middleware.EditorDoorMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django.templatetags.i18n", "core.templatetags.components", "core.templatetags.words"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "core.context_processors.portal",
            ],
        },
    },
]

# --- People and sign-in ------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:inbox"

ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {"signup": "accounts.forms.SignUpForm"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# Nobody learns from sign-up, sign-in or a forgotten password whether somebody else has an account.
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
# A code by mail instead of a password, for people who were invited and have none yet; a second factor is asked for all the same.
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
# People learn by mail when their password, address or second factor changes.
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = PORTAL_NAME

# --- Wagtail: the manuscripts of the words -----------------------------------------------------------------------

WAGTAIL_SITE_NAME = PORTAL_NAME
WAGTAILADMIN_BASE_URL = PORTAL_BASE_URL
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
# Sign-in has one door, allauth's.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_I18N_ENABLED = True
WAGTAILSIMPLETRANSLATION_SYNC_PAGE_TREE = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "ods", "pdf", "txt", "xlsx"]

# --- Language and time -------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en", _("English")), ("pl", _("Polish"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
# The legal time of the deadlines.
TIME_ZONE = env.str("PORTAL_TIME_ZONE", default="Europe/Warsaw")
# Only tests and the demo builder may move the clock.
CLOCK_MOVABLE = False

# --- Files -------------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "assets" / "dist"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    # Public words only: images and documents of Wagtail.
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Files of entries. Never served from an address of their own: the vault streams them after a permission check.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(DATA_DIR / "private"), "base_url": None},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
UPLOAD_MAX_BYTES = env.int("PORTAL_UPLOAD_MAX_BYTES", default=25 * 1024 * 1024)
# host:port or socket path of a ClamAV daemon; empty: files are taken unscanned, and marked so.
PORTAL_CLAMAV_ADDRESS = env.str("PORTAL_CLAMAV_ADDRESS", default="")
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# --- Work off the request ----------------------------------------------------------------------------------------

CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# When what was last done: outside the code, which nobody may write to.
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "send-waiting-mail": {"task": "core.tasks.send_waiting_mail", "schedule": 60},
    "forget-mail-texts": {"task": "core.tasks.forget_mail_texts", "schedule": crontab(hour=2, minute=0)},
    # Once a day, at night: sizes told every hour would let anybody count the entries that come in before a deadline.
    "publish-ledger-head": {"task": "ledger.tasks.publish_daily_head", "schedule": crontab(hour=1, minute=0)},
}

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
# Seconds. Without an end, a server that takes the call and says nothing would hold the worker and all other mail.
EMAIL_TIMEOUT = 10
# Texts of letters are kept so long after they were sent.
MAIL_TEXT_DAYS = env.int("PORTAL_MAIL_TEXT_DAYS", default=90)
DEFAULT_FROM_EMAIL = env.str("PORTAL_FROM_EMAIL", default="GovTech Challenges <portal@localhost>")

# --- Doors -------------------------------------------------------------------------------------------------------

SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "SAMEORIGIN"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
    },
}

# Ed25519 key as a JWK; empty: made at first use and kept under DATA_DIR.
PORTAL_SIGNING_KEY = env.str("PORTAL_SIGNING_KEY", default="")

# Where public data that the demo can use may lie, beside the checkout.
PORTAL_SHARED_DIR = env.str("PORTAL_SHARED_DIR", default=str(BASE_DIR.parent / "shared"))

# The demo's people sign in with one click. Refused under production settings by a system check.
DEMO_SIGN_IN = False

# Who brings it as a bearer token may read /metrics from elsewhere; empty: only this machine itself.
METRICS_TOKEN = env.str("PORTAL_METRICS_TOKEN", default="")

# Prefix of the OCDS contracting process identifiers (ocid); registered with the Open Contracting Partnership.
OCDS_PREFIX = env.str("PORTAL_OCDS_PREFIX", default="")

# Networks of one's own proxies. Only they may give a request its number in the log (X-Request-ID).
TRUSTED_PROXIES = [ip_network(network) for network in env.list("PORTAL_TRUSTED_PROXIES", default=[])]
