"""Empties the database after a test that commits.

Django truncates every table and then creates the same content types and permissions again. Both take longer than many a
test. Here the rows are deleted, and content types and permissions stay.
"""

from __future__ import annotations

import pytest
from django.db import connections, transaction
from django.test import TransactionTestCase

KEPT = {"django_content_type", "auth_permission"}
"""The tables that Django fills again after it emptied them."""


@pytest.fixture(autouse=True, scope="session")
def _fast_flush() -> None:
    """Replace what Django does after each test with ``transaction=True``."""
    TransactionTestCase._fixture_teardown = _delete_rows  # type: ignore[attr-defined]


def _delete_rows(test: TransactionTestCase) -> None:
    for alias in test._databases_names(include_mirrors=False):  # type: ignore[attr-defined]
        connection = connections[alias]
        tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
        # Foreign keys are checked at the end of the transaction, so that the order is irrelevant.
        with transaction.atomic(using=alias), connection.cursor() as cursor:
            for table in sorted(set(tables) - KEPT):
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")
