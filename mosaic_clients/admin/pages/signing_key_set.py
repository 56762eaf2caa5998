"""The page of Mosaic's signing keys: what is cached, how old it is, and fetching it now."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString

from mosaic_clients import conf
from mosaic_clients.admin.actions.base import Action
from mosaic_clients.admin.actions.views import ActionAdmin
from mosaic_clients.admin.base import ReadOnlyAdmin, actor_of
from mosaic_clients.admin.display import NONE, badge, distance, lines, link, moment, problem_badge
from mosaic_clients.core.jose.jwks import HARD_STOP, are_trusted
from mosaic_clients.models import Environment, SigningKeySet
from mosaic_clients.services.signing_keys import refresh as signing_key_refresh


class RefreshSigningKeys(Action):
    """Fetch Mosaic's signing keys now."""

    slug, label = "refresh-signing-keys", "Refresh signing keys now"
    asks_mosaic = True

    def what_happens(self, row: Environment | SigningKeySet) -> list[str]:
        """The call."""
        url = environment_of(row).endpoints.signing_keys
        return [f"The signing keys are fetched from {url}.", "If that fails, the ones there are stay."]

    def do(self, request: HttpRequest, row: Environment | SigningKeySet, given: dict[str, Any]) -> str:
        """Fetch."""
        keys = signing_key_refresh.refresh(environment_of(row)).keys
        return f"Fetched {len(keys)} signing {'key' if len(keys) == 1 else 'keys'} of {environment_of(row).name}."


class PurgeSigningKeys(Action):
    """Forget Mosaic's signing keys, and fetch anew."""

    slug, label, danger = "purge-signing-keys", "Forget these keys and fetch anew", True
    asks_mosaic = True

    def what_happens(self, row: Environment | SigningKeySet) -> list[str]:
        """What is lost, and for whom."""
        url, reread = environment_of(row).endpoints.signing_keys, conf.current().REREAD
        return [
            "The cached signing keys are forgotten, with every token that was verified with them.",
            f"All workers do so within {reread:g} seconds.",
            f"New ones are fetched from {url}.",
            "If that fails, every bearer of this environment is answered 503 until a fetch succeeds.",
        ]

    def do(self, request: HttpRequest, row: Environment | SigningKeySet, given: dict[str, Any]) -> str:
        """Forget and fetch."""
        environment = environment_of(row)
        count = len(signing_key_refresh.purge(environment, actor=actor_of(request)).keys)
        return f"Forgot the signing keys of {environment.name} and fetched {count} anew."


def environment_of(row: Environment | SigningKeySet) -> Environment:
    """The environment that a page is about."""
    return row.environment if isinstance(row, SigningKeySet) else row


def freshness(row: SigningKeySet | None) -> SafeString:
    """How old the cached keys are, and whether bearers are still verified with them."""
    if row is None or row.fetched_at is None:
        return badge("never fetched", "warning")
    now = timezone.now()
    trusted = are_trusted(row.fetched_at, now=now)
    return badge(f"fetched {distance(row.fetched_at, now)}" + ("" if trusted else ", too old to trust"),
                 "success" if trusted else "error")  # fmt: skip


@admin.register(SigningKeySet)
class SigningKeySetAdmin(ReadOnlyAdmin, ActionAdmin):
    """Mosaic's public keys as last fetched."""

    verbs = (RefreshSigningKeys(), PurgeSigningKeys())
    list_display = ("of_environment", "fetched", "fresh", "key_ids", problem_badge)
    list_select_related = ("environment",)
    list_display_links = ("of_environment",)
    search_fields = ("environment__name",)
    fields = (
        "environment_link", "fetched", "key_ids", "last_fetch", "fresh", "trusted_until", "etag", "last_attempt",
        "next_fetch", "failing", "problem",
    )  # fmt: skip
    readonly_fields = fields

    @admin.display(description="environment", ordering="environment__name")
    def of_environment(self, row: SigningKeySet) -> str:
        """Whose keys they are."""
        return row.environment.name

    @admin.display(description="environment")
    def environment_link(self, row: SigningKeySet) -> SafeString | str:
        """Whose keys they are."""
        return link(row.environment, site=self.admin_site.name)

    @admin.display(description="state", ordering="fetched_at")
    def fetched(self, row: SigningKeySet) -> SafeString:
        """How old they are."""
        return freshness(row)

    @admin.display(description="key IDs")
    def key_ids(self, row: SigningKeySet) -> SafeString | str:
        """Which keys they are."""
        return lines(row.kids) if row.kids else NONE

    @admin.display(description="used until, at the latest", ordering="fetched_at")
    def trusted_until(self, row: SigningKeySet) -> str:
        """Their hard stop."""
        return moment(row.fetched_at + HARD_STOP) if row.fetched_at else NONE

    @admin.display(description="fetched at", ordering="fetched_at")
    def last_fetch(self, row: SigningKeySet) -> str:
        """When they last came, or were confirmed."""
        return moment(row.fetched_at)

    @admin.display(description="fresh until", ordering="fresh_until")
    def fresh(self, row: SigningKeySet) -> str:
        """Until when nobody need ask again."""
        return moment(row.fresh_until)

    @admin.display(description="last attempt", ordering="attempted_at")
    def last_attempt(self, row: SigningKeySet) -> str:
        """When they were last asked for, whatever came of it."""
        return moment(row.attempted_at)

    @admin.display(description="next fetch", ordering="due_at")
    def next_fetch(self, row: SigningKeySet) -> str:
        """When the beat asks for them again."""
        return moment(row.due_at)

    @admin.display(description="failing since", ordering="failing_since")
    def failing(self, row: SigningKeySet) -> str:
        """Since when every fetch has failed."""
        return moment(row.failing_since)
