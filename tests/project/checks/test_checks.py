"""Tests the system checks of settings and deployment. Production does not start with an error."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import checks as django_checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from mosaic_clients import checks
from project.checks import check_embedded_defaults, require_production_settings
from tests.project.checks.check_ids import KEY, ids

PRODUCTION = {"DJANGO_SECRET_KEY": "x" * 60, "MOSAIC_ENCRYPTION_KEYS": KEY}


def test_valid_settings_pass(settings: Any) -> None:
    valid = {"CLIENT_CERTIFICATE": "nginx", "TRUSTED_PROXIES": ("10.0.0.7",), "REQUIRE_BOUND_TOKENS": True}
    assert ids(checks.check_settings, settings, **valid) == []
    assert ids(checks.check_production, settings, **valid) == []
    assert ids(checks.check_settings, settings, CLIENT_CERTIFICATE="wsgi", TRUSTED_PROXIES=()) == []


def test_e001_reports_unknown_setting(settings: Any) -> None:
    assert ids(checks.check_settings, settings, ENCRYPTION_KEY=KEY) == ["mosaic_clients.E001"]


@pytest.mark.parametrize("keys", [(), ("short",), (KEY, "not base64 !"), (KEY[:-2],)])
def test_e002_reports_missing_or_invalid_encryption_key(keys: tuple[str, ...], settings: Any) -> None:
    assert ids(checks.check_settings, settings, ENCRYPTION_KEYS=keys) == ["mosaic_clients.E002"]


def test_e002_hint_names_setting(settings: Any) -> None:
    settings.MOSAIC_CLIENTS = {}
    (message,) = checks.check_settings(None)
    assert 'MOSAIC_CLIENTS["ENCRYPTION_KEYS"]' in (message.hint or "")


def test_e003_reports_encryption_key_equal_to_secret_key(settings: Any) -> None:
    settings.SECRET_KEY = KEY
    assert ids(checks.check_settings, settings, ENCRYPTION_KEYS=(KEY,)) == ["mosaic_clients.E003"]


@pytest.mark.parametrize(
    "values",
    [
        {"CLIENT_CERTIFICATE": "pigeon"},
        {"CLIENT_CERTIFICATE": "nginx:Two Words", "TRUSTED_PROXIES": ("10.0.0.7",)},
        {"CLIENT_CERTIFICATE": "nginx", "TRUSTED_PROXIES": ()},
        {"CLIENT_CERTIFICATE": "wsgi:HTTP_X_SSL_CLIENT_CERT", "TRUSTED_PROXIES": ()},
        {"TRUSTED_PROXIES": ("proxy.example",)},
        {"TRUSTED_PROXIES": ("10.0.0.1/8",)},
    ],
    ids=str,
)
def test_e004_reports_invalid_certificate_source_or_proxies(values: dict[str, Any], settings: Any) -> None:
    assert ids(checks.check_settings, settings, **values) == ["mosaic_clients.E004"]


@pytest.mark.parametrize("leeway", [-1, 301, 10**6])
def test_e005_reports_leeway_out_of_range(leeway: int, settings: Any) -> None:
    assert ids(checks.check_settings, settings, LEEWAY=leeway) == ["mosaic_clients.E005"]
    assert ids(checks.check_settings, settings, LEEWAY=300) == []


def test_e006_reports_required_binding_without_certificate_source(settings: Any) -> None:
    assert ids(checks.check_production, settings, REQUIRE_BOUND_TOKENS=True) == ["mosaic_clients.E006"]


@pytest.mark.parametrize(
    "network",
    ["0.0.0.0/0", "::/0", "::ffff:0:0/96", "8.0.0.0/5", "2000::/3", "0.0.0.0/1,128.0.0.0/1",
     ",".join(f"{number}.0.0.0/8" for number in range(64, 128))],
)  # fmt: skip
def test_e007_reports_too_wide_trusted_network(network: str, settings: Any) -> None:
    assert ids(checks.check_production, settings, TRUSTED_PROXIES=("10.0.0.7", *network.split(","))) == [
        "mosaic_clients.E007"
    ]


def test_private_and_provider_networks_can_be_trusted(settings: Any) -> None:
    own = ("10.0.0.0/8", "172.16.0.0/12", "fc00::/7", "192.168.0.0/16", "104.16.0.0/13", "2606:4700::/32", "unix")
    assert ids(checks.check_production, settings, TRUSTED_PROXIES=own) == []


@pytest.mark.parametrize("values", [{"NO_SUCH": 1}, {"TRUSTED_PROXIES": ("nonsense",)}], ids=str)
def test_production_check_leaves_invalid_settings_to_settings_check(values: dict[str, Any], settings: Any) -> None:
    assert ids(checks.check_production, settings, **values) == []
    assert ids(checks.check_settings, settings, **values) != []


def test_check_ids_are_unique() -> None:
    """Only E002 and E004 each have two messages for one misconfiguration."""
    folder = Path(checks.__file__).parents[1]
    uses = Counter(
        number
        for path in folder.rglob("*.py")
        for number in re.findall(r'id="mosaic_clients\.([EW][0-9]{3})"', path.read_text())
    )
    assert {number for number, count in uses.items() if count > 1} == {"E002", "E004"}
    assert len({number[1:] for number in uses}) == len(uses)


@pytest.mark.django_db
def test_checks_are_registered(settings: Any) -> None:
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "LEEWAY": -1, "REQUIRE_BOUND_TOKENS": True}
    default_ids = {message.id for message in django_checks.run_checks(tags=["mosaic"])}
    assert default_ids == {"mosaic_clients.E005"}
    deploy_ids = {message.id for message in django_checks.run_checks(tags=["mosaic"], include_deployment_checks=True)}
    assert {"mosaic_clients.E005", "mosaic_clients.E006", "project.E001", "project.E002"} <= deploy_ids
    with pytest.raises(SystemCheckError, match=r"mosaic_clients\.E005"):
        call_command("check")


@pytest.fixture
def production(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Complete production settings. A separate object, because Django warns when DATABASES changes."""
    for name, value in PRODUCTION.items():
        monkeypatch.setenv(name, value)
    settings = SimpleNamespace(
        CELERY_BROKER_URL="redis://127.0.0.1:6379/9",
        DATABASES={"default": {"ENGINE": "django.db.backends.postgresql"}},
        CACHES={"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache"}},
        ADMINS=["operators@mosaic.example"],
    )
    monkeypatch.setattr("project.checks.settings", settings)
    return settings


