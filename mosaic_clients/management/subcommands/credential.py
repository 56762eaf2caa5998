"""mosaic credential …"""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import CommandError

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.errors import MosaicRefusal
from mosaic_clients.core.rotation.publication_method import PublicationMethod
from mosaic_clients.management import remedies
from mosaic_clients.management.shell import Options, Shell, Subcommand, read_file, read_passphrase
from mosaic_clients.management.subcommands.credential_export import add_export
from mosaic_clients.management.subcommands.rotation import run_lines
from mosaic_clients.services import sessions
from mosaic_clients.services.clients import registry as client_registry
from mosaic_clients.services.credentials import activation, attachment_advice, proving, staging, transitions
from mosaic_clients.services.diagnosis import doctor
from mosaic_clients.services.events import SHELL
from mosaic_clients.services.planning import manual_steps
from mosaic_clients.services.rotation import emergency_revocation


def add_subcommands(subparsers: Any) -> None:
    """Add ``credential`` and all of its subcommands."""
    credential = subparsers.add_parser("credential", help="keys and certificates of a client")
    subcommands = credential.add_subparsers(required=True)

    def add(name: str, function: Subcommand, text: str) -> Any:
        parser = subcommands.add_parser(name, help=text)
        parser.add_argument("client")
        parser.set_defaults(subcommand=function)
        return parser

    add("stage", stage, "generate a key, with its certificate or its CSR")
    parser = add("attach", attach, "attach the certificate chain that the CA issued for the CSR")
    parser.add_argument("--chain", metavar="FILE", required=True, help="PEM, leaf first or not")
    _add_import_options(add("import", import_, "import a key and certificate made elsewhere"))
    add("prove", prove, "obtain one token with the staged credential")
    add("rollback", roll_back, "activate the previous credential again")
    parser = add("activate", activate, "activate the staged credential")
    parser.add_argument("--unproven", action="store_true", help="even if Mosaic has not accepted it yet")
    for name, function, text in (
        ("retire", retire, "end a credential's overlap, or discard a staged one"),
        ("revoke", revoke, "stop using a compromised credential immediately"),
        ("destroy", destroy, "destroy the key of a retired credential early"),
    ):
        add(name, function, text).add_argument("--kid", required=True, help="the kid or its first characters")
    add_export(subcommands)


def _add_import_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--certificate", metavar="FILE", help="PEM, with its chain if CA-signed")
    parser.add_argument("--key", metavar="FILE", help="PEM private key; one file may hold both")
    parser.add_argument("--pkcs12", metavar="FILE", help="instead of --certificate and --key")
    parser.add_argument("--jwk", metavar="FILE", help="private JWK, with its x5c or --certificate")
    parser.add_argument("--passphrase-file", metavar="FILE", help="its first line decrypts the key")


def stage(options: Options, shell: Shell) -> None:
    """Generate a key. Prints the kid for a self-signed client, the CSR for a CA-signed one."""
    client = client_registry.find(options["client"])
    shell.note(f"Generating a key ({client.key_algorithm}) for {client.name} …")
    credential = staging.stage(client, actor=SHELL)
    if client.method is AuthMethod.SELF_SIGNED:
        shell.show(credential.kid)
        shell.note(remedies.render(manual_steps.publication_steps(client)))
    else:
        shell.show(credential.csr)
        shell.note(f"kid {credential.kid}. {remedies.render(manual_steps.certify_steps(client))}")


def attach(options: Options, shell: Shell) -> None:
    """Attach the chain, and note what Mosaic does not hold yet and how the certificate differs from the CSR."""
    client = client_registry.find(options["client"])
    credential = staging.attach(client, read_file(options["chain"], "chain"), actor=SHELL)
    shell.show(credential.kid)
    summary = attachment_advice.describe(credential)
    shell.note(f"Staged {credential.subject_dn}. {remedies.message(summary.next_step)}")
    if summary.warning:
        shell.note(f"Warning: {remedies.message(summary.warning)}")


