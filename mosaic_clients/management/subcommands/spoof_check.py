"""mosaic spoof-check"""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import CommandError
from django.views.decorators.debug import sensitive_variables

from mosaic_clients.core.forwarded_certificate.forgeries import Verdict
from mosaic_clients.management.shell import Options, Shell, read_file, read_passphrase, read_text
from mosaic_clients.services.clients import registry as client_registry
from mosaic_clients.services.diagnosis import spoof_check
from mosaic_clients.services.diagnosis.spoof_check import Finding, Holder, Target, status_text

_FILES = ("token_file", "certificate", "key")


def add_subcommands(subparsers: Any) -> None:
    """Add ``spoof-check``."""
    parser = subparsers.add_parser("spoof-check", help="check whether forged client-certificate headers reach a URL")
    parser.add_argument("url", help="public https URL of a resource that a bound token may GET")
    parser.add_argument("--client", help="the client whose bound access token and certificate are used")
    parser.add_argument(
        "--resource", metavar="URI", help="with --client: resource of the token; the client's resource by default"
    )
    parser.add_argument("--token-file", metavar="FILE", help="instead of --client: a bound access token; - for stdin")
    parser.add_argument("--certificate", metavar="FILE", help="the certificate that the token is bound to, PEM")
    parser.add_argument("--key", metavar="FILE", help="its private key, for the control request that must succeed")
    parser.add_argument("--passphrase-file", metavar="FILE", help="its first line decrypts the private key")
    parser.add_argument(
        "--header",
        action="append",
        default=[],
        metavar="[FORMAT:]NAME",
        help="forge this header as well; may be repeated",
    )
    parser.add_argument("--trusted-ca", metavar="FILE", help="PEM; the only CA that is trusted for the URL")
    parser.add_argument("--allow-private", action="store_true", help="allow a loopback or private address")
    parser.add_argument(
        "--timeout", type=_seconds, default=120.0, metavar="SECONDS", help="for the whole check; 120 by default"
    )
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(subcommand=check)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0
    if not 0 < seconds <= 86_400:
        raise argparse.ArgumentTypeError(f"{text!r} is not a valid number of seconds")
    return seconds


@sensitive_variables()
def check(options: Options, shell: Shell) -> None:
    """Send every forgery; raises CommandError if one is accepted or the check proves nothing."""
    targets = spoof_check.targets(options["header"])
    ca = read_text(options["trusted_ca"], "trusted CA") if options["trusted_ca"] else ""
    target = Target(options["url"], ca, options["allow_private"], options["timeout"])
    holder = _holder(options)
    shell.note(f"Forging the headers {', '.join(dict.fromkeys(header for header, _ in targets))} at {target.url} …")
    findings = []
    for finding in spoof_check.send_forgeries(target, holder, targets):
        findings.append(finding)
        if not options["json"]:
            shell.show(line(finding))
    if options["json"]:
        shell.show_json({"url": target.url, "fired": len(findings), "forgeries": [summary(each) for each in findings]})
    _require_refused(findings)
    shell.note(f"{len(findings)} forgeries, all refused; the request with the real certificate is accepted.")


@sensitive_variables()
def _holder(options: Options) -> Holder:
    files = [name for name in _FILES if options[name]]
    if options["client"] and not files:
        return spoof_check.holder_of(client_registry.find(options["client"]), options["resource"])
    if options["client"] or files != list(_FILES):
        raise CommandError("Give either --client, or --token-file, --certificate and --key.", returncode=2)
    return spoof_check.holder_from(
        read_text(options["token_file"], "token file"),
        read_file(options["certificate"], "certificate"),
        read_file(options["key"], "private key"),
        read_passphrase(options["passphrase_file"]),
    )


def _require_refused(findings: list[Finding]) -> None:
    accepted = [finding for finding in findings if finding.verdict is Verdict.THROUGH]
    if accepted:
        headers = ", ".join(dict.fromkeys(finding.forgery.header for finding in accepted))
        raise CommandError(
            f"{len(accepted)} of {len(findings)} forgeries GOT THROUGH ({headers}): anyone who has a bound token and "
            "its certificate can use it without the key. Make the proxy remove these headers in every spelling."
        )
    unclear = sum(finding.verdict is Verdict.UNCLEAR for finding in findings)
    if unclear:
        raise CommandError(
            f"{unclear} of {len(findings)} forgeries were neither accepted nor refused (redirected, throttled or "
            "failed). The check proves nothing for them."
        )


def line(finding: Finding) -> str:
    """Describe a forgery and its results in one line."""
    forgery = finding.forgery
    without, stranger = status_text(finding.without), status_text(finding.stranger)
    results = f"without a certificate {without}, with another {stranger}"
    return f"{finding.verdict:<11}  {forgery.spelling}  ({forgery.encoding}): {results}"


def summary(finding: Finding) -> dict[str, Any]:
    """Return a forgery and its results for JSON."""
    return {
        "header": finding.forgery.header,
        "spelling": finding.forgery.spelling,
        "format": finding.forgery.encoding,
        "without_certificate": finding.without,
        "with_another_certificate": finding.stranger,
        "verdict": finding.verdict.name.lower(),
    }
