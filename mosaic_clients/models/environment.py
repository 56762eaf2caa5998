"""The model of a Mosaic installation."""

from __future__ import annotations

import uuid

from django.core.validators import RegexValidator
from django.db import models

from mosaic_clients.core.bearer.policy import BearerPolicy
from mosaic_clients.core.oauth import endpoints as core
from mosaic_clients.core.oauth.discovery import Discovery

NAME = RegexValidator(
    r"\A[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?\Z",
    "Use lower-case letters, digits, dots, hyphens and underscores; begin and end with a letter or digit.",
)


def default_audiences() -> list[str]:
    """Returns the ``aud`` of tokens that name no resource."""
    return [core.DEFAULT_AUDIENCE]


def default_algorithms() -> list[str]:
    """Returns the algorithms that Mosaic documents for signatures."""
    return list(core.DEFAULT_ALGORITHMS)


def default_token_types() -> list[str]:
    """Returns both values of an access token's ``typ``."""
    return list(core.TOKEN_TYPES)


class Environment(models.Model):
    """A region, the sandbox or a custom domain: its endpoints, and the bearers that it issues."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=64, unique=True, validators=[NAME])
    base_url = models.CharField("base URL", max_length=500, help_text="For example https://api.transmitsecurity.io/cis")
    issuers = models.JSONField(
        default=list, help_text="Exact iss values of its tokens. Mosaic's issuer is not its API host."
    )
    audiences = models.JSONField(default=default_audiences, help_text="Accepted aud values of bearers.")
    algorithms = models.JSONField(default=default_algorithms, help_text="Accepted signature algorithms of bearers.")
    token_types = models.JSONField(default=default_token_types, help_text="Accepted typ values of access tokens.")
    require_bound = models.BooleanField(
        "require bound tokens", default=False, help_text="Accept certificate-bound bearers only (RFC 8705 §3)."
    )
    allowed_tenants = models.JSONField(
        default=list, blank=True, help_text="Accepted tid values of bearers. Empty: any."
    )
    allowed_app_ids = models.JSONField(
        "allowed application IDs", default=list, blank=True, help_text="Accepted app_id values of bearers. Empty: any."
    )
    allowed_client_ids = models.JSONField(
        "allowed client IDs", default=list, blank=True, help_text="Accepted client_id values of bearers. Empty: any."
    )
    endpoint_overrides = models.JSONField(
        default=dict,
        blank=True,
        help_text="Endpoint name to absolute https URL or absolute path, where one is not below the base URL.",
    )
    use_discovery = models.BooleanField(
        default=False, help_text="Take endpoints from the discovery document, mTLS aliases first (RFC 8705 §5)."
    )
    discovered = models.JSONField(default=dict, editable=False)
    discovered_at = models.DateTimeField(null=True, editable=False)
    discovery_problem = models.CharField(max_length=500, blank=True, default="", editable=False)
    trusted_ca = models.TextField(
        "trusted CA", blank=True, default="", help_text="PEM. Empty: the authorities the system trusts."
    )
    allow_private = models.BooleanField(
        "allow private addresses", default=False, help_text="Its hosts may resolve to loopback or private addresses."
    )
    management_client = models.ForeignKey(
        "Client",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Its token authorizes pushes to the client API, so that a wrong push cannot lock the pushed one out.",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def endpoints(self) -> core.Endpoints:
        """The absolute URLs in use. Raises ConfigurationError."""
        return core.endpoints(self.base_url, discovered=self._discovered_in_use(), overrides=self.endpoint_overrides)

    @property
    def located(self) -> dict[str, core.EndpointAddress]:
        """The endpoints by name, each with its origin. Raises ConfigurationError."""
        return core.locate(self.base_url, discovered=self._discovered_in_use(), overrides=self.endpoint_overrides)

    @property
    def discovery(self) -> Discovery | None:
        """The discovery document as last read, used or not. None if none was read."""
        return Discovery(self.discovered) if self.discovered else None

    def _discovered_in_use(self) -> dict[str, str]:
        discovery = self.discovery if self.use_discovery else None
        return discovery.endpoints if discovery else {}

    def bearer_policy(self, *, leeway: int, require_bound: bool) -> BearerPolicy:
        """Returns the bearers that this environment accepts. The settings give ``leeway``, in seconds, and the default
        of ``require_bound``."""
        return BearerPolicy(
            issuers=frozenset(self.issuers),
            audiences=frozenset(self.audiences),
            algorithms=frozenset(self.algorithms),
            token_types=frozenset(self.token_types),
            leeway=leeway,
            require_bound=require_bound or self.require_bound,
            tenants=frozenset(self.allowed_tenants),
            app_ids=frozenset(self.allowed_app_ids),
            client_ids=frozenset(self.allowed_client_ids),
        )
