"""The page that replaces a user's telephone: it lists CIBA and device requests and takes the user's decision."""

from __future__ import annotations

from mosaic_clients.sandbox.grants.pending import PendingRequest, PendingRequests
from mosaic_clients.sandbox.server.application import Request, Response, Route
from mosaic_clients.sandbox.server.pages import form, page, paragraph, redirect
from mosaic_clients.sandbox.tenant.users import Users

APPROVALS = "/sandbox/approvals"


class Approvals:
    """Lists pending requests and records decisions, from the page or from a test."""

    def __init__(self, users: Users, pending: PendingRequests) -> None:
        self._users = users
        self._pending = pending

    def routes(self) -> list[Route]:
        """Returns the routes of the page."""
        return [Route("GET", APPROVALS, self.show), Route("POST", APPROVALS, self.decide)]

    def show(self, request: Request) -> Response:
        """Shows every pending request, or only the one that ``name`` selects."""
        name = request.query.get("name", "all")
        entries = [_entry(pending) for pending in self._pending.named(name)]
        return page("Pending requests", *(entries or [paragraph("Nothing.")]))

    def decide(self, request: Request) -> Response:
        """Records the user's decision about one request."""
        form_data = request.form()
        matches = self._pending.named(form_data.get("name", ""))
        if len(matches) != 1:
            return page("Not found", paragraph("This request was already decided, or it has expired."), status=404)
        pending = matches[0]
        if form_data.get("decision") != "approve":
            self._pending.deny(pending)
            return redirect(APPROVALS)
        user = self._users.find(pending.subject or form_data.get("username", ""))
        if user is None:
            return page("No such user", paragraph("There is no such user."), status=400)
        self._pending.approve(pending, user.subject)
        return redirect(APPROVALS)

    def approve(self, name: str, hint: str) -> int:
        """Approves the requests with this handle or name, or ``all`` of them. Returns how many.

        The user that a request names approves it; if it names no user, ``hint`` does. Raises ValueError if no request
        has that name, or if there is no such user.
        """
        matches = self._require_named(name)
        users = [self._users.find(pending.subject or hint) for pending in matches]
        if None in users:
            raise ValueError(f"There is no user {hint!r}. Add one with add_user().")
        for pending, user in zip(matches, users, strict=True):
            if user is not None:
                self._pending.approve(pending, user.subject)
        return len(matches)

    def deny(self, name: str) -> int:
        """Denies the requests with this handle or name, or ``all`` of them. Returns how many.

        Raises ValueError if no request has that name.
        """
        matches = self._require_named(name)
        for pending in matches:
            self._pending.deny(pending)
        return len(matches)

    def _require_named(self, name: str) -> list[PendingRequest]:
        matches = self._pending.named(name)
        if not matches and name != "all":
            raise ValueError("No pending request has that name: it is unknown, already decided, or has expired.")
        return matches


def _entry(pending: PendingRequest) -> str:
    summary = f"{pending.client_id} asks {pending.subject or 'the user who has the code'} for: {pending.scope}"
    fields = [] if pending.subject else [("username", "User id, e-mail or telephone number", "")]
    return (
        paragraph(f"{pending.kind} {pending.name}: {summary}")
        + (paragraph(f"Message: {pending.message}") if pending.message else "")
        + form(APPROVALS, {"name": pending.name}, fields, "Approve", "Deny")
    )
