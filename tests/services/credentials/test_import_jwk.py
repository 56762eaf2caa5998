"""Import of a private JWK: accepted with its certificate, refused with the reason, and never shown in a message."""

from __future__ import annotations

import json
import time
import warnings
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from joserfc.jwk import ECKey, OctKey, RSAKey

from mosaic_clients.core.errors import MaterialRefused
from mosaic_clients.core.pki.jwk_import import load_private_jwk
from mosaic_clients.core.pki.private_keys import MAX_MATERIAL
from mosaic_clients.models import Client, Credential
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.credentials import activation, proving, staging
from tests import pki
from tests.mosaic import publish
from tests.pki import Pair
from tests.services.conftest import ACTOR
from tests.shell.conftest import bank, do, eu, refuse, run, shop
from tests.shell.material import DAY, NOW, kin, leaf, written

__all__ = ["bank", "do", "eu", "refuse", "run", "shop"]

EC, RSA = leaf(key=pki.ec_key()), leaf(key=pki.rsa_key())
P521 = leaf(key=ec.generate_private_key(ec.SECP521R1()))
EXPIRED = leaf(starts=NOW - 9 * DAY, ends=NOW - DAY)


def jwk_of(pair: Pair, *chain: Pair, private: bool = True, **members: Any) -> dict[str, Any]:
    """The key as a JWK, with the certificates in ``x5c``."""
    kind = RSAKey if isinstance(pair.key, rsa.RSAPrivateKey) else ECKey
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about sizes, which this package refuses itself
        jwk: dict[str, Any] = dict(kind.import_key(pair.key_pem).as_dict(private=private))
    if chain:
        jwk["x5c"] = [b64encode(one.der).decode() for one in chain]
    return {**jwk, **members}


def _without(jwk: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in jwk.items() if name not in names}


@pytest.mark.parametrize("pair", [EC, RSA], ids=["EC", "RSA"])
def test_import_accepts_jwk_with_certificate(pair: Pair, mosaic: Sandbox, payments: Client) -> None:
    text = json.dumps(jwk_of(pair, pair, use="sig", kid="theirs", alg="whatever", key_ops=["verify"]))
    credential = staging.import_jwk(payments, text, actor=ACTOR)
    assert (credential.status, credential.imported, credential.x5t_s256) == ("STAGED", True, pair.x5t_s256)
    publish(mosaic, payments)
    proving.prove(payments, actor=ACTOR)
    activation.activate(payments, actor=ACTOR)
    assert token_refresh.current(payments).credential == credential


def test_import_accepts_rsa_jwk_without_primes(payments: Client) -> None:
    jwk = _without(jwk_of(RSA, RSA), "p", "q", "dp", "dq", "qi")
    assert staging.import_jwk(payments, json.dumps(jwk), actor=ACTOR).x5t_s256 == RSA.x5t_s256


def test_import_accepts_jwk_set_of_one_key() -> None:
    key, pem = load_private_jwk(json.dumps({"keys": [jwk_of(EC, EC)]}))
    assert key.private_numbers() == EC.key.private_numbers()
    assert pem.count("BEGIN CERTIFICATE") == 1


def test_given_certificate_takes_precedence_over_x5c(payments: Client) -> None:
    renewed = leaf(key=pki.ec_key())
    text = json.dumps(jwk_of(EC, EC))
    credential = staging.import_jwk(payments, text, certificate_pem=renewed.pem, actor=ACTOR)
    assert credential.x5t_s256 == renewed.x5t_s256


def test_import_accepts_x5c_chain_for_ca_signed_client(ledger: Client) -> None:
    family = kin()
    text = json.dumps(jwk_of(family.leaf, family.leaf, family.root, family.intermediate))
    credential = staging.import_jwk(ledger, text, actor=ACTOR)
    assert credential.chain.strip() == (family.leaf.pem + family.intermediate.pem + family.root.pem).strip()


