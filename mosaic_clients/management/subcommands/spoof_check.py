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


def add_verbs(subparsers: Any) -> None:
    """Hang ``spoof-check`` in."""
    parser = subparsers.add_parser("spoof-check", help="forge client-certificate headers at a URL: do any get through?")
    parser.add_argument("url", help="https URL of a resource that a bound token may GET, as the public reaches it")
    parser.add_argument("--client", help="whose bound access token and certificate to forge with")
    parser.add_argument("--resource", metavar="URI", help="with --client: what its token is for; its own by default")
    parser.add_argument("--token-file", metavar="FILE", help="instead of --client: a bound access token, - for stdin")
    parser.add_argument("--certificate", metavar="FILE", help="the certificate that it is bound to, PEM")
    parser.add_argument("--key", metavar="FILE", help="its private key, for the control that must pass")
    parser.add_argument("--passphrase-file", metavar="FILE", help="of the private key")
    parser.add_argument(
        "--header", action="append", default=[], metavar="[FORMAT:]NAME", help="another header to forge; repeatable"
    )
    parser.add_argument("--trusted-ca", metavar="FILE", help="PEM that the URL's TLS is checked with, and nothing else")
    parser.add_argument("--allow-private", action="store_true", help="the host may be a loopback or private address")
    parser.add_argument("--timeout", type=_seconds, default=120.0, metavar="SECONDS", help="for all of it; 120")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(verb=check)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0
    if not 0 < seconds <= 86_400:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds")
    return seconds


@sensitive_variables()
def check(options: Options, shell: Shell) -> None:
    """Fire every forgery; raises CommandError where one gets through or the check proves nothing."""
    wanted = spoof_check.targets(options["header"])
    ca = read_text(options["trusted_ca"], "trusted CA") if options["trusted_ca"] else ""
    target = Target(options["url"], ca, options["allow_private"], options["timeout"])
    holder = _holder(options)
    shell.note(f"Forging the headers {', '.join(dict.fromkeys(header for header, _ in wanted))} at {target.url} …")
    findings = []
    for finding in spoof_check.fire(target, holder, wanted):
        findings.append(finding)
        if not options["json"]:
            shell.show(line(finding))
    if options["json"]:
        shell.show_json({"url": target.url, "fired": len(findings), "forgeries": [summary(each) for each in findings]})
    _require_refused(findings)
    shell.note(f"{len(findings)} forgeries, all refused; the certificate itself is let in.")


@sensitive_variables()
def _holder(options: Options) -> Holder:
    given = [name for name in _FILES if options[name]]
    if options["client"] and not given:
        return spoof_check.holder_of(client_registry.find(options["client"]), options["resource"])
    if options["client"] or given != list(_FILES):
        raise CommandError("Give either --client, or --token-file, --certificate and --key.", returncode=2)
    return spoof_check.holder_from(
        read_text(options["token_file"], "token file"),
        read_file(options["certificate"], "certificate"),
        read_file(options["key"], "private key"),
        read_passphrase(options["passphrase_file"]),
    )


def _require_refused(findings: list[Finding]) -> None:
    through = [finding for finding in findings if finding.verdict is Verdict.THROUGH]
    if through:
        headers = ", ".join(dict.fromkeys(finding.forgery.header for finding in through))
        raise CommandError(
            f"{len(through)} of {len(findings)} forgeries GOT THROUGH ({headers}): anybody who has a bound token and "
            "its certificate can use it without the key. Make the proxy remove these headers in every spelling."
        )
    unclear = sum(finding.verdict is Verdict.UNCLEAR for finding in findings)
    if unclear:
        raise CommandError(
            f"{unclear} of {len(findings)} forgeries were neither let in nor refused (redirected, throttled, failed): "
            "the check proves nothing for them."
        )


def line(finding: Finding) -> str:
    """A forgery as one line."""
    forgery = finding.forgery
    answers = f"without a certificate {status_text(finding.without)}, with another {status_text(finding.stranger)}"
    return f"{finding.verdict:<11}  {forgery.spelling}  ({forgery.encoding}): {answers}"


def summary(finding: Finding) -> dict[str, Any]:
    """A forgery as JSON."""
    return {
        "header": finding.forgery.header,
        "spelling": finding.forgery.spelling,
        "format": finding.forgery.encoding,
        "without_certificate": finding.without,
        "with_another_certificate": finding.stranger,
        "verdict": finding.verdict.name.lower(),
    }
