"""What a person can do about an error or a finding: data without text. Each door renders it in its own words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from mosaic_clients.core.auth_method import AuthMethod


class RemedyKind(StrEnum):
    """One thing that a person can do. The values are stable: programs read them."""

    # Credentials of a client
    STAGE = "stage"
    ATTACH_CERTIFICATE = "attach_certificate"
    REGISTER_AND_CONFIRM = "register_and_confirm"
    WITHDRAW_AND_CONFIRM = "withdraw_and_confirm"
    PUBLISH = "publish"
    PROVE = "prove"
    ACTIVATE = "activate"
    ROTATE = "rotate"
    ROTATE_OR_RETIRE = "rotate_or_retire"
    ACTIVATE_OR_RETIRE = "activate_or_retire"
    RETIRE = "retire"
    CHECK_CONNECTION = "check_connection"
    # Settings of a client
    SET_APPLICATION_ID = "set_application_id"
    BIND_TOKENS = "bind_tokens"
    MATCH_TOKEN_BINDING = "match_token_binding"  # noqa: S105 - the name of a remedy
    CHANGE_SUBJECT_DN = "change_subject_dn"
    CHANGE_RESOURCE = "change_resource"
    MEET_FAPI = "meet_fapi"
    LIST_CLIENTS = "list_clients"
    # Settings of an environment
    ALLOW_PRIVATE_ADDRESSES = "allow_private_addresses"
    ADD_TRUSTED_CA = "add_trusted_ca"
    SET_MANAGEMENT_CLIENT = "set_management_client"
    DISCOVER_ENDPOINTS = "discover_endpoints"
    CHECK_TOKEN_ENDPOINT = "check_token_endpoint"  # noqa: S105 - the name of a remedy
    CHECK_ENVIRONMENT = "check_environment"
    ADD_ISSUER = "add_issuer"
    ADD_AUDIENCE = "add_audience"
    ACCEPT_ALGORITHM = "accept_algorithm"
    LIMIT_ALGORITHMS = "limit_algorithms"
    ACCEPT_TOKEN_TYPE = "accept_token_type"  # noqa: S105 - the name of a remedy
    CHECK_SIGNING_KEYS = "check_signing_keys"
    CHECK_SIGNING_KEYS_ENDPOINT = "check_signing_keys_endpoint"
    # At Mosaic and at the CA
    REGISTER_SUBJECT_DN = "register_subject_dn"
    CHECK_REGISTRATION = "check_registration"
    ALLOW_SCOPE = "allow_scope"
    ENFORCE_PAR = "enforce_par"
    ENFORCE_PKCE = "enforce_pkce"
    ASK_TRANSMIT = "ask_transmit"
    # Network and this machine
    CHECK_HOST_NAME = "check_host_name"
    CHECK_HOST_AND_PORT = "check_host_and_port"
    CHECK_SERVER_IDENTITY = "check_server_identity"
    CHECK_FIREWALLS = "check_firewalls"
    CHECK_TLS = "check_tls"
    CONNECT_DIRECTLY = "connect_directly"
    SET_CLOCK = "set_clock"
    COMPARE_CLOCKS = "compare_clocks"
    WAIT_OR_SET_CLOCK = "wait_or_set_clock"
    RESTORE_ENCRYPTION_KEY = "restore_encryption_key"
    # The call itself
    ALLOW_PRIVATE_TARGET = "allow_private_target"
    ALLOW_MORE_TIME = "allow_more_time"
    TRY_AGAIN_LATER = "try_again_later"
    CORRECT_CAUSE = "correct_cause"


@dataclass(frozen=True, slots=True)
class Remedy:
    """One thing to do, the names that it concerns (empty if unknown), and what to do after it."""

    kind: RemedyKind
    client: str = ""
    client_id: str = ""
    auth_method: AuthMethod | None = None
    environment: str = ""
    kid: str = ""
    resource: str = ""
    subject_dn: str = ""
    then: Remedy | None = None

    def __iter__(self) -> Iterator[Remedy]:
        """Yields this remedy and those after it, in order."""
        step: Remedy | None = self
        while step is not None:
            yield step
            step = step.then

    def with_names(self, *, client: str = "", environment: str = "") -> Remedy:
        """Returns this remedy and those after it, and fills in the names that are still empty."""
        return replace(
            self,
            client=self.client or client,
            environment=self.environment or environment,
            then=self.then.with_names(client=client, environment=environment) if self.then else None,
        )


class Explained(Protocol):
    """What a door shows: a description of what happened and why, and what to do about it."""

    @property
    def description(self) -> str:
        """What happened and why, without a command or a control of any door."""

    @property
    def remedy(self) -> Remedy | None:
        """What to do about it."""


@dataclass(frozen=True, slots=True)
class Advice:
    """Information for a person although nothing failed, and what to do about it."""

    description: str
    remedy: Remedy | None = None


def join_remedies(*remedies: Remedy | None) -> Remedy | None:
    """Joins these remedies in order, each kind once; returns None if there is none."""
    steps: dict[RemedyKind, Remedy] = {}
    for remedy in remedies:
        for step in remedy or ():
            steps.setdefault(step.kind, step)
    chained: Remedy | None = None
    for step in reversed(steps.values()):
        chained = replace(step, then=chained)
    return chained
