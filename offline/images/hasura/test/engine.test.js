import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { SignJWT, UnsecuredJWT } from 'jose';
import { Postgres, unavailable } from './postgres.js';
import { start } from '../src/server.js';

const ADMIN = { 'x-hasura-admin-secret': 'top-secret' };
const KEY = 'a-key-of-at-least-thirty-two-characters';
const A = '00000000-0000-0000-0000-00000000000a';
const B = '00000000-0000-0000-0000-00000000000b';
const ANN = '10000000-0000-0000-0000-000000000001';
const BOB = '10000000-0000-0000-0000-000000000002';

const TABLES = `
  CREATE TABLE tenants (id uuid PRIMARY KEY, name text NOT NULL);
  CREATE TABLE authors (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants, name varchar(40) NOT NULL);
  CREATE TABLE posts (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants, author_id uuid NOT NULL REFERENCES authors,
    title text NOT NULL UNIQUE, body text NOT NULL DEFAULT '', views int NOT NULL DEFAULT 0, tags text[] NOT NULL DEFAULT '{}',
    extra jsonb NOT NULL DEFAULT '{}', created_at timestamptz NOT NULL DEFAULT now());
  CREATE FUNCTION search_posts(words text) RETURNS SETOF posts LANGUAGE sql STABLE AS
    $$ SELECT * FROM posts WHERE to_tsvector('english', title || ' ' || body) @@ websearch_to_tsquery('english', words) $$;
  CREATE TABLE written_by (setting text);
  CREATE FUNCTION remember() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN INSERT INTO written_by VALUES (current_setting('hasura.user', true)); RETURN NEW; END $$;
  CREATE TRIGGER remember AFTER INSERT ON posts FOR EACH ROW EXECUTE FUNCTION remember();
  INSERT INTO tenants VALUES ('${A}', 'Acme'), ('${B}', 'Bolt');
  INSERT INTO authors VALUES ('${ANN}', '${A}', 'Ann'), ('${BOB}', '${B}', 'Bob');
  INSERT INTO posts (tenant_id, author_id, title, body, views) VALUES
    ('${A}', '${ANN}', 'Acme one', 'about brown foxes', 5), ('${A}', '${ANN}', 'Acme two', 'about dogs', 7), ('${B}', '${BOB}', 'Bolt one', 'about foxes', 9);
  TRUNCATE written_by;`;

const OWN = { tenant_id: { _eq: 'X-Hasura-Tenant-Id' } };
const METADATA = {
  version: 3,
  sources: [{
    name: 'default', kind: 'postgres', configuration: { connection_info: { database_url: { from_env: 'HASURA_GRAPHQL_DATABASE_URL' } } },
    tables: [
      { table: { schema: 'public', name: 'tenants' },
        select_permissions: [{ role: 'user', permission: { columns: ['id', 'name'], filter: { id: { _eq: 'X-Hasura-Tenant-Id' } } } }] },
      { table: { schema: 'public', name: 'authors' },
        object_relationships: [{ name: 'tenant', using: { foreign_key_constraint_on: 'tenant_id' } }],
        array_relationships: [{ name: 'posts', using: { foreign_key_constraint_on: { column: 'author_id', table: { schema: 'public', name: 'posts' } } } }],
        select_permissions: [{ role: 'user', permission: { columns: '*', filter: OWN, allow_aggregations: true } }] },
      { table: { schema: 'public', name: 'posts' }, configuration: { custom_column_names: { created_at: 'createdAt' } },
        object_relationships: [
          { name: 'author', using: { foreign_key_constraint_on: 'author_id' } },
          { name: 'owner', using: { manual_configuration: { remote_table: { schema: 'public', name: 'tenants' }, column_mapping: { tenant_id: 'id' } } } }],
        select_permissions: [
          { role: 'user', permission: { columns: '*', filter: OWN, allow_aggregations: true } },
          { role: 'public', permission: { columns: ['title'], filter: { views: { _gt: 8 } }, limit: 1 } }],
        insert_permissions: [{ role: 'user', permission: { columns: ['title', 'body', 'tags', 'extra', 'author_id'],
          set: { tenant_id: 'x-hasura-tenant-id' }, check: { author: { tenant_id: { _eq: 'X-Hasura-Tenant-Id' } } } } }],
        update_permissions: [{ role: 'user', permission: { columns: ['title', 'views', 'author_id'], filter: OWN, check: { views: { _lt: 1000 } } } }],
        delete_permissions: [{ role: 'user', permission: { filter: OWN } }] },
    ],
    functions: [{ function: { schema: 'public', name: 'search_posts' } }],
  }],
};

