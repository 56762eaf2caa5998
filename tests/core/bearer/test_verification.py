"""A valid token is accepted. A token with other claims than those of an access token for us is refused with a code."""

import math

import pytest

from mosaic_clients.core.bearer.policy import MAX_LEEWAY
from mosaic_clients.core.bearer.verification import parse, verify
from mosaic_clients.core.errors import BearerRefused
from mosaic_clients.core.jose.jwks import parse_signing_keys
from tests.core.tokens import CLAIMS, DROP, FAMILY, KEYS, SECONDS, jwk_of, key_set, token
from tests.core.verifying import POLICY, SIGNING_KEYS, accepted, refused


@pytest.mark.parametrize("algorithm", FAMILY)
def test_valid_token_of_every_algorithm_is_accepted(algorithm):
    bearer = accepted(token(algorithm=algorithm))
    assert (bearer.subject, bearer.client_id, bearer.issuer) == ("client-1", "client-1", CLAIMS["iss"])
    assert bearer.scopes == {"read", "write"}
    assert bearer.expires_at == CLAIMS["exp"]
    assert bearer.x5t_s256 is None
    assert not bearer.is_bound
    assert bearer.claims["jti"] == "id-1"


@pytest.mark.parametrize(
    ("claims", "header"),
    [
        ({"scope": DROP, "client_id": DROP, "jti": DROP, "iat": DROP}, {}),
        ({"exp": SECONDS + 0.5}, {}),
        ({"aud": ["other", "userid-api"]}, {}),
        ({"nonce": "n", "events": {}}, {}),
        ({"note": "x" * 9000}, {}),
        ({"note": "🔑", "deep": [[[[{}]]]]}, {"x": 1, "note": "y" * 600}),
        ({}, {"typ": "application/at+jwt"}),
        ({}, {"typ": "AT+JWT"}),
        ({}, {"typ": "Application/At+JWT"}),
    ],
)
def test_unusual_token_within_the_standard_is_accepted(claims, header):
    assert accepted(token(claims, header)).subject == "client-1"


@pytest.mark.parametrize("kid", ["k", "k" * 255, "ключ", "a/b?c=d"])
def test_kid_may_be_any_clean_text_up_to_its_limit(kid):
    keys = parse_signing_keys(key_set(jwk_of(KEYS["ec"], kid=kid), jwk_of(KEYS["rsa"], kid="other")))
    assert accepted(token(header={"kid": kid}), keys=keys).subject == "client-1"


def test_white_space_in_json_is_accepted():
    header = b' {\r\n "alg" : "ES256",\t"kid":"ec","typ":"at+jwt"} '
    assert accepted(token(header=header)).subject == "client-1"


def test_empty_scope_grants_nothing_and_spaces_separate():
    assert accepted(token({"scope": ""})).scopes == frozenset()
    assert accepted(token({"scope": "  a  b "})).scopes == {"a", "b"}


class TestTimes:
    """exp, nbf and iat as finite numbers, with one leeway."""

    @pytest.mark.parametrize("name", ["exp", "nbf", "iat"])
    @pytest.mark.parametrize("value", [None, True, False, "1780272000", "", [], {}, [1780272000]])
    def test_time_that_is_not_a_number_is_refused(self, name, value):
        assert refused(token({name: value})) == "malformed_claim"

    @pytest.mark.parametrize("name", ["exp", "nbf", "iat"])
    @pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity", "1e400", "9" * 5000, "1" + "0" * 20])
    def test_time_in_json_that_is_not_finite_is_refused(self, name, text):
        claims = f'{{"iss":"https://userid.security","sub":"a","aud":"userid-api","{name}":{text}}}'
        assert refused(token(claims.encode())) == "malformed"

    @pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan])
    def test_time_in_claims_that_is_not_finite_is_refused(self, value):
        valid = parse(token())
        unverified = valid._replace(claims={**valid.claims, "exp": value})
        with pytest.raises(BearerRefused) as error:
            verify(unverified, SIGNING_KEYS, POLICY, presented_x5t_s256=None, now=SECONDS)
        assert error.value.code == "malformed_claim"

    def test_exp_is_required(self):
        assert refused(token({"exp": DROP})) == "malformed_claim"

    @pytest.mark.parametrize(("exp", "code"), [(0, "expired"), (-1, "expired"), (-1e300, "expired")])
    def test_exp_of_long_ago_is_expired(self, exp, code):
        assert refused(token({"exp": exp})) == code

    def test_expired_token_is_refused_after_the_leeway(self):
        text = token({"exp": SECONDS})
        assert accepted(text, now=SECONDS + 29.9, leeway=30)
        assert refused(text, now=SECONDS + 30, leeway=30) == "expired"
        assert refused(text, now=SECONDS, leeway=0) == "expired"

    @pytest.mark.parametrize("name", ["nbf", "iat"])
    def test_token_from_the_future_is_refused_beyond_the_leeway(self, name):
        assert accepted(token({name: SECONDS + 30}), leeway=30)
        assert refused(token({name: SECONDS + 31}), leeway=30) == "not_yet_valid"
        assert refused(token({name: 1e300}), leeway=30) == "not_yet_valid"

    def test_leeway_is_limited_to_a_few_minutes(self):
        text = token({"exp": SECONDS - MAX_LEEWAY})
        assert accepted(text, now=SECONDS - 1, leeway=10**9)
        assert refused(text, now=SECONDS, leeway=10**9) == "expired"


