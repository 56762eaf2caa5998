// Stores everything of the server in memory, including clients, until the process ends.

const entries = new Map();
const keyOf = (model, id) => `${model}:${id}`;

export class Adapter {
  constructor(model) {
    this.model = model;
  }

  async upsert(id, payload) {
    entries.set(keyOf(this.model, id), structuredClone(payload));
  }

  // A copy: the provider changes the key set that it gets, and uses the content as the key of its client cache.
  async find(id) {
    return structuredClone(entries.get(keyOf(this.model, id)));
  }

  async findByUid(uid) {
    return this.#search((payload) => payload.uid === uid);
  }

  async findByUserCode(userCode) {
    return this.#search((payload) => payload.userCode === userCode);
  }

  async consume(id) {
    entries.get(keyOf(this.model, id)).consumed = Math.floor(Date.now() / 1000);
  }

  // A JWT is stored under its whole text and destroyed by its jti, so this checks both.
  async destroy(id) {
    this.#remove((payload, key) => key === keyOf(this.model, id) || payload.jti === id);
  }

  async revokeByGrantId(grantId) {
    this.#remove((payload) => payload.grantId === grantId);
  }

  #mine() {
    return [...entries].filter(([key]) => key.startsWith(`${this.model}:`));
  }

  #search(matches) {
    const found = this.#mine().find(([, payload]) => matches(payload));
    return found && structuredClone(found[1]);
  }

  #remove(matches) {
    this.#mine()
      .filter(([key, payload]) => matches(payload, key))
      .forEach(([key]) => entries.delete(key));
  }
}

// oidc-provider does not store the JWT access tokens that it issues, so it could neither introspect nor revoke them.
export async function rememberJwtAccessToken(ctx, next) {
  await next();
  const token = ctx.oidc?.entities.ClientCredentials ?? ctx.oidc?.entities.AccessToken;
  const value = ctx.body?.access_token;
  if (ctx.oidc?.route !== 'token' || value?.split('.').length !== 3) return;
  const { iat, exp, jti } = JSON.parse(Buffer.from(value.split('.')[1], 'base64url'));
  const fields = token.constructor.IN_PAYLOAD.filter((name) => token[name] !== undefined);
  const payload = Object.fromEntries(fields.map((name) => [name, token[name]]));
  await new Adapter(token.kind).upsert(value, { ...payload, iat, exp, jti, kind: token.kind });
}
