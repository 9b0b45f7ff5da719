import { createServer } from 'node:http';
import { execute, getOperationAST, GraphQLError, parse, validate } from 'graphql';
import { connect, readCatalog } from './database.js';
import { Failure, fromPostgres } from './failure.js';
import { buildModel } from './model.js';
import { MetadataStore, runMetadata } from './metadata.js';
import { schemaFor } from './schema.js';
import { readJwtSecret, sessionOf } from './session.js';

const VERSION = 'v2.48.5-stand-in';
const MAX_BODY = 100 * 1024 * 1024;

/** The model in use, one schema a role, and the changes of the metadata one after another. */
export class Engine {
  constructor(pool) {
    this.pool = pool;
    this.store = new MetadataStore(pool);
    this.queue = Promise.resolve();
  }

  async open() {
    await this.store.open();
    await this.reload();
  }

  async reload() {
    const { metadata, version } = await this.store.read();
    this.catalog = await readCatalog(this.pool);
    this.use(metadata, version, buildModel(metadata, this.catalog));
  }

  use(metadata, version, model) {
    Object.assign(this, { metadata, version, model, schemas: new Map() });
  }

  schema(role) {
    if (!this.schemas.has(role)) this.schemas.set(role, schemaFor(this.model, role));
    return this.schemas.get(role);
  }

  /** `look`: the change may be about what was made in the database since the last look at it. */
  async change(metadata, { tolerant, look }) {
    if (look) this.catalog = await readCatalog(this.pool);
    const model = buildModel(metadata, this.catalog);
    const known = new Set(this.model.inconsistent.map(({ name }) => name));
    const added = model.inconsistent.filter(({ name }) => !known.has(name));
    if (!tolerant && added.length === 1) throw new Failure('not-exists', added[0].reason.replace('Inconsistent object: ', ''), { path: '$.args', internal: added });
    if (!tolerant && added.length) throw new Failure('unexpected', 'cannot continue due to inconsistent metadata', { path: '$.args', internal: added });
    this.use(metadata, await this.store.write(metadata, this.version), model);
    return model;
  }

  /** Another engine on the same database may have changed the metadata. */
  async follow() {
    if (await this.store.version() !== this.version) await this.reload();
  }

  exclusive(work) {
    const result = this.queue.then(work);
    this.queue = result.catch(() => {});
    return result;
  }
}

const valueByAlias = (source, _args, _context, info) => source?.[info.path.key];

async function inTransaction(pool, session, work) {
  const client = await pool.connect();
  let broken;
  try {
    await client.query('BEGIN');
    // As in the engine: one setting with every session variable, in mutations and only there.
    await client.query("SELECT set_config('hasura.user', $1, true)", [JSON.stringify(session.variables)]);
    const result = await work(client);
    await client.query(result.errors ? 'ROLLBACK' : 'COMMIT');
    return result;
  } catch (error) {
    broken = error;
    throw error;
  } finally {
    client.release(broken);
  }
}

/** An error as the API tells it. What is nobody's mistake but ours is logged, and not told. */
function formatted(error, code = 'validation-failed') {
  const place = Array.isArray(error.path) ? `$.selectionSet.${error.path.join('.')}` : '$';
  if (error instanceof GraphQLError && !error.originalError) return { message: error.message, extensions: { path: place, code } };
  const cause = fromPostgres(error.originalError ?? error);
  if (cause instanceof Failure) return { message: cause.message, extensions: { path: cause.path === '$' ? place : cause.path, code: cause.code } };
  console.error(cause.stack);
  return { message: 'internal error', extensions: { path: place, code: 'unexpected' } };
}

export async function runGraphql(engine, session, { query, variables, operationName }) {
  if (typeof query !== 'string') return { errors: [formatted(new Failure('parse-failed', "the key 'query' was not present"))] };
  const schema = engine.schema(session.role);
  let document;
  try {
    document = parse(query);
  } catch (error) {
    return { errors: [formatted(error, 'parse-failed')] };
  }
  const invalid = validate(schema, document);
  if (invalid.length) return { errors: invalid.map((error) => formatted(error)) };
  const run = (database) => execute({
    schema, document, variableValues: variables, operationName, fieldResolver: valueByAlias,
    contextValue: { model: engine.model, session, database },
  });
  const mutating = getOperationAST(document, operationName)?.operation === 'mutation';
  const result = await (mutating ? inTransaction(engine.pool, session, run) : run(engine.pool));
  return result.errors ? { errors: result.errors.map((error) => formatted(error)) } : result;
}

async function runSql(engine, { type, args }) {
  if (type === 'bulk') {
    const results = [];
    for (const request of args) results.push(await runSql(engine, request));
    return results;
  }
  if (type !== 'run_sql') throw new Failure('parse-failed', `unknown query type "${type}" for the stand-in of the offline kit`);
  const client = await engine.pool.connect();
  try {
    await client.query(args.read_only ? 'BEGIN READ ONLY' : 'BEGIN');
    const results = [await client.query({ text: args.sql, rowMode: 'array', types: { getTypeParser: () => (value) => value } })].flat();
    await client.query('COMMIT');
    const last = results.at(-1);
    return last.fields?.length
      ? { result_type: 'TuplesOk', result: [last.fields.map(({ name }) => name), ...last.rows.map((row) => row.map((value) => value ?? 'NULL'))] }
      : { result_type: 'CommandOk', result: null };
  } catch (error) {
    await client.query('ROLLBACK');
    throw error.code ? new Failure('postgres-error', 'query execution failed', { path: '$.args', internal: { statement: args.sql, error: { message: error.message, status_code: error.code } } }) : error;
  } finally {
    client.release();
    await engine.reload();
  }
}

