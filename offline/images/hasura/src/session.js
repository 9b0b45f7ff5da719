import { timingSafeEqual, createHash } from 'node:crypto';
import { createRemoteJWKSet, errors, importSPKI, importX509, jwtVerify } from 'jose';
import { Failure } from './failure.js';

const NAMESPACE = 'https://hasura.io/jwt/claims';
const digest = (text) => createHash('sha256').update(text).digest();
const same = (a, b) => timingSafeEqual(digest(a), digest(b));

async function verifyingKey({ type, key, jwk_url: jwkUrl }) {
  if (jwkUrl) return createRemoteJWKSet(new URL(jwkUrl));
  if (type.startsWith('HS')) return new TextEncoder().encode(key);
  return key.includes('BEGIN CERTIFICATE') ? importX509(key, type) : importSPKI(key, type);
}

/** Parses HASURA_GRAPHQL_JWT_SECRET once, so that a wrong one stops the start and not the first request. */
export async function readJwtSecret(text) {
  if (!text) return undefined;
  const secret = JSON.parse(text);
  if (!/^(HS|RS)(256|384|512)$/.test(secret.type ?? '')) {
    throw new Error(`HASURA_GRAPHQL_JWT_SECRET: type must be HS256, HS384, HS512, RS256, RS384 or RS512, got ${secret.type}`);
  }
  if (!secret.jwk_url && secret.type.startsWith('HS') && (secret.key ?? '').length < Number(secret.type.slice(2)) / 8) {
    throw new Error(`HASURA_GRAPHQL_JWT_SECRET: a key for ${secret.type} has at least ${Number(secret.type.slice(2)) / 8} characters`);
  }
  return { ...secret, verifying: await verifyingKey(secret) };
}

function roleOf(requested, claims) {
  const allowed = claims['x-hasura-allowed-roles'];
  const standard = claims['x-hasura-default-role'];
  if (!Array.isArray(allowed)) throw new Failure('jwt-missing-role-claims', 'JWT claim does not contain x-hasura-allowed-roles');
  if (!standard) throw new Failure('jwt-missing-role-claims', 'JWT claim does not contain x-hasura-default-role');
  const role = requested ?? standard;
  if (!allowed.includes(role)) throw new Failure('access-denied', 'Your requested role is not in allowed roles');
  return role;
}

const asVariable = (value) => (Array.isArray(value) ? `{${value.map((item) => JSON.stringify(item)).join(',')}}` : String(value));

async function fromToken(token, requested, secret) {
  let payload;
  try {
    ({ payload } = await jwtVerify(token, secret.verifying, {
      algorithms: [secret.type], issuer: secret.issuer, audience: secret.audience, clockTolerance: secret.allowed_skew ?? 0,
    }));
  } catch (error) {
    const reason = error instanceof errors.JWTExpired ? 'JWTExpired' : error.message;
    throw new Failure('invalid-jwt', `Could not verify JWT: ${reason}`);
  }
  const raw = payload[secret.claims_namespace ?? NAMESPACE];
  if (!raw) throw new Failure('jwt-invalid-claims', `claims key: '${secret.claims_namespace ?? NAMESPACE}' not found`);
  const claims = Object.fromEntries(Object.entries(typeof raw === 'string' ? JSON.parse(raw) : raw).map(([k, v]) => [k.toLowerCase(), v]));
  const role = roleOf(requested, claims);
  const variables = Object.fromEntries(Object.entries(claims).filter(([k]) => k.startsWith('x-hasura-')).map(([k, v]) => [k, asVariable(v)]));
  return { role, variables: { ...variables, 'x-hasura-role': role } };
}

function fromAdmin(headers) {
  const role = headers['x-hasura-role'] ?? 'admin';
  const variables = Object.fromEntries(Object.entries(headers)
    .filter(([k]) => k.startsWith('x-hasura-') && k !== 'x-hasura-admin-secret'));
  return { role, variables: { ...variables, 'x-hasura-role': role } };
}

/** Who asks: the admin secret first, then the token, then the role for the unknown. A client's own x-hasura-* headers count for the admin only. */
export async function sessionOf(headers, { adminSecret, jwtSecret, unauthorizedRole }) {
  if (!adminSecret) return fromAdmin(headers);
  const given = headers['x-hasura-admin-secret'];
  if (given !== undefined) {
    if (!same(given, adminSecret)) throw new Failure('access-denied', 'invalid "x-hasura-admin-secret"/"x-hasura-access-key"', { status: 401 });
    return fromAdmin(headers);
  }
  const authorization = headers.authorization;
  if (authorization && jwtSecret) {
    const [, token] = /^Bearer (\S+)$/i.exec(authorization) ?? [];
    if (!token) throw new Failure('invalid-headers', 'Malformed Authorization header');
    return fromToken(token, headers['x-hasura-role'], jwtSecret);
  }
  if (unauthorizedRole) return { role: unauthorizedRole, variables: { 'x-hasura-role': unauthorizedRole } };
  throw new Failure('invalid-headers', jwtSecret
    ? "Missing 'Authorization' or 'Cookie' header in JWT authentication mode"
    : 'x-hasura-admin-secret/x-hasura-access-key required, but not found', { status: 401 });
}
