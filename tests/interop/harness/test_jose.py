"""npm jose accepts a valid JWK set and refuses others."""

import pytest

from tests.interop.conftest import JwksImport
from tests.interop.pki import NewKey, new_ec_key, new_rsa_key, self_signed
from tests.interop.token_requests import jwks


@pytest.mark.parametrize("new_key", [new_rsa_key, new_ec_key])
def test_jose_imports_a_valid_key_and_names_the_fault_of_others(import_jwks: JwksImport, new_key: NewKey) -> None:
    fit = jwks(self_signed("worker", new_key()))
    (key,) = fit["keys"]
    assert import_jwks(fit) == [{name: key[name] for name in ("kid", "kty", "alg")} | {"same_public_key": True}]
    other = jwks(self_signed("worker", new_key()))["keys"][0]["x5c"]
    for spoiled, reason in [
        ({"x5c": other}, "certifies another key"),
        ({"d": "AQAB"}, "private members: d"),
        ({"x5c": [key["x5c"][0] + "\n"]}, "not standard base64"),
    ]:
        with pytest.raises(ValueError, match=reason):
            import_jwks({"keys": [key | spoiled]})
