"""mosaic authority, and a rotation whose certificates the local CA signs."""

from __future__ import annotations

import re

import pytest

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.models import Client
from tests.flows.rotating import end_overlap, manage
from tests.shell.rotation.rotation_output import steps


def test_ca_in_the_database_signs_without_an_operator(do, refuse, mosaic, environment):
    assert do("authority", "list") == ""
    certificate = do("authority", "add", "ours", "--subject", "CN=Our CA,O=Example", "--leaf-days", "7")
    assert certificate.startswith("-----BEGIN CERTIFICATE-----")
    assert "PRIVATE" not in certificate
    assert do("authority", "list").startswith("ours  CN=Our CA,O=Example  until 20")
    assert "already" in refuse("authority", "add", "ours", "--subject", "CN=Other")
    assert "cannot exceed the CA" in refuse("authority", "add", "x", "--subject", "CN=x", "--days", "1")
    manage(mosaic, environment)
    how = ("--auth-method", AuthMethod.CA_SIGNED.value, "--key-algorithm", "EC-P256", "--app-id", mosaic.app_id)
    options = (*how, "--publication", "management-api", "--certificate-authority", "ours", "--bound")
    do("client", "add", "ledger", "--environment", environment.name, "--client-id", "ledger.own", *options)
    mosaic.add_client("ledger.own", AuthMethod.CA_SIGNED)
    assert steps(do("rotate", "ledger")) == ["stage", "certify", "publish", "prove", "activate"]
    assert steps(do("rotate", "ledger")) == ["stage", "certify", "prove", "activate"]
    assert "retire" in steps(_rotated_after_overlap(do, "ledger"))
    credential = Client.objects.get(name="ledger").credentials.active().get()
    assert (credential.not_after - credential.not_before).days == 7


def _rotated_after_overlap(do, name):
    end_overlap(Client.objects.get(name=name))
    return do("rotate", name)


@pytest.mark.parametrize("days", ["1e7", "nan", "inf", "1e12", "-1e300", "40000"])
@pytest.mark.parametrize("option", ["--days", "--leaf-days"])
def test_authority_add_refuses_impossible_validity_in_one_line(refuse, db, option, days):
    line = refuse("authority", "add", "ours", "--subject", "CN=Our CA", f"{option}={days}")
    assert re.search("not a valid number of days|at most 100 years|validity of issued certificates", line)


def test_client_add_refuses_unknown_authority_and_lists_the_known_ones(refuse, eu):
    method = ("--auth-method", AuthMethod.CA_SIGNED.value, "--certificate-authority", "unknown")
    words = ("client", "add", "x", "--environment", eu, "--client-id", "x", *method)
    assert refuse(*words) == "There is no certificate authority 'unknown'. Known: none yet."
