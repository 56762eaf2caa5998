"""FAPI 2.0: each rule is met, not met, or unknown here."""

from __future__ import annotations

from typing import Any

import pytest

from mosaic_clients.core.errors import ConfigurationError
from mosaic_clients.core.fapi import Registration, findings, require_possible
from mosaic_clients.core.oauth.discovery import Discovery
from mosaic_clients.core.pki.private_keys import KeyAlgorithm
from mosaic_clients.core.remedies import Remedy, RemedyKind

DOCUMENT: dict[str, Any] = {
    "issuer": "https://issuer.test",
    "token_endpoint_auth_methods_supported": ["self_signed_tls_client_auth"],
    "tls_client_certificate_bound_access_tokens": True,
    "require_pushed_authorization_requests": True,
    "code_challenge_methods_supported": ["S256"],
    "authorization_response_iss_parameter_supported": True,
    "id_token_signing_alg_values_supported": ["PS256"],
}
GOOD: dict[str, Any] = {
    "auth_method": "self_signed_tls_client_auth",
    "bound": True,
    "key_algorithm": "RSA-2048",
    "algorithms": ["PS256"],
    "tls_floor": "TLSv1_2",
    "uses_discovery": True,
    "discovery": Discovery(DOCUMENT),
}


def verdicts_of(**values: Any) -> dict[str, bool | None]:
    return {finding.rule: finding.met for finding in findings(Registration(**{**GOOD, **values}))}


def document(**members: Any) -> Discovery:
    return Discovery({name: value for name, value in {**DOCUMENT, **members}.items() if value is not None})


def only(verdicts: dict[str, bool | None], met: bool | None) -> str:
    """Returns the one rule with this verdict. All others are met."""
    (rule,) = [rule for rule, each in verdicts.items() if each is met]
    assert [each for each in verdicts.values() if each is not True] == [met]
    return rule


def test_client_that_meets_every_rule():
    assert set(verdicts_of().values()) == {True}
    assert len(verdicts_of()) == 9


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"bound": False}, "sender-constrained"),
        ({"discovery": document(tls_client_certificate_bound_access_tokens=False)}, "sender-constrained"),
        ({"algorithms": ["PS256", "RS256"]}, "signatures"),
        ({"algorithms": ["ES256"]}, "signatures"),
        ({"algorithms": ["PS256", "ES512"]}, "signatures"),
        ({"algorithms": ["PS256", "ES384"]}, "signatures"),
        ({"tls_floor": "TLSv1_1"}, "TLS"),
        ({"uses_discovery": False}, "metadata"),
        ({"key_algorithm": "RSA-1024"}, "keys"),
        ({"key_algorithm": "EC-P192"}, "keys"),
        ({"key_algorithm": "Ed25519"}, "keys"),
        ({"auth_method": "client_secret_basic"}, "authentication"),
        ({"discovery": document(token_endpoint_auth_methods_supported=["private_key_jwt"])}, "authentication"),
        ({"discovery": document(code_challenge_methods_supported=["plain"])}, "PKCE"),
        ({"discovery": document(authorization_response_iss_parameter_supported=False)}, "issuer"),
    ],
    ids=str,
)
def test_only_the_unmet_rule_is_named(values, words):
    assert words in only(verdicts_of(**values), False)


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ({"require_pushed_authorization_requests": False}, "pushed"),
        ({"require_pushed_authorization_requests": None}, "pushed"),
        ({"code_challenge_methods_supported": None}, "PKCE"),
        ({"authorization_response_iss_parameter_supported": None}, "issuer"),
    ],
    ids=str,
)
def test_rule_without_information_is_neither_met_nor_unmet(members, words):
    assert words in only(verdicts_of(discovery=document(**members)), None)


def test_other_rules_are_judged_without_discovery():
    verdicts = verdicts_of(discovery=None, uses_discovery=False)
    assert list(verdicts.values()).count(None) == 3
    assert [rule for rule, met in verdicts.items() if met is False] == ["server metadata from the discovery document"]


@pytest.mark.parametrize("algorithm", KeyAlgorithm)
def test_every_key_algorithm_is_strong_enough(algorithm):
    assert set(verdicts_of(key_algorithm=algorithm.value).values()) == {True}


@pytest.mark.parametrize("algorithm", ["PS256", "ES256", "EdDSA", "Ed25519"])
def test_every_signature_that_the_profile_allows_is_met(algorithm):
    """§5.4.1, whose note allows the fully-specified name of EdDSA over Ed25519 (RFC 9864 §2.2)."""
    offered = document(id_token_signing_alg_values_supported=[algorithm])
    verdicts = verdicts_of(algorithms=[algorithm], discovery=offered)
    assert verdicts["JWT signatures by PS256, ES256, EdDSA or Ed25519"] is True


def test_every_finding_has_a_reason():
    for finding in findings(Registration(**{**GOOD, "bound": False, "discovery": None})):
        assert finding.why


def test_findings_that_a_person_can_act_on_carry_a_remedy():
    acted_on = {
        finding.remedy.kind
        for finding in findings(Registration(**{**GOOD, "bound": False, "uses_discovery": False, "discovery": None,
                                                "algorithms": ["RS256"]}))
        if finding.remedy
    }  # fmt: skip
    assert acted_on == {
        RemedyKind.BIND_TOKENS, RemedyKind.DISCOVER_ENDPOINTS, RemedyKind.ENFORCE_PAR, RemedyKind.ENFORCE_PKCE,
        RemedyKind.LIMIT_ALGORITHMS,
    }  # fmt: skip
    assert not any(finding.remedy for finding in findings(Registration(**GOOD)) if finding.met)


def test_unbound_fapi_client_is_impossible():
    with pytest.raises(ConfigurationError, match="token binding is off") as refused:
        require_possible(fapi=True, bound=False)
    assert refused.value.remedy == Remedy(RemedyKind.BIND_TOKENS)
    require_possible(fapi=True, bound=True)
    require_possible(fapi=False, bound=False)
