"""The WSGI application. It refuses to start with insecure defaults."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from project.checks import require_production_settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")

application = get_wsgi_application()
require_production_settings()