const keys = generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } });

const claims = (tenant, user, extra = {}) => ({ 'https://hasura.io/jwt/claims': {
  'x-hasura-allowed-roles': ['user', 'me'], 'x-hasura-default-role': 'user', 'x-hasura-user-id': user, 'x-hasura-tenant-id': tenant, ...extra,
} });
const sign = (payload, key = KEY, expires = '15m') =>
  new SignJWT(payload).setProtectedHeader({ alg: 'HS256' }).setIssuedAt().setExpirationTime(expires).sign(new TextEncoder().encode(key));
const bearer = async (tenant, user) => ({ authorization: `Bearer ${await sign(claims(tenant, user))}` });

describe('the engine', { skip: unavailable }, () => {
  let postgres, running, base;
  const launched = new Set();

  const post = async (path, body, headers = ADMIN) => {
    const response = await fetch(base + path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
    return { status: response.status, body: await response.json() };
  };
  const ask = async (query, headers, variables) => (await post('/v1/graphql', { query, variables }, headers)).body;
  const data = async (query, headers, variables) => {
    const answer = await ask(query, headers, variables);
    assert.equal(answer.errors, undefined, JSON.stringify(answer.errors));
    return answer.data;
  };
  const failure = async (query, headers, variables) => {
    const { errors } = await ask(query, headers, variables);
    assert.ok(errors, 'an error was expected');
    return `${errors[0].extensions.code}: ${errors[0].message}`;
  };
  const launch = async (settings = {}) => {
    const started = await start({
      HASURA_GRAPHQL_DATABASE_URL: postgres.url('hasura'), HASURA_GRAPHQL_ADMIN_SECRET: 'top-secret', HASURA_GRAPHQL_SERVER_PORT: '0',
      HASURA_GRAPHQL_JWT_SECRET: JSON.stringify({ type: 'HS256', key: KEY }), HASURA_GRAPHQL_UNAUTHORIZED_ROLE: 'public',
      HASURA_GRAPHQL_CORS_DOMAIN: 'https://*.example.org', HASURA_GRAPHQL_SCHEMA_SYNC_POLL_INTERVAL: '100', ...settings,
    });
    launched.add(started);
    started.base = `http://127.0.0.1:${started.server.address().port}`;
    return started;
  };
  const end = async (started) => {
    launched.delete(started);
    started.server.close();
    started.server.closeAllConnections();
    await started.engine.pool.end();
  };

  before(async () => {
    postgres = await Postgres.start();
    await postgres.sql(TABLES, 'migrator');
    running = await launch();
    base = running.base;
    const { status, body } = await post('/v1/metadata', { type: 'replace_metadata', version: 2, args: { allow_inconsistent_metadata: false, metadata: METADATA } });
    assert.deepEqual({ status, body }, { status: 200, body: { is_consistent: true, inconsistent_objects: [] } });
  });

  after(async () => {
    for (const started of launched) await end(started);
    await postgres.remove();
  });

  it('says that it is a stand-in', async () => {
    assert.deepEqual(await (await fetch(`${base}/v1/version`)).json(), { server_type: 'ce', version: 'v2.48.5-stand-in', stand_in: 'nself offline kit' });
  });

  it('connects with its own role over TLS without knowing the certificate', async () => {
    const { rows } = await running.engine.pool.query('SELECT current_user, ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()');
    assert.deepEqual(rows, [{ current_user: 'hasura', ssl: true }]);
  });

  describe('who asks', () => {
    it('is the admin with the secret', async () => assert.equal((await data('{ posts { id } }', ADMIN)).posts.length, 3));

    it('is nobody with a wrong secret', async () => {
      assert.equal(await failure('{ posts { id } }', { 'x-hasura-admin-secret': 'guess' }), 'access-denied: invalid "x-hasura-admin-secret"/"x-hasura-access-key"');
      assert.equal((await post('/v1/metadata', { type: 'export_metadata' }, { 'x-hasura-admin-secret': 'guess' })).status, 401);
    });

    it('is the role public without any header, whatever it claims in headers', async () => {
      assert.deepEqual(await data('{ posts { title } }', {}), { posts: [{ title: 'Bolt one' }] });
      assert.deepEqual(await data('{ posts { title } }', { 'x-hasura-role': 'admin', 'x-hasura-tenant-id': A }), { posts: [{ title: 'Bolt one' }] });
      assert.match(await failure('{ posts { body } }', {}), /validation-failed: Cannot query field "body"/);
    });

    it('may take a role that the token allows and no other', async () => {
      const token = await bearer(A, ANN);
      assert.match(await failure('{ posts { id } }', { ...token, 'x-hasura-role': 'me' }), /Cannot query field "posts"/);
      assert.equal(await failure('{ posts { id } }', { ...token, 'x-hasura-role': 'admin' }), 'access-denied: Your requested role is not in allowed roles');
    });

    it('is refused with a token that is unsigned, expired, signed by another, or without claims', async () => {
      const refused = async (token) => failure('{ posts { id } }', { authorization: `Bearer ${token}` });
      const none = new UnsecuredJWT(claims(A, ANN)).setExpirationTime('15m').encode();
      assert.match(await refused(none), /^invalid-jwt: Could not verify JWT/);
      assert.equal(await refused(await sign(claims(A, ANN), KEY, '-1s')), 'invalid-jwt: Could not verify JWT: JWTExpired');
      assert.match(await refused(await sign(claims(A, ANN), `${KEY}!`)), /^invalid-jwt: .*signature verification failed/);
      assert.match(await refused(await sign({ sub: ANN })), /^jwt-invalid-claims/);
      assert.match(await refused('nonsense'), /^invalid-jwt/);
    });

    it('reads no metadata as a user', async () => {
      const { status, body } = await post('/v1/metadata', { type: 'export_metadata' }, await bearer(A, ANN));
      assert.deepEqual([status, body.code], [400, 'access-denied']);
    });
  });

  describe('with RS256', () => {
    it('accepts tokens of the private key only, and never the public key as an HMAC secret', async () => {
      const rsa = await launch({ HASURA_GRAPHQL_JWT_SECRET: JSON.stringify({ type: 'RS256', key: keys.publicKey, issuer: 'hasura-auth' }) });
      const query = async (token) => {
        const response = await fetch(`${rsa.base}/v1/graphql`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: JSON.stringify({ query: '{ posts { title } }' }) });
        return response.json();
      };
      const { importPKCS8 } = await import('jose');
      const privateKey = await importPKCS8(keys.privateKey, 'RS256');
      const rs = (issuer) => new SignJWT(claims(B, BOB)).setProtectedHeader({ alg: 'RS256' }).setIssuer(issuer).setExpirationTime('1m').sign(privateKey);
      assert.deepEqual(await query(await rs('hasura-auth')), { data: { posts: [{ title: 'Bolt one' }] } });
      assert.equal((await query(await rs('another'))).errors[0].extensions.code, 'invalid-jwt');
      const confused = await new SignJWT(claims(B, BOB)).setProtectedHeader({ alg: 'HS256' }).setIssuer('hasura-auth').setExpirationTime('1m')
        .sign(new TextEncoder().encode(keys.publicKey));
      assert.equal((await query(confused)).errors[0].extensions.code, 'invalid-jwt');
    });
  });

  describe('keeps two tenants apart', () => {
    it('in lists, by key, in counts and through relationships', async () => {
      const all = `{ posts(order_by: {title: asc}) { title author { name tenant { name } } owner { name } }
        posts_aggregate { aggregate { count } nodes { title } } authors { name posts { title } posts_aggregate { aggregate { count } } } tenants { name } }`;
      const a = await data(all, await bearer(A, ANN));
      assert.deepEqual(a.posts.map(({ title }) => title), ['Acme one', 'Acme two']);
      assert.deepEqual(a.posts[0].author, { name: 'Ann', tenant: { name: 'Acme' } });
      assert.deepEqual(a.posts[0].owner, { name: 'Acme' });
      assert.deepEqual([a.posts_aggregate.aggregate.count, a.authors[0].posts_aggregate.aggregate.count, a.tenants], [2, 2, [{ name: 'Acme' }]]);
      const b = await data(all, await bearer(B, BOB));
      assert.deepEqual(b.posts.map(({ title }) => title), ['Bolt one']);
      assert.deepEqual(await data('{ posts_by_pk(id: 3) { title } }', await bearer(A, ANN)), { posts_by_pk: null });
      assert.deepEqual(await data('{ posts(where: {_or: [{title: {_eq: "Bolt one"}}, {_not: {views: {_eq: 0}}}]}) { title } }', await bearer(B, BOB)),
        { posts: [{ title: 'Bolt one' }] });
    });

    it('where a row of one points at a row of the other', async () => {
      await postgres.sql(`INSERT INTO posts (tenant_id, author_id, title) VALUES ('${A}', '${BOB}', 'Acme by Bob')`);
      const token = await bearer(A, ANN);
      assert.deepEqual(await data('{ posts(where: {title: {_eq: "Acme by Bob"}}) { author { name } } }', token), { posts: [{ author: null }] });
      assert.deepEqual(await data('{ posts(where: {author: {name: {_eq: "Bob"}}}) { title } }', token), { posts: [] });
      const order = await data('{ posts(order_by: {author: {name: asc_nulls_first}}, limit: 1) { title } }', token);
      assert.deepEqual(order, { posts: [{ title: 'Acme by Bob' }] }, 'it sorts as if there were no author');
      await postgres.sql("DELETE FROM posts WHERE title = 'Acme by Bob'");
    });

    it('in inserts: the tenant is preset, cannot be given, and the author must be of the same', async () => {
      const token = await bearer(A, ANN);
      const made = await data(`mutation { insert_posts_one(object: {title: "Acme three", author_id: "${ANN}"}) { title tenant_id } }`, token);
      assert.deepEqual(made.insert_posts_one, { title: 'Acme three', tenant_id: A });
      assert.match(await failure(`mutation { insert_posts_one(object: {title: "x", author_id: "${ANN}", tenant_id: "${B}"}) { title } }`, token), /tenant_id/);
      assert.equal(await failure(`mutation { insert_posts_one(object: {title: "x", author_id: "${BOB}"}) { title } }`, token),
        'permission-error: check constraint of an insert/update permission has failed');
      assert.deepEqual(await postgres.sql("SELECT title FROM posts WHERE title = 'x'"), []);
    });

    it('in updates and deletes', async () => {
      const token = await bearer(A, ANN);
      assert.deepEqual(await data('mutation { update_posts(where: {}, _inc: {views: 1}) { affected_rows } }', token), { update_posts: { affected_rows: 3 } });
      assert.deepEqual(await data('mutation { update_posts_by_pk(pk_columns: {id: 3}, _set: {title: "mine"}) { id } }', token), { update_posts_by_pk: null });
      assert.deepEqual(await data('mutation { delete_posts_by_pk(id: 3) { id } }', token), { delete_posts_by_pk: null });
      assert.deepEqual(await data('mutation { delete_posts(where: {title: {_eq: "Acme three"}}) { affected_rows returning { title } } }', token),
        { delete_posts: { affected_rows: 1, returning: [{ title: 'Acme three' }] } });
      assert.equal(await failure('mutation { update_posts(where: {}, _set: {views: 5000}) { affected_rows } }', token),
        'permission-error: check constraint of an insert/update permission has failed');
    });

    it('in a function for full text search', async () => {
      const query = 'query ($words: String!) { search_posts(args: {words: $words}, order_by: {title: asc}) { title } }';
      assert.deepEqual(await data(query, await bearer(A, ANN), { words: 'fox' }), { search_posts: [{ title: 'Acme one' }] });
      assert.deepEqual(await data(query, await bearer(B, BOB), { words: 'fox' }), { search_posts: [{ title: 'Bolt one' }] });
    });

    it('and lets nobody without the claim see anything', async () => {
      const token = await sign({ 'https://hasura.io/jwt/claims': { 'x-hasura-allowed-roles': ['user'], 'x-hasura-default-role': 'user' } });
      assert.equal(await failure('{ posts { title } }', { authorization: `Bearer ${token}` }), 'not-found: missing session variable: "x-hasura-tenant-id"');
    });
  });

  describe('a mutation', () => {
    it('tells the database who writes, and a query does not', async () => {
      await data(`mutation { insert_posts(objects: [{title: "seen", author_id: "${ANN}"}]) { affected_rows } }`, await bearer(A, ANN));
      const [{ setting }] = await postgres.sql('SELECT setting FROM written_by ORDER BY ctid DESC LIMIT 1');
      assert.deepEqual(JSON.parse(setting), { ...claims(A, ANN)['https://hasura.io/jwt/claims'], 'x-hasura-allowed-roles': '{"user","me"}', 'x-hasura-role': 'user' });
      await data('mutation { delete_posts(where: {title: {_eq: "seen"}}) { affected_rows } }', ADMIN);
    });

    it('is one transaction for all its fields', async () => {
      assert.match(await failure(`mutation { a: insert_posts_one(object: {title: "half", author_id: "${ANN}"}) { id }
        b: insert_posts_one(object: {title: "half", author_id: "${ANN}"}) { id } }`, await bearer(A, ANN)), /^constraint-violation: Uniqueness violation/);
      assert.deepEqual(await postgres.sql("SELECT * FROM posts WHERE title = 'half'"), []);
    });

    it('resolves a conflict as it is told', async () => {
      const upsert = (columns) => data(`mutation { insert_posts_one(object: {title: "Acme one", author_id: "${ANN}", body: "new"},
        on_conflict: {constraint: posts_title_key, update_columns: [${columns}]}) { title views } }`, ADMIN).catch((error) => error.message);
      assert.match(await upsert(''), /tenant_id/, 'the admin has no preset, so the column is missing');
      const token = await bearer(A, ANN);
      const again = await data(`mutation { insert_posts(objects: [{title: "Acme one", author_id: "${ANN}"}],
        on_conflict: {constraint: posts_title_key, update_columns: [title]}) { affected_rows } }`, token);
      assert.deepEqual(again, { insert_posts: { affected_rows: 1 } });
    });

    it('takes SQL in a value as a value', async () => {
      const evil = `'); DROP TABLE posts; --`;
      const kept = await data('mutation ($t: String!, $e: jsonb) { insert_posts_one(object: {title: $t, extra: $e, tags: ["a", "b\\"c"], author_id: "'
        + `${ANN}"}) { title extra tags } }`, await bearer(A, ANN), { t: evil, e: { k: [1, evil] } });
      assert.deepEqual(kept.insert_posts_one, { title: evil, extra: { k: [1, evil] }, tags: ['a', 'b"c'] });
      assert.deepEqual(await data('query ($t: String!) { posts(where: {title: {_in: [$t]}, extra: {_has_key: "k"}}) { t: title } }', ADMIN, { t: evil }), { posts: [{ t: evil }] });
      await data('mutation ($t: String!) { delete_posts(where: {title: {_eq: $t}}) { affected_rows } }', ADMIN, { t: evil });
    });
  });

  describe('a query', () => {
    it('orders, limits, skips, renames, and follows fragments and directives', async () => {
      const answer = await data(`query ($more: Boolean!) {
        latest: posts(order_by: [{author: {name: desc}}, {views: desc}], limit: 2, offset: 1) { ...short body @include(if: $more) __typename }
        one: posts_by_pk(id: 1) { createdAt ... on posts { n: views } }
      } fragment short on posts { title writer: author { name } }`, ADMIN, { more: false });
      assert.deepEqual(answer.latest.map(({ title }) => title), ['Acme two', 'Acme one']);
      assert.deepEqual(answer.latest[0].writer, { name: 'Ann' });
      assert.deepEqual([answer.latest[0].body, answer.latest[0].__typename, answer.one.n], [undefined, 'posts', 6]);
      assert.match(answer.one.createdAt, /^\d{4}-\d\d-\d\dT/);
    });

    it('counts what is distinct', async () => {
      assert.deepEqual(await data('{ posts_aggregate { aggregate { all: count authors: count(columns: author_id, distinct: true) } } }', ADMIN),
        { posts_aggregate: { aggregate: { all: 3, authors: 2 } } });
    });

    it('can be introspected, each role seeing its own', async () => {
      const names = async (headers) => (await data('{ __type(name: "posts") { fields { name } } }', headers)).__type.fields.map(({ name }) => name);
      assert.deepEqual(await names({}), ['title']);
      assert.ok((await names(await bearer(A, ANN))).includes('author'));
      assert.equal((await data('{ __schema { mutationType { name } } }', {})).__schema.mutationType, null);
    });

    it('is told what is wrong with it', async () => {
      assert.match(await failure('{ posts { nothing } }', ADMIN), /^validation-failed: Cannot query field "nothing"/);
      assert.match(await failure('{ posts {', ADMIN), /^parse-failed/);
      assert.match(await failure('{ authors_by_pk(id: "no-uuid") { name } }', ADMIN), /^data-exception: invalid input syntax for type uuid/);
    });
  });

  describe('metadata', () => {
    const metadata = async (body) => post('/v1/metadata', body);

    it('is kept in the database and found by another engine, also when it changes later', async () => {
      const other = await launch();
      assert.deepEqual(other.engine.metadata.sources[0].tables.map(({ table }) => table.name), ['tenants', 'authors', 'posts']);
      await postgres.sql('CREATE TABLE late (id int PRIMARY KEY)', 'migrator');
      assert.deepEqual((await metadata({ type: 'pg_track_table', args: { source: 'default', table: { schema: 'public', name: 'late' } } })).body, { message: 'success' });
      await new Promise((resolve) => { setTimeout(resolve, 500); });
      assert.ok(other.engine.model.tables.has('public.late'));
    });

    it('answers as the engine does when a thing is there already or is not there', async () => {
      const track = (name) => metadata({ type: 'pg_track_table', args: { source: 'default', table: { schema: 'public', name } } });
      assert.deepEqual((({ status, body: { code } }) => [status, code])(await track('posts')), [400, 'already-tracked']);
      assert.deepEqual((({ status, body: { code } }) => [status, code])(await track('ghosts')), [400, 'not-exists']);
      const relate = await metadata({ type: 'pg_create_object_relationship', args: { source: 'default', table: { schema: 'public', name: 'posts' }, name: 'author', using: { foreign_key_constraint_on: ['author_id'] } } });
      assert.equal(relate.body.code, 'already-exists');
      assert.equal((await metadata({ type: 'create_action', args: {} })).body.code, 'parse-failed');
    });

    it('refuses a change that names an older version', async () => {
      const { body: { resource_version: version } } = await metadata({ type: 'export_metadata', version: 2, args: {} });
      const { status, body } = await metadata({ type: 'reload_metadata', args: {}, resource_version: version - 1 });
      assert.deepEqual([status, body.code], [409, 'conflict']);
    });

    it('refuses what is inconsistent unless told to take it, and then reports it', async () => {
      const wrong = structuredClone(METADATA);
      wrong.sources[0].tables.push({ table: { schema: 'public', name: 'ghosts' } }, { table: { schema: 'public', name: 'goblins' } });
      const refused = await metadata({ type: 'replace_metadata', version: 2, args: { metadata: wrong } });
      assert.deepEqual([refused.status, refused.body.code, refused.body.internal.length], [400, 'unexpected', 2]);
      const taken = await metadata({ type: 'replace_metadata', version: 2, args: { allow_inconsistent_metadata: true, metadata: wrong } });
      assert.deepEqual([taken.body.is_consistent, taken.body.inconsistent_objects.length], [false, 2]);
      assert.deepEqual((await metadata({ type: 'replace_metadata', args: METADATA })).body, { message: 'success' });
    });

    it('takes permissions one by one and in bulk', async () => {
      const table = { schema: 'public', name: 'late' };
      const answer = await metadata({ type: 'bulk', args: [
        { type: 'pg_track_table', args: { source: 'default', table } },
        { type: 'pg_create_select_permission', args: { source: 'default', table, role: 'user', permission: { columns: '*', filter: {} } } },
        { type: 'pg_drop_select_permission', args: { source: 'default', table, role: 'user' } },
        { type: 'pg_untrack_table', args: { source: 'default', table } },
      ] });
      assert.deepEqual(answer.body, Array(4).fill({ message: 'success' }));
    });
  });

  it('runs SQL for the admin, as its own role', async () => {
    const { body } = await post('/v2/query', { type: 'run_sql', args: { source: 'default', sql: "SELECT current_user, 1 AS n, NULL AS nothing" } });
    assert.deepEqual(body, { result_type: 'TuplesOk', result: [['current_user', 'n', 'nothing'], ['hasura', '1', 'NULL']] });
    assert.equal((await post('/v2/query', { type: 'run_sql', args: { sql: 'DROP TABLE posts' } })).body.internal.error.status_code, '42501');
    assert.equal((await post('/v2/query', { type: 'run_sql', args: { sql: 'SELECT 1' } }, await bearer(A, ANN))).body.code, 'access-denied');
  });

  it('lets the allowed origins in and no other', async () => {
    const origin = async (value) => (await fetch(`${base}/v1/graphql`, { method: 'OPTIONS', headers: { origin: value } })).headers.get('access-control-allow-origin');
    assert.equal(await origin('https://app.example.org'), 'https://app.example.org');
    assert.equal(await origin('https://app.example.org.evil.net'), null);
  });

  it('is unhealthy while the database is away and well again, without a restart, when it is back', async () => {
    assert.equal((await fetch(`${base}/healthz`)).status, 200);
    await postgres.down();
    assert.equal((await fetch(`${base}/healthz`)).status, 503);
    await postgres.up();
    assert.equal((await fetch(`${base}/healthz`)).status, 200);
    assert.equal((await data('{ posts { id } }', ADMIN)).posts.length, 3);
  });

  it('does not start without its database', async () => {
    await assert.rejects(launch({ HASURA_GRAPHQL_DATABASE_URL: 'postgres://hasura:x@127.0.0.1:1/none' }), /ECONNREFUSED/);
  });

  it('does not start with a JWT secret that it cannot use', async () => {
    await assert.rejects(launch({ HASURA_GRAPHQL_JWT_SECRET: '{"type":"none","key":""}' }), /type must be HS256/);
    await assert.rejects(launch({ HASURA_GRAPHQL_JWT_SECRET: '{"type":"HS256","key":"short"}' }), /at least 32 characters/);
  });
});