class TestNames:
    """iss and aud are compared exactly."""

    @pytest.mark.parametrize(
        "issuer",
        [DROP, None, "", "https://userid.security/", "HTTPS://userid.security", "https://userid.securit",
         "userid.security",
         "https://userid.security.evil.example", "https://userid.security:443", "https://evil.example/https://userid.security",
         ["https://userid.security"], {"https://userid.security": 1}, 1, True, " https://userid.security"],
    )  # fmt: skip
    def test_issuer_that_differs_slightly_is_refused(self, issuer):
        assert refused(token({"iss": issuer})) == "issuer"

    @pytest.mark.parametrize(
        "audience",
        [DROP, None, "", "userid", "userid-api ", "USERID-API", "userid-api userid-api", "xuserid-apix", [],
         ["userid", "api"],
         {"userid-api": 1}, 1, True, ["userid-api", 1], ["userid-api", None], [["userid-api"]], [{}],
         list("userid-api")],
    )  # fmt: skip
    def test_other_audience_is_refused(self, audience):
        assert refused(token({"aud": audience})) == "audience"

    def test_each_of_several_issuers_and_audiences_is_accepted(self):
        policy = {"issuers": frozenset({"a", "b"}), "audiences": frozenset({"c", "d"})}
        assert accepted(token({"iss": "b", "aud": "c"}), **policy).issuer == "b"
        assert refused(token({"iss": "a b", "aud": "c"}), **policy) == "issuer"

    def test_policy_without_issuers_or_audiences_accepts_nothing(self):
        assert refused(token(), issuers=frozenset()) == "issuer"
        assert refused(token(), audiences=frozenset()) == "audience"

    @pytest.mark.parametrize("value", [None, 1, True, ["a"], {"a": 1}, "a\0b", 1.5])
    @pytest.mark.parametrize("name", ["sub", "client_id", "scope", "jti"])
    def test_name_that_is_not_clean_text_is_refused(self, name, value):
        assert refused(token({name: value})) == "malformed_claim"

    @pytest.mark.parametrize("name", ["sub", "client_id", "scope", "jti"])
    def test_name_with_unpaired_surrogate_is_refused(self, name):
        assert refused(token({name: "a\ud800"})) == "malformed_claim"

    @pytest.mark.parametrize("subject", [DROP, ""])
    def test_token_without_subject_is_refused(self, subject):
        assert refused(token({"sub": subject})) == "malformed_claim"


class TestKind:
    """Only access tokens are accepted, no other tokens of the issuer."""

    BOTH = {"token_types": frozenset({"at+jwt", "JWT"})}

    @pytest.mark.parametrize(
        "kind",
        [DROP, None, "", "JWT", "jwt", "at", "at+jwt ", "at+jwtx", "application/application/at+jwt", "text/at+jwt",
         "logout+jwt", "dpop+jwt", "secevent+jwt", "id_token", ["at+jwt"], {"at+jwt": 1}, 1, True],
    )  # fmt: skip
    def test_other_typ_is_refused(self, kind):
        assert refused(token(header={"typ": kind})) == "token_type"

    def test_plain_jwt_is_accepted_only_if_the_policy_allows_it(self):
        text = token(header={"typ": "JWT"})
        assert refused(text) == "token_type"
        assert accepted(text, **self.BOTH).client_id == "client-1"
        assert refused(token(header={"typ": DROP}), **self.BOTH) == "token_type"
        assert refused(text, token_types=frozenset()) == "token_type"

    @pytest.mark.parametrize(
        "claims",
        [
            {"client_id": DROP},
            {"client_id": ""},
            {"nonce": "n"},
            {"at_hash": "h"},
            {"c_hash": "h"},
            {"events": {}},
            {"nonce": None},
        ],
    )
    def test_id_token_or_logout_token_is_refused_as_plain_jwt(self, claims):
        assert refused(token(claims, {"typ": "JWT"}), **self.BOTH) == "token_type"


@pytest.mark.parametrize("separator", ["\u00a0", "\u2003", "\u3000", "\x85", "\x1c", "\t", "\n"])
def test_only_spaces_separate_scopes(separator):
    assert accepted(token({"scope": f"a{separator}b"})).scopes == {f"a{separator}b"}
    assert accepted(token({"scope": " a  b "})).scopes == {"a", "b"}
