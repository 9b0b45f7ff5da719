import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { decodeJwt, decodeProtectedHeader, SignJWT, UnsecuredJWT } from 'jose';
import { SMTPServer } from 'smtp-server';
import { Postgres, unavailable } from '../../hasura/test/postgres.js';
import { start as startHasura } from '../../hasura/src/server.js';
import { readConfig } from '../src/config.js';
import { start } from '../src/server.js';

const SECRET = 'top-secret';
const KEY = 'a-key-of-at-least-thirty-two-characters';
const HS256 = { type: 'HS256', key: KEY, issuer: 'hasura-auth' };
const NOBODYS = '00000000-0000-0000-0000-000000000000';
const A = '00000000-0000-0000-0000-00000000000a';
const B = '00000000-0000-0000-0000-00000000000b';
const NAMESPACE = 'https://hasura.io/jwt/claims';
const pair = generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs1', format: 'pem' } });

const NOTES = `
  CREATE TABLE members (user_id uuid PRIMARY KEY, tenant_id uuid NOT NULL);
  CREATE TABLE notes (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tenant_id uuid NOT NULL, text text NOT NULL);
  INSERT INTO notes (tenant_id, text) VALUES ('${A}', 'of A'), ('${B}', 'of B');`;
const own = { tenant_id: { _eq: 'X-Hasura-Tenant-Id' } };
const TRACKED = [
  { type: 'pg_track_table', args: { source: 'default', table: { schema: 'public', name: 'members' } } },
  { type: 'pg_track_table', args: { source: 'default', table: { schema: 'public', name: 'notes' } } },
  { type: 'pg_create_select_permission', args: { source: 'default', table: { schema: 'public', name: 'notes' }, role: 'user', permission: { columns: '*', filter: own } } },
  { type: 'pg_create_insert_permission', args: { source: 'default', table: { schema: 'public', name: 'notes' }, role: 'user', permission: { columns: ['text'], set: { tenant_id: 'x-hasura-tenant-id' }, check: {} } } },
];
const PROFILE = { type: 'pg_create_object_relationship', args: { source: 'default', table: { schema: 'auth', name: 'users' }, name: 'member',
  using: { manual_configuration: { remote_table: { schema: 'public', name: 'members' }, column_mapping: { id: 'user_id' } } } } };

