"""Four environments: in use, with failing signing keys, with purged signing keys, and unreachable."""

from __future__ import annotations

from contextlib import suppress

from mosaic_clients.core.errors import MosaicError
from mosaic_clients.core.pki import local_ca
from mosaic_clients.core.pki.certificates import to_pem
from mosaic_clients.core.pki.private_keys import KeyAlgorithm, generate
from mosaic_clients.models import Client, Environment
from mosaic_clients.services.environments import discovery
from mosaic_clients.services.environments import registry as environment_registry
from mosaic_clients.services.signing_keys import refresh as signing_key_refresh
from tests.mosaic import RESOURCE, add_environment
from tests.upgrades.scenario.runtime import ENDING, HOUR, OPERATOR, Scenario

DISCOVERY, KEYS = "GET /cis/oidc/.well-known/openid-configuration", "GET /cis/oidc/jwks"


def add(scenario: Scenario) -> None:
    """Add them, and one that is removed again."""
    sandbox = scenario.sandbox
    live = add_environment(
        sandbox,
        "live",
        audiences=["userid-api", RESOURCE, "https://ledger.test"],
        algorithms=["RS256", "ES256"],
        allowed_app_ids=[sandbox.app_id],
        endpoint_overrides={"userinfo": "/cis/oidc/userinfo"},
    )
    discovery.discover(live, actor=OPERATOR, use=True)
    for name in ("dark", "fresh"):
        add_environment(sandbox, name, issuers=[f"https://{name}.userid.test"], require_bound=name == "dark")
    environment_registry.add(
        "far",
        actor=OPERATOR,
        base_url="https://127.0.0.1:9/cis",
        issuers=["https://userid.security", "https://userid.security/second"],
        allow_private=True,
    )
    passing = add_environment(sandbox, "passing", issuers=["https://passing.userid.test"])
    discovery.discover(passing, actor=OPERATOR)
    discovery.stop_using(passing, actor=OPERATOR)
    with sandbox.faults.status(DISCOVERY, 503, count=None), suppress(MosaicError):
        discovery.discover(passing, actor=OPERATOR)
    environment_registry.remove(passing, actor=OPERATOR)


def give_manager(manager: Client) -> None:
    """Make it the management client of ``live``."""
    live = Environment.objects.get(name="live")
    live.management_client = manager
    environment_registry.change(live, ["management_client"], actor=OPERATOR)


def trust_an_ending_ca(scenario: Scenario) -> None:
    """``fresh`` also trusts a CA that expires soon."""
    fresh = Environment.objects.get(name="fresh")
    root = local_ca.self_sign_authority(
        generate(KeyAlgorithm.EC_P256), "CN=Old partner root", now=scenario.clock.now, lifetime=ENDING
    )
    fresh.trusted_ca += to_pem(root)
    environment_registry.change(fresh, ["trusted_ca"], actor=OPERATOR)


def lose_the_signing_keys(scenario: Scenario) -> None:
    """Mosaic does not serve its signing keys for 26 hours."""
    scenario.at(26 * HOUR)
    signing_key_refresh.refresh(Environment.objects.get(name="dark"))
    scenario.sandbox.faults.status(KEYS, 503, count=None)
    scenario.at(15 * HOUR)
    with suppress(MosaicError):
        signing_key_refresh.purge(Environment.objects.get(name="fresh"), actor=OPERATOR)


def find_the_signing_keys(scenario: Scenario) -> None:
    """Mosaic serves them again, and ``live`` fetches them."""
    scenario.sandbox.faults.clear()
    signing_key_refresh.refresh(Environment.objects.get(name="live"))
