"""Extra verbs of a page: real views that ask first, act on POST only, and leave a log entry and a message.

A verb names what it will do (``what_happens``) and has it done by a service (``do``); permission, the row's scope,
CSRF, confirmation, refusals and the way back are the same for all of them and live here.
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

from mosaic_clients.admin.actions.base import Action, Attachment, Button, Download, Outcome
from mosaic_clients.admin.base import REFUSALS, MosaicAdmin, tell
from mosaic_clients.admin.remedies import Viewer, message
from mosaic_clients.core.errors import MaterialRefused

ROTATE = "mosaic_clients.rotate_client"


class ActionAdmin(MosaicAdmin):
    """A page with verbs and downloads."""

    verbs: Sequence[Action] = ()
    downloads: Sequence[Download] = ()

    def get_urls(self) -> list[URLPattern]:
        """The extra pages, before Django's own."""
        views = [(verb.slug, self._verb_view(verb)) for verb in self.verbs]
        views += [(download.slug, self._download_view(download)) for download in self.downloads]
        prefix = f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            *(path(f"<uuid:pk>/{slug}/", view, name=f"{prefix}_{slug}") for slug, view in views),
            *super().get_urls(),
        ]

    def may_act(self, request: HttpRequest, row: Any = None) -> bool:
        """Whether the operator may use the verbs: the permission to rotate, on a row they may see."""
        return request.user.has_perm(ROTATE) and self.has_view_permission(request, row)

    def may_use(self, verb: Action, request: HttpRequest, row: Any = None) -> bool:
        """Whether the operator may use this verb: most need what the page needs, some a permission of their own."""
        if not verb.permission:
            return self.may_act(request, row)
        return request.user.has_perm(verb.permission) and self.has_view_permission(request, row)

    def button(self, verb: Action, row: Model) -> Button:
        """The link to a verb of a row."""
        return Button(verb.label, self.page_url(verb.slug, row), verb.danger)

    def buttons(self, request: HttpRequest, row: Model) -> list[Button]:
        """The verbs to offer on a row's page."""
        return [self.button(verb, row) for verb in self.verbs if self.may_use(verb, request, row) and verb.applies(row)]

    def render_change_form(
        self,
        request: HttpRequest,
        context: Any,
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> Any:
        """The row's page, with its verbs."""
        context["buttons"] = self.buttons(request, obj) if obj else []
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _verb_view(self, verb: Action) -> Callable[..., HttpResponseBase]:
        @require_http_methods(["GET", "HEAD", "POST"])
        @sensitive_variables()  # covers every frame below this one as well, the services' included
        def view(request: HttpRequest, pk: UUID) -> HttpResponseBase:
            row = self._row(request, pk, partial(self.may_use, verb))
            try:
                return self._ask_or_do(request, verb, row)
            except REFUSALS as refusal:
                tell(request, refusal, self.admin_site, row)
                again = isinstance(refusal, MaterialRefused) and verb.takes_material
                return HttpResponseRedirect(
                    self.page_url(verb.slug, row) if again else self._page_of(request, verb, row)
                )

        return sensitive_post_parameters()(self.admin_site.admin_view(view))

    def _download_view(self, download: Download) -> Callable[..., HttpResponseBase]:
        @require_safe
        def view(request: HttpRequest, pk: UUID) -> HttpResponseBase:
            row = self._row(request, pk, self.has_view_permission)
            try:
                text = download.content(row)
            except REFUSALS as refusal:
                tell(request, refusal, self.admin_site, row)
                return HttpResponseRedirect(self.page_url("change", row))
            headers = {
                "Content-Disposition": f'attachment; filename="{row.name}{download.suffix}"',
                "X-Content-Type-Options": "nosniff",
            }
            return HttpResponse(text, content_type=download.content_type, headers=headers)

        return self.admin_site.admin_view(view)

    def _row(self, request: HttpRequest, pk: UUID, allowed: Callable[..., bool]) -> Any:
        """The row, if the operator may do this at all and it is within the page's scope."""
        if not allowed(request):
            raise PermissionDenied
        row = self.get_object(request, str(pk))
        if row is None:
            raise Http404
        if not allowed(request, row):
            raise PermissionDenied
        return row

    def _ask_or_do(self, request: HttpRequest, verb: Action, row: Any) -> HttpResponseBase:
        data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
        form = verb.form_class(row)(data, files, initial=verb.initial(row))
        if form.is_valid():
            did = verb.do(request, row, form.cleaned_data)
            outcome = did if isinstance(did, Outcome) else Outcome([did])
            self.log_change(request, row, " ".join(outcome.done) or verb.label)
            outcome.tell(request, Viewer(request, self.admin_site), row)
            if outcome.attachment:
                return _attached(outcome.attachment)
            return HttpResponseRedirect(
                self.page_url(verb.slug, row) if outcome.stays else self._page_of(request, verb, row)
            )
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": row,
            "title": verb.label,
            "verb": verb,
            "confirmation": verb.confirmation(row),
            "what_happens": [message(each, Viewer(request, self.admin_site), row) for each in verb.what_happens(row)],
            "form": form,
            "back": self._page_of(request, verb, row),
            "media": self.media + form.media,
            **verb.context(self, request, row),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, verb.template, context)

    def _page_of(self, request: HttpRequest, verb: Action, row: Model) -> str:
        page = verb.page_of(row)
        return self.page_url("change", page if self.may_see(request, type(page)) else row)


def _attached(attachment: Attachment) -> HttpResponse:
    headers = {
        "Content-Disposition": f'attachment; filename="{attachment.name}"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    return HttpResponse(attachment.content, content_type=attachment.content_type, headers=headers)
