"""Hostile tokens by the rule that they break. Each is made when it is sent, so that its times are current."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from collections.abc import Callable
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.core.tokens import DROP, KEYS, b64, jwk_of
from tests.hostile.tokens import HEADER, ISSUER, LEAF, bearer, mac, payload, raw
from tests.pki import ec_key, issue, rsa_key

STRANGER = ec_key(7)


def _public(form: Encoding, kind: PublicFormat) -> bytes:
    return KEYS["rsa"].public_key().public_bytes(form, kind)


def _own_key(**header: Any) -> str:
    return bearer(header={"kid": DROP, **header}, key=STRANGER)


def _with_signature(change: Callable[[bytes], bytes], algorithm: str = "ES256") -> str:
    head, _, signature = bearer(algorithm=algorithm).rpartition(".")
    return f"{head}.{b64(change(base64.urlsafe_b64decode(signature + '==')))}"


def _spelled(change: Callable[[list[str]], list[str]]) -> str:
    return ".".join(change(bearer().split(".")))


_KINDS = [(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo), (Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
          (Encoding.PEM, PublicFormat.PKCS1), (Encoding.OpenSSH, PublicFormat.OpenSSH)]  # fmt: skip
_X5T = {"x5t#S256": LEAF.x5t_s256}
_CHAIN = [base64.b64encode(issue("CN=mine", key=STRANGER).der).decode()]

TOKENS: dict[str, Callable[[], str]] = {
    **{f"T1 alg {name!r}": lambda name=name: bearer(header={"alg": name}, signature=b"")
       for name in ("none", "None", "NONE", "nOnE", "", " none", "none\0", None, 0, [], ["ES256"], {"alg": "ES256"})},
    "T1 none with a signature": lambda: bearer(header={"alg": "none"}),
    "T1 no alg at all": lambda: bearer(header={"alg": DROP}),
    **{f"T2 the public key as a secret, form {index}": lambda kind=kind: mac(_public(*kind))
       for index, kind in enumerate(_KINDS)},
    **{f"T2 {name} with the JWK": lambda name=name: mac(json.dumps(jwk_of(KEYS["rsa"])).encode(), name)
       for name in ("HS256", "HS384", "HS512")},
    "T2 an empty secret": lambda: mac(b""),
    "T3 jwk": lambda: _own_key(jwk=jwk_of(STRANGER)),
    "T3 jwk and the kid of a valid key": lambda: bearer(header={"jwk": jwk_of(STRANGER)}, key=STRANGER),
    **{f"T3 {name}": lambda name=name: _own_key(**{name: "https://127.0.0.1:9/keys"}) for name in ("jku", "x5u")},
    "T3 x5c": lambda: _own_key(x5c=_CHAIN),
    "T3 x5t": lambda: _own_key(**{"x5t#S256": LEAF.x5t_s256}),
    "T4 JSON serialization": lambda: json.dumps({"payload": b64(payload()), "signatures": []}),
    "T4 polyglot": lambda: '{"a":"' + bearer() + '"}',
    "T4 five segments": lambda: bearer() + ".AAAA.AAAA",
    "T4 four segments": lambda: bearer() + ".",
    "T4 two segments": lambda: bearer().rpartition(".")[0],
    "T4 one segment": lambda: "eyJhbGciOiJFUzI1NiJ9",
    "T5 zero and zero": lambda: _with_signature(lambda _: bytes(64)),
    "T5 zero length": lambda: _with_signature(lambda _: b""),
    "T5 DER instead of r and s": lambda: bearer(
        signature=KEYS["ec"].sign(b"x", ec.ECDSA(hashes.SHA256()))
    ),
    **{f"T5 signature of {size} bytes": lambda size=size: _with_signature(lambda s: (s * 3)[:size])
       for size in (1, 63, 65, 96, 128)},
    "T6 an unknown key under a valid kid": lambda: bearer(key=STRANGER),
    "T6 no kid where there are many keys": lambda: bearer(header={"kid": DROP}),
    **{f"T6 kid {kid!r}": lambda kid=kid: bearer(header={"kid": kid})
       for kid in ("EC", "ec ", " ec", "ec\0", "", 0, True, ["ec"], {"kid": "ec"}, "x" * 300, "../ec", "e\u200bc")},
    "T7 PS256 on a key of RS256 family with another salt": lambda: bearer(algorithm="RS256", header={"alg": "PS256"}),
    "T7 ES256 on P-384": lambda: bearer(header={"kid": "ec384"}, key=KEYS["ec384"]),
    "T7 ES384 on P-256": lambda: bearer(header={"alg": "ES384"}),
    "T7 RS256 on an EC key": lambda: bearer(header={"alg": "RS256"}),
    "T7 EdDSA under an RSA kid": lambda: bearer(algorithm="EdDSA", header={"kid": "rsa"}),
    "T7 Ed25519 under a P-521 kid": lambda: bearer(algorithm="Ed25519", header={"kid": "ec521"}),
    "T7 ES512 on P-384": lambda: bearer(header={"alg": "ES512", "kid": "ec384"}, key=KEYS["ec384"]),
    "T7 ES384 on P-521": lambda: bearer(header={"alg": "ES384", "kid": "ec521"}, key=KEYS["ec521"]),
    **{f"T7 {name}": lambda name=name: bearer(header={"alg": name})
       for name in ("RS384", "RS512", "PS384", "PS512", "ES512", "ES256K", "Ed448", "es256", "dir", "RSA-OAEP")},
    **{f"T8 typ {kind!r}": lambda kind=kind: bearer(header={"typ": kind})
       for kind in ("logout+jwt", "dpop+jwt", "at+jwt ", "application/application/at+jwt", "", 1, ["at+jwt"], None,
                    "secevent+jwt", "jwt+at", "JOSE")},
    **{f"T8 a JWT with {name}": lambda name=name: bearer({name: "x"}, {"typ": "JWT"})
       for name in ("nonce", "at_hash", "c_hash", "s_hash", "events")},
    "T8 a JWT without client_id": lambda: bearer({"client_id": DROP}, {"typ": "JWT"}),
    **{f"T9 iss {value!r}": lambda value=value: bearer({"iss": value})
       for value in (ISSUER + "/", ISSUER[:-1], ISSUER.upper(), ISSUER + "@evil.test", [ISSUER], {"a": ISSUER}, "", 1,
                     None, "https://evil.test", ISSUER + "\0", ISSUER.replace("https", "http"))},
    "T9 no iss": lambda: bearer({"iss": DROP}),
    **{f"T10 aud {value!r}": lambda value=value: bearer({"aud": value})
       for value in ("userid-ap", "userid-api ", "xuserid-api", "", [], [[]], ["u", "s", "e"], [1, "userid-api"], 1,
                     {"userid-api": 1}, None, True, "userid-api,other")},
    "T10 no aud": lambda: bearer({"aud": DROP}),
    **{f"T11 exp {value!r}": lambda value=value: bearer({"exp": value})
       for value in (None, True, "9999999999", [9e9], {}, -1, 0, 1.5, "tomorrow")},
    "T11 no exp": lambda: bearer({"exp": DROP}),
    **{f"T11 exp {text}": lambda text=text: raw(HEADER, payload(exp=0).replace('"exp": 0', f'"exp": {text}'))
       for text in ("NaN", "Infinity", "-Infinity", "1e400", "-1e400", "01", "0x7fffffff", "1" * 5000)},
    **{f"T11 {name} {value!r}": lambda name=name, value=value: bearer({name: value})
       for name in ("nbf", "iat") for value in ("0", True, [], None, 9e12)},
    **{f"T12 crit {value!r}": lambda value=value: bearer(header={"crit": value})
       for value in ([], ["exp"], ["b64"], [1], [["b64"]], None, "exp", {}, ["unknown"])},
    **{f"T12 b64 {value!r}": lambda value=value: bearer(header={"b64": value}) for value in (False, True, None)},
    "T12 detached payload": lambda: _spelled(lambda parts: [parts[0], "", parts[2]]),
    "T13 deep header": lambda: raw('{"alg":' + "[" * 2000 + "]" * 2000 + "}", payload()),
    "T13 deep claims": lambda: raw(HEADER, '{"a":' * 900 + "1" + "}" * 900),
    "T13 a number of 5000 digits": lambda: raw(HEADER, payload().replace("{", '{"a":' + "9" * 5000 + ",", 1)),
    "T13 lone surrogate": lambda: raw(HEADER, payload().replace('"c"', '"\\ud800"', 1)),
    **{f"T13 claims {text[:9]!r}": lambda text=text: raw(HEADER, text)
       for text in ("null", "[]", '"x"', "1", "", "{", "{}", "nul", "\0", "[" * 3000)},
    **{f"T13 header {text[:9]!r}": lambda text=text: raw(text, payload()) for text in ("null", "[]", "1", "", "{}")},
    "T14 sixteen kilobytes and more": lambda: bearer({"pad": "x" * 20_000}),
    "T14 dots": lambda: "." * 12_000,
    "T14 a long header": lambda: bearer(header={"pad": "x" * 20_000}),
    "T14 a long signature": lambda: bearer(signature=bytes(15_000)),
    "T15 JWE": lambda: ".".join([b64('{"alg":"dir","enc":"A128GCM","zip":"DEF"}'), "", b64("iv"), b64("x"), b64("t")]),
    "T15 PBES2": lambda: ".".join(
        [b64('{"alg":"PBES2-HS256+A128KW","enc":"A128GCM","p2c":2147483647}'), b64("k"), b64("iv"), b64("x"), b64("t")]
    ),
    **{f"T16 {name}": lambda change=change: _spelled(change) for name, change in {
        "padding": lambda parts: [part + "=" for part in parts],
        "a space inside": lambda parts: [parts[0][:5] + " " + parts[0][5:], *parts[1:]],
        "junk dropped by lax decoders": lambda parts: [parts[0][:5] + "!" + parts[0][5:], *parts[1:]],
        "standard alphabet": lambda parts: [*parts[:2], parts[2][:-1] + "+"],
        "one character left over": lambda parts: [*parts[:2], parts[2] + "A" * (5 - len(parts[2]) % 4)],
        "a tab inside": lambda parts: [parts[0], parts[1] + "\t", parts[2]],
    }.items()},
    "T17 a claim twice": lambda: raw(HEADER, payload().replace("{", '{"iss":"https://evil.test",', 1)),
    "T17 exp twice": lambda: raw(HEADER, payload()[:-1] + ',"exp":99999999999}'),
    "T17 alg twice": lambda: raw('{"alg":"none","alg":"ES256","kid":"ec","typ":"at+jwt"}', payload()),
    "T17 a name twice by escape": lambda: raw(HEADER, payload()[:-1] + ',"s\\u0075b":"admin"}'),
    "T17 twice further down": lambda: raw(HEADER, payload()[:-1] + ',"a":{"b":1,"b":2}}'),
    **{f"T18 claims in {coding}": lambda coding=coding: raw(HEADER, payload().encode(coding))
       for coding in ("utf-16", "utf-16-le", "utf-32", "utf-8-sig", "utf-16-be")},
    "T18 header in utf-16": lambda: raw(HEADER.encode("utf-16-le"), payload()),
    "T18 invalid utf-8": lambda: raw(HEADER, payload().encode().replace(b'"c"', b'"\xff"', 1)),
    "T18 an encoded surrogate": lambda: raw(HEADER, payload().encode().replace(b'"c"', b'"\xed\xa0\x80"', 1)),
    "T18 overlong": lambda: raw(HEADER, payload().encode().replace(b'"c"', b'"\xc0\xaf"', 1)),
    "T19 NaN elsewhere": lambda: raw(HEADER, payload()[:-1] + ',"x":NaN}'),
    "T19 Infinity elsewhere": lambda: raw(HEADER, payload()[:-1] + ',"x":[-Infinity]}'),
    **{f"T20 {name} {value!r}": lambda name=name, value=value: bearer({name: value})
       for name in ("sub", "jti", "client_id", "scope") for value in (1, ["x"], {"a": 1}, True, None)},
    "T20 no sub": lambda: bearer({"sub": DROP}),
    "T20 empty sub": lambda: bearer({"sub": ""}),
    **{f"T21 NUL in {name}": lambda name=name: bearer({name: "a\0b"}) for name in ("sub", "jti", "client_id", "scope")},
    **{f"T22 PSS as {name}": lambda name=name: bearer(algorithm="PS256", header={"alg": name})
       for name in ("RS256", "PS384")},
    "T23 PKCS#1 with a digest cut off": lambda: _with_signature(lambda s: s[:-1], "RS256"),
    "T23 PKCS#1 with a zero before": lambda: _with_signature(lambda s: b"\0" + s, "RS256"),
    "T24 Ed25519 with S beyond the order": lambda: _with_signature(lambda s: s[:32] + b"\xff" * 32, "EdDSA"),
    "T24 Ed25519 of small order": lambda: _with_signature(lambda s: b"\1" + bytes(63), "EdDSA"),
    "T24 Ed25519 too long": lambda: _with_signature(lambda s: s + b"\0", "EdDSA"),
    "T25 a weak key under no known kid": lambda: bearer(
        algorithm="RS256", header={"kid": "weak"}, key=rsa_key(bits=1024)
    ),
    "T27 expired beyond the leeway": lambda: bearer({"exp": time.time() - 31}),
    "T27 not yet valid beyond the leeway": lambda: bearer({"nbf": time.time() + 40}),
    "T30 nested": lambda: raw(HEADER, f'"{bearer()}"'),
    "T31 issued in the future": lambda: bearer({"iat": time.time() + 3600}),
    **{f"T32 kid {kid[:8]!r}": lambda kid=kid: bearer(header={"kid": kid})
       for kid in ("a\r\nX: y", "../../etc/passwd", "x" * 4000, "%00", "' OR 1=1", "\u202e")},
    "B3 bound, and no certificate": lambda: bearer({"cnf": _X5T}),
    **{f"B5 cnf {value!r}": lambda value=value: bearer({"cnf": value})
       for value in (None, [], {}, "", 0, False, LEAF.x5t_s256, {"x5t": "a"}, {"jkt": "a"}, {"kid": "ec"}, [_X5T],
                     {**_X5T, "jkt": "a"}, {"x5t#S256": None}, {"x5t#S256": ""}, {"x5t#s256": LEAF.x5t_s256})},
    **{f"B6 thumbprint {name}": lambda text=text: bearer({"cnf": {"x5t#S256": text}}) for name, text in {
        "in hex": hashlib.sha256(LEAF.der).hexdigest(),
        "of the PEM": b64(hashlib.sha256(LEAF.pem.encode()).digest()),
        "by SHA-1": b64(hashlib.sha1(LEAF.der, usedforsecurity=False).digest()),
        "with padding": LEAF.x5t_s256 + "=",
    }.items()},
    "B11 not ASCII": lambda: bearer({"cnf": {"x5t#S256": "\u00e9" * 43}}),
}  # fmt: skip
