"""Views of the actions: each asks for confirmation, acts on POST only, and writes a log entry and a message.

An action describes what it will do (``consequences``) and calls a service (``do``). This module does the rest for all
of them: permission, scope of the row, CSRF, confirmation, refusals and the redirect.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from mosaic_clients.admin.actions.base import Action, Button, Download, Outcome, ResultFile
from mosaic_clients.admin.base import REFUSALS, MosaicAdmin, show_refusal
from mosaic_clients.admin.remedies import Viewer, message
from mosaic_clients.core.errors import MaterialRefused

ROTATE = "mosaic_clients.rotate_client"


class ActionAdmin(MosaicAdmin):
    """A page with actions and downloads."""

    row_actions: Sequence[Action] = ()
    downloads: Sequence[Download] = ()

    def get_urls(self) -> list[URLPattern]:
        """Returns the URLs of actions and downloads, before those of Django."""
        views = [(action.slug, self._action_view(action)) for action in self.row_actions]
        views += [(download.slug, self._download_view(download)) for download in self.downloads]
        prefix = f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            *(path(f"<uuid:pk>/{slug}/", view, name=f"{prefix}_{slug}") for slug, view in views),
            *super().get_urls(),
        ]

    def may_act(self, request: HttpRequest, row: Any = None) -> bool:
        """Returns whether the operator may use the actions: may rotate, and may view the row."""
        return request.user.has_perm(ROTATE) and self.has_view_permission(request, row)

    def may_use(self, action: Action, request: HttpRequest, row: Any = None) -> bool:
        """Returns whether the operator may use this action. Some actions need a permission of their own."""
        if not action.permission:
            return self.may_act(request, row)
        return request.user.has_perm(action.permission) and self.has_view_permission(request, row)

    def button(self, action: Action, row: Model) -> Button:
        """Returns the link to an action on a row."""
        return Button(action.label, self.page_url(action.slug, row), action.danger)

    def buttons(self, request: HttpRequest, row: Model) -> list[Button]:
        """Returns the actions to offer on a row's page."""
        return [
            self.button(action, row)
            for action in self.row_actions
            if self.may_use(action, request, row) and action.applies(row)
        ]

    def render_change_form(
        self,
        request: HttpRequest,
        context: Any,
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> Any:
        """Renders the row's page with its actions."""
        context["buttons"] = self.buttons(request, obj) if obj else []
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _action_view(self, action: Action) -> Callable[..., HttpResponseBase]:
        @require_http_methods(["GET", "HEAD", "POST"])
        @sensitive_variables()  # also hides the variables of every frame below, including those of the services
        def view(request: HttpRequest, pk: UUID) -> HttpResponseBase:
            row = self._row(request, pk, partial(self.may_use, action))
            try:
                return self._confirm_or_do(request, action, row)
            except REFUSALS as refusal:
                show_refusal(request, refusal, self.admin_site, row)
                shows_form_again = isinstance(refusal, MaterialRefused) and action.takes_material
                return HttpResponseRedirect(
                    self.page_url(action.slug, row) if shows_form_again else self._page_of(request, action, row)
                )

        return sensitive_post_parameters()(self.admin_site.admin_view(view))

    def _download_view(self, download: Download) -> Callable[..., HttpResponseBase]:
        @require_safe
        def view(request: HttpRequest, pk: UUID) -> HttpResponseBase:
            row = self._row(request, pk, self.has_view_permission)
            try:
                text = download.content(row)
            except REFUSALS as refusal:
                show_refusal(request, refusal, self.admin_site, row)
                return HttpResponseRedirect(self.page_url("change", row))
            headers = {
                "Content-Disposition": f'attachment; filename="{row.name}{download.suffix}"',
                "X-Content-Type-Options": "nosniff",
            }
            return HttpResponse(text, content_type=download.content_type, headers=headers)

        return self.admin_site.admin_view(view)

    def _row(self, request: HttpRequest, pk: UUID, has_permission: Callable[..., bool]) -> Any:
        """Returns the row if the operator may do this and the page's queryset contains it."""
        if not has_permission(request):
            raise PermissionDenied
        row = self.get_object(request, str(pk))
        if row is None:
            raise Http404
        if not has_permission(request, row):
            raise PermissionDenied
        return row

    def _confirm_or_do(self, request: HttpRequest, action: Action, row: Any) -> HttpResponseBase:
        data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
        form = action.form_class(row)(data, files, initial=action.initial(row))
        if form.is_valid():
            result = action.do(request, row, form.cleaned_data)
            outcome = result if isinstance(result, Outcome) else Outcome([result])
            self.log_change(request, row, " ".join(outcome.done) or action.label)
            outcome.show(request, Viewer(request, self.admin_site), row)
            if outcome.file:
                return _file_response(outcome.file)
            return HttpResponseRedirect(
                self.page_url(action.slug, row) if outcome.stays_on_page else self._page_of(request, action, row)
            )
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": row,
            "title": action.label,
            "action": action,
            "confirmation": action.confirmation(row),
            "consequences": [message(each, Viewer(request, self.admin_site), row) for each in action.consequences(row)],
            "form": form,
            "back": self._page_of(request, action, row),
            "media": self.media + form.media,
            **action.context(self, request, row),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, action.template, context)

    def _page_of(self, request: HttpRequest, action: Action, row: Model) -> str:
        page = action.page_of(row)
        return self.page_url("change", page if self.may_see(request, type(page)) else row)


def _file_response(file: ResultFile) -> HttpResponse:
    headers = {
        "Content-Disposition": f'attachment; filename="{file.name}"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(file.content, content_type=file.content_type, headers=headers)
