#!/usr/bin/env python
"""Django's command line, set to the reference deployment."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

OF_THE_PROJECT = {"environ", "whitenoise", "drf_spectacular"}
"""What its extra brings and ``project/settings.py`` needs."""

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        if package not in OF_THE_PROJECT:
            raise
        sys.exit(f"{package} is not installed: pip install -e '.[project]'")
