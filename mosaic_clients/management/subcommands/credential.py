"""mosaic credential …"""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.errors import MosaicRefusal
from mosaic_clients.core.rotation.publication_method import PublicationMethod
from mosaic_clients.management import remedies
from mosaic_clients.management.shell import Options, Shell, read_file, read_passphrase
from mosaic_clients.management.subcommands.credential_export import add_export
from mosaic_clients.management.subcommands.rotation import walk_lines
from mosaic_clients.services import sessions
from mosaic_clients.services.clients import registry as client_registry
from mosaic_clients.services.credentials import activation, attachment, proving, staging, transitions
from mosaic_clients.services.diagnosis import doctor
from mosaic_clients.services.events import SHELL
from mosaic_clients.services.planning import manual_steps
from mosaic_clients.services.rotation import emergency_revocation


def add_verbs(subparsers: Any) -> None:
    """Hang every ``credential`` verb in."""
    verbs = subparsers.add_parser("credential", help="keys and certificates of a client").add_subparsers(required=True)

    def verb(name: str, does: Any, text: str) -> Any:
        parser = verbs.add_parser(name, help=text)
        parser.add_argument("client")
        parser.set_defaults(verb=does)
        return parser

    verb("stage", stage, "make a key, with its certificate or its CSR")
    attaching = verb("attach", attach, "give a CSR's key the CA's answer")
    attaching.add_argument("--chain", metavar="FILE", required=True, help="PEM, leaf first or not")
    importing = verb("import", import_, "take a key and certificate made elsewhere")
    importing.add_argument("--certificate", metavar="FILE", help="PEM, with its chain if CA-signed")
    importing.add_argument("--key", metavar="FILE", help="PEM private key; one file may hold both")
    importing.add_argument("--pkcs12", metavar="FILE", help="instead of --certificate and --key")
    importing.add_argument("--jwk", metavar="FILE", help="private JWK, with its x5c or --certificate")
    importing.add_argument("--passphrase-file", metavar="FILE", help="its first line opens the key")
    verb("prove", prove, "obtain one token with the staged credential")
    verb("rollback", roll_back, "put the credential that was in use before back to use")
    activating = verb("activate", activate, "put the staged credential to use")
    activating.add_argument("--unproven", action="store_true", help="without knowing that Mosaic accepts it")
    for name, does, text in (
        ("retire", retire, "end a credential's overlap, or discard a staged one"),
        ("revoke", revoke, "stop using a compromised credential at once"),
        ("destroy", destroy, "destroy the key of a retired credential before its time"),
    ):
        verb(name, does, text).add_argument("--kid", required=True, help="or its first characters")
    add_export(verbs)


def stage(options: Options, shell: Shell) -> None:
    """Make a key: the kid is printed for a self-signed client, the CSR for a CA-signed one."""
    client = client_registry.find(options["client"])
    shell.note(f"Making an {client.key_algorithm} key for {client.name} …")
    credential = staging.stage(client, actor=SHELL)
    if client.method is AuthMethod.SELF_SIGNED:
        shell.show(credential.kid)
        shell.note(remedies.render(manual_steps.publication_steps(client)))
    else:
        shell.show(credential.csr)
        shell.note(f"kid {credential.kid}. {remedies.render(manual_steps.certify_steps(client))}")


def attach(options: Options, shell: Shell) -> None:
    """Attach the CA's chain, and say what of it is new to Mosaic, and if it is not what was asked for."""
    client = client_registry.find(options["client"])
    credential = staging.attach(client, read_file(options["chain"], "chain"), actor=SHELL)
    shell.show(credential.kid)
    said = attachment.describe(credential)
    shell.note(f"Staged {credential.subject_dn}. {remedies.message(said.next_step)}")
    if said.warning:
        shell.note(f"Warning: {remedies.message(said.warning)}")


def import_(options: Options, shell: Shell) -> None:
    """Import PEM, PKCS#12 or JWK material."""
    given = [name for name in ("certificate", "key", "pkcs12", "jwk") if options[name]]
    if given not in (["certificate", "key"], ["certificate"], ["key"], ["pkcs12"], ["jwk"], ["certificate", "jwk"]):
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
    for doubt in staging.doubts(credential):
        shell.note(doubt)


def _read_pair(key: str | None, certificate: str | None) -> tuple[bytes, bytes]:
    """Private key and certificate, from two files or from one that holds both; raises CommandError."""
    data = read_file(key or certificate or "", "private key")
    return data, data if not key or not certificate or key == certificate else read_file(certificate, "certificate")


def prove(options: Options, shell: Shell) -> None:
    """Prove the staged credential; a refusal carries what to do where Mosaic does not know it yet."""
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
    """Revoke a credential, and walk its successor; raises CommandError where Mosaic did not revoke its tokens."""
    client = client_registry.find(options["client"])
    kid = transitions.by_kid(client, options["kid"]).kid
    revocation = emergency_revocation.revoke(client, kid, actor=SHELL)
    walk = revocation.run
    shell.show(kid)
    shell.note("Revoked: its key is destroyed, its tokens are dropped.")
    if revocation.for_the_authority:
        shell.note(remedies.message(revocation.for_the_authority))
    if client.publication == PublicationMethod.MANUAL and client.method is AuthMethod.SELF_SIGNED:
        shell.note(f"Take it out of Mosaic as well. {remedies.render(manual_steps.manual_steps(client))}")
    for line in walk_lines(client, walk) if walk else ():
        shell.note(line)
    if walk is not None and walk.failure is not None:
        shell.note(f"The successor is not in use yet: {remedies.message(walk.failure)}")
    if revocation.not_revoked:
        raise CommandError(revocation.not_revoked)


def destroy(options: Options, shell: Shell) -> None:
    """Destroy a key that is out of use."""
    client = client_registry.find(options["client"])
    shell.show(transitions.destroy_key(client, options["kid"], actor=SHELL).kid)


def roll_back(options: Options, shell: Shell) -> None:
    """Go back to the credential that was in use before."""
    shell.show(activation.roll_back(client_registry.find(options["client"]), actor=SHELL).kid)
