"""The page of Mosaic's signing keys: the cached keys, their age, and actions to fetch them."""

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
    """Fetches Mosaic's signing keys now."""

    slug, label = "refresh-signing-keys", "Refresh signing keys now"
    asks_mosaic = True

    def consequences(self, row: Environment | SigningKeySet) -> list[str]:
        """Returns the request."""
        url = environment_of(row).endpoints.signing_keys
        return [f"The signing keys are fetched from {url}.", "If it fails, the stored keys are kept."]

    def do(self, request: HttpRequest, row: Environment | SigningKeySet, form_data: dict[str, Any]) -> str:
        """Fetches them."""
        keys = signing_key_refresh.refresh(environment_of(row)).keys
        return f"Fetched {len(keys)} signing {'key' if len(keys) == 1 else 'keys'} of {environment_of(row).name}."


class PurgeSigningKeys(Action):
    """Discards the cached signing keys and fetches them again."""

    slug, label, danger = "purge-signing-keys", "Discard these keys and fetch again", True
    asks_mosaic = True

    def consequences(self, row: Environment | SigningKeySet) -> list[str]:
        """Returns what is discarded, and what happens if the fetch fails."""
        url, seconds = environment_of(row).endpoints.signing_keys, conf.current().REREAD
        return [
            "The cached signing keys are discarded, with the cached results of all tokens verified with them.",
            f"All workers discard them within {seconds:g} seconds.",
            f"New keys are fetched from {url}.",
            "If the fetch fails, API requests with tokens of this environment get 503 until a fetch succeeds.",
        ]

    def do(self, request: HttpRequest, row: Environment | SigningKeySet, form_data: dict[str, Any]) -> str:
        """Discards and fetches them."""
        environment = environment_of(row)
        count = len(signing_key_refresh.purge(environment, actor=actor_of(request)).keys)
        return f"Discarded the signing keys of {environment.name} and fetched {count} again."


def environment_of(row: Environment | SigningKeySet) -> Environment:
    """Returns the environment of a page."""
    return row.environment if isinstance(row, SigningKeySet) else row


def freshness(row: SigningKeySet | None) -> SafeString:
    """Returns the age of the cached keys, and whether bearers are still verified with them."""
    if row is None or row.fetched_at is None:
        return badge("never fetched", "warning")
    now = timezone.now()
    is_trusted = are_trusted(row.fetched_at, now=now)
    return badge(f"fetched {distance(row.fetched_at, now)}" + ("" if is_trusted else ", too old to trust"),
                 "success" if is_trusted else "error")  # fmt: skip


@admin.register(SigningKeySet)
class SigningKeySetAdmin(ReadOnlyAdmin, ActionAdmin):
    """Mosaic's public keys from the last fetch."""

    row_actions = (RefreshSigningKeys(), PurgeSigningKeys())
    list_display = ("environment_name", "fetched", "fresh", "key_ids", problem_badge)
    list_select_related = ("environment",)
    list_display_links = ("environment_name",)
    search_fields = ("environment__name",)
    fields = (
        "environment_link", "fetched", "key_ids", "last_fetch", "fresh", "trusted_until", "etag", "last_attempt",
        "next_fetch", "failing", "problem",
    )  # fmt: skip
    readonly_fields = fields

    @admin.display(description="environment", ordering="environment__name")
    def environment_name(self, row: SigningKeySet) -> str:
        """Returns their environment."""
        return row.environment.name

    @admin.display(description="environment")
    def environment_link(self, row: SigningKeySet) -> SafeString | str:
        """Returns their environment."""
        return link(row.environment, site=self.admin_site.name)

    @admin.display(description="state", ordering="fetched_at")
    def fetched(self, row: SigningKeySet) -> SafeString:
        """Returns their age."""
        return freshness(row)

    @admin.display(description="key IDs")
    def key_ids(self, row: SigningKeySet) -> SafeString | str:
        """Returns their key IDs."""
        return lines(row.kids) if row.kids else NONE

    @admin.display(description="used until, at the latest", ordering="fetched_at")
    def trusted_until(self, row: SigningKeySet) -> str:
        """Returns when they stop being used, even if no fetch succeeds."""
        return moment(row.fetched_at + HARD_STOP) if row.fetched_at else NONE

    @admin.display(description="fetched at", ordering="fetched_at")
    def last_fetch(self, row: SigningKeySet) -> str:
        """Returns when they were last fetched or confirmed."""
        return moment(row.fetched_at)

    @admin.display(description="fresh until", ordering="fresh_until")
    def fresh(self, row: SigningKeySet) -> str:
        """Returns until when Mosaic's cache headers allow their use."""
        return moment(row.fresh_until)

    @admin.display(description="last attempt", ordering="attempted_at")
    def last_attempt(self, row: SigningKeySet) -> str:
        """Returns when the last fetch started, successful or not."""
        return moment(row.attempted_at)

    @admin.display(description="next fetch", ordering="due_at")
    def next_fetch(self, row: SigningKeySet) -> str:
        """Returns when the beat fetches them again."""
        return moment(row.due_at)

    @admin.display(description="failing since", ordering="failing_since")
    def failing(self, row: SigningKeySet) -> str:
        """Returns since when every fetch has failed."""
        return moment(row.failing_since)
