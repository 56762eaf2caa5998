"""Tests authorization requests, pushed and plain, and the login page."""

from __future__ import annotations

import html
import re

import pytest

from mosaic_clients.core.auth_method import AuthMethod
from tests.sandbox.callers import Answer, call, claims_of, self_signed
from tests.sandbox.parties import CALLBACK, PKCE, Party, assert_refused, path_of, query_of


def fields_of(page: Answer) -> dict[str, str]:
    """Returns the inputs of a page's form."""
    inputs = re.findall(r"<input (?:type='hidden' )?name='(\w+)' value='([^']*)'", page.body.decode())
    return {name: html.unescape(value) for name, value in inputs}


class TestPushedRequests:
    def test_pushed_request_uri_expires_in_60_seconds(self, party: Party) -> None:
        answer = party.push()
        assert answer.status == 200
        assert answer.json["expires_in"] == 60
        assert answer.json["request_uri"].startswith("urn:ietf:params:oauth:request_uri:")

    def test_push_without_client_certificate_is_refused(self, party: Party) -> None:
        answer = party.post("request", material=self_signed(), redirect_uri=CALLBACK, response_type="code")
        assert_refused(answer, "invalid_client", 401)

    def test_request_uri_works_once(self, party: Party) -> None:
        url = party.authorization_url(request_uri=party.push().json["request_uri"])
        assert "code" in query_of(party.sandbox.sign_in(url))
        assert call(party.sandbox, "GET", path_of(url)).status == 400

    def test_expired_request_uri_is_refused(self, party: Party) -> None:
        url = party.authorization_url(request_uri=party.push().json["request_uri"])
        party.sandbox.pass_time(61)
        with pytest.raises(ValueError, match="error page"):
            party.sandbox.sign_in(url)

    def test_request_uri_of_another_client_is_refused(self, party: Party) -> None:
        party.sandbox.add_client(f"other-{party.client_id}", AuthMethod.SELF_SIGNED, redirect_uris=[CALLBACK])
        uri = party.push().json["request_uri"]
        stolen = party.authorization_url(request_uri=uri).replace(party.client_id, f"other-{party.client_id}")
        assert call(party.sandbox, "GET", path_of(stolen)).status == 400
        assert "code" in query_of(party.sandbox.sign_in(party.authorization_url(request_uri=uri)))

    @pytest.mark.parametrize(
        ("parameters", "error"),
        [
            ({"redirect_uri": "https://elsewhere.test/"}, "invalid_request"),
            ({"response_type": "token"}, "unsupported_response_type"),
            ({"scope": "email"}, "invalid_scope"),
            ({"prompt": "none login"}, "invalid_request"),
            ({"code_challenge_method": "plain"}, "invalid_request"),
            ({"code_challenge": "short"}, "invalid_request"),
            ({"resource": "https://elsewhere.test"}, "invalid_target"),
            ({"request_uri": "urn:x"}, "invalid_request"),
        ],
    )
    def test_push_refuses_bad_parameters(self, party: Party, parameters: dict[str, str], error: str) -> None:
        form = {"redirect_uri": CALLBACK, "response_type": "code", **PKCE, **parameters}
        assert_refused(party.post("request", **form), error)

    def test_push_without_required_pkce_is_refused(self, party: Party) -> None:
        party.sandbox.add_client(party.client_id, AuthMethod.SELF_SIGNED, fapi_version_compliancy=True)
        assert_refused(party.post("request", redirect_uri=CALLBACK, response_type="code"), "invalid_request")


