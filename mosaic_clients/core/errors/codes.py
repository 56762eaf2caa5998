"""The stable codes of errors, one enum for each family. Logs, stored problems and tests name them."""

from __future__ import annotations

from enum import StrEnum


class ErrorCode(StrEnum):
    """The code of each class of error, where no finer one is given."""

    ANSWER_UNUSABLE = "answer_unusable"
    AUTHORIZATION_REFUSED = "authorization_refused"
    BEARER_REFUSED = "bearer_refused"
    CALLBACK_REFUSED = "callback_refused"
    CONFIGURATION = "configuration"
    ID_TOKEN_REFUSED = "id_token_refused"
    MATERIAL_REFUSED = "material_refused"
    MOSAIC_ERROR = "mosaic_error"
    MOVE_REFUSED = "move_refused"
    NO_ACCESS_TOKEN = "no_access_token"
    NO_USABLE_SIGNING_KEYS = "no_usable_signing_keys"
    PARAMETER_REFUSED = "parameter_refused"
    PASSPHRASE_NEEDED = "passphrase_needed"
    PROVES_NOTHING = "proves_nothing"
    PUBLICATION_CONFLICT = "publication_conflict"
    REFUSED = "refused"
    SEALING = "sealing"
    TIMED_OUT = "timed_out"
    TLS_FAILURE = "tls_failure"
    TRANSPORT = "transport"
    UNKNOWN_ENCRYPTION_KEY = "unknown_encryption_key"
    UNKNOWN_NAME = "unknown_name"
    UNREACHABLE = "unreachable"
    WRONG_PASSPHRASE = "wrong_passphrase"


class ClaimCode(StrEnum):
    """Claims of a JWT or an introspection answer that are refused, whichever kind of token it is."""

    AUDIENCE = "audience"
    EXPIRED = "expired"
    ISSUER = "issuer"
    MALFORMED_CLAIM = "malformed_claim"
    NOT_YET_VALID = "not_yet_valid"


class MaterialCode(StrEnum):
    """Keys, certificates, chains, CSRs and JWKs that are refused (MaterialRefused)."""

    ALTERNATIVE_NAME = "alternative_name"
    CERTIFICATE_UNREADABLE = "certificate_unreadable"
    CHAIN_TOO_LONG = "chain_too_long"
    CSR_UNREADABLE = "csr_unreadable"
    DERIVATION_TOO_COSTLY = "derivation_too_costly"
    ENCRYPTION_UNSUPPORTED = "encryption_unsupported"
    EXPIRED = "expired"
    INCOMPLETE = "incomplete"
    JWK_PUBLIC = "jwk_public"
    JWK_UNREADABLE = "jwk_unreadable"
    KEY_TYPE = "key_type"
    KEY_UNREADABLE = "key_unreadable"
    MATERIAL_TOO_LARGE = "material_too_large"
    MISMATCH = "mismatch"
    MISSING_LINK = "missing_link"
    NOT_YET_VALID = "not_yet_valid"
    PKCS12_INCOMPLETE = "pkcs12_incomplete"
    PKCS12_UNREADABLE = "pkcs12_unreadable"
    PRIVATE_KEY_IN_CERTIFICATES = "private_key_in_certificates"
    SERIAL_NUMBER = "serial_number"
    SUBJECT_DN = "subject_dn"
    TWO_LEAFS = "two_leafs"
    UNFIT_FOR_TLS = "unfit_for_tls"
    WEAK_KEY = "weak_key"
    WEAK_SIGNATURE = "weak_signature"
    WRONG_METHOD = "wrong_method"
    WRONG_USAGE = "wrong_usage"


