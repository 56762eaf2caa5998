"""An alert has a kind and foreign keys. Until now its subject was a text that encoded what it is about.

That text stays as the deduplication key, unchanged, so that nothing already sent is sent again.
"""

from uuid import UUID

import django.db.models.deletion
from django.db import migrations, models

CHUNK = 500


def fill(apps, schema_editor):
    """Set the new columns of every row from its old subject text."""
    alias = schema_editor.connection.alias
    alerts = apps.get_model("mosaic_clients", "Alert").objects.using(alias)
    pks = list(alerts.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(pks), CHUNK):
        rows = list(alerts.filter(pk__in=pks[start : start + CHUNK]))
        owners = _Owners(apps, alias, {owner for row in rows if (owner := _read(row.deduplication_key)[2])})
        for row in rows:
            _describe(row, owners)
            row.save(using=alias)


def _read(subject):
    """Kind, fingerprint and primary key that a subject text names; None for no primary key."""
    first, _, rest = subject.partition(":")
    kind = {"proof": "proof_overdue", "signing-keys": "signing_keys"}.get(first, "certificate_expiry")
    try:
        owner = UUID(rest.partition(":")[0])
    except ValueError:
        owner = None
    return kind, first[:43] if kind == "certificate_expiry" else "", owner


class _Owners:
    """The rows that subject texts name, as far as they still exist: five queries for a chunk."""

    def __init__(self, apps, alias, pks):
        def values(model, *names, **where):
            rows = apps.get_model("mosaic_clients", model).objects.using(alias)
            return rows.filter(**(where or {"pk__in": pks})).values_list(*names)

        self.clients = dict(values("Client", "pk", "name"))
        self.authorities = dict(values("CertificateAuthority", "pk", "name"))
        self.environments = dict(values("Environment", "pk", "name"))
        self.key_sets = {pk: rest for pk, *rest in values("SigningKeySet", "pk", "environment", "environment__name")}
        columns = ("pk", "kid", "client", "client__name", "x5t_s256")
        credentials = [*values("Credential", *columns), *values("Credential", *columns, client__in=self.clients)]
        self.credentials = {pk: (kid, client, name) for pk, kid, client, name, _ in credentials}
        self.by_fingerprint = {(x5t_s256, client): pk for pk, _, client, _, x5t_s256 in credentials}


def _describe(row, owners):
    """Set kind, foreign keys and label; a row of an object that is gone keeps a label that says so."""
    row.kind, row.fingerprint, owner = _read(row.deduplication_key)
    if row.kind == "signing_keys" and owner in owners.key_sets:
        row.environment_id, name = owners.key_sets[owner]
        label = f"The signing keys of environment {name}"
    elif row.kind == "proof_overdue" and owner in owners.credentials:
        kid, row.client_id, name = owners.credentials[owner]
        row.credential_id, label = owner, f"The new credential {kid[:12]}… of client {name}"
    elif row.kind == "certificate_expiry":
        label = _describe_certificate(row, owner, owners)
    else:
        label = f"A deleted {'environment' if row.kind == 'signing_keys' else 'credential'}"
    row.subject_label, row.title = label, f"{label}: {row.threshold}"


def _describe_certificate(row, owner, owners):
    if owner in owners.clients:
        row.client_id, name = owner, owners.clients[owner]
        row.credential_id = owners.by_fingerprint.get((row.fingerprint, owner))
        return f"A certificate of client {name}" if row.credential_id else f"An issuer in the chain of client {name}"
    if owner in owners.authorities:
        row.certificate_authority_id = owner
        return f"Certificate authority {owners.authorities[owner]}"
    if owner in owners.environments:
        row.environment_id = owner
        return f"The trusted CA of environment {owners.environments[owner]}"
    return f"A certificate of a deleted object ({row.fingerprint[:12]}…)"


def _link(model):
    return models.ForeignKey(
        blank=True,
        null=True,
        on_delete=django.db.models.deletion.SET_NULL,
        related_name="alerts",
        to=f"mosaic_clients.{model}",
    )


class Migration(migrations.Migration):
    dependencies = [("mosaic_clients", "0004_client_alternative_names")]

    operations = [
        migrations.RemoveConstraint("alert", "one_alert_per_threshold"),
        migrations.RenameField("alert", "subject", "deduplication_key"),
        migrations.AlterField("alert", "deduplication_key", models.CharField(editable=False, max_length=100)),
        migrations.AddConstraint(
            "alert",
            models.UniqueConstraint(fields=("deduplication_key", "threshold"), name="one_alert_per_threshold"),
        ),
        migrations.AddField(
            "alert",
            "kind",
            models.CharField(
                choices=[
                    ("certificate_expiry", "A certificate ends"),
                    ("proof_overdue", "Mosaic has not accepted a new credential"),
                    ("signing_keys", "Signing keys cannot be fetched"),
                ],
                default="certificate_expiry",
                max_length=32,
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            "alert",
            "subject_label",
            models.CharField("subject", default="", max_length=200),
            preserve_default=False,
        ),
        migrations.AddField("alert", "title", models.TextField(default=""), preserve_default=False),
        migrations.AddField("alert", "text", models.TextField(blank=True, default="")),
        migrations.AddField(
            "alert",
            "fingerprint",
            models.CharField("x5t#S256", blank=True, db_index=True, default="", max_length=43),
        ),
        migrations.AddField("alert", "client", _link("client")),
        migrations.AddField("alert", "credential", _link("credential")),
        migrations.AddField("alert", "certificate_authority", _link("certificateauthority")),
        migrations.AddField("alert", "environment", _link("environment")),
        # Last, so that no statement changes the table behind the writes. The keys need no reverse: they are unchanged.
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
