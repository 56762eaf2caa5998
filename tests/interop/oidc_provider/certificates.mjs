// The parts that RFC 8705 leaves to the deployment: the presented certificate, its issuer and its subject.

import { X509Certificate } from 'node:crypto';

const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';
const LONGEST_CHAIN = 10;

// RFC 4514 writes attribute types without a name as numbers; OpenSSL has names for these.
const NAMES_BY_OID = new Map([
  ['2.5.4.4', 'sn'],
  ['2.5.4.5', 'serialnumber'],
  ['2.5.4.12', 'title'],
  ['2.5.4.42', 'gn'],
  ['2.5.4.97', 'organizationidentifier'],
  ['1.2.840.113549.1.9.1', 'emailaddress'],
]);

export function presentedCertificate(ctx) {
  return ctx.req.socket.getPeerX509Certificate?.();
}

function isCurrent(certificate) {
  const now = Date.now();
  return Date.parse(certificate.validFrom) <= now && now <= Date.parse(certificate.validTo);
}

function isIssuedBy(certificate, issuer) {
  return issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

// The client registers the chain, so its leaf is accepted only with an issuer of the same chain.
export function leadsToRoot(leaf, chain) {
  if (leaf.keyUsage && !leaf.keyUsage.includes(CLIENT_AUTH)) return false;
  let current = leaf;
  for (let depth = 0; depth < LONGEST_CHAIN; depth += 1) {
    const issuer = isCurrent(current) && chain.find((candidate) => isIssuedBy(current, candidate));
    if (!issuer) return false;
    if (isIssuedBy(issuer, issuer)) return isCurrent(issuer);
    current = issuer;
  }
  return false;
}

export function splitPem(pem) {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks.map((block) => new X509Certificate(block));
}

// As at Mosaic, a client may register its own chain; without one, the server's own trust anchors apply.
export function certificateAuthorized(ctx) {
  const chain = ctx.oidc.client.tls_client_auth_certificate_chain;
  if (chain === undefined) return ctx.req.socket.authorized;
  return leadsToRoot(presentedCertificate(ctx), splitPem(chain));
}

function splitUnescaped(text, separator) {
  const parts = [''];
  for (let i = 0; i < text.length; i += 1) {
    if (text.startsWith(separator, i)) {
      parts.push('');
      i += separator.length - 1;
    } else {
      const taken = text.slice(i, text[i] === '\\' ? i + 2 : i + 1);
      parts.push(parts.pop() + taken);
      i += taken.length - 1;
    }
  }
  return parts;
}

function unescape(value) {
  return value.replace(/((?:\\[0-9a-fA-F]{2})+)|\\(.)/g, (whole, bytes, character) => {
    return character ?? Buffer.from(bytes.replaceAll('\\', ''), 'hex').toString('utf8');
  });
}

function parseAttribute(text) {
  const equals = text.indexOf('=');
  const type = text.slice(0, equals).toLowerCase();
  return JSON.stringify([NAMES_BY_OID.get(type) ?? type, unescape(text.slice(equals + 1))]);
}

function parseName(text, betweenNames, betweenAttributes) {
  return splitUnescaped(text, betweenNames).map((name) => {
    return splitUnescaped(name, betweenAttributes).map(parseAttribute).sort();
  });
}

// Node prints a subject in the certificate's order, one name per line; RFC 4514 has the reverse order and commas.
export function subjectMatches(subject, expected) {
  const presented = parseName(subject, '\n', ' + ').reverse();
  return JSON.stringify(presented) === JSON.stringify(parseName(expected, ',', '+'));
}

export function certificateSubjectMatches(ctx, property, expected) {
  if (property !== 'tls_client_auth_subject_dn') throw new Error(`${property} is not supported here`);
  return subjectMatches(presentedCertificate(ctx).subject ?? '', expected);
}
