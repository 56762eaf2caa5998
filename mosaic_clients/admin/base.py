"""The base of every page: lookups never reach a secret, and a refusal becomes a message instead of an error page."""

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
"""Columns that hold secrets. No page shows them, and no lookup of a list may name them."""

REFUSALS = (MosaicError, DatabaseProblem, ObjectDoesNotExist)
"""Errors that a page turns into a message: refusals by a service, and a lost race against another operator."""


def actor_of(request: HttpRequest) -> str:
    """Returns the user name for the event log."""
    return request.user.get_username()


def show_refusal(request: HttpRequest, refusal: Exception, site: AdminSite, row: Model | None = None) -> None:
    """Shows a refusal as a message; ``row`` is the row of the page."""
    if isinstance(refusal, MosaicError):
        messages.error(request, message(refusal, Viewer(request, site), row))
        return
    logger.warning("admin page failed: %s", type(refusal).__name__, exc_info=refusal)
    change = "deleted" if isinstance(refusal, ObjectDoesNotExist) else "changed"
    messages.error(request, f"Someone else {change} this at the same time. Reload and try again.")


class MosaicAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    """The base of our pages. It offers no bulk actions."""

    actions = None
    save_as = False
    view_on_site = False

    class Media:
        css = {"all": ["mosaic_clients/admin.css"]}
        js = [Script("mosaic_clients/admin.js", defer=True)]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Refuses a query string that filters by a sealed column."""
        return SEALED.isdisjoint(lookup.split("__")) and super().lookup_allowed(lookup, value, request)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Shows or saves a row. A refusal by a service becomes a message."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except REFUSALS as refusal:
            return self._redirect_after(request, refusal)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None) -> Any:
        """Asks for confirmation and deletes a row. A refusal by a service becomes a message."""
        try:
            return super().delete_view(request, object_id, extra_context)
        except REFUSALS as refusal:
            return self._redirect_after(request, refusal)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Returns the rows that are deleted with a row. Those without a delete page of their own need no permission."""
        deleted, counts, missing_permissions, protected = super().get_deleted_objects(objs, request)
        without_page = {model._meta.verbose_name for model in (AccessToken, Credential, PendingGrant, SigningKeySet)}
        return deleted, counts, missing_permissions - without_page, protected

    def page_url(self, page: str, row: Model) -> str:
        """Returns the URL of one of a row's pages, in the admin of the row's model."""
        return reverse(
            f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}",
            args=[row.pk],
            current_app=self.admin_site.name,
        )

    def may_see(self, request: HttpRequest, model: type[Model]) -> bool:
        """Returns whether the operator may view rows of another model."""
        if not self.admin_site.is_registered(model):
            return False
        return self.admin_site.get_model_admin(model).has_view_permission(request)

    def _redirect_after(self, request: HttpRequest, refusal: Exception) -> HttpResponseBase:
        if request.method != "POST":
            raise refusal
        show_refusal(request, refusal, self.admin_site)
        return HttpResponseRedirect(request.path)


class ReadOnlyAdmin(MosaicAdmin):
    """A read-only page: only services add and change its rows."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Returns False: the admin adds no rows."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Returns False: the admin changes no rows."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Returns False: the admin deletes no rows."""
        return False
