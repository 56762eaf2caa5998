"""How a client authenticates at Mosaic."""

from __future__ import annotations

from enum import StrEnum


class AuthMethod(StrEnum):
    """The two methods of RFC 8705, by their registered names (§2.1.1, §2.2.1)."""

    SELF_SIGNED = "self_signed_tls_client_auth"
    CA_SIGNED = "tls_client_auth"
