// Reads a JWK set on stdin and imports every key with npm `jose`, as Mosaic's guide describes.
// Prints [{kid, kty, alg, same_public_key}]; exits with 1 and a reason on stderr if a key is invalid.

import { X509Certificate } from 'node:crypto';
import { text } from 'node:stream/consumers';

import { exportJWK, importJWK } from 'jose';

const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];
const PUBLIC_MEMBERS = ['kty', 'crv', 'n', 'e', 'x', 'y'];

const publicPart = (jwk) => JSON.stringify(PUBLIC_MEMBERS.map((name) => jwk[name]));

function certificateOf(jwk) {
  const encoded = jwk.x5c?.[0];
  if (typeof encoded !== 'string') throw new Error('no x5c[0]');
  const der = Buffer.from(encoded, 'base64');
  // Buffer also accepts base64url and ignores invalid characters; RFC 7517 allows neither.
  if (der.toString('base64') !== encoded) throw new Error('x5c[0] is not standard base64');
  return new X509Certificate(der);
}

async function importKey(jwk) {
  const leaked = PRIVATE_MEMBERS.filter((name) => name in jwk);
  if (leaked.length) throw new Error(`private members: ${leaked.join(', ')}`);
  const key = await importJWK(jwk, jwk.alg);
  const imported = publicPart(await exportJWK(key));
  const certified = publicPart(certificateOf(jwk).publicKey.export({ format: 'jwk' }));
  if (imported !== certified) throw new Error('x5c[0] certifies another key');
  return { kid: jwk.kid, kty: jwk.kty, alg: jwk.alg, same_public_key: true };
}

try {
  const { keys } = JSON.parse(await text(process.stdin));
  if (!Array.isArray(keys) || keys.length === 0) throw new Error('not a JWK set with keys');
  console.log(JSON.stringify(await Promise.all(keys.map(importKey))));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
