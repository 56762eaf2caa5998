"""The Python API: one object per client. Each call presents the right certificate.

payments = MosaicClient.named("payments")
payments.access_token().value
payments.session().post("https://api.example/payments", json={…})
"""

from mosaic_clients.api.client import MosaicClient
from mosaic_clients.core.oauth.authorization_request import AuthorizationRequest
from mosaic_clients.core.oauth.user_tokens import UserTokens
from mosaic_clients.services.access_tokens.refresh import LiveAccessToken

__all__ = ["AuthorizationRequest", "LiveAccessToken", "MosaicClient", "UserTokens"]
