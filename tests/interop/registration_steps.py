"""The operator's steps from a new client to a registered certificate, with only the commands of the contract."""

import json
from dataclasses import dataclass
from uuid import uuid4

from tests.interop.provider import OidcProvider
from tests.interop.shell.operator_shell import OperatorShell

SELF_SIGNED, CA_SIGNED = "self_signed_tls_client_auth", "tls_client_auth"
SUBJECT = r"CN=payments,OU=M\C3\BCller \+ S\C3\B6hne,O=Bank \"One\"\, Ltd,C=DE"


@dataclass(frozen=True)
class Kind:
    """An auth method with a key algorithm."""

    name: str
    auth_method: str
    algorithm: str


SELF_SIGNED_RSA = Kind("self-signed-rsa", SELF_SIGNED, "RSA-2048")
SELF_SIGNED_EC = Kind("self-signed-ec", SELF_SIGNED, "EC-P256")
CA_SIGNED_RSA = Kind("ca-signed-rsa", CA_SIGNED, "RSA-2048")
KINDS = [SELF_SIGNED_RSA, SELF_SIGNED_EC, CA_SIGNED_RSA]


def add_client(shell: OperatorShell, kind: Kind) -> tuple[str, str]:
    """Add a client with token binding; returns its name and client ID."""
    name, client_id = f"{kind.name}-{uuid4().hex[:4]}", f"{uuid4().hex[:8]}.transmit"
    options = ["--environment", "interop", "--client-id", client_id, "--auth-method", kind.auth_method, "--bound"]
    if kind.auth_method == CA_SIGNED:
        options += ["--subject", SUBJECT]
    shell.mosaic("client", "add", name, *options, "--key-algorithm", kind.algorithm)
    return name, client_id


def register_key_set(
    shell: OperatorShell, provider: OidcProvider, name: str, client_id: str, **metadata: object
) -> None:
    """Register the unchanged output of `mosaic jwks`; raises RefusedMetadata if the provider refuses the set."""
    printed = json.loads(shell.mosaic("jwks", name))
    provider.register(client_id, token_endpoint_auth_method=SELF_SIGNED, jwks=printed, **metadata)


def certify(shell: OperatorShell, provider: OidcProvider, name: str, client_id: str, csr: str) -> None:
    """Let the CA sign the CSR, attach the chain, and register the chain and subject that the shell prints."""
    answer = shell.folder / f"{name}.pem"
    answer.write_text(provider.client_ca.issue(csr))
    shell.mosaic("credential", "attach", name, "--chain", answer)
    provider.register(
        client_id,
        token_endpoint_auth_method=CA_SIGNED,
        tls_client_auth_subject_dn=shell.mosaic("subject-dn", name),
        tls_client_auth_certificate_chain=shell.mosaic("chain", name),
    )
