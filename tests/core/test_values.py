"""The core's dataclasses are frozen, have slots and hide secrets in their repr; limits are the documented ones."""

import importlib
import inspect
import pkgutil
from dataclasses import fields, is_dataclass

import pytest

from mosaic_clients import core
from mosaic_clients.core import encoding, sealing
from mosaic_clients.core.bearer import policy, verification
from mosaic_clients.core.forwarded_certificate import source as forwarded_certificate_source
from mosaic_clients.core.jose import jwks
from mosaic_clients.core.oauth import responses
from mosaic_clients.core.pki import chains, private_keys

MODULES = [
    importlib.import_module(module.name) for module in pkgutil.walk_packages(core.__path__, prefix=f"{core.__name__}.")
]
VALUES = {
    kind.__name__: kind
    for module in MODULES
    for kind in vars(module).values()
    if inspect.isclass(kind) and is_dataclass(kind)
}
HIDDEN = {
    "_Members": {"payload"},
    "Answer": {"body"},
    "AuthorizationRequest": {"code_verifier", "nonce", "parameters", "request_uri", "state"},
    "BackchannelAnswer": {"auth_req_id", "link"},
    "DeviceAnswer": {"device_code", "user_code", "verification_uri_complete"},
    "Discovery": {"members"},
    "Expected": {"access_token", "code", "nonce"},
    "Forgery": {"fields"},
    "Identity": {"chain", "key"},
    "IdToken": {"claims"},
    "IntrospectedBearer": {"claims", "policy"},
    "PushedAuthorization": {"request_uri"},
    "RingKey": {"key"},
    "SigningKey": {"members", "public_key"},
    "SigningKeys": {"_fitting"},
    "TokenAnswer": {"access_token", "id_token", "refresh_token"},
    "UserInfo": {"claims"},
    "UserTokens": {"access_token", "id_token_hint", "refresh_token"},
    "VerifiedBearer": {"claims"},
}


@pytest.mark.parametrize("name", VALUES)
def test_value_is_frozen_with_slots_and_hides_its_secrets(name):
    kind = VALUES[name]
    assert kind.__dataclass_params__.frozen
    assert "__slots__" in vars(kind)
    assert {field.name for field in fields(kind) if not field.repr} == HIDDEN.get(name, set())


def test_module_search_includes_packages_of_the_core():
    packages = {module.__name__.split(".")[2] for module in MODULES if module.__name__.count(".") > 2}
    assert packages == {"errors", "pki", "jose", "bearer", "oauth", "rotation", "forwarded_certificate"}


def test_every_listed_secret_value_exists():
    assert set(HIDDEN) <= set(VALUES)


def test_core_modules_read_no_clock_and_open_no_file():
    for module in MODULES:
        source = inspect.getsource(module)
        for forbidden in ("datetime.now", "utcnow", "time.time", "open(path", "import socket", "django"):
            assert forbidden not in source


def test_limits_are_the_documented_ones():
    assert verification.MAX_TOKEN == forwarded_certificate_source.MAX_HEADER == 16_384
    assert policy.MAX_LEEWAY == 300
    assert policy.BearerPolicy(*[frozenset()] * 4).leeway == 30
    assert private_keys.MAX_MATERIAL == 65_536
    assert (private_keys.RSA_MIN_BITS, private_keys.RSA_MAX_BITS, private_keys.RSA_EXPONENT) == (2048, 8192, 65_537)
    assert chains.MAX_CHAIN == 10
    assert encoding.MAX_DEPTH == 64
    assert sealing.KEY_BYTES == 32
    assert (jwks.MAX_KEYS, jwks.MAX_KID) == (100, 255)
    assert jwks.HARD_STOP.total_seconds() == 86_400
    assert jwks.COOLDOWN.total_seconds() == 30
    assert (responses.DEFAULT_LIFETIME, responses.MAX_LIFETIME) == (300, 86_400)
