"""A ministry's installation: PostgreSQL, Redis or Valkey, S3-compatible storage, SMTP; every secret from the environment."""

from botocore.config import Config

from govtech_portal.settings.base import *  # noqa: F403
from govtech_portal.settings.base import STORAGES, env

SECRET_KEY = env.str("PORTAL_SECRET_KEY")
ALLOWED_HOSTS = env.list("PORTAL_ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]

DATABASES = {"default": env.db_url("PORTAL_DATABASE_URL")}
DATABASES["default"]["CONN_MAX_AGE"] = env.int("PORTAL_DATABASE_CONN_MAX_AGE", default=60)
# No part is waited for for ever. Seconds to reach one, and seconds that one may stand still.
_TO_REACH, _STANDING_STILL = 2, 10
# The server ends what takes too long, whatever becomes of the process that asked. 0: no limit, for migrations.
_STATEMENT_SECONDS = env.int("PORTAL_DATABASE_STATEMENT_SECONDS", default=30)
_LOCK_SECONDS = env.int("PORTAL_DATABASE_LOCK_SECONDS", default=10)
DATABASES["default"].setdefault("OPTIONS", {}).update(
    connect_timeout=_TO_REACH,
    options=f"-c statement_timeout={_STATEMENT_SECONDS}s -c lock_timeout={_LOCK_SECONDS}s",
)
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": env.str("PORTAL_REDIS_URL"),
        "OPTIONS": {"socket_connect_timeout": _TO_REACH, "socket_timeout": _TO_REACH},
    }
}
CELERY_BROKER_URL = env.str("PORTAL_REDIS_URL")
# Handing over a task is a courtesy to the beat, which finds what waits: one try, so that nobody waits for it.
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": _TO_REACH}
CELERY_TASK_PUBLISH_RETRY = False


def _bucket(name: str, **options: object) -> dict[str, object]:
    """Return the django-storages settings of one S3-compatible bucket."""
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": name,
            "endpoint_url": env.str("PORTAL_S3_ENDPOINT_URL", default=None),
            "access_key": env.str("PORTAL_S3_ACCESS_KEY"),
            "secret_key": env.str("PORTAL_S3_SECRET_KEY"),
            "region_name": env.str("PORTAL_S3_REGION", default=None),
            "file_overwrite": False,
            "client_config": Config(connect_timeout=_TO_REACH, read_timeout=_STANDING_STILL, retries={"total_max_attempts": 2}),
            **options,
        },
    }


STORAGES = STORAGES | {
    "default": _bucket(env.str("PORTAL_S3_PUBLIC_BUCKET"), querystring_auth=False),
    "private": _bucket(env.str("PORTAL_S3_PRIVATE_BUCKET"), default_acl="private"),
}

EMAIL_CONFIG = env.email_url("PORTAL_EMAIL_URL")
vars().update(EMAIL_CONFIG)

# How many proxies of one's own stand in front: sign-in limits count by the address that the outermost of them saw.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("PORTAL_PROXY_COUNT", default=1)
# The proxy in front ends TLS and says so in this header.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env.bool("PORTAL_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = env.int("PORTAL_HSTS_SECONDS", default=31536000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
# Health checks come from inside, over plain HTTP.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^status$", r"^metrics$"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "core.seen.JsonFormatter"}},
    "handlers": {"stdout": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "json"}},
    "root": {"handlers": ["stdout"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        # A page that is not there is told by its line of access.
        "django.request": {"level": "ERROR"},
        "portal": {"level": "INFO"},
    },
}
# The worker writes as the web does.
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_REDIRECT_STDOUTS = False
