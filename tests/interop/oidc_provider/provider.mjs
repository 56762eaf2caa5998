// oidc-provider with Mosaic's routes and behavior: audience `userid-api`, JWT access tokens that expire in an hour.

import { generateKeyPairSync, randomBytes } from 'node:crypto';

import Provider, { errors } from 'oidc-provider';

import { Adapter, rememberJwtAccessToken } from './adapter.mjs';
import { certificateAuthorized, certificateSubjectMatches, presentedCertificate } from './certificates.mjs';
import { registerTokenExchange } from './token_exchange.mjs';

const RESOURCE_SCOPE = 'payments:read payments:write';
const USER = 'user-1';
const ROUTES = {
  authorization: '/auth',
  backchannel_authentication: '/backchannel',
  code_verification: '/device',
  device_authorization: '/device/auth',
  end_session: '/session/end',
  introspection: '/token/introspection',
  jwks: '/jwks',
  pushed_authorization_request: '/request',
  revocation: '/token/revocation',
  token: '/token',
  userinfo: '/me',
};

// FAPI 2.0 forbids RS256, the only algorithm that Mosaic documents.
const signingAlgorithm = (config) => (config.fapi ? 'PS256' : 'RS256');

export function newSigningKey(config) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), alg: signingAlgorithm(config), use: 'sig' };
}

function resourceIndicators(config) {
  return {
    enabled: true,
    // The provider calls this again with `oneOf` if a grant covers several resources. Its userinfo endpoint accepts no
    // token for a resource, so a client may request tokens without one: these are opaque.
    defaultResource: (ctx, client, oneOf) => {
      if (client.plain_access_tokens) return undefined;
      return oneOf?.[0] ?? client.resources?.[0] ?? config.default_resource;
    },
    useGrantedResource: (ctx) => !ctx.oidc.client.plain_access_tokens,
    getResourceServerInfo(ctx, resource, client) {
      const isDefault = resource === config.default_resource;
      if (!isDefault && !client.resources?.includes(resource)) throw new errors.InvalidTarget();
      return {
        audience: isDefault ? config.default_audience : resource,
        scope: RESOURCE_SCOPE,
        accessTokenFormat: 'jwt',
        accessTokenTTL: config.access_token_ttl,
      };
    },
  };
}

async function grantEverything(provider, config, client, accountId, resources = []) {
  const grant = new provider.Grant({ accountId, clientId: client.clientId });
  grant.addOIDCScope('openid email phone offline_access');
  [config.default_resource, ...(client.resources ?? []), ...resources].forEach((resource) => {
    grant.addResourceScope(resource, RESOURCE_SCOPE);
  });
  await grant.save();
  return grant;
}

export async function approveBackchannel(provider, config, id) {
  const request = await provider.BackchannelAuthenticationRequest.find(id);
  const client = await provider.Client.find(request.clientId);
  const grant = await grantEverything(provider, config, client, request.accountId);
  await provider.backchannelResult(request, grant, { authTime: Math.floor(Date.now() / 1000) });
}

export async function denyBackchannel(provider, id) {
  const request = await provider.BackchannelAuthenticationRequest.find(id);
  await provider.backchannelResult(request, new errors.AccessDenied('the user said no'));
}

// A user who always signs in and always approves.
export async function approveInteraction(provider, config, req, res) {
  const { prompt, params, session } = await provider.interactionDetails(req, res);
  if (prompt.name === 'login') {
    const accountId = params.login_hint ?? USER;
    return provider.interactionFinished(req, res, { login: { accountId } });
  }
  const client = await provider.Client.find(params.client_id);
  const grant = await grantEverything(provider, config, client, session.accountId);
  return provider.interactionFinished(req, res, { consent: { grantId: grant.jti } });
}

function ciba(config) {
  return {
    enabled: true,
    deliveryModes: ['poll'],
    processLoginHint: (ctx, hint) => hint,
    validateRequestContext: () => {},
    verifyUserCode: () => {},
    triggerAuthenticationDevice: (ctx, request) => {
      return config.auto_approve && approveBackchannel(ctx.oidc.provider, config, request.jti);
    },
  };
}

function features(config) {
  return {
    ciba: ciba(config),
    clientCredentials: { enabled: true },
    deviceFlow: { enabled: true },
    devInteractions: { enabled: false },
    fapi: { enabled: Boolean(config.fapi), profile: config.fapi ? '2.0' : undefined },
    introspection: { enabled: true },
    mTLS: {
      enabled: true,
      certificateBoundAccessTokens: true,
      selfSignedTlsClientAuth: true,
      tlsClientAuth: true,
      getCertificate: presentedCertificate,
      certificateAuthorized,
      certificateSubjectMatches,
    },
    pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: Boolean(config.fapi) },
    resourceIndicators: resourceIndicators(config),
    revocation: { enabled: true },
    userinfo: { enabled: true },
  };
}

function settings(config) {
  return {
    adapter: Adapter,
    clientAuthMethods: [
      'self_signed_tls_client_auth', 'tls_client_auth', 'private_key_jwt', 'client_secret_basic', 'client_secret_post',
    ],
    clientDefaults: { id_token_signed_response_alg: signingAlgorithm(config) },
    cookies: { keys: [randomBytes(32).toString('hex')] },
    extraClientMetadata: { properties: ['plain_access_tokens', 'resources', 'tls_client_auth_certificate_chain'] },
    features: features(config),
    findAccount: (ctx, sub) => ({ accountId: sub, claims: () => ({ sub, email: `${sub}@users.test` }) }),
    interactions: { url: (ctx, interaction) => `${config.prefix}/interaction/${interaction.uid}` },
    pkce: { required: () => Boolean(config.fapi) },
    // If undefined, the provider's own rule applies, which excepts clients with certificate-bound tokens.
    ...(config.rotate_refresh_tokens && { rotateRefreshToken: true }),
    routes: ROUTES,
    scopes: ['openid', 'offline_access', 'email', 'phone'],
  };
}

export function makeProvider(config, keys, discovery) {
  const provider = new Provider(config.issuer, { ...settings(config), discovery, jwks: { keys } });
  provider.use(rememberJwtAccessToken);
  registerTokenExchange(provider, resourceIndicators(config).getResourceServerInfo);
  provider.on('server_error', (ctx, error) => console.error(error));
  return provider;
}
