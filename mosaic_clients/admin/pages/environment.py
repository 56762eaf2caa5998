"""The page of environments: endpoints, accepted tokens and signing keys."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString

from mosaic_clients.admin.actions.discovery import Discover, metadata
from mosaic_clients.admin.actions.views import ActionAdmin
from mosaic_clients.admin.base import actor_of
from mosaic_clients.admin.display import lines
from mosaic_clients.admin.forms.environment import EnvironmentForm, NewEnvironmentForm
from mosaic_clients.admin.pages.signing_key_set import RefreshSigningKeys, freshness
from mosaic_clients.models import Environment, SigningKeySet
from mosaic_clients.services.environments import registry as environment_registry

ANY = "any"
LIMITS = ("allowed_tenants", "allowed_app_ids", "allowed_client_ids")
LIMIT_LINES = ("tenant_lines", "app_id_lines", "client_id_lines")


@admin.register(Environment)
class EnvironmentAdmin(ActionAdmin):
    """Regions, sandboxes and custom domains."""

    form = EnvironmentForm
    row_actions = (RefreshSigningKeys(), Discover())
    list_display = ("name", "base_url", "issuer_lines", "signing_keys", "clients_count")
    search_fields = ("name", "base_url")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Environment]:
        """Returns the rows with their signing keys and number of clients."""
        rows: QuerySet[Environment] = super().get_queryset(request)
        return rows.select_related("signing_key_set").annotate(client_count=Count("clients"))

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Returns the form; a new environment can take the values of a region."""
        if obj is None:
            kwargs["form"] = NewEnvironmentForm
        return super().get_form(request, obj, change, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Environment | None = None) -> Any:
        """Returns the fieldsets: endpoints, accepted tokens, connection, client API."""
        name = ("name",) if obj else ("name", "region")
        lists, limits = ("issuers", "audiences", "algorithms", "token_types"), LIMITS
        if obj and not self.has_change_permission(request, obj):
            lists, limits = ("issuer_lines", "audience_lines", "algorithm_lines", "token_type_lines"), LIMIT_LINES
        return (
            (None, {"fields": (*name, "base_url")}),
            ("Endpoints", {"fields": ("use_discovery", "endpoint_overrides")}),
            ("Accepted tokens", {"fields": lists}),
            ("Further restrictions on tokens", {"fields": ("require_bound", *limits)}),
            ("Connection", {"fields": ("trusted_ca", "allow_private")}),
            *(
                [("Client API", {"fields": ("management_client",)})] if obj else []
            ),  # a new environment has no clients yet
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Environment | None = None) -> Any:
        """Returns the lists as lines for an operator who may only view."""
        if obj and not self.has_change_permission(request, obj):
            return ("issuer_lines", "audience_lines", "algorithm_lines", "token_type_lines", *LIMIT_LINES)
        return ()

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        """Adds the state of its signing keys and its endpoints."""
        environment = kwargs.get("obj")
        if environment is not None:
            keys = SigningKeySet.objects.filter(environment=environment).first()
            context["signing_keys"], context["freshness"] = keys, freshness(keys)
            context["metadata"] = metadata(environment)
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Environment, form: Any, change: bool) -> None:
        """Stores it through the service, which checks it and records an event."""
        if not change:
            environment_registry.insert(obj, actor=actor_of(request))
        elif form.changed_data:
            environment_registry.change(obj, form.changed_data, actor=actor_of(request))

    def delete_model(self, request: HttpRequest, obj: Environment) -> None:
        """Deletes it through the service, which records an event."""
        environment_registry.remove(obj, actor=actor_of(request))

    @admin.display(description="signing keys", ordering="signing_key_set__fetched_at")
    def signing_keys(self, row: Environment) -> SafeString:
        """Returns the age of its signing keys."""
        return freshness(getattr(row, "signing_key_set", None))

    @admin.display(description="clients")
    def clients_count(self, row: Environment) -> int:
        """Returns its number of clients."""
        count: int = row.client_count  # type: ignore[attr-defined]  # annotated above
        return count

    @admin.display(description="issuers")
    def issuer_lines(self, row: Environment) -> SafeString | str:
        """Returns one value per line."""
        return lines(row.issuers)

    @admin.display(description="audiences")
    def audience_lines(self, row: Environment) -> SafeString | str:
        """Returns one value per line."""
        return lines(row.audiences)

    @admin.display(description="algorithms")
    def algorithm_lines(self, row: Environment) -> SafeString | str:
        """Returns one value per line."""
        return lines(row.algorithms)

    @admin.display(description="token types")
    def token_type_lines(self, row: Environment) -> SafeString | str:
        """Returns one value per line."""
        return lines(row.token_types)

    @admin.display(description="allowed tenants")
    def tenant_lines(self, row: Environment) -> SafeString | str:
        """Returns one value per line."""
        return lines(row.allowed_tenants) if row.allowed_tenants else ANY

    @admin.display(description="allowed application IDs")
    def app_id_lines(self, row: Environment) -> SafeString | str:
        """Returns one value per line."""
        return lines(row.allowed_app_ids) if row.allowed_app_ids else ANY

    @admin.display(description="allowed client IDs")
    def client_id_lines(self, row: Environment) -> SafeString | str:
        """Returns one value per line."""
        return lines(row.allowed_client_ids) if row.allowed_client_ids else ANY
