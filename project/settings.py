"""Settings from environment variables (12-factor). Without them, everything is embedded below var/."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import django
import environ

from project import embedded

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
if (BASE_DIR / ".env").exists():
    env.read_env(BASE_DIR / ".env")

VAR_DIR = Path(env.str("DJANGO_VAR_DIR", default=str(BASE_DIR / "var")))

# For development: web and worker may use embedded secrets, broker, cache and database.
EMBEDDED: bool = env.bool("DJANGO_EMBEDDED", default=False)
DEBUG: bool = env.bool("DJANGO_DEBUG", default=False)
SECRET_KEY: str = env.str("DJANGO_SECRET_KEY", default="") or embedded.secret(VAR_DIR, "DJANGO_SECRET_KEY", 50)
ALLOWED_HOSTS: list[str] = env.list("DJANGO_ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("DJANGO_CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_celery_beat",
    "rest_framework",
    "drf_spectacular",
    "mosaic_clients",
    "project",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "project.urls"
WSGI_APPLICATION = "project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

DATABASES: dict[str, Any] = {
    "default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}"),
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Writers wait instead of failing with "database is locked".
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("DJANGO_CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
CACHES: dict[str, Any] = {"default": env.cache("CACHE_URL", default="locmemcache://")}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_TZ = True
STATIC_URL = "static/"
STATIC_ROOT = embedded.ensure_folder(Path(env.str("DJANGO_STATIC_ROOT", default=str(VAR_DIR / "static"))), 0o777)
# Serves the admin's static files without collectstatic. A web server in front can still serve them instead.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

# The proxy terminates TLS, or the quickstart's server, which sets wsgi.url_scheme itself.
if env.bool("DJANGO_BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT: bool = env.bool("DJANGO_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS: int = env.int("DJANGO_HSTS_SECONDS", default=0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_HSTS_SECONDS > 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_AGE = 8 * 3600

# Recipients of alerts and errors. Django 6.0 expects addresses, earlier versions pairs.
_ADDRESSES = [address.strip() for address in env.list("DJANGO_ADMINS", default=[]) if address.strip()]
ADMINS: list[Any] = _ADDRESSES if django.VERSION >= (6, 0) else [("", address) for address in _ADDRESSES]
if env.str("EMAIL_URL", default=""):
    vars().update(env.email_url("EMAIL_URL"))
DEFAULT_FROM_EMAIL: str = env.str("DJANGO_DEFAULT_FROM_EMAIL", default="webmaster@localhost")
SERVER_EMAIL: str = env.str("DJANGO_SERVER_EMAIL", default=DEFAULT_FROM_EMAIL)
EMAIL_TIMEOUT = 10  # a mail server that hangs must not block a worker

if env.str("CELERY_BROKER_URL", default=""):
    CELERY_BROKER_URL: str = env.str("CELERY_BROKER_URL")
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {}
else:
    CELERY_BROKER_URL, CELERY_BROKER_TRANSPORT_OPTIONS = embedded.broker(VAR_DIR)
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
CELERY_TASK_IGNORE_RESULT = True
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TIMEZONE = "UTC"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["mosaic_clients.rest.MosaicAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Mosaic clients",
    "VERSION": "0.1.0",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
}

MOSAIC_CLIENTS: dict[str, Any] = {
    "ENCRYPTION_KEYS": tuple(env.list("MOSAIC_ENCRYPTION_KEYS", default=[]))
    or (embedded.secret(VAR_DIR, "MOSAIC_ENCRYPTION_KEYS", 32),),
    "CLIENT_CERTIFICATE": env.str("MOSAIC_CLIENT_CERTIFICATE", default="") or None,
    "TRUSTED_PROXIES": tuple(env.list("MOSAIC_TRUSTED_PROXIES", default=[])),
    "REQUIRE_BOUND_TOKENS": env.bool("MOSAIC_REQUIRE_BOUND_TOKENS", default=False),
    # On by default with the embedded database only. With a real database the operator must turn it on.
    "ALLOW_KEY_EXPORT": env.bool("MOSAIC_ALLOW_KEY_EXPORT", default=not env.str("DATABASE_URL", default="")),
    "RESOURCE_IDENTIFIER": env.str("MOSAIC_RESOURCE_IDENTIFIER", default="") or None,
    "RESOURCE_SCOPES": tuple(env.list("MOSAIC_RESOURCE_SCOPES", default=[])),
}

DEFAULT_EXCEPTION_REPORTER_FILTER = "project.reporting.ReporterFilter"
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("DJANGO_LOG_LEVEL", default="WARNING")},
    # Only the log says why a bearer was refused.
    "loggers": {"mosaic_clients.bearer": {"level": env.str("DJANGO_LOG_LEVEL", default="INFO")}},
}
