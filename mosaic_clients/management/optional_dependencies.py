"""What only an extra brings, imported by those who need it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def needing(extra: str) -> Iterator[None]:
    """Imports inside that only this extra brings: without it the program ends with the line that installs it.

    Django lets no CommandError be raised where a command is imported. Raises SystemExit.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        if package == "mosaic_clients":
            raise
        raise SystemExit(f"{package} is not installed: pip install 'django-mosaic-clients[{extra}]'") from None
