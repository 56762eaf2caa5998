"""Valid input of the forms for environments and clients, and the errors of a form."""

from __future__ import annotations

from typing import Any

ENVIRONMENT = {
    "name": "prod", "region": "", "base_url": "https://mosaic.example/cis", "endpoint_overrides": "",
    "issuers": "https://iss.example", "audiences": "userid-api", "algorithms": ["RS256", "PS256"],
    "token_types": ["at+jwt", "JWT"], "trusted_ca": "",
}  # fmt: skip
CLIENT = {
    "name": "payments", "client_id": "payments-1", "auth_method": "self_signed_tls_client_auth",
    "key_algorithm": "EC-P256", "subject": "", "resource": "", "app_id": "", "publication": "manual",
}  # fmt: skip


def errors(answer: Any) -> str:
    """Returns the errors of a form as text; checks that it was not saved."""
    assert answer.status_code == 200
    return str(answer.context["adminform"].form.errors)
