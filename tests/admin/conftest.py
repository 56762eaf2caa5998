"""Rows, operators and a local Mosaic for the admin tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client as Browser

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.models import CertificateAuthority, Client, Credential, Environment
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.clients import registry as client_registry
from mosaic_clients.services.credentials import staging
from mosaic_clients.services.environments import registry as environment_registry
from mosaic_clients.services.issuing import authorities
from mosaic_clients.services.rotation import runner as rotation_runner
from tests.admin.pages import VIEW
from tests.mosaic import activate, add_client, add_environment
from tests.pki import Pair
from tests.shell.material import leaf


@pytest.fixture
def environment(db: None) -> Environment:
    return add_environment_nowhere()


def add_environment_nowhere() -> Environment:
    """An environment at an address where no server listens."""
    return environment_registry.add(
        "nowhere",
        actor="test",
        base_url="https://127.0.0.1:9/cis",
        issuers=["https://nowhere.userid.test"],
        allow_private=True,
    )


@pytest.fixture
def client_row(environment: Environment) -> Client:
    return add_client_row(environment)


def add_client_row(environment: Environment) -> Client:
    """A self-signed client with EC keys, which are generated quickly."""
    return client_registry.add(
        "payments",
        environment,
        actor="test",
        client_id="payments-1",
        auth_method=AuthMethod.SELF_SIGNED.value,
        key_algorithm="EC-P256",
    )


@pytest.fixture
def staged(client_row: Client) -> Credential:
    """A staged, unproven credential of the self-signed client."""
    return staging.stage(client_row, actor="test")


@pytest.fixture
def ca_client(environment: Environment) -> Client:
    """A CA-signed client."""
    return client_registry.add(
        "ledger",
        environment,
        actor="test",
        client_id="ledger-1",
        auth_method=AuthMethod.CA_SIGNED.value,
        key_algorithm="EC-P256",
        subject="CN=ledger,O=Example",
    )


@pytest.fixture
def operator(db: None) -> Callable[..., Browser]:
    """Creates a staff user with these permissions, named after its role, and logs it in."""

    def make(role: str, *permissions: str, superuser: bool = False) -> Browser:
        user = User.objects.create_user(role, password="irrelevant", is_staff=True, is_superuser=superuser)
        granted = Permission.objects.filter(content_type__app_label="mosaic_clients", codename__in=permissions)
        assert granted.count() == len(permissions)
        user.user_permissions.set(granted)
        browser = Browser()
        browser.force_login(user)
        return browser

    return make


@pytest.fixture
def root(operator: Callable[..., Browser]) -> Browser:
    """A superuser."""
    return operator("root", superuser=True)


@pytest.fixture
def viewer(operator: Callable[..., Browser]) -> Browser:
    """A user who may view everything."""
    return operator("viewer", *VIEW)


@pytest.fixture(scope="session")
def mosaic() -> Iterator[Sandbox]:
    """A local Mosaic."""
    with Sandbox() as running:
        yield running


@pytest.fixture
def mosaic_environment(db: None, mosaic: Sandbox) -> Environment:
    """The environment of the local Mosaic."""
    return environment_registry.add(
        "sandbox",
        actor="test",
        base_url=mosaic.base_url,
        issuers=[mosaic.issuer],
        trusted_ca=mosaic.trusted_ca,
        allow_private=True,
    )


@pytest.fixture
def mosaic_client(mosaic: Sandbox, mosaic_environment: Environment) -> Client:
    """A client that is registered in the local Mosaic and has no key yet."""
    mosaic.add_client("shop-1", AuthMethod.SELF_SIGNED)
    return client_registry.add(
        "shop",
        mosaic_environment,
        actor="test",
        client_id="shop-1",
        auth_method=AuthMethod.SELF_SIGNED.value,
        key_algorithm="EC-P256",
        bound=True,
    )


@pytest.fixture
def managed(mosaic: Sandbox, db: None) -> Environment:
    """An environment with a management client."""
    environment = add_environment(mosaic, "managed")
    environment.management_client = add_client(mosaic, environment, "manager")
    activate(mosaic, environment.management_client)
    environment.save()
    return environment


@pytest.fixture
def rotating(mosaic: Sandbox, managed: Environment) -> Client:
    """An active self-signed client with a valid token. The management client publishes for it."""
    client = add_client(mosaic, managed, "rotating")
    assert rotation_runner.rotate(client, actor="test").failure is None
    token_refresh.current(client)
    return client


@pytest.fixture
def authority(db: None) -> CertificateAuthority:
    """A local CA."""
    spans = {"lifetime": timedelta(days=3650), "leaf_lifetime": timedelta(days=90)}
    return authorities.add_authority("issuing", subject_dn="CN=Issuing CA", actor="test", **spans)


@pytest.fixture
def pair() -> Pair:
    """A key and its self-signed certificate, to import."""
    return leaf(subject="CN=imported")
