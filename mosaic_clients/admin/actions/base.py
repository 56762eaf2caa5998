"""What a verb, a download and a button are: things an operator can do to a row besides editing it."""

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
class Attachment:
    """A file that the operator gets once, in the answer to the click, and that is kept nowhere."""

    name: str
    content_type: str
    content: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a verb did (a message each, and together the log entry), and what else there is to say, by its level.

    With an ``attachment`` the answer is that file, and the messages wait for the next page. With ``stays`` it is the
    verb's own page again, which shows what was found.
    """

    done: list[str]
    notes: list[tuple[int, str | Explained]] = field(default_factory=list)
    attachment: Attachment | None = None
    stays: bool = False

    def tell(self, request: HttpRequest, viewer: Viewer, row: Model) -> None:
        """Show all of it to the operator; ``row`` is the one that the action was done to."""
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
    """Whether it may take a while, for Mosaic is asked: the button says so until the answer is there."""
    takes_material = False
    """Whether its form takes keys or certificates: where they are refused, the operator gets the form again."""
    permission = ""
    """The permission it needs besides seeing the row, with its app; empty for that of the page's other verbs."""
    template = "admin/mosaic_clients/verb.html"

    def applies(self, row: Any) -> bool:
        """Whether to offer it now; the service has the last word anyway."""
        return True

    def form_class(self, row: Any) -> type[forms.Form]:
        """What is asked besides the confirmation: nothing."""
        return forms.Form

    def initial(self, row: Any) -> dict[str, Any]:
        """What the form begins with: for a hidden field, what the operator is shown now."""
        return {}

    @abstractmethod
    def what_happens(self, row: Any) -> Iterable[str | Explained]:
        """What the confirmation page says, a sentence each; may raise a MosaicError where it cannot happen at all."""

    def context(self, page: Any, request: HttpRequest, row: Any) -> dict[str, Any]:
        """What its template shows besides."""
        return {}

    def confirmation(self, row: Any) -> str:
        """What the button says that does it."""
        return self.label

    @abstractmethod
    def do(self, request: HttpRequest, row: Any, given: dict[str, Any]) -> str | Outcome:
        """Have a service do it, and say what was done; raises MosaicError."""

    def page_of(self, row: Any) -> Model:
        """The row whose page the operator comes from and goes back to."""
        found: Model = row
        return found


@dataclass(frozen=True, slots=True)
class Download:
    """A public text of a row as a file."""

    slug: str
    label: str
    content_type: str
    suffix: str
    content: Callable[[Any], str]
    """The text; raises MosaicError where there is none."""


@dataclass(frozen=True, slots=True)
class Button:
    """A link to a verb, as a template shows it."""

    label: str
    url: str
    danger: bool
