"""Reads the thumbprint of the certificate that the caller presented in TLS."""

from __future__ import annotations

import logging
from typing import Any

from mosaic_clients import conf
from mosaic_clients.core.errors import BearerRefused

logger = logging.getLogger("mosaic_clients.bearer")


def presented_thumbprint(environ: dict[str, Any]) -> str | None:
    """Returns the thumbprint from the configured source, or None if there is no certificate.

    ``environ`` is a WSGI environ (``request.META``). A header from a peer that is not trusted is ignored. Raises
    BearerRefused if a trusted value cannot be read.
    """
    settings = conf.current()
    source = settings.certificate_source
    if source is None:
        return None
    value = environ.get(source.environ_key)
    if not isinstance(value, str) or source.means_no_certificate(value):
        return None
    if source.is_header and not settings.is_trusted_peer(environ.get("REMOTE_ADDR", "")):
        return None
    try:
        return settings.thumbprint_of(value)
    except BearerRefused as refusal:
        logger.info("bearer refused: %s", refusal.code)
        raise
