import { createPrivateKey, createPublicKey } from 'node:crypto';
import { exportJWK, importPKCS8, importSPKI, jwtVerify, SignJWT } from 'jose';

const NAMESPACE = 'https://hasura.io/jwt/claims';

async function keysOf({ type, key, signing_key: signing, kid }) {
  if (/^HS(256|384|512)$/.test(type)) {
    const secret = new TextEncoder().encode(key);
    if (secret.length < Number(type.slice(2)) / 8) throw new Error(`HASURA_GRAPHQL_JWT_SECRET: a key for ${type} has at least ${Number(type.slice(2)) / 8} characters`);
    return { signing: secret, verifying: secret, jwks: { keys: [] } };
  }
  if (!/^RS(256|384|512)$/.test(type ?? '')) throw new Error(`HASURA_GRAPHQL_JWT_SECRET: unsupported jwt type: ${type}`);
  if (!signing) throw new Error(`HASURA_GRAPHQL_JWT_SECRET: ${type} needs signing_key, the private key in PEM`);
  const spki = createPublicKey(key).export({ type: 'spki', format: 'pem' });
  const pkcs8 = createPrivateKey(signing).export({ type: 'pkcs8', format: 'pem' });
  const verifying = await importSPKI(spki, type, { extractable: true });
  const jwk = { ...await exportJWK(verifying), alg: type, use: 'sig', ...(kid && { kid }) };
  return { signing: await importPKCS8(pkcs8, type), verifying, jwks: { keys: [jwk] } };
}

const segments = (path) => path.split('.').map((part) => ({ name: part.replace(/\[.*$/, ''), many: part.includes('[') }));

function selection(paths) {
  const tree = {};
  for (const path of paths) {
    let node = tree;
    for (const { name } of segments(path)) {
      node = node[name] ??= {};
      // What lies inside the metadata column is no field of the API.
      if (name === 'metadata') break;
    }
  }
  const written = (node) => (Object.keys(node).length ? `{ ${Object.entries(node).map(([name, inner]) => `${name} ${written(inner)}`).join(' ')} }` : '');
  return written(tree);
}

function valueAt(data, [first, ...rest]) {
  if (!first || data === null || data === undefined) return data;
  const value = data[first.name];
  return first.many ? (value ?? []).map((item) => valueAt(item, rest)) : valueAt(value, rest);
}

function asClaim(value) {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return `{${value.map((item) => JSON.stringify(item)).join(',')}}`;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Makes and checks access tokens. */
export class Tokens {
  static async from(config) {
    return new Tokens(config, await keysOf(config.jwtSecret));
  }

  constructor(config, keys) {
    this.config = config;
    this.keys = keys;
    this.issuer = config.jwtSecret.issuer || config.serverUrl;
    this.namespace = config.jwtSecret.claims_namespace || NAMESPACE;
  }

  get jwks() {
    return this.keys.jwks;
  }

  /** The claims that the application asks for, read through Hasura. A token without them is better than none. */
  async customClaims(userId) {
    const { customClaims, claimDefaults, graphqlUrl, adminSecret } = this.config;
    const wanted = Object.entries(customClaims);
    if (wanted.length === 0) return {};
    try {
      const response = await fetch(graphqlUrl, {
        method: 'POST', headers: { 'content-type': 'application/json', 'x-hasura-admin-secret': adminSecret },
        body: JSON.stringify({ query: `query GetClaims($id: uuid!) { user(id: $id) ${selection(Object.values(customClaims))} }`, variables: { id: userId } }),
        signal: AbortSignal.timeout(10_000),
      });
      const { data, errors } = await response.json();
      if (!data?.user) throw new Error(errors?.[0]?.message ?? 'Hasura knows no such user');
      return Object.fromEntries(wanted.map(([name, path]) => [
        /^x-hasura-/i.test(name) ? name.toLowerCase() : `x-hasura-${name.toLowerCase()}`,
        asClaim(valueAt(data.user, segments(path)) ?? claimDefaults[name])]));
    } catch (error) {
      console.error(JSON.stringify({ level: 'ERROR', msg: 'error getting custom claims', error: error.message }));
      return {};
    }
  }

  async sign(user, roles) {
    const { type, kid } = this.config.jwtSecret;
    const claims = {
      ...await this.customClaims(user.id),
      'x-hasura-allowed-roles': roles, 'x-hasura-default-role': user.default_role,
      'x-hasura-user-id': user.id, 'x-hasura-user-is-anonymous': String(user.is_anonymous),
    };
    return new SignJWT({ [this.namespace]: claims }).setProtectedHeader({ alg: type, typ: 'JWT', ...(kid && { kid }) })
      .setSubject(user.id).setIssuer(this.issuer).setIssuedAt().setExpirationTime(`${this.config.accessSeconds}s`).sign(this.keys.signing);
  }

  /** The id of the user whose token it is; undefined if it is not one of ours or its time is over. */
  async verify(token) {
    return jwtVerify(token, this.keys.verifying, { algorithms: [this.config.jwtSecret.type], issuer: this.issuer, requiredClaims: ['exp'] })
      .then(({ payload }) => payload.sub, () => undefined);
  }
}
