"""What a client's registration, its environment and Mosaic's metadata say about FAPI 2.0."""

from __future__ import annotations

from dataclasses import replace

from mosaic_clients.core import fapi as core
from mosaic_clients.core.errors import ConfigurationError
from mosaic_clients.core.remedies import Remedy, RemedyKind, chain
from mosaic_clients.models import Client
from mosaic_clients.transport.tls import FLOOR


def findings(client: Client) -> list[core.Finding]:
    """Every rule, and whether the client meets it as things are stored now."""
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
        replace(found, remedy=found.remedy and found.remedy.about(client=client.name, environment=environment.name))
        for found in core.findings(registration)
    ]


def require_met(client: Client) -> str:
    """In words how the client meets the profile; raises ConfigurationError with every rule that it does not meet."""
    found = findings(client)
    broken = [finding for finding in found if finding.met is False]
    if broken:
        why = "; ".join(f"{finding.rule} ({finding.why})" for finding in broken)
        meet = Remedy(RemedyKind.MEET_FAPI, client=client.name, environment=client.environment.name)
        remedy = chain(*(finding.remedy for finding in broken), meet)
        raise ConfigurationError(f"The client does not meet FAPI 2.0: {why}.", code="fapi", remedy=remedy)
    unknown = [finding.rule for finding in found if finding.met is None]
    met = f"{len(found) - len(unknown)} of {len(found)} rules are met"
    return f"{met}; to be checked in Mosaic: {', '.join(unknown)}" if unknown else met
