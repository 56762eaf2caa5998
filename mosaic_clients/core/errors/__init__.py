"""All errors of this package, as one tree.

    MosaicError
    ├── ConfigurationError            a setting or an environment is wrong
    ├── UnknownName                   no client, environment or credential with this name
    ├── MaterialRefused               a key, certificate, chain, CSR or JWK is not accepted
    │   ├── PassphraseNeeded
    │   └── WrongPassphrase
    ├── MoveRefused                   the credential's status does not allow this step now
    ├── PublicationConflict           someone else changes the client at Mosaic at the same time
    ├── SealingError                  a sealed value does not open
    │   └── UnknownEncryptionKey
    ├── BearerRefused                 an inbound token is not accepted
    ├── NoUsableSigningKeys           a problem on this side, not the caller's: answer 503
    ├── CheckProvesNothing            the control requests of a spoof check failed
    ├── AuthorizationRefused          the user or Mosaic denied a login
    ├── CallbackRefused               a callback does not belong to our authorization request
    ├── IdTokenRefused                an ID token is not accepted
    ├── UserDenied                    the user denied a CIBA or device request
    ├── RequestExpired                no user approved a CIBA or device request in time
    ├── NoAccessToken                 there is no valid token, and none can be obtained now
    ├── ParameterRefused              Mosaic would not accept an argument; nothing was sent
    ├── TransportError                the connection failed: Mosaic gave no usable response
    │   ├── Unreachable               DNS, TCP, or an address that is not allowed
    │   ├── TimedOut
    │   ├── TLSFailure                handshake or certificate, on either side
    │   └── AnswerUnusable            too large, not JSON, a redirect, or a wrong structure
    └── MosaicRefusal                 Mosaic answered with an error

Every class has a stable ``code`` for logs and stored problems, and ``retryable``: whether the same call may succeed
later without a change on our side. ``description`` says what happened and why, ``remedy`` what to do about it;
``str(error)`` is both in plain sentences. No error contains key material, passphrases or tokens.
"""

from __future__ import annotations

from mosaic_clients.core.errors.base import ConfigurationError, MosaicError, UnknownName
from mosaic_clients.core.errors.bearers import BearerRefused, CheckProvesNothing, NoUsableSigningKeys
from mosaic_clients.core.errors.calls import (
    AnswerUnusable,
    MosaicRefusal,
    NoAccessToken,
    ParameterRefused,
    TimedOut,
    TLSFailure,
    TransportError,
    Unreachable,
)
from mosaic_clients.core.errors.credentials import (
    MaterialRefused,
    MoveRefused,
    PassphraseNeeded,
    PublicationConflict,
    WrongPassphrase,
)
from mosaic_clients.core.errors.login import (
    AuthorizationRefused,
    CallbackRefused,
    IdTokenRefused,
    RequestExpired,
    UserDenied,
)
from mosaic_clients.core.errors.sealing import SealingError, UnknownEncryptionKey

__all__ = [
    "AnswerUnusable",
    "AuthorizationRefused",
    "BearerRefused",
    "CallbackRefused",
    "CheckProvesNothing",
    "ConfigurationError",
    "IdTokenRefused",
    "MaterialRefused",
    "MosaicError",
    "MosaicRefusal",
    "MoveRefused",
    "NoAccessToken",
    "NoUsableSigningKeys",
    "ParameterRefused",
    "PassphraseNeeded",
    "PublicationConflict",
    "RequestExpired",
    "SealingError",
    "TLSFailure",
    "TimedOut",
    "TransportError",
    "UnknownEncryptionKey",
    "UnknownName",
    "Unreachable",
    "UserDenied",
    "WrongPassphrase",
]
