"""Import of keys and certificates: what the form accepts and refuses, and that no page shows a key again."""

from __future__ import annotations

import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from django.test import Client as Browser
from joserfc.jwk import ECKey

from mosaic_clients.admin.forms.material import ImportForm
from mosaic_clients.core.pki.private_keys import MAX_MATERIAL
from mosaic_clients.models import Client
from mosaic_clients.services.credentials import staging
from tests import pki
from tests.admin.pages import file, messages_of, url
from tests.services.credentials.test_import_jwk import jwk_of


def encrypted(pair: pki.Pair, passphrase: bytes = b"open sesame ") -> str:
    return pki.pem_of(pair.key, encryption=BestAvailableEncryption(passphrase))


@pytest.mark.parametrize("form", ["clear", "encrypted", "files", "pkcs12", "jwk", "jwk file", "jwk and certificate"])
def test_import_accepts_every_format(root: Browser, client_row: Client, pair: pki.Pair, form: str) -> None:
    p12 = pkcs12.serialize_key_and_certificates(
        b"x", pair.key, pair.certificate, None, BestAvailableEncryption(b"open sesame ")
    )
    form_data: dict[str, Any] = {
        "clear": {"certificate": pair.pem, "private_key": pair.key_pem},
        "encrypted": {"certificate": pair.pem, "private_key": encrypted(pair), "passphrase": "open sesame "},
        "files": {"certificate_file": file(pair.pem), "private_key_file": file(pair.key_pem)},
        "pkcs12": {"pkcs12": file(p12, "x.p12"), "passphrase": "open sesame "},
        "jwk": {"jwk": json.dumps(jwk_of(pair, pair), indent=2).replace("\n", "\r\n")},
        "jwk file": {"jwk_file": file(json.dumps(jwk_of(pair, pair)), "key.jwk")},
        "jwk and certificate": {"jwk": json.dumps(jwk_of(pair)), "certificate": pair.pem},
    }[form]
    assert "Imported credential" in messages_of(root.post(url("import", client_row), form_data, follow=True))
    credential = client_row.credentials.get()
    assert credential.imported
    assert credential.x5t_s256 == pair.x5t_s256


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"passphrase": ""}, "give its passphrase"),
        ({"passphrase": "wrong"}, "does not open"),
        ({"certificate": "nonsense"}, "certificate"),
        ({"private_key": "nonsense"}, "not a PEM private key"),
    ],
)
def test_import_of_refused_material_shows_a_message_and_the_form(
    root: Browser, client_row: Client, pair: pki.Pair, change: dict[str, str], words: str
) -> None:
    form_data = {"certificate": pair.pem, "private_key": encrypted(pair), "passphrase": "open sesame ", **change}
    answer = root.post(url("import", client_row), form_data, follow=True)
    assert answer.redirect_chain == [(url("import", client_row), 302)]
    assert words in messages_of(answer)
    assert not client_row.credentials.exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"x5c": None}, "The JWK holds no certificate (x5c): give its certificate as well."),
        ({"d": None}, "private"),
        ({"kty": "oct"}, "JWK"),
        ({"x5c": ["AAAA"]}, "certificate"),
    ],
)
def test_import_of_refused_jwk_does_not_show_the_key(
    root: Browser, client_row: Client, pair: pki.Pair, change: dict[str, Any], words: str
) -> None:
    jwk = jwk_of(pair, pair)
    form_data = {name: value for name, value in {**jwk, **change}.items() if value is not None}
    answer = root.post(url("import", client_row), {"jwk": json.dumps(form_data)}, follow=True)
    assert answer.redirect_chain == [(url("import", client_row), 302)]
    assert words in messages_of(answer)
    assert jwk["d"] not in answer.content.decode()
    assert not client_row.credentials.exists()


