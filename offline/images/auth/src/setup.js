import pg from 'pg';
import { METADATA, TABLES } from './tables.js';

/** libpq's meaning of a connection's address: `sslmode=require` encrypts and does not ask whose certificate it is. */
export function connection(address, more = {}) {
  const url = new URL(address);
  url.searchParams.set('uselibpqcompat', 'true');
  return { connectionString: url.href, connectionTimeoutMillis: 5000, application_name: 'auth (stand-in)', ...more };
}

/** Makes what is missing of schema auth. The schema itself must be there, as for the published program. */
export async function migrate({ migrations, allowedRoles }) {
  const client = new pg.Client(connection(migrations));
  await client.connect();
  try {
    const { rows: [{ there }] } = await client.query("SELECT to_regnamespace('auth') IS NOT NULL AS there");
    if (!there) throw new Error('schema auth: does not exist; create it, owned by the role of POSTGRES_MIGRATIONS_CONNECTION');
    await client.query('BEGIN');
    // Several of us may start at once on the same database.
    await client.query("SELECT pg_advisory_xact_lock(hashtext('auth migrations'))");
    await client.query(TABLES);
    await client.query('INSERT INTO auth.roles SELECT unnest($1::text[]) ON CONFLICT DO NOTHING', [allowedRoles]);
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}

/** Tracks the tables in Hasura. What is there already stays; the names of tables and columns are put right. */
export async function postMetadata({ graphqlUrl, adminSecret }) {
  const url = graphqlUrl.replace('/v1/graphql', '/v1/metadata');
  const post = async (type, args, fine = []) => {
    const response = await fetch(url, {
      method: 'POST', headers: { 'content-type': 'application/json', 'x-hasura-admin-secret': adminSecret },
      body: JSON.stringify({ type, args: { source: 'default', ...args } }), signal: AbortSignal.timeout(30_000),
    });
    if (response.ok) return undefined;
    const { code, error } = await response.json();
    if (!fine.includes(code)) throw new Error(`${url}: ${type}: ${error} (${code})`);
    return code;
  };
  for (const { table, configuration } of METADATA) {
    const there = await post('pg_track_table', { table, configuration }, ['already-tracked']);
    if (there) await post('pg_set_table_customization', { table, configuration });
  }
  for (const { table, relationships } of METADATA) {
    for (const { kind, name, using } of relationships) await post(`pg_create_${kind}_relationship`, { table, name, using }, ['already-exists']);
  }
}
