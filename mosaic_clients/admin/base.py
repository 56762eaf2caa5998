"""What every page of ours shares: nothing sealed is looked up, and a refusal is a message, never an error page."""

from __future__ import annotations

import logging
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import AdminSite
from django.core.exceptions import ObjectDoesNotExist
from django.db import Error as DatabaseProblem
from django.db.models import Model
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from mosaic_clients.admin.remedies import Viewer, message
from mosaic_clients.core.errors import MosaicError
from mosaic_clients.fields import SealedTextField
from mosaic_clients.models import AccessToken, CertificateAuthority, Credential, PendingGrant, SigningKeySet

logger = logging.getLogger("mosaic_clients.admin")

SEALED = frozenset(
    field.name
    for model in (Credential, AccessToken, CertificateAuthority, PendingGrant)
    for field in model._meta.get_fields()
    if isinstance(field, SealedTextField)
)
"""Columns that hold secrets: no page shows them, no lookup of a list may name them."""

REFUSALS = (MosaicError, DatabaseProblem, ObjectDoesNotExist)
"""What a page turns into a message: our own refusals, and losing a race against somebody else."""


def actor_of(request: HttpRequest) -> str:
    """Who acts, for the record."""
    return request.user.get_username()


def tell(request: HttpRequest, refusal: Exception, site: AdminSite, row: Model | None = None) -> None:
    """Show a refusal to the operator; ``row`` is the one that the page is about."""
    if isinstance(refusal, MosaicError):
        messages.error(request, message(refusal, Viewer(request, site), row))
        return
    logger.warning("an admin page met %s", type(refusal).__name__, exc_info=refusal)
    gone = isinstance(refusal, ObjectDoesNotExist)
    what = "It is gone" if gone else "The database refused this"
    messages.error(request, f"{what}: most likely somebody else was at it at the same time. Look again, then retry.")


class MosaicAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    """A page of ours. Nothing is deleted in bulk."""

    actions = None
    save_as = False
    view_on_site = False

    class Media:
        css = {"all": ["mosaic_clients/admin.css"]}
        js = [Script("mosaic_clients/admin.js", defer=True)]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Refuse a list's query string that would compare what is sealed."""
        return SEALED.isdisjoint(lookup.split("__")) and super().lookup_allowed(lookup, value, request)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Show or save a row; what a service refuses at the last moment is a message."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except REFUSALS as refusal:
            return self._back_after(request, refusal)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None) -> Any:
        """Ask, and delete a row; what a service refuses is a message."""
        try:
            return super().delete_view(request, object_id, extra_context)
        except REFUSALS as refusal:
            return self._back_after(request, refusal)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What goes with a row. Rows that nobody deletes by themselves (status, keys) do not need a permission."""
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        ours = {model._meta.verbose_name for model in (AccessToken, Credential, PendingGrant, SigningKeySet)}
        return deleted, counts, lacking - ours, protected

    def page_url(self, page: str, row: Model) -> str:
        """The address of one of a row's pages, on whichever model's admin it is."""
        return reverse(
            f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}",
            args=[row.pk],
            current_app=self.admin_site.name,
        )

    def may_see(self, request: HttpRequest, model: type[Model]) -> bool:
        """Whether the operator may look at rows of another page."""
        if not self.admin_site.is_registered(model):
            return False
        return self.admin_site.get_model_admin(model).has_view_permission(request)

    def _back_after(self, request: HttpRequest, refusal: Exception) -> HttpResponseBase:
        if request.method != "POST":
            raise refusal
        tell(request, refusal, self.admin_site)
        return HttpResponseRedirect(request.path)


class ReadOnlyAdmin(MosaicAdmin):
    """A page to look at: its rows are made and changed by the services alone."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody adds one here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody edits one here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes one here."""
        return False
