"""Imports of packages that only an extra installs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def requires_extra(extra: str) -> Iterator[None]:
    """Wraps imports that need this extra. If a package is missing, the error names the command that installs it.

    Raises SystemExit, because Django does not handle a CommandError during the import of a command.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        if package == "mosaic_clients":
            raise
        raise SystemExit(f"{package} is not installed: pip install 'django-mosaic-clients[{extra}]'") from None
