import { Failure } from './failure.js';
import { tableRef } from './model.js';
import { keyOf } from './database.js';

const CATALOG = `
  CREATE SCHEMA IF NOT EXISTS hdb_catalog;
  CREATE TABLE IF NOT EXISTS hdb_catalog.hdb_metadata (
    id integer PRIMARY KEY, metadata json NOT NULL, resource_version integer NOT NULL DEFAULT 1)`;

const EMPTY = {
  version: 3,
  sources: [{
    name: 'default', kind: 'postgres', tables: [],
    configuration: { connection_info: {
      database_url: { from_env: 'HASURA_GRAPHQL_DATABASE_URL' }, isolation_level: 'read-committed', use_prepared_statements: true,
    } },
  }],
};
const SUCCESS = { message: 'success' };
const ACTIONS = ['select', 'insert', 'update', 'delete'];

/** The metadata as it lies in the database, with the version that every change raises. */
export class MetadataStore {
  constructor(pool) {
    this.pool = pool;
  }

  async open() {
    // CREATE SCHEMA IF NOT EXISTS asks for CREATE on the database even where the schema is there already.
    const { rows: [{ schema }] } = await this.pool.query("SELECT to_regnamespace('hdb_catalog') IS NOT NULL AS schema");
    await this.pool.query(schema ? CATALOG.split(';')[1] : CATALOG);
    await this.pool.query('INSERT INTO hdb_catalog.hdb_metadata (id, metadata) VALUES (1, $1) ON CONFLICT DO NOTHING', [JSON.stringify(EMPTY)]);
  }

  async read() {
    const { rows: [row] } = await this.pool.query('SELECT metadata, resource_version FROM hdb_catalog.hdb_metadata WHERE id = 1');
    return { metadata: row.metadata, version: row.resource_version };
  }

  async version() {
    const { rows: [row] } = await this.pool.query('SELECT resource_version FROM hdb_catalog.hdb_metadata WHERE id = 1');
    return row.resource_version;
  }

  /** Writes only over the version that was read, so that two engines cannot overwrite each other's change. */
  async write(metadata, version) {
    const { rows: [row] } = await this.pool.query(
      'UPDATE hdb_catalog.hdb_metadata SET metadata = $1, resource_version = resource_version + 1 WHERE id = 1 AND resource_version = $2 RETURNING resource_version',
      [JSON.stringify(metadata), version]);
    if (!row) throw conflict(version, await this.version());
    return row.resource_version;
  }
}

const conflict = (given, current) => new Failure('conflict',
  `metadata resource version referenced (${given}) did not match current version (${current})`, { status: 409 });

function defaultSource(metadata) {
  const source = metadata.sources.find(({ name }) => name === 'default');
  if (!source) throw new Failure('not-exists', 'source with name "default" does not exist', { path: '$.args' });
  source.tables ??= [];
  return source;
}

function trackedTable(metadata, args) {
  const key = keyOf(tableRef(args.table));
  const table = defaultSource(metadata).tables.find((entry) => keyOf(tableRef(entry.table)) === key);
  if (!table) throw new Failure('not-exists', `table "${key}" is not tracked in source: default`, { path: '$.args.table' });
  return table;
}

function add(list, entry, isSame, message) {
  if (list.some(isSame)) throw new Failure('already-exists', message, { path: '$.args' });
  list.push(entry);
}

function remove(list, isSame, message) {
  const at = list.findIndex(isSame);
  if (at < 0) throw new Failure('not-exists', message, { path: '$.args' });
  list.splice(at, 1);
}

function trackTable(metadata, args) {
  const { table, configuration = {}, is_enum: isEnum } = args.table ? args : { table: args };
  const source = defaultSource(metadata);
  const key = keyOf(tableRef(table));
  if (source.tables.some((entry) => keyOf(tableRef(entry.table)) === key)) {
    throw new Failure('already-tracked', `view/table already tracked: "${key}"`, { path: '$.args' });
  }
  source.tables.push({ table: tableRef(table), ...(isEnum && { is_enum: true }), configuration });
}

function createRelationship(metadata, { name, using, ...args }, kind) {
  const table = trackedTable(metadata, args);
  const taken = [...(table.object_relationships ?? []), ...(table.array_relationships ?? [])].some((rel) => rel.name === name);
  if (taken) throw new Failure('already-exists', `field with name "${name}" already exists in table "${keyOf(tableRef(args.table))}"`, { path: '$.args' });
  (table[`${kind}_relationships`] ??= []).push({ name, using });
}

