"""The reference deployment's settings for tests: throw-away secrets, a real but in-memory broker."""

import os
import tempfile

os.environ.setdefault("DJANGO_VAR_DIR", tempfile.mkdtemp(prefix="mosaic-tests-"))

from project.settings import *  # noqa: F403 - the line above must come first

SECRET_KEY = "tests-only"
DATABASES["default"].setdefault("TEST", {})  # noqa: F405
MOSAIC_CLIENTS = {
    **MOSAIC_CLIENTS,  # noqa: F405
    "ENCRYPTION_KEYS": ("dGVzdHMtb25seS1lbmNyeXB0aW9uLWtleS0wMDAwMDE",),
    "REREAD": 0,  # a test reads its own writes immediately; tests of caches set their own value
}
CELERY_BROKER_URL = "memory://"
CELERY_BROKER_TRANSPORT_OPTIONS = {}
SECURE_SSL_REDIRECT = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True  # static files are looked up on request, not read again for each test client