def import_(options: Options, shell: Shell) -> None:
    """Import PEM, PKCS#12 or JWK material."""
    files = [name for name in ("certificate", "key", "pkcs12", "jwk") if options[name]]
    if files not in (["certificate", "key"], ["certificate"], ["key"], ["pkcs12"], ["jwk"], ["certificate", "jwk"]):
        raise CommandError(
            "Give either --certificate and --key, or --pkcs12, or --jwk (and --certificate).", returncode=2
        )
    client = client_registry.find(options["client"])
    passphrase = read_passphrase(options["passphrase_file"])
    if options["pkcs12"]:
        data = read_file(options["pkcs12"], "PKCS#12 file")
        credential = staging.import_pkcs12(client, data, passphrase=passphrase, actor=SHELL)
    elif options["jwk"]:
        certificate = read_file(options["certificate"], "certificate") if options["certificate"] else None
        credential = staging.import_jwk(
            client, read_file(options["jwk"], "JWK"), certificate_pem=certificate, actor=SHELL
        )
    else:
        key, certificate = _read_pair(options["key"], options["certificate"])
        credential = staging.import_pem(
            client, certificate_pem=certificate, key_pem=key, passphrase=passphrase, actor=SHELL
        )
    shell.show(credential.kid)
    for warning in staging.certificate_warnings(credential):
        shell.note(warning)


def _read_pair(key: str | None, certificate: str | None) -> tuple[bytes, bytes]:
    """Read private key and certificate, from two files or from one that holds both; raises CommandError."""
    data = read_file(key or certificate or "", "private key")
    return data, data if not key or not certificate or key == certificate else read_file(certificate, "certificate")


def prove(options: Options, shell: Shell) -> None:
    """Prove the staged credential. If Mosaic does not know it yet, the refusal says what to do."""
    client = client_registry.find(options["client"])
    shell.note(f"Asking {client.environment.endpoints.token} for a token …")
    try:
        credential = proving.prove(client, actor=SHELL)
    except MosaicRefusal as refusal:
        refusal.remedy = doctor.remedy_of_proof(client, refusal)
        raise
    shell.show(credential.kid)


def activate(options: Options, shell: Shell) -> None:
    """Activate the staged credential."""
    client = client_registry.find(options["client"])
    shell.show(activation.activate(client, actor=SHELL, unproven=options["unproven"]).kid)


def retire(options: Options, shell: Shell) -> None:
    """Retire a credential."""
    credential = transitions.retire(client_registry.find(options["client"]), options["kid"], actor=SHELL)
    sessions.close(credential)
    shell.show(credential.kid)


def revoke(options: Options, shell: Shell) -> None:
    """Revoke a credential and advance its successor; raises CommandError if Mosaic did not revoke every token."""
    client = client_registry.find(options["client"])
    kid = transitions.credential_by_kid(client, options["kid"]).kid
    revocation = emergency_revocation.revoke(client, kid, actor=SHELL)
    run = revocation.run
    shell.show(kid)
    shell.note("Revoked. Its key is destroyed and its tokens are deleted here.")
    if revocation.authority_advice:
        shell.note(remedies.message(revocation.authority_advice))
    if client.publication == PublicationMethod.MANUAL and client.method is AuthMethod.SELF_SIGNED:
        shell.note(f"Remove it from Mosaic as well. {remedies.render(manual_steps.manual_steps(client))}")
    for line in run_lines(client, run) if run else ():
        shell.note(line)
    if run is not None and run.failure is not None:
        shell.note(f"The successor is not active yet: {remedies.message(run.failure)}")
    if revocation.revocation_error:
        raise CommandError(revocation.revocation_error)


def destroy(options: Options, shell: Shell) -> None:
    """Destroy the key of a retired credential."""
    client = client_registry.find(options["client"])
    shell.show(transitions.destroy_key(client, options["kid"], actor=SHELL).kid)


def roll_back(options: Options, shell: Shell) -> None:
    """Activate the previous credential again."""
    shell.show(activation.roll_back(client_registry.find(options["client"]), actor=SHELL).kid)
