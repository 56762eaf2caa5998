// Usage: node server.mjs CONFIG.json; prints one JSON line with its ports when it is ready, and ends with its stdin.

import { readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';

import { Adapter } from './adapter.mjs';
import { approveBackchannel, approveInteraction, denyBackchannel, makeProvider, newSigningKey } from './provider.mjs';

const LOOPBACK = '127.0.0.1';
const ALIASED_ENDPOINTS = {
  token_endpoint: '/token',
  introspection_endpoint: '/token/introspection',
  revocation_endpoint: '/token/revocation',
  pushed_authorization_request_endpoint: '/request',
  device_authorization_endpoint: '/device/auth',
  backchannel_authentication_endpoint: '/backchannel',
  userinfo_endpoint: '/me',
};

const config = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const requests = {};
const aliasRequests = {};
const clients = new Adapter('Client');
let keys = [newSigningKey(config)];
let discovery;
let provider;
let answer;

function startProvider() {
  provider = makeProvider(config, keys, discovery);
  answer = provider.callback();
}

async function handlePublic(req, res) {
  const path = req.url.split('?')[0];
  requests[path] = (requests[path] ?? 0) + 1;
  if (req.socket.localPort === aliasPort) aliasRequests[path] = (aliasRequests[path] ?? 0) + 1;
  if (!path.startsWith(`${config.prefix}/`)) {
    res.writeHead(404).end();
  } else if (config.auto_approve && path.startsWith(`${config.prefix}/interaction/`)) {
    await approveInteraction(provider, config, req, res);
  } else {
    // The provider derives its mount point from the difference between these two.
    req.originalUrl = req.url;
    req.url = req.url.slice(config.prefix.length);
    await answer(req, res);
  }
}

async function readJson(req) {
  const chunks = [];
  for await (const chunk of req) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}

async function register(id, metadata) {
  const client = { ...metadata, client_id: id };
  await provider.Client.validate(structuredClone(client));
  await clients.upsert(id, client);
}

function rotateSigningKeys() {
  keys = [newSigningKey(config), ...keys];
  startProvider();
}

async function decideBackchannel(id, req, decision) {
  if (decision === 'deny') await denyBackchannel(provider, id);
  else if (decision === 'expire') await expire(provider.BackchannelAuthenticationRequest, id);
  else await approveBackchannel(provider, config, id);
}

// Makes it expire now: the server's clock cannot be changed.
async function expire(model, id) {
  const code = await model.find(id);
  code.exp = Math.floor(Date.now() / 1000) - 1;
  await code.save();
}

const CONTROLS = {
  'PUT clients': async (id, req) => register(id, await readJson(req)),
  'DELETE clients': (id) => clients.destroy(id),
  'POST backchannel': decideBackchannel,
  'POST device-codes': (id) => expire(provider.DeviceCode, id),
  'POST signing-keys': rotateSigningKeys,
  'GET requests': () => requests,
  'GET alias-requests': () => aliasRequests,
};

async function handleControl(req, res) {
  const [, collection, id, detail] = req.url.split('/');
  const control = CONTROLS[`${req.method} ${collection}`];
  if (!control) {
    res.writeHead(404).end();
    return;
  }
  const body = await control(id && decodeURIComponent(id), req, detail);
  if (body) res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  else res.writeHead(204).end();
}

function refuseWithReason(handler) {
  return (req, res) => {
    Promise.resolve(handler(req, res)).catch((error) => {
      const reason = { error: error.error ?? error.name, error_description: error.error_description ?? error.message };
      if (!error.error) console.error(error);
      res.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify(reason));
    });
  };
}

function listen(server) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, LOOPBACK, () => resolve(server.address().port));
  });
}

function publicServer() {
  const tls = {
    cert: readFileSync(config.server_certificate),
    key: readFileSync(config.server_key),
    ca: readFileSync(config.client_ca),
    requestCert: true,
    // A self-signed client certificate has no issuer: the handshake proves possession, and the provider decides.
    rejectUnauthorized: false,
  };
  return createHttpsServer(tls, refuseWithReason(handlePublic));
}

process.stdin.resume();
process.stdin.on('close', () => process.exit(0));

const port = await listen(publicServer());
const aliasPort = await listen(publicServer());
const controlPort = await listen(createHttpServer(refuseWithReason(handleControl)));
const aliases = Object.entries(ALIASED_ENDPOINTS).map(([name, path]) => {
  return [name, `https://${LOOPBACK}:${aliasPort}${config.prefix}${path}`];
});
discovery = { mtls_endpoint_aliases: Object.fromEntries(aliases) };
startProvider();
console.log(JSON.stringify({ port, alias_port: aliasPort, control_port: controlPort }));
