"""What the core and the services say, for who sits at the admin: its fields and buttons for the shell's words."""

from __future__ import annotations

import re

_FIELDS = {
    "--allow-private": "“Allow private addresses”",
    "--trusted-ca": "“Trusted CA”",
    "--app-id": "“Application ID”",
    "--bound": "“Token binding is on”",
    "--resource": "“Resource”",
}
_NAME = r"[\w.-]*\w"
_COMMANDS = (
    (rf"mosaic publish {_NAME}", "“Publish” on the client's page"),
    (rf"mosaic rotate {_NAME}", "“Rotate” on the client's page"),
    (rf"mosaic credential stage {_NAME}", "“Stage a credential” on the client's page"),
    (rf"mosaic environment discover {_NAME} --use\b", "“Use discovery” and “Discover” on the environment's page"),
    (r"'mosaic client list' shows all", "The list of clients shows all"),
)
_UNTRUSTED = re.compile(r"unable to get (local )?issuer certificate|self[- ]signed certificate", re.IGNORECASE)
_TRUST = "Whom it is to trust is said by “Trusted CA” on the environment's page."


def in_admin_words(text: str) -> str:
    """A message as the admin says it: fields for flags, buttons for commands, and where trust in a server is set."""
    for command, button in _COMMANDS:
        text = re.sub(command, button, text)
    for flag, label in _FIELDS.items():
        text = re.sub(rf"{flag}(?![\w-])", label, text)
    if "The TLS handshake" in text and _UNTRUSTED.search(text):
        return f"{text} {_TRUST}"
    return text
