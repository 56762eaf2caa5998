"""The page that stands for a user's telephone: what waits for a yes or a no, CIBA requests and devices alike."""

from __future__ import annotations

from mosaic_clients.sandbox.grants.pending import PendingRequests, Waiting
from mosaic_clients.sandbox.server.application import Request, Response, Route
from mosaic_clients.sandbox.server.pages import form, page, paragraph, redirect
from mosaic_clients.sandbox.tenant.users import Users

APPROVALS = "/sandbox/approvals"


class Approvals:
    """A page for people, and the same decisions for tests."""

    def __init__(self, users: Users, pending: PendingRequests) -> None:
        self._users = users
        self._pending = pending

    def routes(self) -> list[Route]:
        """Where the page is."""
        return [Route("GET", APPROVALS, self.show), Route("POST", APPROVALS, self.decide)]

    def show(self, request: Request) -> Response:
        """Everything that waits; with ``name``, only that."""
        name = request.query.get("name", "all")
        waiting = self._pending.named(name)
        return page("What waits for a user", *map(_entry, waiting), *([] if waiting else [paragraph("Nothing.")]))

    def decide(self, request: Request) -> Response:
        """What the user pressed for one of them."""
        pressed = request.form()
        found = self._pending.named(pressed.get("name", ""))
        if len(found) != 1:
            return page("Not there", paragraph("It was decided already, or has expired."), status=404)
        if pressed.get("decision") != "approve":
            self._pending.deny(found[0])
            return redirect(APPROVALS)
        user = self._users.find(found[0].subject or pressed.get("username", ""))
        if user is None:
            return page("No such user", paragraph("There is no such user."), status=400)
        self._pending.approve(found[0], user.subject)
        return redirect(APPROVALS)

    def approve(self, name: str, hint: str) -> int:
        """Say yes to a handle, a name or ``all``, as whoever is asked, or as ``hint`` where nobody is; how many.

        Raises ValueError where nothing of that name waits, or there is no such user.
        """
        found = self._named(name)
        users = [self._users.find(one.subject or hint) for one in found]
        if None in users:
            raise ValueError(f"There is no user {hint!r}: add_user() makes one.")
        for waiting, user in zip(found, users, strict=True):
            if user is not None:
                self._pending.approve(waiting, user.subject)
        return len(found)

    def deny(self, name: str) -> int:
        """Say no to a handle, a name or ``all``; how many. Raises ValueError where nothing of that name waits."""
        found = self._named(name)
        for waiting in found:
            self._pending.deny(waiting)
        return len(found)

    def _named(self, name: str) -> list[Waiting]:
        found = self._pending.named(name)
        if not found and name != "all":
            raise ValueError("Nothing waits under that name: it is unknown, decided already, or has expired.")
        return found


def _entry(waiting: Waiting) -> str:
    asked = f"{waiting.client_id} asks {waiting.subject or 'whoever has the code'} for: {waiting.scope}"
    fields = [] if waiting.subject else [("username", "User id, e-mail or telephone number", "")]
    return (
        paragraph(f"{waiting.kind} {waiting.name}: {asked}")
        + (paragraph(f"Message: {waiting.message}") if waiting.message else "")
        + form(APPROVALS, {"name": waiting.name}, fields, "Approve", "Deny")
    )
