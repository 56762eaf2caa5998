"""An identity that OpenSSL does not accept is refused with our own error."""

from __future__ import annotations

import pytest

from mosaic_clients.core.errors import MaterialRefused
from mosaic_clients.core.pki.certificates import read_facts
from mosaic_clients.core.pki.identity import Identity
from mosaic_clients.transport.tls import client_context
from tests.pki import issue, new_ec_key


def test_mismatched_pair_is_refused_in_one_line():
    certificate = issue().certificate
    with pytest.raises(MaterialRefused, match="KEY_VALUES_MISMATCH") as caught:
        client_context(Identity(new_ec_key(), (certificate,), read_facts(certificate)))
    assert caught.value.code == "unfit_for_tls"
    assert caught.value.description.isprintable()