describe('auth', { skip: unavailable }, () => {
  let postgres, hasura, mailbox, running;
  const launched = [];

  const post = async (url, body, headers = {}) => {
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
    return { status: response.status, body: await response.json() };
  };
  const call = (path, body, token, at = running) => post(`${at.base}${path}`, body, token && { authorization: `Bearer ${token}` });
  const metadata = (body) => post(`${hasura.base}/v1/metadata`, body, { 'x-hasura-admin-secret': SECRET });
  const graphql = async (query, token) => (await post(`${hasura.base}/v1/graphql`, { query }, { authorization: `Bearer ${token}` })).body;

  const environment = (more) => ({
    AUTH_PORT: '0', POSTGRES_CONNECTION: postgres.url('auth'), HASURA_GRAPHQL_GRAPHQL_URL: `${hasura.base}/v1/graphql`, HASURA_GRAPHQL_ADMIN_SECRET: SECRET,
    HASURA_GRAPHQL_JWT_SECRET: JSON.stringify(HS256), AUTH_ENCRYPTION_KEY: 'ab'.repeat(32), AUTH_SERVER_URL: 'https://auth.example.org', AUTH_CLIENT_URL: 'https://app.example.org',
    AUTH_EMAIL_SIGNIN_EMAIL_VERIFIED_REQUIRED: 'false', AUTH_PASSWORD_MIN_LENGTH: '9', AUTH_USER_DEFAULT_ALLOWED_ROLES: 'user,me',
    AUTH_JWT_CUSTOM_CLAIMS: '{"tenant-id":"member.tenant_id","locale":"locale"}', AUTH_JWT_CUSTOM_CLAIMS_DEFAULTS: `{"tenant-id":"${NOBODYS}"}`,
    AUTH_SMTP_HOST: '127.0.0.1', AUTH_SMTP_PORT: String(mailbox.port), AUTH_SMTP_USER: 'nself', AUTH_SMTP_PASS: 'nself', AUTH_SMTP_SENDER: 'auth@example.org', AUTH_SMTP_AUTH_METHOD: 'LOGIN',
    ...more,
  });
  const launch = async (more) => {
    const started = await start(readConfig(environment(more)));
    started.base = `http://127.0.0.1:${started.server.address().port}`;
    launched.push(started);
    return started;
  };
  const openMailbox = async () => {
    const messages = [];
    const server = new SMTPServer({
      authOptional: false, allowInsecureAuth: true, disabledCommands: ['STARTTLS'], onAuth: (_auth, _session, done) => done(null, { user: 'any' }),
      onData(stream, _session, done) {
        let text = '';
        stream.on('data', (chunk) => { text += chunk; }).on('end', () => { messages.push(text); done(); });
      },
    });
    await new Promise((resolve) => { server.listen(0, '0.0.0.0', resolve); });
    return { server, messages, port: server.server.address().port, last: () => /^X-Ticket: (.*)$/m.exec(messages.at(-1))[1].trim() };
  };

  before(async () => {
    postgres = await Postgres.start();
    await postgres.sql(NOTES, 'migrator');
    mailbox = await openMailbox();
    hasura = await startHasura({ HASURA_GRAPHQL_DATABASE_URL: postgres.url('hasura'), HASURA_GRAPHQL_ADMIN_SECRET: SECRET, HASURA_GRAPHQL_SERVER_PORT: '0',
      HASURA_GRAPHQL_JWT_SECRET: JSON.stringify(HS256), HASURA_GRAPHQL_UNAUTHORIZED_ROLE: 'public' });
    hasura.base = `http://127.0.0.1:${hasura.server.address().port}`;
    running = await launch();
    for (const change of [...TRACKED, PROFILE]) assert.deepEqual((await metadata(change)).body, { message: 'success' });
  });

  after(async () => {
    mailbox.server.close();
    for (const { server, pool, engine } of [...launched, hasura]) {
      server.close();
      server.closeAllConnections();
      await (pool ?? engine.pool).end();
    }
    await postgres.remove();
  });

  it('says that it is a stand-in', async () => {
    assert.deepEqual(await (await fetch(`${running.base}/version`)).json(), { version: '0.49.1-stand-in', standIn: 'nself offline kit' });
    assert.equal((await fetch(`${running.base}/healthz`, { method: 'HEAD' })).status, 200);
  });

  it('makes its tables as its own role and shows them in Hasura by the names of nhost/auth', async () => {
    const [{ owner }] = await postgres.sql("SELECT tableowner AS owner FROM pg_tables WHERE schemaname = 'auth' AND tablename = 'users'");
    assert.equal(owner, 'auth');
    const answer = await post(`${hasura.base}/v1/graphql`, { query: '{ users { email defaultRole roles { role } } authRoles(order_by: {role: asc}) { role } }' }, { 'x-hasura-admin-secret': SECRET });
    assert.deepEqual(answer.body, { data: { users: [], authRoles: ['anonymous', 'me', 'user'].map((role) => ({ role })) } });
  });

  it('starts again on what is there already', async () => {
    await launch();
    const { body } = await metadata({ type: 'export_metadata', args: {} });
    const users = body.sources[0].tables.find(({ table }) => table.name === 'users');
    assert.ok(users.object_relationships.some(({ name }) => name === 'member'), 'the relationship of the application stays');
  });

  it('does not start without Hasura, schema auth or an encryption key', async () => {
    await assert.rejects(launch({ HASURA_GRAPHQL_GRAPHQL_URL: 'http://127.0.0.1:1/v1/graphql' }), /fetch failed/);
    await assert.rejects(launch({ HASURA_GRAPHQL_ADMIN_SECRET: 'wrong' }), /access-denied/);
    await assert.rejects(launch({ POSTGRES_CONNECTION: postgres.url('auth').replace('/postgres?', '/template1?') }), /schema auth: does not exist/);
    assert.throws(() => readConfig({}), /AUTH_ENCRYPTION_KEY, .* must be set/);
  });

  describe('sign-up', () => {
    it('stores a bcrypt hash and gives a session for 900 seconds and a refresh token for 30 days', async () => {
      const { status, body: { session } } = await call('/signup/email-password', { email: 'Ann@Example.org', password: 'correct horse', options: { displayName: 'Ann' } });
      assert.equal(status, 200);
      assert.deepEqual([session.accessTokenExpiresIn, session.user.email, session.user.displayName, session.user.roles], [900, 'ann@example.org', 'Ann', ['user', 'me']]);
      const { iat, exp, iss, sub, [NAMESPACE]: claims } = decodeJwt(session.accessToken);
      assert.deepEqual([exp - iat, iss, sub], [900, 'hasura-auth', session.user.id]);
      assert.deepEqual(claims, { 'x-hasura-allowed-roles': ['user', 'me'], 'x-hasura-default-role': 'user', 'x-hasura-user-id': session.user.id,
        'x-hasura-user-is-anonymous': 'false', 'x-hasura-tenant-id': NOBODYS, 'x-hasura-locale': 'en' });
      const [row] = await postgres.sql(`SELECT password_hash, round(extract(epoch FROM t.expires_at - now()) / 86400) AS days, refresh_token_hash
        FROM auth.users u JOIN auth.refresh_tokens t ON t.user_id = u.id`);
      assert.match(row.password_hash, /^\$2[aby]\$10\$.{53}$/);
      assert.equal(row.days, '30');
      assert.ok(!row.refresh_token_hash.includes(session.refreshToken));
    });

    it('refuses what it must', async () => {
      const refused = async (body) => (({ status, body: { error } }) => [status, error])(await call('/signup/email-password', body));
      assert.deepEqual(await refused({ email: 'ANN@example.org', password: 'correct horse' }), [409, 'user-already-exists']);
      assert.deepEqual(await refused({ email: 'bob@example.org', password: 'short' }), [400, 'password-too-short']);
      assert.deepEqual(await refused({ email: 'no address', password: 'correct horse' }), [400, 'invalid-request']);
      assert.deepEqual(await refused({ email: 'bob@example.org', password: 'correct horse', options: { allowedRoles: ['user', 'admin'] } }), [400, 'role-not-allowed']);
      assert.deepEqual(await refused({ email: 'bob@example.org', password: 'correct horse', options: { redirectTo: 'https://app.example.org.evil.net' } }), [400, 'redirectTo-not-allowed']);
    });
  });

  describe('sign-in', () => {
    it('takes the right password only, and tells nothing else apart', async () => {
      const refused = async (email, password) => (({ status, body }) => [status, body.error])(await call('/signin/email-password', { email, password }));
      assert.equal((await call('/signin/email-password', { email: 'ann@EXAMPLE.org', password: 'correct horse' })).status, 200);
      assert.deepEqual(await refused('ann@example.org', 'wrong horse'), [401, 'invalid-email-password']);
      assert.deepEqual(await refused('nobody@example.org', 'correct horse'), [401, 'invalid-email-password']);
    });

    it('is refused to a disabled user', async () => {
      await call('/signup/email-password', { email: 'gone@example.org', password: 'correct horse' });
      await postgres.sql("UPDATE auth.users SET disabled = true WHERE email = 'gone@example.org'");
      assert.equal((await call('/signin/email-password', { email: 'gone@example.org', password: 'correct horse' })).body.error, 'disabled-user');
    });
  });

  describe('a refresh token', () => {
    const signIn = async () => (await call('/signin/email-password', { email: 'ann@example.org', password: 'correct horse' })).body.session;

    it('is worth one new one', async () => {
      const { refreshToken } = await signIn();
      const renewed = await call('/token', { refreshToken });
      assert.equal(renewed.status, 200);
      assert.notEqual(renewed.body.refreshToken, refreshToken);
      assert.deepEqual([(await call('/token', { refreshToken })).status, (await call('/token', { refreshToken: renewed.body.refreshToken })).status], [401, 200]);
    });

    it('is worth one also when asked for five times at once', async () => {
      const { refreshToken } = await signIn();
      const answers = await Promise.all(Array.from({ length: 5 }, () => call('/token', { refreshToken })));
      assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 401, 401, 401, 401]);
    });

    it('is worth nothing after its time, after sign-out, or after sign-out everywhere', async () => {
      const expired = await signIn();
      await postgres.sql(`UPDATE auth.refresh_tokens SET expires_at = now() WHERE id = '${expired.refreshTokenId}'`);
      assert.equal((await call('/token', { refreshToken: expired.refreshToken })).status, 401);
      const [one, two] = [await signIn(), await signIn()];
      await call('/signout', { refreshToken: one.refreshToken });
      assert.equal((await call('/token', { refreshToken: one.refreshToken })).status, 401);
      assert.equal((await call('/signout', { all: true })).status, 401, 'everywhere needs to know who asks');
      await call('/signout', { all: true }, two.accessToken);
      assert.equal((await call('/token', { refreshToken: two.refreshToken })).status, 401);
    });
  });

  it('knows its own tokens and no other', async () => {
    const { session } = (await call('/signin/email-password', { email: 'ann@example.org', password: 'correct horse' })).body;
    const user = async (token) => fetch(`${running.base}/user`, { headers: { authorization: `Bearer ${token}` } });
    assert.equal((await (await user(session.accessToken)).json()).email, 'ann@example.org');
    const forged = (key, time, issuer = 'hasura-auth') => new SignJWT({}).setProtectedHeader({ alg: 'HS256' }).setSubject(session.user.id).setIssuer(issuer)
      .setExpirationTime(time).sign(new TextEncoder().encode(key));
    assert.equal((await user(await forged(KEY, '1m'))).status, 200);
    for (const token of [await forged(`${KEY}!`, '1m'), await forged(KEY, '-1s'), await forged(KEY, '1m', 'another'),
      new UnsecuredJWT({ sub: session.user.id }).setIssuer('hasura-auth').setExpirationTime('1m').encode(), '']) {
      assert.equal((await user(token)).status, 401);
    }
    assert.deepEqual((await call('/token/verify', { token: session.accessToken })).body, 'OK');
  });

  describe('mail', () => {
    it('verifies an address before the first sign-in where that is required', async () => {
      const strict = await launch({ AUTH_EMAIL_SIGNIN_EMAIL_VERIFIED_REQUIRED: 'true' });
      assert.deepEqual((await call('/signup/email-password', { email: 'eve@example.org', password: 'correct horse' }, undefined, strict)).body, { session: null });
      const signIn = () => call('/signin/email-password', { email: 'eve@example.org', password: 'correct horse' }, undefined, strict);
      assert.equal((await signIn()).body.error, 'unverified-user');
      const link = new URLSearchParams({ ticket: mailbox.last(), type: 'emailVerify', redirectTo: 'https://app.example.org' });
      const answer = await fetch(`${strict.base}/verify?${link}`, { redirect: 'manual' });
      assert.equal(answer.status, 302);
      assert.match(answer.headers.get('location'), /^https:\/\/app\.example\.org\/\?refreshToken=[0-9a-f-]{36}&type=emailVerify$/);
      assert.equal((await signIn()).status, 200);
      assert.match((await fetch(`${strict.base}/verify?${link}`, { redirect: 'manual' })).headers.get('location'), /error=invalid-ticket/, 'a link works once');
      assert.equal((await fetch(`${strict.base}/verify?${new URLSearchParams({ ticket: 'x', type: 'emailVerify', redirectTo: 'https://evil.net' })}`, { redirect: 'manual' })).status, 400);
    });

    it('resets a password', async () => {
      assert.equal((await call('/user/password/reset', { email: 'ann@example.org' })).status, 200);
      const ticket = mailbox.last();
      assert.equal((await call('/user/password', { newPassword: 'battery staple', ticket: ticket.replace('passwordReset', 'verifyEmail') })).status, 401);
      assert.equal((await call('/user/password', { newPassword: 'battery staple', ticket })).status, 200);
      assert.equal((await call('/signin/email-password', { email: 'ann@example.org', password: 'correct horse' })).status, 401);
      const { session } = (await call('/signin/email-password', { email: 'ann@example.org', password: 'battery staple' })).body;
      assert.equal((await call('/user/password', { newPassword: 'correct horse' }, session.accessToken)).status, 200);
      assert.equal((await call('/user/password', { newPassword: 'correct horse' })).status, 401);
    });

    it('is not sent unencrypted to a host that nhost/auth would not send it to', async () => {
      const far = await launch({ AUTH_SMTP_HOST: '127.0.0.2' });
      const before = mailbox.messages.length;
      assert.equal((await call('/user/password/reset', { email: 'ann@example.org' }, undefined, far)).status, 500);
      assert.equal(mailbox.messages.length, before);
    });
  });

  it('with RS256 signs with the private key, publishes the public one, and Hasura takes its tokens', async () => {
    const secret = { type: 'RS256', kid: 'k1', key: pair.publicKey, issuer: 'hasura-auth' };
    const rsa = await launch({ HASURA_GRAPHQL_JWT_SECRET: JSON.stringify({ ...secret, signing_key: pair.privateKey }) });
    const { keys: [jwk] } = await (await fetch(`${rsa.base}/.well-known/jwks.json`)).json();
    assert.deepEqual([jwk.kty, jwk.alg, jwk.use, jwk.kid, jwk.d], ['RSA', 'RS256', 'sig', 'k1', undefined]);
    assert.deepEqual(await (await fetch(`${running.base}/.well-known/jwks.json`)).json(), { keys: [] });
    const { session } = (await call('/signin/email-password', { email: 'ann@example.org', password: 'correct horse' }, undefined, rsa)).body;
    assert.deepEqual(decodeProtectedHeader(session.accessToken), { alg: 'RS256', typ: 'JWT', kid: 'k1' });
    const other = await startHasura({ HASURA_GRAPHQL_DATABASE_URL: postgres.url('hasura'), HASURA_GRAPHQL_ADMIN_SECRET: SECRET, HASURA_GRAPHQL_SERVER_PORT: '0', HASURA_GRAPHQL_JWT_SECRET: JSON.stringify(secret) });
    launched.push({ server: other.server, pool: other.engine.pool });
    const answer = await post(`http://127.0.0.1:${other.server.address().port}/v1/graphql`, { query: '{ notes { text } }' }, { authorization: `Bearer ${session.accessToken}` });
    assert.deepEqual(answer.body, { data: { notes: [] } });
    assert.equal((await graphql('{ notes { text } }', session.accessToken)).errors[0].extensions.code, 'invalid-jwt', 'the HS256 engine takes none of them');
    await assert.rejects(launch({ HASURA_GRAPHQL_JWT_SECRET: JSON.stringify(secret) }), /needs signing_key/);
  });

  it('keeps two tenants apart from sign-up to the last row', async () => {
    const person = async (name, tenant) => {
      const credentials = { email: `${name}@tenants.org`, password: 'correct horse' };
      const { session } = (await call('/signup/email-password', { ...credentials, options: { metadata: { tenant_id: B } } })).body;
      assert.deepEqual((await graphql('{ notes { text } }', session.accessToken)).data.notes, [], 'no tenant yet, whatever the sign-up claimed');
      await postgres.sql(`INSERT INTO members VALUES ('${session.user.id}', '${tenant}')`);
      return (await call('/token', { refreshToken: session.refreshToken })).body.accessToken;
    };
    const [a, b] = [await person('a', A), await person('b', B)];
    assert.deepEqual((await graphql('{ notes { text } }', a)).data.notes, [{ text: 'of A' }]);
    assert.deepEqual((await graphql('mutation { insert_notes_one(object: {text: "written by B"}) { tenant_id } }', b)).data.insert_notes_one, { tenant_id: B });
    assert.deepEqual((await graphql('{ notes(order_by: {id: asc}) { text } }', b)).data.notes, [{ text: 'of B' }, { text: 'written by B' }]);
    assert.deepEqual((await graphql(`{ notes(where: {tenant_id: {_eq: "${B}"}}) { text } }`, a)).data.notes, []);
    assert.match((await graphql('{ users { email } }', a)).errors[0].message, /Cannot query field "users"/);
  });

  it('says honestly what it does not offer', async () => {
    for (const path of ['/mfa/totp/generate', '/signin/provider/github', '/signin/mfa/totp', '/signin/otp/email']) {
      const response = await fetch(`${running.base}${path}`);
      assert.equal(response.status, 501, path);
      assert.match((await response.json()).message, /does not offer this/);
    }
    assert.equal((await fetch(`${running.base}/nowhere`)).status, 404);
  });

  it('conceals what tells about accounts where it is told to', async () => {
    const quiet = await launch({ AUTH_CONCEAL_ERRORS: 'true' });
    assert.deepEqual((await call('/signin/email-password', { email: 'ann@example.org', password: 'x' }, undefined, quiet)).body,
      { status: 400, error: 'invalid-request', message: 'The request payload is incorrect' });
  });

  it('is well again after the database was away', async () => {
    await postgres.down();
    assert.equal((await call('/signin/email-password', { email: 'ann@example.org', password: 'correct horse' })).status, 500);
    await postgres.up();
    assert.equal((await call('/signin/email-password', { email: 'ann@example.org', password: 'correct horse' })).status, 200);
  });
});
