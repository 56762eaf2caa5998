"""The base of actions, downloads and buttons: what an operator can do to a row besides editing it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest

from mosaic_clients.admin.remedies import Viewer, message
from mosaic_clients.core.remedies import Explained


@dataclass(frozen=True, slots=True)
class ResultFile:
    """A file in the response to an action. It is not stored."""

    name: str
    content_type: str
    content: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of an action: the steps done (one message each, together the log entry), and notes by message level.

    With an ``attachment`` the response is that file, and the next page shows the messages. With ``stays_on_page`` the
    response is the page of the action, which shows the result.
    """

    done: list[str]
    notes: list[tuple[int, str | Explained]] = field(default_factory=list)
    file: ResultFile | None = None
    stays_on_page: bool = False

    def show(self, request: HttpRequest, viewer: Viewer, row: Model) -> None:
        """Shows the result as messages; ``row`` is the row of the action."""
        for text in self.done:
            messages.success(request, text)
        for level, note in self.notes:
            messages.add_message(request, level, message(note, viewer, row))


class Action(ABC):
    """One thing an operator can do to a row besides editing it."""

    slug = ""
    label = ""
    danger = False
    asks_mosaic = False
    """Whether it sends a request to Mosaic, which can take seconds. The button shows this until the response."""
    takes_material = False
    """Whether its form takes keys or certificates. If they are refused, the operator gets the form again."""
    permission = ""
    """The permission it needs besides viewing the row, as ``app.codename``; empty for the default of the page."""
    template = "admin/mosaic_clients/action.html"

    def applies(self, row: Any) -> bool:
        """Returns whether to offer it now. The service checks this again."""
        return True

    def form_class(self, row: Any) -> type[forms.Form]:
        """Returns the form of the confirmation page; by default it has no fields."""
        return forms.Form

    def initial(self, row: Any) -> dict[str, Any]:
        """Returns the initial values of the form. A hidden field records what the page shows."""
        return {}

    @abstractmethod
    def consequences(self, row: Any) -> Iterable[str | Explained]:
        """Returns what the action will do, one sentence each. Raises MosaicError if the action is not possible."""

    def context(self, page: Any, request: HttpRequest, row: Any) -> dict[str, Any]:
        """Returns more context for its template."""
        return {}

    def confirmation(self, row: Any) -> str:
        """Returns the label of the confirmation button."""
        return self.label

    @abstractmethod
    def do(self, request: HttpRequest, row: Any, form_data: dict[str, Any]) -> str | Outcome:
        """Calls the service and returns what was done. Raises MosaicError."""

    def page_of(self, row: Any) -> Model:
        """Returns the row whose page the operator comes from and returns to."""
        model_row: Model = row
        return model_row


@dataclass(frozen=True, slots=True)
class Download:
    """A public text of a row, as a file."""

    slug: str
    label: str
    content_type: str
    suffix: str
    content: Callable[[Any], str]
    """Returns the text. Raises MosaicError if there is none."""


@dataclass(frozen=True, slots=True)
class Button:
    """A link to an action, for a template."""

    label: str
    url: str
    danger: bool
