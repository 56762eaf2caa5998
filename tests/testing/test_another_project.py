"""The pytest plugin in another project, with its own settings, API and tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow(3)

ROOT = Path(__file__).parents[2]

SETTINGS = """
SECRET_KEY = "x"
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "rest_framework", "django_celery_beat",
                  "mosaic_clients"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
MIDDLEWARE = []
ROOT_URLCONF = "shop"
USE_TZ = True
MOSAIC_CLIENTS = {"ENCRYPTION_KEYS": ["dGVzdHMtb25seS1lbmNyeXB0aW9uLWtleS0wMDAwMDE"],
                  "CLIENT_CERTIFICATE": "nginx", "TRUSTED_PROXIES": ["127.0.0.1/32"]}
"""
SHOP = """
from django.urls import path
from rest_framework.response import Response
from rest_framework.views import APIView
from mosaic_clients.rest import HasScopes, MosaicAuthentication

class Orders(APIView):
    authentication_classes = [MosaicAuthentication]
    permission_classes = [HasScopes("orders:read")]

    def get(self, request):
        return Response({"for": request.auth.subject})

urlpatterns = [path("orders", Orders.as_view())]
"""
TESTS = """
import pytest

@pytest.mark.parametrize("time", [1, 2])
def test_orders_require_the_read_scope(time, mosaic_api_client):
    assert mosaic_api_client(scopes=["orders:read"], client_id="till").get("/orders").json() == {"for": "till"}
    assert mosaic_api_client(scopes=["orders:write"]).get("/orders").status_code == 403

def test_stolen_token_is_refused(mosaic_bearer, client):
    bearer = mosaic_bearer(scopes=["orders:read"])
    assert client.get("/orders", **bearer.without_certificate()).status_code == 401
    assert client.get("/orders", **bearer.with_another_certificate()).status_code == 401
    assert client.get("/orders", **bearer.environ).status_code == 200

def test_session_sends_a_token(mosaic_client, mosaic_sandbox):
    token = mosaic_client.access_token().value
    assert mosaic_client.session().get(f"{mosaic_sandbox.base_url}/oidc/jwks").status_code == 200
    assert token
"""


def test_suite_of_another_project_uses_the_fixtures(tmp_path: Path) -> None:
    files = {
        "shop_settings.py": SETTINGS,
        "shop.py": SHOP,
        "conftest.py": 'pytest_plugins = ["mosaic_clients.testing"]\n',
        "test_shop.py": TESTS,
        "pytest.ini": "[pytest]\nDJANGO_SETTINGS_MODULE = shop_settings\npythonpath = .\naddopts = --no-migrations\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    excluded = ("DJANGO_", "PYTEST_", "MOSAIC_", "COV_", "DATABASE_URL")
    environ = {name: value for name, value in os.environ.items() if not name.startswith(excluded)}
    result = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"],
        cwd=tmp_path,
        env={**environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert "4 passed" in result.stdout