class TestLoginPage:
    def test_sign_in_redirects_with_code_state_and_issuer(self, party: Party) -> None:
        uri = party.push(state="s t&te", login_hint="alice@example.test").json["request_uri"]
        page = call(party.sandbox, "GET", path_of(party.authorization_url(request_uri=uri)))
        assert page.status == 200
        assert fields_of(page)["username"] == "alice@example.test"
        answer = call(party.sandbox, "POST", "/sandbox/login", form={**fields_of(page), "decision": "sign in"})
        assert answer.status == 303
        assert answer.headers["location"].startswith(f"{CALLBACK}?")
        parameters = query_of(answer.headers["location"])
        assert (parameters["state"], parameters["iss"]) == ("s t&te", party.sandbox.issuer)
        assert claims_of(party.redeem(parameters["code"]).json["access_token"])["sub"] == "alice"

    def test_login_page_works_once_and_unknown_user_can_retry(self, party: Party) -> None:
        uri = party.push().json["request_uri"]
        page = call(party.sandbox, "GET", path_of(party.authorization_url(request_uri=uri)))
        form = {**fields_of(page), "username": "<unknown>", "decision": "sign in"}
        again = call(party.sandbox, "POST", "/sandbox/login", form=form)
        assert b"no such user" in again.body
        assert call(party.sandbox, "POST", "/sandbox/login", form=form).status == 400
        form = {**fields_of(again), "username": "alice", "decision": "sign in"}
        assert call(party.sandbox, "POST", "/sandbox/login", form=form).status == 303

    def test_cancel_redirects_with_access_denied(self, party: Party) -> None:
        uri = party.push(state="s").json["request_uri"]
        page = call(party.sandbox, "GET", path_of(party.authorization_url(request_uri=uri)))
        form = {**fields_of(page), "decision": "cancel"}
        parameters = query_of(call(party.sandbox, "POST", "/sandbox/login", form=form).headers["location"])
        assert (parameters["error"], parameters["state"], parameters["iss"]) == (
            "access_denied",
            "s",
            party.sandbox.issuer,
        )

    def test_login_page_escapes_client_input(self, party: Party) -> None:
        uri = party.push(login_hint="'><script>x</script>").json["request_uri"]
        page = call(party.sandbox, "GET", path_of(party.authorization_url(request_uri=uri)))
        assert b"<script>" not in page.body
        assert "default-src 'none'" in page.headers["content-security-policy"]

    def test_signed_in_browser_skips_login_page_until_logout(self, party: Party) -> None:
        plain = {"redirect_uri": CALLBACK, "response_type": "code"}
        url = path_of(party.authorization_url(**plain, prompt="none"))
        assert query_of(call(party.sandbox, "GET", url).headers["location"])["error"] == "login_required"
        page = call(party.sandbox, "GET", path_of(party.authorization_url(**plain)))
        form = {**fields_of(page), "username": "alice", "decision": "sign in"}
        signed_in = call(party.sandbox, "POST", "/sandbox/login", form=form)
        browser = {"Cookie": signed_in.headers["set-cookie"].partition(";")[0]}
        assert "code" in query_of(call(party.sandbox, "GET", url, headers=browser).headers["location"])
        out = f"/cis/oidc/session/end?client_id={party.client_id}&post_logout_redirect_uri=https://app.test/bye&state=9"
        answer = call(party.sandbox, "GET", out, headers=browser)
        assert (answer.status, answer.headers["location"]) == (303, "https://app.test/bye?state=9")
        assert query_of(call(party.sandbox, "GET", url, headers=browser).headers["location"])["error"] == (
            "login_required"
        )

    def test_logout_refuses_redirect_to_unregistered_host(self, party: Party) -> None:
        hint = party.tokens()["id_token"]
        for uri, status in (("https://app.test/", 303), ("https://elsewhere.test/", 400), ("https://[", 400)):
            path = f"/cis/oidc/session/end?id_token_hint={hint}&post_logout_redirect_uri={uri}"
            assert call(party.sandbox, "GET", path).status == status


class TestPlainRequests:
    def test_plain_request_yields_code(self, party: Party) -> None:
        url = party.authorization_url(redirect_uri=CALLBACK, response_type="code", state="1", **PKCE)
        parameters = query_of(party.sandbox.sign_in(url))
        assert party.redeem(parameters["code"]).status == 200

    def test_plain_request_of_client_that_must_push_is_refused(self, party: Party) -> None:
        party.sandbox.add_client(party.client_id, AuthMethod.SELF_SIGNED, redirect_uris=[CALLBACK], enforce_par=True)
        url = party.authorization_url(redirect_uri=CALLBACK, response_type="code", **PKCE)
        assert query_of(party.sandbox.sign_in(url))["error"] == "invalid_request"

    @pytest.mark.parametrize("redirect_uri", ["https://elsewhere.test/", f"{CALLBACK}/", ""])
    def test_unregistered_redirect_uri_is_not_redirected_to(self, party: Party, redirect_uri: str) -> None:
        path = path_of(party.authorization_url(redirect_uri=redirect_uri, response_type="code"))
        answer = call(party.sandbox, "GET", path)
        assert answer.status == 400
        assert "location" not in answer.headers

    def test_repeated_parameter_is_refused(self, party: Party) -> None:
        path = path_of(party.authorization_url(redirect_uri=CALLBACK)) + f"&redirect_uri={CALLBACK}"
        assert call(party.sandbox, "GET", path).status == 400
