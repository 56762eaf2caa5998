"""The page of credentials: certificate, status and history. No page shows a private key."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString

from mosaic_clients.admin.actions.credential import DestroyKey, Retire, Revoke
from mosaic_clients.admin.actions.key_export import Export
from mosaic_clients.admin.actions.views import ActionAdmin
from mosaic_clients.admin.base import ReadOnlyAdmin
from mosaic_clients.admin.display import expiry, link, moment, short_kid, status_badge, text_block, two_lines
from mosaic_clients.admin.filters import CredentialExpiryFilter
from mosaic_clients.models import Credential


@admin.register(Credential)
class CredentialAdmin(ReadOnlyAdmin, ActionAdmin):
    """Key pairs with a status."""

    row_actions = (Retire(), Revoke(), DestroyKey(), Export())
    list_display = ("key", "client_and_environment", "state", "subject_dn", "expires", "proven")
    list_filter = ("status", CredentialExpiryFilter, "client__auth_method", "client__environment", "imported")
    search_fields = ("client__name", "client__client_id", "kid", "subject_dn", "issuer_dn", "serial", "x5t_s256")
    fieldsets = (
        (None, {"fields": ("client_link", "state", "kid", "key_algorithm", "imported")}),
        ("Validity", {"fields": ("expires", "not_before")}),
        ("Certificate", {"fields": ("subject_dn", "issuer_dn", "serial", "x5t_s256", "chain_pem", "csr_pem")}),
        (
            "History",
            {
                "fields": (
                    "created_at",
                    "proven_at",
                    "activated_at",
                    "last_used_at",
                    "retiring_at",
                    "retired_at",
                    "revoked_at",
                    "key_destroyed_at",
                )
            },
        ),
    )
    readonly_fields = tuple(flatten_fieldsets(fieldsets))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Credential]:
        """Returns the rows without their large columns and private keys."""
        rows: QuerySet[Credential] = super().get_queryset(request)
        return rows.select_related("client__environment").defer("private_key", "chain", "csr")

    @admin.display(description="key ID", ordering="kid")
    def key(self, row: Credential) -> SafeString:
        """Returns the start of the key ID, and the key algorithm."""
        return two_lines(short_kid(row.kid), row.key_algorithm)

    @admin.display(description="client", ordering="client__name")
    def client_and_environment(self, row: Credential) -> SafeString:
        """Returns its client and environment."""
        return two_lines(self.client_link(row), row.client.environment.name)

    @admin.display(description="client", ordering="client__name")
    def client_link(self, row: Credential) -> SafeString | str:
        """Returns a link to its client."""
        return link(row.client, site=self.admin_site.name)

    @admin.display(description="status", ordering="status")
    def state(self, row: Credential) -> SafeString:
        """Returns its status."""
        return status_badge(row.status)

    @admin.display(ordering="not_after")
    def expires(self, row: Credential) -> SafeString | str:
        """Returns the expiry of its certificate."""
        return expiry(row.not_after, timezone.now())

    @admin.display(ordering="proven_at")
    def proven(self, row: Credential) -> str:
        """Returns when Mosaic accepted it."""
        return moment(row.proven_at)

    @admin.display(description="chain")
    def chain_pem(self, row: Credential) -> SafeString | str:
        """Returns its certificate chain, which is public."""
        return text_block(row.chain)

    @admin.display(description="CSR")
    def csr_pem(self, row: Credential) -> SafeString | str:
        """Returns its signing request, which is public."""
        return text_block(row.csr)
