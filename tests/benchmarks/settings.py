"""Settings of the measured site: middleware, REREAD and others are as in production."""

import os
from typing import Any

from tests.benchmarks.issuer import AUDIENCE, ISSUER
from tests.settings import *  # noqa: F403
from tests.settings import DATABASES, MOSAIC_CLIENTS

ISSUER_URL = os.environ["BENCHMARK_ISSUER_URL"]  # the other packages fetch the signing keys there

ROOT_URLCONF = "tests.benchmarks.site"
WSGI_APPLICATION = None
ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
DATABASES["default"]["CONN_MAX_AGE"] = None  # otherwise packages that look up a user open a connection for each request
MOSAIC_CLIENTS = {
    **{name: value for name, value in MOSAIC_CLIENTS.items() if name != "REREAD"},
    "CLIENT_CERTIFICATE": "nginx",
    "TRUSTED_PROXIES": ("127.0.0.1/32",),
}
SIMPLE_JWT: dict[str, Any] = {
    "ALGORITHM": "RS256",
    "JWK_URL": f"{ISSUER_URL}/jwks",
    "ISSUER": ISSUER,
    "AUDIENCE": AUDIENCE,
    "USER_ID_CLAIM": "sub",
    "AUTH_TOKEN_CLASSES": ("rest_framework_simplejwt.tokens.UntypedToken",),
    "TOKEN_TYPE_CLAIM": None,
}
OIDC_AUTH: dict[str, Any] = {
    "OIDC_ENDPOINT": ISSUER_URL,
    "JWT_AUTH_HEADER_PREFIX": "Bearer",
    "OIDC_CLAIMS_OPTIONS": {"aud": {"essential": True, "value": AUDIENCE}},
}