class BearerCode(StrEnum):
    """Inbound tokens that are refused (BearerRefused)."""

    ALGORITHM = "algorithm"
    APP_ID_NOT_ALLOWED = "app_id_not_allowed"
    AUDIENCE = "audience"
    BAD_SIGNATURE = "bad_signature"
    CERTIFICATE_MISMATCH = "certificate_mismatch"
    CERTIFICATE_MISSING = "certificate_missing"
    CERTIFICATE_UNREADABLE = "certificate_unreadable"
    CLIENT_ID_NOT_ALLOWED = "client_id_not_allowed"
    CRITICAL_HEADER = "critical_header"
    EXPIRED = "expired"
    INACTIVE = "inactive"
    INACTIVE_USER = "inactive_user"
    ISSUER = "issuer"
    KEY_MISMATCH = "key_mismatch"
    KID_MISSING = "kid_missing"
    MALFORMED = "malformed"
    MALFORMED_CLAIM = "malformed_claim"
    NO_USER = "no_user"
    NOT_BOUND = "not_bound"
    NOT_YET_VALID = "not_yet_valid"
    REVOKED = "revoked"
    TID_NOT_ALLOWED = "tid_not_allowed"
    TOKEN_TYPE = "token_type"
    TOO_LARGE = "too_large"
    UNKNOWN_BINDING = "unknown_binding"
    UNKNOWN_KID = "unknown_kid"


class IdTokenCode(StrEnum):
    """ID tokens that are refused (IdTokenRefused)."""

    ALGORITHM = "algorithm"
    AT_HASH_MISMATCH = "at_hash_mismatch"
    AUDIENCE = "audience"
    AUTH_REQ_ID_MISMATCH = "auth_req_id_mismatch"
    AUTH_TIME_MISSING = "auth_time_missing"
    AUTHORIZED_PARTY = "authorized_party"
    C_HASH_MISMATCH = "c_hash_mismatch"
    ENCRYPTED = "encrypted"
    EXPIRED = "expired"
    ISSUER = "issuer"
    LOGIN_TOO_OLD = "login_too_old"
    MALFORMED_CLAIM = "malformed_claim"
    MISSING = "missing"
    NONCE_MISMATCH = "nonce_mismatch"
    NOT_YET_VALID = "not_yet_valid"
    RT_HASH_MISMATCH = "rt_hash_mismatch"
    SUBJECT = "subject"
    SUBJECT_MISMATCH = "subject_mismatch"
    TOKEN_TYPE = "token_type"


class CallbackCode(StrEnum):
    """Authorization responses that do not belong to our request (CallbackRefused)."""

    CODE_MISSING = "code_missing"
    DUPLICATE_PARAMETER = "duplicate_parameter"
    ISSUER_MISMATCH = "issuer_mismatch"
    ISSUER_MISSING = "issuer_missing"
    MALFORMED = "malformed"
    STATE_MISMATCH = "state_mismatch"
    UNKNOWN_LOGIN = "unknown_login"


class MoveCode(StrEnum):
    """Steps that the state of a credential or a request does not allow (MoveRefused)."""

    AWAITING_CERTIFICATE = "awaiting_certificate"
    NO_CREDENTIAL = "no_credential"
    NOT_PUSHED = "not_pushed"
    OTHER_CLIENT = "other_client"
    PAR_REQUIRED = "par_required"
    REQUEST_EXPIRED = "request_expired"
    REQUEST_USED = "request_used"


class ConfigurationCode(StrEnum):
    """Settings and environments that are wrong (ConfigurationError)."""

    CERTIFICATE_NOT_ASKED = "certificate_not_asked"
    CLOCK_SKEW = "clock_skew"
    DISCOVERY_ISSUER = "discovery_issuer"
    EXPORT_NOT_ALLOWED = "export_not_allowed"
    FAPI = "fapi"


class AnswerCode(StrEnum):
    """Responses that cannot be used (AnswerUnusable)."""

    ANSWER_TOO_LARGE = "answer_too_large"
    BOUND_TO_OTHER = "bound_to_other"
    DISCOVERY_UNUSABLE = "discovery_unusable"
    NOT_A_TOKEN = "not_a_token"
    NOT_BOUND = "not_bound"
    REDIRECT = "redirect"
    SIGNED_USERINFO = "signed_userinfo"


class TLSCode(StrEnum):
    """TLS that failed (TLSFailure)."""

    RESET = "reset"
    SERVER_NOT_TRUSTED = "server_not_trusted"


class UnreachableCode(StrEnum):
    """Hosts that cannot be reached (Unreachable)."""

    DNS = "dns"
    PRIVATE_ADDRESS = "private_address"
