"""An honest token is accepted; a token whose claims are not those of an access token for us is refused by name."""

import math

import pytest

from mosaic_clients.core.bearer.policy import MAX_LEEWAY
from mosaic_clients.core.bearer.verification import parse, verify
from mosaic_clients.core.errors import BearerRefused
from mosaic_clients.core.jose.jwks import parse_signing_keys
from tests.core.tokens import CLAIMS, DROP, FAMILY, KEYS, SECONDS, jwk_of, key_set, token
from tests.core.verifying import POLICY, SIGNING_KEYS, accepted, refused


@pytest.mark.parametrize("algorithm", FAMILY)
def test_an_honest_token_of_every_algorithm_is_accepted(algorithm):
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
def test_what_a_standard_allows_is_accepted(claims, header):
    assert accepted(token(claims, header)).subject == "client-1"


@pytest.mark.parametrize("kid", ["k", "k" * 255, "ключ", "a/b?c=d"])
def test_a_kid_may_be_any_clean_text_up_to_its_limit(kid):
    keys = parse_signing_keys(key_set(jwk_of(KEYS["ec"], kid=kid), jwk_of(KEYS["rsa"], kid="other")))
    assert accepted(token(header={"kid": kid}), keys=keys).subject == "client-1"


def test_white_space_in_json_is_accepted():
    header = b' {\r\n "alg" : "ES256",\t"kid":"ec","typ":"at+jwt"} '
    assert accepted(token(header=header)).subject == "client-1"


def test_an_empty_scope_grants_nothing_and_white_space_separates():
    assert accepted(token({"scope": ""})).scopes == frozenset()
    assert accepted(token({"scope": "  a  b "})).scopes == {"a", "b"}


class TestTimes:
    """exp, nbf and iat as finite numbers, with one leeway."""

    @pytest.mark.parametrize("name", ["exp", "nbf", "iat"])
    @pytest.mark.parametrize("value", [None, True, False, "1780272000", "", [], {}, [1780272000]])
    def test_a_time_that_is_no_number_is_refused(self, name, value):
        assert refused(token({name: value})) == "malformed_claim"

    @pytest.mark.parametrize("name", ["exp", "nbf", "iat"])
    @pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity", "1e400", "9" * 5000, "1" + "0" * 20])
    def test_a_time_that_is_not_finite_is_refused(self, name, text):
        claims = f'{{"iss":"https://userid.security","sub":"a","aud":"userid-api","{name}":{text}}}'
        assert refused(token(claims.encode())) == "malformed"

    @pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan])
    def test_a_time_that_is_not_finite_is_refused_however_it_came(self, value):
        honest = parse(token())
        unverified = honest._replace(claims={**honest.claims, "exp": value})
        with pytest.raises(BearerRefused) as caught:
            verify(unverified, SIGNING_KEYS, POLICY, presented_x5t_s256=None, now=SECONDS)
        assert caught.value.code == "malformed_claim"

    def test_exp_is_required(self):
        assert refused(token({"exp": DROP})) == "malformed_claim"

    @pytest.mark.parametrize(("exp", "code"), [(0, "expired"), (-1, "expired"), (-1e300, "expired")])
    def test_a_time_of_long_ago_has_expired(self, exp, code):
        assert refused(token({"exp": exp})) == code

    def test_an_expired_token_is_refused_once_the_leeway_is_over(self):
        text = token({"exp": SECONDS})
        assert accepted(text, now=SECONDS + 29.9, leeway=30)
        assert refused(text, now=SECONDS + 30, leeway=30) == "expired"
        assert refused(text, now=SECONDS, leeway=0) == "expired"

    @pytest.mark.parametrize("name", ["nbf", "iat"])
    def test_a_token_of_the_future_is_refused_beyond_the_leeway(self, name):
        assert accepted(token({name: SECONDS + 30}), leeway=30)
        assert refused(token({name: SECONDS + 31}), leeway=30) == "not_yet_valid"
        assert refused(token({name: 1e300}), leeway=30) == "not_yet_valid"

    def test_no_leeway_is_larger_than_a_few_minutes(self):
        text = token({"exp": SECONDS - MAX_LEEWAY})
        assert accepted(text, now=SECONDS - 1, leeway=10**9)
        assert refused(text, now=SECONDS, leeway=10**9) == "expired"


