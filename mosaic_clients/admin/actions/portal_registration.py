"""What an operator registers: client key set, chain and subject DN in Mosaic, and the CSR with the CA."""

from __future__ import annotations

from dataclasses import dataclass

from mosaic_clients.admin.actions.base import Download
from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.errors import MosaicError
from mosaic_clients.core.jose.public_jwk import dump_key_set
from mosaic_clients.models import Client
from mosaic_clients.services.credentials import staging
from mosaic_clients.services.rotation import publication


def _key_set(client: Client) -> str:
    return dump_key_set(publication.key_set(client)) + "\n"


def _csr(client: Client) -> str:
    return staging.credential_awaiting_certificate(client).csr


def _subject_dn(client: Client) -> str:
    return publication.subject_dn(client) + "\n"


KEY_SET = Download("jwks", "Client key set (JWKS)", "application/jwk-set+json", "-jwks.json", _key_set)
CSR = Download("csr", "Signing request (CSR)", "application/x-pem-file", ".csr", _csr)
CHAIN = Download("chain", "Certificate chain", "application/x-pem-file", "-chain.pem", publication.chain)
SUBJECT_DN = Download("subject-dn", "Subject DN", "text/plain; charset=utf-8", "-subject-dn.txt", _subject_dn)

DOWNLOADS = (KEY_SET, CSR, CHAIN, SUBJECT_DN)

_DESTINATIONS = {
    KEY_SET: "For Mosaic, in the client's settings: authentication method mTLS (self-signed), JWKS.",
    CSR: "For your CA, which signs it. Then attach the chain.",
    CHAIN: "For Mosaic, in the client's settings: authentication method mTLS (CA-signed).",
    SUBJECT_DN: "For Mosaic, with the chain: the subject that the certificate must have.",
}
PORTAL_NAMES = {AuthMethod.SELF_SIGNED: "mTLS (self-signed)", AuthMethod.CA_SIGNED: "mTLS (CA-signed)"}
"""The names of the authentication methods in the portal."""

PLACES = (
    ("A client of an application", ("Applications", "your application", "OIDC client settings")),
    ("A client of the SSO Service", ("SSO Service", "Service Definition", "Client groups", "OIDC client settings")),
    ("An SSO management client", ("SSO Service", "Service Definition", "Management clients")),
)
"""Where a client's settings are in the portal: each kind of client, and its menu path."""

_FIELDS = {
    KEY_SET: (
        "JWKS",
        "Replace the whole field. It contains every key that Mosaic must hold, including the one in use.",
    ),
    CHAIN: ("Certificate (PEM)", "The chain, your certificate first, its authorities after it."),
    SUBJECT_DN: ("Subject DN", "Copy it exactly: Mosaic compares it with the certificate."),
}
_OF_METHOD = {AuthMethod.SELF_SIGNED: (KEY_SET,), AuthMethod.CA_SIGNED: (CSR, CHAIN, SUBJECT_DN)}


@dataclass(frozen=True, slots=True)
class Material:
    """One text to register: where it goes, and the name of its field in the portal."""

    download: Download
    destination: str
    text: str
    field: str
    instruction: str

    @property
    def rows(self) -> int:
        """Returns the number of lines to show."""
        return min(len(self.text.splitlines()), 10)


@dataclass(frozen=True, slots=True)
class Registration:
    """The settings to choose and the fields to fill in the portal, by the portal's names."""

    places: tuple[tuple[str, tuple[str, ...]], ...]
    method: str
    token_binding: str
    fapi: bool
    material: list[Material]


def registration(client: Client) -> Registration:
    """Returns everything to enter in the portal for a client now."""
    return Registration(
        places=PLACES,
        method=PORTAL_NAMES[client.method],
        token_binding="On" if client.bound else "Off",
        fapi=client.fapi,
        material=[item for item in material(client) if item.download in _FIELDS],
    )


def material(client: Client) -> list[Material]:
    """Returns everything to register for a client now."""
    items = []
    for download in _OF_METHOD[client.method]:
        name, instruction = _FIELDS.get(download, ("", ""))
        try:
            items.append(Material(download, _DESTINATIONS[download], download.content(client), name, instruction))
        except MosaicError:
            continue  # it does not exist yet: the next step on the page explains how to create it
    return items
