"""The OpenAPI scheme is registered, whichever module a project imports first."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow(9)

FIRST_IMPORTS = (
    "rest_framework.views",  # loads DEFAULT_AUTHENTICATION_CLASSES, and with it this package, before it is complete
    "drf_spectacular.views",
    "drf_spectacular.openapi",
    "mosaic_clients.rest",
    "mosaic_clients.rest.openapi",
    "mosaic_clients.rest.authentication",
)
PROGRAM = """
import importlib, os, sys, django
from django.conf import settings
settings.REST_FRAMEWORK["DEFAULT_AUTHENTICATION_CLASSES"] = ["mosaic_clients.rest.MosaicAuthentication"]
django.setup()
assert not {"rest_framework.views", "drf_spectacular.extensions"} & sys.modules.keys()
for first in sys.argv[1:]:
    if os.fork():  # each module is the first import of a process of its own
        os.wait()
        continue
    importlib.import_module(first)
    from rest_framework.views import APIView
    from drf_spectacular.extensions import OpenApiAuthenticationExtension
    (authentication,) = APIView.authentication_classes
    print(first, type(OpenApiAuthenticationExtension.get_match(authentication())).__name__)
    break
"""


def test_scheme_is_registered_whatever_is_imported_first() -> None:
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, *FIRST_IMPORTS],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.stdout.split("\n") == [*(f"{first} MosaicScheme" for first in FIRST_IMPORTS), ""], run.stderr