class TestNames:
    """iss and aud whole and exact."""

    @pytest.mark.parametrize(
        "issuer",
        [DROP, None, "", "https://userid.security/", "HTTPS://userid.security", "https://userid.securit",
         "userid.security",
         "https://userid.security.evil.example", "https://userid.security:443", "https://evil.example/https://userid.security",
         ["https://userid.security"], {"https://userid.security": 1}, 1, True, " https://userid.security"],
    )  # fmt: skip
    def test_an_issuer_that_is_not_exactly_ours_is_refused(self, issuer):
        assert refused(token({"iss": issuer})) == "issuer"

    @pytest.mark.parametrize(
        "audience",
        [DROP, None, "", "userid", "userid-api ", "USERID-API", "userid-api userid-api", "xuserid-apix", [],
         ["userid", "api"],
         {"userid-api": 1}, 1, True, ["userid-api", 1], ["userid-api", None], [["userid-api"]], [{}],
         list("userid-api")],
    )  # fmt: skip
    def test_an_audience_that_is_not_us_is_refused(self, audience):
        assert refused(token({"aud": audience})) == "audience"

    def test_each_of_several_issuers_and_audiences_is_accepted(self):
        policy = {"issuers": frozenset({"a", "b"}), "audiences": frozenset({"c", "d"})}
        assert accepted(token({"iss": "b", "aud": "c"}), **policy).issuer == "b"
        assert refused(token({"iss": "a b", "aud": "c"}), **policy) == "issuer"

    def test_a_policy_without_issuers_or_audiences_accepts_nothing(self):
        assert refused(token(), issuers=frozenset()) == "issuer"
        assert refused(token(), audiences=frozenset()) == "audience"

    @pytest.mark.parametrize("value", [None, 1, True, ["a"], {"a": 1}, "a\0b", 1.5])
    @pytest.mark.parametrize("name", ["sub", "client_id", "scope", "jti"])
    def test_a_name_that_is_no_clean_text_is_refused(self, name, value):
        assert refused(token({name: value})) == "malformed_claim"

    @pytest.mark.parametrize("name", ["sub", "client_id", "scope", "jti"])
    def test_a_name_with_an_unpaired_surrogate_is_refused(self, name):
        assert refused(token({name: "a\ud800"})) == "malformed_claim"

    @pytest.mark.parametrize("subject", [DROP, ""])
    def test_a_token_of_nobody_is_refused(self, subject):
        assert refused(token({"sub": subject})) == "malformed_claim"


class TestKind:
    """An access token and nothing else that the issuer signs."""

    BOTH = {"token_types": frozenset({"at+jwt", "JWT"})}

    @pytest.mark.parametrize(
        "kind",
        [DROP, None, "", "JWT", "jwt", "at", "at+jwt ", "at+jwtx", "application/application/at+jwt", "text/at+jwt",
         "logout+jwt", "dpop+jwt", "secevent+jwt", "id_token", ["at+jwt"], {"at+jwt": 1}, 1, True],
    )  # fmt: skip
    def test_another_type_is_refused(self, kind):
        assert refused(token(header={"typ": kind})) == "token_type"

    def test_a_plain_jwt_is_accepted_only_where_the_policy_says_so(self):
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
    def test_an_id_token_or_logout_token_does_not_pass_for_a_plain_jwt(self, claims):
        assert refused(token(claims, {"typ": "JWT"}), **self.BOTH) == "token_type"


@pytest.mark.parametrize("separator", ["\u00a0", "\u2003", "\u3000", "\x85", "\x1c", "\t", "\n"])
def test_scopes_are_parted_by_spaces_alone(separator):
    assert accepted(token({"scope": f"a{separator}b"})).scopes == {f"a{separator}b"}
    assert accepted(token({"scope": " a  b "})).scopes == {"a", "b"}
