"""The lifecycle of a credential: the allowed moves, and no others."""

from itertools import product

import pytest

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.errors import MoveRefused
from mosaic_clients.core.rotation.lifecycle import IN_KEY_SET, MOVES, PENDING, USABLE, CredentialStatus, require_move

S = CredentialStatus
ALLOWED = {
    (S.AWAITING_CERTIFICATE, S.STAGED),
    (S.STAGED, S.ACTIVE),
    (S.ACTIVE, S.RETIRING),
    (S.RETIRING, S.ACTIVE),  # rolled back
    (S.RETIRING, S.RETIRED),
    (S.AWAITING_CERTIFICATE, S.RETIRED),  # discarded
    (S.STAGED, S.RETIRED),
    *((status, S.REVOKED) for status in S if status is not S.REVOKED),
}


@pytest.mark.parametrize(("current", "wanted"), sorted(ALLOWED))
def test_require_move_accepts_allowed_moves(current, wanted):
    assert require_move(current, wanted) is None


@pytest.mark.parametrize(("current", "wanted"), sorted(set(product(S, S)) - ALLOWED))
def test_require_move_refuses_other_moves_and_names_the_allowed_ones(current, wanted):
    with pytest.raises(MoveRefused) as caught:
        require_move(current, wanted)
    assert f"that is {current} cannot become {wanted}" in str(caught.value)
    for allowed in MOVES[current]:
        assert allowed in str(caught.value)


def test_revoked_credential_has_no_allowed_moves():
    with pytest.raises(MoveRefused, match="no other status"):
        require_move(S.REVOKED, S.ACTIVE)


def test_key_set_has_exactly_the_usable_keys():
    assert {S.STAGED, S.ACTIVE, S.RETIRING} == IN_KEY_SET == USABLE
    assert {S.AWAITING_CERTIFICATE, S.STAGED} == PENDING


def test_auth_methods_are_the_names_of_rfc_8705():
    assert {str(method) for method in AuthMethod} == {"self_signed_tls_client_auth", "tls_client_auth"}
