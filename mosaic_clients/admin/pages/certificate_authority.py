"""The page of certificate authorities in this database. No page shows their keys."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from mosaic_clients.admin.actions.base import Download
from mosaic_clients.admin.actions.views import ActionAdmin
from mosaic_clients.admin.base import actor_of
from mosaic_clients.admin.display import NONE, expiry, link, span, text_block
from mosaic_clients.admin.forms.certificate_authority import CertificateAuthorityForm
from mosaic_clients.models import CertificateAuthority
from mosaic_clients.services.issuing import authorities

MAX_CLIENTS = 50


def _certificate(authority: CertificateAuthority) -> str:
    return authority.certificate


@admin.register(CertificateAuthority)
class CertificateAuthorityAdmin(ActionAdmin):
    """CAs with an encrypted key in the database, for development and small private PKIs."""

    form = CertificateAuthorityForm
    downloads = (
        Download("certificate", "Download the certificate", "application/x-pem-file", "-ca.pem", _certificate),
    )
    list_display = ("name", "subject_dn", "expires", "issues_for", "clients_count")
    search_fields = ("name", "subject_dn")
    facts = ("name", "subject_dn", "not_before", "expires", "issues_for", "used_by", "certificate_pem")

    def get_queryset(self, request: HttpRequest) -> QuerySet[CertificateAuthority]:
        """Returns the rows without their keys."""
        rows: QuerySet[CertificateAuthority] = super().get_queryset(request)
        return rows.defer("private_key").annotate(client_count=Count("clients"))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Returns False: a CA does not change, because its certificate does not."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Returns False: the event log names certificates that it issued."""
        return False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Returns the inputs of a new CA, or the facts of an existing one."""
        return self.facts if obj else ("name", "subject", "key_algorithm", "lifetime", "leaf_lifetime")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Returns every field of an existing CA."""
        return self.facts if obj else ()

    def save_model(self, request: HttpRequest, obj: CertificateAuthority, form: Any, change: bool) -> None:
        """Adds the CA through the service, which creates its key and records the event."""
        values = form.cleaned_data
        authority = authorities.add_authority(
            values["name"],
            subject_dn=values["subject"],
            lifetime=values["lifetime"],
            leaf_lifetime=values["leaf_lifetime"],
            key_algorithm=values["key_algorithm"],
            actor=actor_of(request),
        )
        obj.pk = authority.pk
        obj.refresh_from_db()

    @admin.display(ordering="not_after")
    def expires(self, row: CertificateAuthority) -> SafeString | str:
        """Returns the expiry of its certificate."""
        return expiry(row.not_after, timezone.now())

    @admin.display(description="validity of issued certificates", ordering="leaf_lifetime")
    def issues_for(self, row: CertificateAuthority) -> str:
        """Returns how long the certificates that it issues are valid."""
        return span(row.leaf_lifetime)

    @admin.display(description="clients", ordering="client_count")
    def clients_count(self, row: CertificateAuthority) -> int:
        """Returns how many clients use it."""
        count: int = row.client_count  # type: ignore[attr-defined]  # annotated above
        return count

    @admin.display(description="used by")
    def used_by(self, row: CertificateAuthority) -> SafeString | str:
        """Returns the clients whose CSRs it signs."""
        clients = row.clients.all()[:MAX_CLIENTS]
        return format_html_join(", ", "{}", ((link(each, site=self.admin_site.name),) for each in clients)) or NONE

    @admin.display(description="certificate")
    def certificate_pem(self, row: CertificateAuthority) -> SafeString | str:
        """Returns the CA certificate, which is public."""
        return text_block(row.certificate)
