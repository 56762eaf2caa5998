"""Remedies as plain sentences, without a command or a control: for ``str(error)``, logs and stored problems."""

from __future__ import annotations

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.remedies import Explained, Remedy, RemedyKind

NEUTRAL = {
    RemedyKind.CHECK_ENVIRONMENT: "Check that {environment} is the right one and that the certificate is registered "
    "there.",
    RemedyKind.CHECK_SIGNING_KEYS_ENDPOINT: "Check the signing keys endpoint and the issuers of {environment}: the "
    "token was signed by someone else.",
    RemedyKind.REGISTER_SUBJECT_DN: "Register {subject_dn} in Mosaic, or request a new certificate.",
    RemedyKind.CHECK_REGISTRATION: "Check in Mosaic that {client_id} uses the authentication method {auth_method}.",
    RemedyKind.ALLOW_SCOPE: "Allow the client a scope in Mosaic.",
    RemedyKind.ENFORCE_PAR: "Check in Mosaic that “Enforce PAR” (enforce_par) is on for the client.",
    RemedyKind.ENFORCE_PKCE: "Check that Mosaic enforces it together with client credentials.",
    RemedyKind.ASK_TRANSMIT: "Ask Transmit Security.",
    RemedyKind.CHECK_HOST_NAME: "Check the host name of the token endpoint and the DNS resolver of this machine.",
    RemedyKind.CHECK_HOST_AND_PORT: "Check host and port of the token endpoint, and the firewalls in between.",
    RemedyKind.CHECK_SERVER_IDENTITY: "Check that the host is the one you mean and that no proxy intercepts TLS.",
    RemedyKind.CHECK_FIREWALLS: "Check the firewalls in between, or try again when Mosaic is less busy.",
    RemedyKind.CHECK_TLS: "Check that this port uses TLS 1.2 or later, and that the server accepts certificates of "
    "this kind.",
    RemedyKind.CONNECT_DIRECTLY: "Connect directly: a TLS proxy between this machine and Mosaic presents another "
    "certificate.",
    RemedyKind.SET_CLOCK: "Synchronize the clock of this machine (NTP): certificates and tokens are checked against "
    "it.",
    RemedyKind.COMPARE_CLOCKS: "Compare the clocks of this machine and of Mosaic.",
    RemedyKind.WAIT_OR_SET_CLOCK: "Wait until then, or synchronize the clock of this machine (NTP) if it is slow.",
    RemedyKind.RESTORE_ENCRYPTION_KEY: "Put the key that the value was sealed with back into ENCRYPTION_KEYS.",
    RemedyKind.TRY_AGAIN_LATER: "Try again later.",
    RemedyKind.CORRECT_CAUSE: "Correct what the message names.",
}
"""The same sentence at every door: there is no command and no page for it."""

PLAIN = NEUTRAL | {
    RemedyKind.STAGE: "Stage a credential first.",
    RemedyKind.ATTACH_CERTIFICATE: "Have the CSR signed, then attach the certificate chain.",
    RemedyKind.REGISTER_AND_CONFIRM: "Register {material} in the Admin Portal, then confirm the publication.",
    RemedyKind.WITHDRAW_AND_CONFIRM: "Remove {material} of {client_id} from Mosaic, then confirm the publication.",
    RemedyKind.PUBLISH: "Publish {material} to Mosaic.",
    RemedyKind.PROVE: "Prove the staged credential.",
    RemedyKind.ACTIVATE: "Activate the staged credential.",
    RemedyKind.CHECK_CONNECTION: "Check the connection of {client} to find the cause.",
    RemedyKind.ROTATE: "Rotate {client} to make a new credential.",
    RemedyKind.ROTATE_OR_RETIRE: "Rotate {client} again, or retire {credential}.",
    RemedyKind.ACTIVATE_OR_RETIRE: "Activate {credential}, or retire it to discard it.",
    RemedyKind.RETIRE: "Retire {credential}.",
    RemedyKind.SET_APPLICATION_ID: "Set the application ID.",
    RemedyKind.BIND_TOKENS: "Turn token binding on, in Mosaic first.",
    RemedyKind.MATCH_TOKEN_BINDING: "Turn token binding on for {client_id} in Mosaic, or off here.",
    RemedyKind.CHANGE_SUBJECT_DN: "Choose another subject DN, retire a credential that is in progress, then rotate "
    "{client}.",
    RemedyKind.CHANGE_RESOURCE: "Attach {resource} to {client_id} in Mosaic, or change it here.",
    RemedyKind.MEET_FAPI: "Correct what the message names, or mark {client} as not FAPI 2.0.",
    RemedyKind.LIST_CLIENTS: "Check the name in the list of clients.",
    RemedyKind.ALLOW_PRIVATE_ADDRESSES: "If the host is yours, allow private addresses for {environment}.",
    RemedyKind.ADD_TRUSTED_CA: "Add the server's CA to the trusted CA of {environment}.",
    RemedyKind.SET_MANAGEMENT_CLIENT: "Set a management client for {environment}, or publish manually.",
    RemedyKind.DISCOVER_ENDPOINTS: "Take the endpoints of {environment} from its discovery document: mTLS may have its "
    "own host or port.",
    RemedyKind.CHECK_TOKEN_ENDPOINT: "Check the token endpoint: the base URL and the endpoint overrides of "
    "{environment}.",
    RemedyKind.ADD_ISSUER: "If the issuer is Mosaic's own, add it to the issuers of {environment}.",
    RemedyKind.ADD_AUDIENCE: "If the audience is intended, add it to the audiences of {environment}.",
    RemedyKind.ACCEPT_ALGORITHM: "Add the algorithm to those that {environment} accepts.",
    RemedyKind.LIMIT_ALGORITHMS: "Accept only the algorithm that Mosaic signs with, PS256, in {environment}.",
    RemedyKind.ACCEPT_TOKEN_TYPE: "Add the token type to those that {environment} accepts.",
    RemedyKind.CHECK_SIGNING_KEYS: "Find out why the signing keys of {environment} cannot be fetched.",
    RemedyKind.ALLOW_PRIVATE_TARGET: "If the host is yours, allow private addresses for this check.",
    RemedyKind.ALLOW_MORE_TIME: "Allow more time.",
}


def describe(remedy: Remedy) -> str:
    """Describes a remedy and those after it, one plain sentence each."""
    return " ".join(PLAIN[step.kind].format_map(prose(step)) for step in remedy)


def plain(explained: Explained) -> str:
    """Describes what happened, why, and what to do, in plain sentences."""
    return f"{explained.description} {describe(explained.remedy)}" if explained.remedy else explained.description


def prose(remedy: Remedy) -> dict[str, str]:
    """Returns the names of a remedy as parts of a sentence."""
    return {
        "client": f"client {remedy.client!r}" if remedy.client else "the client",
        "client_id": f"client ID {remedy.client_id}" if remedy.client_id else "the client",
        "auth_method": remedy.auth_method or "that is set here",
        "environment": f"environment {remedy.environment!r}" if remedy.environment else "the environment",
        "credential": f"credential {remedy.kid}" if remedy.kid else "the credential",
        "resource": f"the resource {remedy.resource!r}" if remedy.resource else "the resource",
        "subject_dn": remedy.subject_dn or "the subject DN",
        "material": _MATERIAL[remedy.auth_method],
    }


_MATERIAL = {
    AuthMethod.SELF_SIGNED: "the client key set",
    AuthMethod.CA_SIGNED: "the certificate chain and the subject DN",
    None: "the current material",
}
