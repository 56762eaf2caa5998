"""Everything this package refuses or fails with, as one tree.

    MosaicError
    ├── ConfigurationError            a setting or an environment is wrong
    ├── UnknownName                   no client, environment or credential of that name
    ├── MaterialRefused               key, certificate, chain, CSR or JWK that we do not take
    │   ├── PassphraseNeeded
    │   └── WrongPassphrase
    ├── MoveRefused                   the credential's life does not allow this step now
    ├── PublicationConflict           somebody else edits the client at Mosaic at the same time
    ├── SealingError                  a sealed value that does not open
    │   └── UnknownEncryptionKey
    ├── BearerRefused                 an inbound token that is not accepted
    ├── AuthorizationRefused          the user or Mosaic said no to a login
    ├── CallbackRefused               a login's answer that does not belong to our request
    ├── IdTokenRefused                an ID token that is not accepted
    ├── NoUsableSigningKeys           our trouble, not the caller's: answer 503
    ├── NoAccessToken                 there is no living token, and none can be had now
    ├── ParameterRefused              an argument of a call that Mosaic could not take; nothing was sent
    ├── UserDenied                    a CIBA or device request that the user turned down
    ├── RequestExpired                a CIBA or device request that nobody approved in time
    ├── CheckProvesNothing            a spoof check whose controls fail, so that its answers mean nothing
    ├── TransportError                the wire: nothing that Mosaic said
    │   ├── Unreachable               DNS, TCP, refused
    │   ├── TimedOut
    │   ├── TLSFailure                handshake or certificate, either side
    │   └── AnswerUnusable            too large, not JSON, a redirect, a wrong shape
    └── MosaicRefusal                 Mosaic answered, and the answer is no

Every class carries a stable ``code`` for logs and stored problems, and ``retryable``: whether the same call may
succeed later with nothing changed on our side. ``description`` says what happened and why, ``remedy`` what to do about
it; ``str(error)`` is both in plain sentences. None of them holds key material, passphrases or tokens.
"""

from __future__ import annotations

from mosaic_clients.core.remedies import Remedy, RemedyKind
from mosaic_clients.core.remedy_texts import plain


class MosaicError(Exception):
    """Base of the tree.

    ``code`` is a stable identifier, ``description`` one line for a person, ``retryable`` whether waiting may help.
    ``remedy`` is what a person can do about it, where the raising code knows; each door renders it in its own words.
    ``status`` is the HTTP status and ``retry_after`` the seconds to wait, where Mosaic gave them, else None.
    """

    code = "mosaic_error"
    retryable = False
    status: int | None = None
    retry_after: float | None = None

    def __init__(self, description: str, *, code: str | None = None, remedy: Remedy | None = None) -> None:
        super().__init__(description)
        self.description = description
        self.remedy = remedy
        if code is not None:
            self.code = code

    def __str__(self) -> str:
        return plain(self)


class ConfigurationError(MosaicError):
    """A setting or an environment is wrong."""

    code = "configuration"


class UnknownName(MosaicError):
    """There is no client, environment or credential of that name."""

    code = "unknown_name"


class MaterialRefused(MosaicError):
    """A key, certificate, chain, CSR or JWK that is not taken; ``code`` names the reason."""

    code = "material_refused"


class PassphraseNeeded(MaterialRefused):
    """The private key is encrypted and no passphrase was given."""

    code = "passphrase_needed"


class WrongPassphrase(MaterialRefused):
    """The passphrase does not open the private key."""

    code = "wrong_passphrase"


class MoveRefused(MosaicError):
    """The credential's life does not allow this step now."""

    code = "move_refused"


class PublicationConflict(MosaicError):
    """Somebody else edits the client at Mosaic at the same time; nothing of theirs was overwritten knowingly."""

    code = "publication_conflict"
    retryable = True


class SealingError(MosaicError):
    """A sealed value does not open: it was damaged, or belongs to another row or field."""

    code = "sealing"


class UnknownEncryptionKey(SealingError):
    """A value was sealed with a key that is not on the ring; ``key_id`` names it."""

    code = "unknown_encryption_key"

    def __init__(self, key_id: str) -> None:
        super().__init__(
            f"A value was sealed with encryption key {key_id!r}, which is not on the ring.",
            remedy=Remedy(RemedyKind.RESTORE_ENCRYPTION_KEY),
        )
        self.key_id = key_id


class BearerRefused(MosaicError):
    """An inbound bearer is not accepted. ``code`` is the reason for the log; callers get one generic text."""

    code = "bearer_refused"


class AuthorizationRefused(MosaicError):
    """The authorization endpoint answered with an error (RFC 6749 §4.1.2.1), such as ``access_denied``."""

    code = "authorization_refused"

    def __init__(self, description: str, *, code: str) -> None:
        super().__init__(description, code=code)
        self.retryable = code in {"server_error", "temporarily_unavailable"}


class CallbackRefused(MosaicError):
    """What came back from the authorization endpoint is no answer to our request; ``code`` names the reason."""

    code = "callback_refused"


class IdTokenRefused(MosaicError):
    """An ID token is not accepted; ``code`` names the rule."""

    code = "id_token_refused"


class NoUsableSigningKeys(MosaicError):
    """No signing keys of Mosaic are at hand, or they are too old to trust."""

    code = "no_usable_signing_keys"
    retryable = True


class NoAccessToken(MosaicError):
    """A client has no living access token and none can be obtained now; the description says why."""

    code = "no_access_token"
    retryable = True


class ParameterRefused(MosaicError):
    """An argument of a call that Mosaic could not take; it was refused here and nothing was sent."""

    code = "parameter_refused"


class UserDenied(MosaicError):
    """The user turned a backchannel or device request down (``access_denied``)."""

    code = "access_denied"


class RequestExpired(MosaicError):
    """Nobody approved a backchannel or device request in time (``expired_token``)."""

    code = "expired_token"


class CheckProvesNothing(MosaicError):
    """A control of a spoof check failed, so that no answer to a forgery would mean anything."""

    code = "proves_nothing"


class TransportError(MosaicError):
    """A call to Mosaic failed below HTTP semantics."""

    code = "transport"
    retryable = True


class Unreachable(TransportError):
    """The host does not resolve, or nothing accepts the connection, or its address is not allowed."""

    code = "unreachable"


class TimedOut(TransportError):
    """Connecting or reading took longer than its limit."""

    code = "timed_out"


class TLSFailure(TransportError):
    """The TLS handshake failed, or the connection was reset where a refused client certificate shows up."""

    code = "tls_failure"


class AnswerUnusable(TransportError):
    """Something answered, but not as Mosaic does. ``retry_after`` is in seconds, as for MosaicRefusal."""

    code = "answer_unusable"

    def __init__(
        self,
        description: str,
        *,
        code: str | None = None,
        status: int | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(description, code=code)
        self.status = status
        self.retry_after = retry_after
        self.retryable = status is None or status == 429 or status >= 500  # HTTP's own numbers


class MosaicRefusal(MosaicError):
    """Mosaic answered with an error.

    ``code`` is its OAuth or Mosaic error code, ``status`` the HTTP status, ``retry_after`` seconds to wait (or None).
    """

    code = "refused"

    def __init__(self, description: str, *, code: str, status: int, retry_after: float | None = None) -> None:
        super().__init__(description, code=code)
        self.status = status
        self.retry_after = retry_after
        self.retryable = status == 429 or status >= 500  # HTTP's own numbers
