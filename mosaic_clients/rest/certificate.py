"""The thumbprint of the certificate that a request's caller presented in TLS."""

from __future__ import annotations

import logging
from typing import Any

from mosaic_clients import conf
from mosaic_clients.core.errors import BearerRefused

logger = logging.getLogger("mosaic_clients.bearer")


def presented_thumbprint(environ: dict[str, Any]) -> str | None:
    """Read it from the one configured place, or None where there is none.

    ``environ`` is a WSGI environ (``request.META``). A header counts only from a trusted peer: from any other it is as
    if it were not there. Raises BearerRefused where a trusted value cannot be read.
    """
    settings = conf.current()
    source = settings.certificate_source
    if source is None:
        return None
    value = environ.get(source.environ_key)
    if not isinstance(value, str) or source.says_none(value):
        return None
    if source.is_header and not settings.is_trusted_peer(environ.get("REMOTE_ADDR", "")):
        return None
    try:
        return settings.thumbprint_of(value)
    except BearerRefused as refusal:
        logger.info("bearer refused: %s", refusal.code)
        raise
