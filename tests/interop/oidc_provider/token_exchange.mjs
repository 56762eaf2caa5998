// RFC 8693, which oidc-provider leaves to the deployment: exchanges its own tokens, with its own certificate binding.

import { errors } from 'oidc-provider';

import { presentedCertificate } from './certificates.mjs';

const GRANT = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';

export function registerTokenExchange(provider, resourceServerOf) {
  const exchange = async (ctx, next) => {
    const { client, params } = ctx.oidc;
    if (params.subject_token_type !== ACCESS_TOKEN) throw new errors.InvalidRequest('subject_token_type');
    const [own, users] = await Promise.all(
      [provider.ClientCredentials, provider.AccessToken].map((model) => model.find(params.subject_token)),
    );
    if (!own && !users) throw new errors.InvalidRequest('subject_token is none that counts');
    const token = new provider.ClientCredentials({ client, scope: params.scope });
    token.resourceServer = new provider.ResourceServer(params.resource, resourceServerOf(ctx, params.resource, client));
    token.setThumbprint('x5t', presentedCertificate(ctx));
    ctx.oidc.entity('ClientCredentials', token);
    ctx.body = {
      access_token: await token.save(),
      issued_token_type: ACCESS_TOKEN,
      token_type: token.tokenType,
      expires_in: token.expiration,
    };
    await next();
  };
  provider.registerGrantType(GRANT, exchange, ['resource', 'scope', 'subject_token', 'subject_token_type']);
}