def test_complete_production_settings_pass(production: SimpleNamespace) -> None:
    assert check_embedded_defaults(None) == []


@pytest.mark.parametrize(
    ("variable", "check_id"), [("DJANGO_SECRET_KEY", "project.E001"), ("MOSAIC_ENCRYPTION_KEYS", "project.E002")]
)
def test_e001_e002_report_generated_secrets(
    variable: str, check_id: str, production: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, "")
    (message,) = check_embedded_defaults(None)
    assert (message.id, variable in message.msg) == (check_id, True)


def test_e003_reports_file_broker(production: SimpleNamespace) -> None:
    production.CELERY_BROKER_URL = "filesystem://localhost"
    assert [message.id for message in check_embedded_defaults(None)] == ["project.E003"]


def test_w004_w005_report_sqlite_and_local_cache(production: SimpleNamespace) -> None:
    production.DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3"}}
    production.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    messages = check_embedded_defaults(None)
    assert [(message.id, message.is_serious()) for message in messages] == [
        ("project.W004", False),
        ("project.W005", False),
    ]


def test_i006_reports_missing_admins(production: SimpleNamespace) -> None:
    production.ADMINS = []
    (message,) = check_embedded_defaults(None)
    assert (message.id, message.is_serious()) == ("project.I006", False)
    assert "DJANGO_ADMINS" in (message.hint or "")


@pytest.mark.django_db
def test_embedded_defaults_are_refused_except_with_embedded_or_debug(settings: Any) -> None:
    with pytest.raises(SystemCheckError, match=r"(?s)Refusing to start.*project\.E001.*DJANGO_EMBEDDED=true"):
        require_production_settings()
    settings.EMBEDDED = True
    require_production_settings()
    settings.EMBEDDED, settings.DEBUG = False, True
    require_production_settings()
