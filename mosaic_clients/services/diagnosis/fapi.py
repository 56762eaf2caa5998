"""Checks a client's registration, its environment and Mosaic's metadata against FAPI 2.0."""

from __future__ import annotations

from dataclasses import replace

from mosaic_clients.core import fapi as core
from mosaic_clients.core.errors import ConfigurationError
from mosaic_clients.core.errors.codes import ConfigurationCode
from mosaic_clients.core.remedies import Remedy, RemedyKind, join_remedies
from mosaic_clients.models import Client
from mosaic_clients.transport.tls import FLOOR


def findings(client: Client) -> list[core.Finding]:
    """Every rule, and whether the client meets it with what is stored now."""
    environment = client.environment
    registration = core.Registration(
        auth_method=client.auth_method,
        bound=client.bound,
        key_algorithm=client.key_algorithm,
        algorithms=environment.algorithms,
        tls_floor=FLOOR.name,
        uses_discovery=environment.use_discovery,
        discovery=environment.discovery,
    )
    return [
        replace(
            finding,
            remedy=finding.remedy and finding.remedy.with_names(client=client.name, environment=environment.name),
        )
        for finding in core.findings(registration)
    ]


def require_met(client: Client) -> str:
    """Summarizes how the client meets the profile; raises ConfigurationError with every rule that it does not meet."""
    results = findings(client)
    failed = [finding for finding in results if finding.met is False]
    if failed:
        reasons = "; ".join(f"{finding.rule} ({finding.why})" for finding in failed)
        last = Remedy(RemedyKind.MEET_FAPI, client=client.name, environment=client.environment.name)
        remedy = join_remedies(*(finding.remedy for finding in failed), last)
        raise ConfigurationError(
            f"The client does not meet FAPI 2.0: {reasons}.", code=ConfigurationCode.FAPI, remedy=remedy
        )
    unknown = [finding.rule for finding in results if finding.met is None]
    met = f"{len(results) - len(unknown)} of {len(results)} rules are met"
    return f"{met}; check in Mosaic: {', '.join(unknown)}" if unknown else met