async function bodyOf(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MAX_BODY) throw new Failure('invalid-json', 'the body is larger than 100 MB', { status: 413 });
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString());
  } catch (error) {
    throw new Failure('invalid-json', error.message);
  }
}

function allowOrigin(request, response, domains) {
  const { origin } = request.headers;
  const matches = (domain) => domain === '*' || new RegExp(`^${domain.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace('*', '[^/]+')}$`).test(origin);
  if (!origin || !domains.some(matches)) return;
  response.setHeader('Access-Control-Allow-Origin', origin);
  response.setHeader('Access-Control-Allow-Credentials', 'true');
  response.setHeader('Access-Control-Allow-Methods', 'GET,POST,PUT,PATCH,DELETE,OPTIONS');
  response.setHeader('Access-Control-Allow-Headers', request.headers['access-control-request-headers'] ?? 'content-type');
  response.setHeader('Vary', 'Origin');
}

async function healthy(pool) {
  const late = new Promise((_, reject) => { setTimeout(reject, 3000, new Error('no answer in 3 s')).unref(); });
  return Promise.race([pool.query('SELECT 1'), late]).then(() => true, () => false);
}

/** The HTTP side. `settings`: adminSecret, jwtSecret (as read by readJwtSecret), unauthorizedRole, corsDomains, consoleEnabled. */
export function serve(engine, settings) {
  const adminOnly = async (request, run) => {
    const { role } = await sessionOf(request.headers, settings);
    if (role !== 'admin') throw new Failure('access-denied', 'restricted access : admin only');
    return run(await bodyOf(request));
  };
  const routes = {
    'GET /healthz': async () => (await healthy(engine.pool) ? [200, 'OK'] : [503, 'ERROR: the database does not answer']),
    'GET /v1/version': async () => [200, { server_type: 'ce', version: VERSION, stand_in: 'nself offline kit' }],
    'GET /v1/config': async () => [200, { version: VERSION, is_admin_secret_set: Boolean(settings.adminSecret), is_jwt_set: Boolean(settings.jwtSecret) }],
    'GET /': async () => (settings.consoleEnabled ? [200, 'This is the stand-in of the offline kit: it has no console.\n'] : [404, { error: 'resource does not exist', path: '$', code: 'not-found' }]),
    'POST /v1/metadata': (request) => adminOnly(request, (body) => engine.exclusive(() => runMetadata(body, engine))).then((answer) => [200, answer]),
    'POST /v2/query': (request) => adminOnly(request, (body) => engine.exclusive(() => runSql(engine, body))).then((answer) => [200, answer]),
    'POST /v1/graphql': async (request) => {
      try {
        const session = await sessionOf(request.headers, settings);
        const body = await bodyOf(request);
        const answers = Array.isArray(body) ? await Promise.all(body.map((one) => runGraphql(engine, session, one))) : await runGraphql(engine, session, body);
        return [200, answers];
      } catch (error) {
        return [200, { errors: [formatted(error)] }];
      }
    },
  };
  return createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    allowOrigin(request, response, settings.corsDomains);
    const started = Date.now();
    let status, answer;
    try {
      const route = routes[`${request.method === 'HEAD' ? 'GET' : request.method} ${pathname}`];
      if (request.method === 'OPTIONS') [status, answer] = [204, ''];
      else [status, answer] = route ? await route(request) : [404, { error: 'resource does not exist', path: '$', code: 'not-found' }];
    } catch (error) {
      const failure = fromPostgres(error);
      if (!(failure instanceof Failure)) console.error(error.stack);
      [status, answer] = failure instanceof Failure ? [failure.status, failure] : [500, { error: 'internal error', path: '$', code: 'unexpected' }];
    }
    const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
    response.writeHead(status, { 'Content-Type': typeof answer === 'string' ? 'text/plain' : 'application/json; charset=utf-8' });
    response.end(request.method === 'HEAD' ? undefined : text);
    if (pathname !== '/healthz') console.log(JSON.stringify({ type: 'http-log', level: 'info', detail: { http_info: { method: request.method, url: pathname, status }, ms: Date.now() - started } }));
  });
}

export async function start(env) {
  const settings = {
    adminSecret: env.HASURA_GRAPHQL_ADMIN_SECRET,
    jwtSecret: await readJwtSecret(env.HASURA_GRAPHQL_JWT_SECRET),
    unauthorizedRole: env.HASURA_GRAPHQL_UNAUTHORIZED_ROLE,
    corsDomains: (env.HASURA_GRAPHQL_CORS_DOMAIN ?? '*').split(',').map((domain) => domain.trim()),
    consoleEnabled: env.HASURA_GRAPHQL_ENABLE_CONSOLE === 'true',
  };
  if (!env.HASURA_GRAPHQL_DATABASE_URL) throw new Error('HASURA_GRAPHQL_DATABASE_URL: must be set');
  const engine = new Engine(connect(env.HASURA_GRAPHQL_DATABASE_URL));
  await engine.open();
  // The database may be away for a while: the next turn finds it again.
  const following = setInterval(() => engine.exclusive(() => engine.follow()).catch(() => {}), Number(env.HASURA_GRAPHQL_SCHEMA_SYNC_POLL_INTERVAL ?? 1000));
  const server = serve(engine, settings);
  server.on('close', () => clearInterval(following));
  await new Promise((resolve) => { server.listen(Number(env.HASURA_GRAPHQL_SERVER_PORT ?? 8080), resolve); });
  return { server, engine };
}
