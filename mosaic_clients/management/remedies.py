"""Remedies as the shell prints them: with the command to run."""

from __future__ import annotations

import shlex

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.remedies import Explained, Remedy, RemedyKind
from mosaic_clients.core.remedy_texts import NEUTRAL, prose

TEXTS = NEUTRAL | {
    RemedyKind.STAGE: "Stage a credential first: run `mosaic credential stage {name}`.",
    RemedyKind.ATTACH_CERTIFICATE: "Have the output of `mosaic csr {name}` signed, then run `mosaic credential attach "
    "{name} --chain FILE`.",
    RemedyKind.REGISTER_AND_CONFIRM: "Register {output} at Mosaic, then run `mosaic publish {name} --confirm`.",
    RemedyKind.WITHDRAW_AND_CONFIRM: "Remove {material} of {client_id} from Mosaic, then run `mosaic publish "
    "{name} --confirm`.",
    RemedyKind.PUBLISH: "Publish {material}: run `mosaic publish {name}`.",
    RemedyKind.PROVE: "Prove the staged credential: run `mosaic credential prove {name}`.",
    RemedyKind.ACTIVATE: "Activate it: run `mosaic credential activate {name}`.",
    RemedyKind.CHECK_CONNECTION: "Find the cause: run `mosaic doctor {name}`.",
    RemedyKind.ROTATE: "Make a new credential: run `mosaic rotate {name}`.",
    RemedyKind.ROTATE_OR_RETIRE: "Run `mosaic rotate {name}` again, or run `mosaic credential retire {name} --kid "
    "{key}`.",
    RemedyKind.ACTIVATE_OR_RETIRE: "Run `mosaic credential activate {name}`, or discard it: run `mosaic credential "
    "retire {name} --kid {key}`.",
    RemedyKind.RETIRE: "Retire it: run `mosaic credential retire {name} --kid {key}`.",
    RemedyKind.SET_APPLICATION_ID: "Set the application ID: `--app-id ID`.",
    RemedyKind.BIND_TOKENS: "Turn token binding on, in Mosaic first, then here: run `mosaic client set {name} "
    "--bound`.",
    RemedyKind.MATCH_TOKEN_BINDING: "Turn token binding on for {client_id} in Mosaic, or off here: run "
    "`mosaic client set {name} --no-bound`.",
    RemedyKind.CHANGE_SUBJECT_DN: "Choose another subject DN (`mosaic client set {name} --subject DN`), retire a "
    "credential that is in progress, then run `mosaic rotate {name}`.",
    RemedyKind.CHANGE_RESOURCE: "Attach {resource} to {client_id} in Mosaic, or change it here: "
    "run `mosaic client set {name} --resource URI`.",
    RemedyKind.MEET_FAPI: "Correct what the message names, or run `mosaic client set {name} --no-fapi`.",
    RemedyKind.LIST_CLIENTS: "Run `mosaic client list` to see all of them.",
    RemedyKind.ALLOW_PRIVATE_ADDRESSES: "If the host is yours, allow private addresses: run `mosaic environment change "
    "{place} --allow-private`.",
    RemedyKind.ADD_TRUSTED_CA: "Add the server's CA: run `mosaic environment change {place} --trusted-ca FILE`.",
    RemedyKind.SET_MANAGEMENT_CLIENT: "Set a management client for {environment} (`mosaic environment set-manager "
    "{place} CLIENT`), or publish manually.",
    RemedyKind.DISCOVER_ENDPOINTS: "Take the endpoints from the discovery document, because mTLS may have its own host "
    "or port: run `mosaic environment discover {place} --use`.",
    RemedyKind.CHECK_TOKEN_ENDPOINT: "Check the token endpoint of {environment}; `mosaic environment change {place} "
    "--base-url URL` changes where it is.",
    RemedyKind.ADD_ISSUER: "If the issuer is Mosaic's own, add it: run `mosaic environment change {place}` with "
    "`--issuer ISS` once for each issuer, old and new.",
    RemedyKind.ADD_AUDIENCE: "If the audience is intended, add it: run `mosaic environment change {place}` with "
    "`--audience AUD` once for each audience.",
    RemedyKind.ACCEPT_ALGORITHM: "Add the algorithm: run `mosaic environment change {place}` with `--algorithm ALG` "
    "once for each algorithm.",
    RemedyKind.LIMIT_ALGORITHMS: "Accept only the algorithm that Mosaic signs with: run `mosaic environment change "
    "{place} --algorithm PS256`.",
    RemedyKind.ACCEPT_TOKEN_TYPE: "Add the token type: run `mosaic environment change {place}` with `--token-type TYP` "
    "once for each type.",
    RemedyKind.CHECK_SIGNING_KEYS: "Find out why the signing keys cannot be fetched: run `mosaic signing-keys refresh "
    "{place}`.",
    RemedyKind.ALLOW_PRIVATE_TARGET: "If the host is yours, repeat this with `--allow-private`.",
    RemedyKind.ALLOW_MORE_TIME: "Allow more with `--timeout SECONDS`.",
}
_OUTPUT = {
    AuthMethod.SELF_SIGNED: "the output of `mosaic jwks {name}`",
    AuthMethod.CA_SIGNED: "the outputs of `mosaic chain {name}` and `mosaic subject-dn {name}`",
    None: "the current material",
}


def render(remedy: Remedy | None) -> str:
    """Render a remedy and those after it, one sentence each; empty for None."""
    return " ".join(TEXTS[step.kind].format_map(_values(step)) for step in remedy or ())


def message(explained: Explained) -> str:
    """Render what happened, why, and what to run."""
    return f"{explained.description} {render(explained.remedy)}".rstrip()


def _values(remedy: Remedy) -> dict[str, str]:
    names = {
        "name": shlex.quote(remedy.client) if remedy.client else "CLIENT",
        "place": shlex.quote(remedy.environment) if remedy.environment else "ENVIRONMENT",
        "key": shlex.quote(remedy.kid) if remedy.kid else "KID",
    }
    return {**prose(remedy), **names, "output": _OUTPUT[remedy.auth_method].format_map(names)}