@pytest.mark.parametrize("field", ["jwk", "certificate"])
def test_form_never_shows_a_jwk_again(root: Browser, client_row: Client, pair: pki.Pair, field: str) -> None:
    jwk = jwk_of(pair)
    answer = root.post(url("import", client_row), {field: json.dumps(jwk), "pkcs12": file("x")})
    page = answer.content.decode()
    assert "or a private JWK" in page
    assert jwk["d"] not in page


def test_invalid_import_form_shows_no_secret_again(root: Browser, client_row: Client, pair: pki.Pair) -> None:
    form_data = {
        "certificate": pair.pem,
        "certificate_file": file(pair.pem),
        "private_key": pair.key_pem,
        "passphrase": "open sesame",
    }
    answer = root.post(url("import", client_row), form_data)
    page = answer.content.decode()
    assert "not both" in page
    assert pair.pem.split("\n")[1] in page
    assert "PRIVATE KEY" not in page
    assert pair.key_pem.split("\n")[1] not in page
    assert "open sesame" not in page


def test_private_key_in_a_certificate_field_is_not_shown_again(
    root: Browser, ca_client: Client, pair: pki.Pair
) -> None:
    staging.stage(ca_client, actor="test")
    answer = root.post(url("attach", ca_client), {"chain": pair.key_pem, "chain_file": file("x")})
    assert answer.status_code == 200
    assert "PRIVATE KEY" not in answer.content.decode()
    answer = root.post(url("change", ca_client.environment), {"name": "", "trusted_ca": pair.key_pem})
    assert answer.status_code == 200
    assert "PRIVATE KEY" not in answer.content.decode()


@pytest.mark.parametrize("shape", ["JWK", "body", "lower case", "JSON string"])
def test_no_format_of_a_private_key_is_shown_again(
    root: Browser, client_row: Client, ca_client: Client, pair: pki.Pair, shape: str
) -> None:
    jwk = ECKey.import_key(pair.key_pem).as_dict(private=True)
    body = "".join(pair.key_pem.splitlines()[1:-1])
    secret = str(jwk["d"]) if shape == "JWK" else body[20:60]
    lowered = pair.key_pem.replace("PRIVATE KEY", "private key").replace("\n", "")
    text = {"JWK": json.dumps(jwk), "body": body, "lower case": lowered, "JSON string": json.dumps(body)}[shape]
    staging.stage(ca_client, actor="test")
    for address, name in (
        (url("import", client_row), "certificate"),
        (url("attach", ca_client), "chain"),
        (url("change", ca_client.environment), "trusted_ca"),
    ):
        form_data = {name: text + "\n" + pair.pem, "chain_file": file("x"), "pkcs12": file("x"), "name": ""}
        answer = root.post(address, form_data)
        assert answer.status_code == 200
        page = answer.content.decode()
        assert secret not in page
        assert pair.pem.split("\n")[1] in page


@pytest.mark.parametrize(
    ("form_data", "files", "words"),
    [
        ({}, {}, "Enter either"),
        ({"certificate": "x"}, {}, "Enter both"),
        ({"private_key": "x"}, {}, "Enter both"),
        ({"certificate": "x", "private_key": "y"}, {"pkcs12": file("z")}, "Enter either"),
        ({"private_key": "y"}, {"private_key_file": file("z")}, "not both"),
        ({"jwk": "{}"}, {"jwk_file": file("z")}, "not both"),
        ({"certificate": "x", "private_key": "y", "jwk": "{}"}, {}, "Enter either"),
        ({}, {"pkcs12": file(b"x" * (MAX_MATERIAL + 1))}, "larger than"),
        ({"certificate": "x" * (MAX_MATERIAL + 1), "private_key": "y"}, {}, "at most"),
        ({"certificate": "a\0b", "private_key": "y"}, {}, "Null"),
    ],
)
def test_import_form_refuses_invalid_combination(form_data: dict[str, Any], files: dict[str, Any], words: str) -> None:
    form = ImportForm(form_data, files)
    assert not form.is_valid()
    assert words in str(form.errors)
