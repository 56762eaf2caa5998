#!/usr/bin/env python
"""Django's command line with the settings of the reference deployment."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

PROJECT_PACKAGES = {"environ", "whitenoise", "drf_spectacular"}
"""The packages of the extra ``project`` that ``project/settings.py`` imports."""

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        if package not in PROJECT_PACKAGES:
            raise
        sys.exit(f"{package} is not installed: pip install -e '.[project]'")