BAD: dict[str, tuple[Any, str]] = {
    "a public EC key": (jwk_of(EC, EC, private=False), "holds no private key"),
    "a public RSA key": (jwk_of(RSA, RSA, private=False), "holds no private key"),
    "a symmetric key": (dict(OctKey.generate_key(256).as_dict(private=True)), "neither RSA nor EC"),
    "an Ed25519 key": ({"kty": "OKP", "crv": "Ed25519", "x": "AAAA", "d": "AAAA"}, "neither RSA nor EC"),
    "no kty": (_without(jwk_of(EC, EC), "kty"), "neither RSA nor EC"),
    "a kty that is no text": (jwk_of(EC, EC, kty=["EC"]), "neither RSA nor EC"),
    "the kty of the other": (jwk_of(EC, EC, kty="RSA"), "cannot be read"),
    "RSA of 60 000 bits": (jwk_of(RSA, RSA, n="_" * 10_000), "60000 bits"),
    "RSA-1024": (jwk_of(leaf(key=pki.rsa_key(bits=1024))), "1024 bits"),
    "P-521": (jwk_of(P521, P521), "secp521r1 is not supported"),
    "an unknown curve": (jwk_of(EC, EC, crv="P-999"), "cannot be read"),
    "a point off the curve": (jwk_of(EC, EC, x="AAAA"), "cannot be read"),
    "another's private number": (jwk_of(EC, EC, d=jwk_of(leaf())["d"]), "cannot be read"),
    "another's RSA number": (jwk_of(RSA, RSA, d=jwk_of(leaf(key=pki.rsa_key(1)))["d"]), "cannot be read"),
    "an empty private number": (jwk_of(EC, EC, d=""), "cannot be read"),
    "a number for a text": (jwk_of(EC, EC, d=7), "cannot be read"),
    "null for a text": (jwk_of(EC, EC, d=None), "cannot be read"),
    "foreign letters": (jwk_of(EC, EC, d="&&&&"), "cannot be read"),
    "a missing coordinate": (_without(jwk_of(EC, EC), "y"), "cannot be read"),
    "two keys": ({"keys": [jwk_of(EC, EC), jwk_of(RSA, RSA)]}, "exactly one key"),
    "no keys": ({"keys": []}, "exactly one key"),
    "keys that are none": ({"keys": ["x"]}, "exactly one key"),
    "no certificate": (jwk_of(EC), "holds no certificate"),
    "an empty x5c": (jwk_of(EC, x5c=[]), "holds no certificate"),
    "a torn x5c": (jwk_of(EC, x5c=[b64encode(EC.der[:90]).decode()]), "cannot be read"),
    "an x5c of junk": (jwk_of(EC, x5c=["not base64!"]), "cannot be read"),
    "an x5c of numbers": (jwk_of(EC, x5c=[1]), "cannot be read"),
    "an x5c that is one text": (jwk_of(EC, x5c="AAAA"), "cannot be read"),
    "an x5c of eleven": (jwk_of(EC, *[leaf() for _ in range(11)]), "11 certificates"),
    "a certificate of another key": (jwk_of(EC, leaf()), "does not belong"),
    "an expired certificate": (jwk_of(EXPIRED, EXPIRED), "expired on"),
    "a text": ("JWK", "expected a JSON object"),
    "a list": ([jwk_of(EC, EC)], "expected a JSON object"),
}


@pytest.mark.parametrize("name", BAD)
def test_import_refuses_unusable_key_with_reason(name: str, payments: Client) -> None:
    jwk, words = BAD[name]
    with pytest.raises(MaterialRefused, match=words) as caught:
        staging.import_jwk(payments, json.dumps(jwk), actor=ACTOR)
    assert not Credential.objects.exists()
    assert jwk_of(EC)["d"] not in str(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "expected a JSON object"),
        ("{", "expected a JSON object"),
        (b"\xff\xfe{}", "expected a JSON object"),
        ('{"kty":"EC","kty":"RSA"}', "expected a JSON object"),
        ("[" * 100_000, "is the limit"),
        (" " * (MAX_MATERIAL + 1), "is the limit"),
        (EC.key_pem, "expected a JSON object"),
    ],
    ids=["empty", "torn", "UTF-16", "twice", "deep", "huge", "PEM"],
)
def test_import_refuses_text_that_is_no_json_object(text: str | bytes, words: str) -> None:
    with pytest.raises(MaterialRefused, match=words):
        load_private_jwk(text)


@pytest.mark.parametrize("member", ["d", "p", "q", "dp", "dq", "qi", "e"])
def test_import_refuses_oversized_number_before_computing_with_it(member: str) -> None:
    begun = time.process_time()
    for kept in (("kty", "n", "e", "d"), tuple(jwk_of(RSA))):
        jwk = {name: value for name, value in jwk_of(RSA).items() if name in kept} | {member: "_" * 40_000}
        with pytest.raises(MaterialRefused) as caught:
            load_private_jwk(json.dumps(jwk))
        assert caught.value.code == "jwk_unreadable"
    assert time.process_time() - begun < 1  # CPU time of this process


def test_import_ignores_byte_order_mark() -> None:
    key, _ = load_private_jwk(b"\xef\xbb\xbf" + json.dumps(jwk_of(EC)).encode())
    assert key.public_key() == EC.key.public_key()


def test_shell_imports_jwk(do: Callable[..., str], shop: str, bank: str, tmp_path: Path) -> None:
    kid = do("credential", "import", shop, "--jwk", written(tmp_path / "key.json", json.dumps(jwk_of(EC, EC))))
    assert Credential.objects.get(kid=kid).x5t_s256 == EC.x5t_s256
    family = kin()
    bare = written(tmp_path / "bare.json", json.dumps(jwk_of(family.leaf)))
    chain = written(tmp_path / "chain.pem", family.leaf.pem + family.intermediate.pem + family.root.pem)
    do("credential", "import", bank, "--jwk", bare, "--certificate", chain)
    assert do("chain", bank).count("BEGIN CERTIFICATE") == 3


@pytest.mark.parametrize("options_used", [("jwk", "key"), ("jwk", "pkcs12"), ("jwk", "key", "certificate")])
def test_jwk_together_with_another_key_is_a_usage_error(
    options_used: tuple[str, ...], refuse: Callable[..., str], shop: str, tmp_path: Path
) -> None:
    options = [word for name in options_used for word in (f"--{name}", tmp_path / "missing")]
    assert "Give either" in refuse("credential", "import", shop, *options, code=2)


def test_refused_jwk_leaves_no_secret(refuse: Callable[..., str], shop: str, tmp_path: Path) -> None:
    public = written(tmp_path / "public.json", json.dumps(jwk_of(EC, EC, private=False)))
    assert "holds no private key" in refuse("credential", "import", shop, "--jwk", public)