function dropRelationship(metadata, { relationship, ...args }) {
  const table = trackedTable(metadata, args);
  const list = [table.object_relationships ?? [], table.array_relationships ?? []].find((rels) => rels.some((rel) => rel.name === relationship));
  remove(list ?? [], (rel) => rel.name === relationship, `relationship "${relationship}" does not exist`);
}

const functionKey = (args) => keyOf(tableRef(args.function ?? args));

const CHANGES = {
  track_table: trackTable,
  track_tables: (metadata, { tables }) => tables.forEach((table) => trackTable(metadata, table)),
  untrack_table: (metadata, args) => remove(defaultSource(metadata).tables,
    (entry) => keyOf(tableRef(entry.table)) === keyOf(tableRef(args.table)), `view/table already untracked: "${keyOf(tableRef(args.table))}"`),
  set_table_customization: (metadata, args) => { trackedTable(metadata, args).configuration = args.configuration ?? {}; },
  set_table_is_enum: (metadata, args) => { trackedTable(metadata, args).is_enum = args.is_enum; },
  create_object_relationship: (metadata, args) => createRelationship(metadata, args, 'object'),
  create_array_relationship: (metadata, args) => createRelationship(metadata, args, 'array'),
  drop_relationship: dropRelationship,
  track_function: (metadata, args) => add(defaultSource(metadata).functions ??= [],
    { function: tableRef(args.function ?? args), ...(args.configuration && { configuration: args.configuration }) },
    (entry) => functionKey(entry) === functionKey(args), `function already tracked: "${functionKey(args)}"`),
  untrack_function: (metadata, args) => remove(defaultSource(metadata).functions ?? [],
    (entry) => functionKey(entry) === functionKey(args), `function not found in metadata: "${functionKey(args)}"`),
};
for (const action of ACTIONS) {
  CHANGES[`create_${action}_permission`] = (metadata, { role, permission, comment, ...args }) => add(
    trackedTable(metadata, args)[`${action}_permissions`] ??= [], { role, permission, ...(comment && { comment }) },
    (entry) => entry.role === role, `permission already defined on table "${keyOf(tableRef(args.table))}" with role "${role}"`);
  CHANGES[`drop_${action}_permission`] = (metadata, { role, ...args }) => remove(
    trackedTable(metadata, args)[`${action}_permissions`] ?? [], (entry) => entry.role === role, `${action} permission of role "${role}" does not exist`);
}

function replacement(args) {
  const metadata = args.metadata ?? args;
  if (metadata.version !== 3 || !Array.isArray(metadata.sources)) {
    throw new Failure('parse-failed', 'replace_metadata: metadata must have version 3 and sources', { path: '$.args' });
  }
  return { ...metadata, sources: metadata.sources.map((source) => ({ ...source, tables: source.tables ?? [] })) };
}

const consistency = ({ inconsistent }) => ({ is_consistent: inconsistent.length === 0, inconsistent_objects: inconsistent });

/** The metadata API. `engine` holds the model in use and can try another metadata against the database. */
export async function runMetadata(request, engine) {
  const { type = '', args = {}, version = 1, resource_version: expected } = request;
  if (expected !== undefined && expected !== engine.version) throw conflict(expected, engine.version);
  switch (type) {
    case 'bulk': case 'bulk_keep_going': return bulk(request, engine);
    case 'export_metadata': return version === 2 ? { resource_version: engine.version, metadata: engine.metadata } : engine.metadata;
    case 'reload_metadata': await engine.reload(); return { ...SUCCESS, ...consistency(engine.model) };
    case 'get_inconsistent_metadata': return consistency(engine.model);
    case 'clear_metadata': await engine.change(structuredClone(EMPTY), { tolerant: true, look: true }); return SUCCESS;
    case 'replace_metadata': {
      const next = await engine.change(replacement(args), { tolerant: args.allow_inconsistent_metadata === true, look: true });
      return version === 2 ? consistency(next) : SUCCESS;
    }
    default: {
      const change = CHANGES[type.replace(/^pg_/, '')];
      if (!change) throw new Failure('parse-failed', `unknown metadata command "${type}" for the stand-in of the offline kit`, { path: '$' });
      const metadata = structuredClone(engine.metadata);
      change(metadata, args);
      await engine.change(metadata, { tolerant: false, look: /track_/.test(type) });
      return SUCCESS;
    }
  }
}

async function bulk({ type, args }, engine) {
  const results = [];
  for (const request of args) {
    try {
      results.push(await runMetadata(request, engine));
    } catch (error) {
      if (type !== 'bulk_keep_going' || !(error instanceof Failure)) throw error;
      results.push(error.toJSON());
    }
  }
  return results;
}
