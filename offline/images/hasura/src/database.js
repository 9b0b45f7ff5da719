import pg from 'pg';

/** The settings of libpq: `sslmode=require` encrypts and does not ask whose certificate it is. */
export function connect(url) {
  const withLibpqMeaning = new URL(url);
  withLibpqMeaning.searchParams.set('uselibpqcompat', 'true');
  const pool = new pg.Pool({
    connectionString: withLibpqMeaning.href,
    max: Number(process.env.HASURA_GRAPHQL_PG_CONNECTIONS ?? 20),
    connectionTimeoutMillis: 5000,
    application_name: 'hasura (stand-in)',
  });
  // An idle connection that the server closes is no failure: the pool opens another when it needs one.
  pool.on('error', () => {});
  return pool;
}

const COLUMNS = `
  SELECT n.nspname AS schema, c.relname AS "table", a.attname AS name, a.attnotnull AS not_null,
         format_type(coalesce(nullif(t.typbasetype, 0), t.oid), NULL) AS type,
         coalesce(b.typname, t.typname) AS type_name, coalesce(b.typcategory, t.typcategory) = 'A' AS is_array,
         a.attgenerated <> '' OR a.attidentity = 'a' AS computed
    FROM pg_attribute a
    JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'v', 'm', 'f', 'p')
    JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname NOT IN ('information_schema', 'hdb_catalog')
    JOIN pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_type b ON b.oid = t.typbasetype
   WHERE a.attnum > 0 AND NOT a.attisdropped
   ORDER BY c.oid, a.attnum`;

const CONSTRAINTS = `
  SELECT n.nspname AS schema, c.relname AS "table", k.conname AS name, k.contype AS kind,
         (SELECT array_agg(a.attname::text ORDER BY u.ord) FROM unnest(k.conkey) WITH ORDINALITY u(num, ord)
            JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.num) AS columns,
         fn.nspname AS foreign_schema, f.relname AS foreign_table,
         (SELECT array_agg(a.attname::text ORDER BY u.ord) FROM unnest(k.confkey) WITH ORDINALITY u(num, ord)
            JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.num) AS foreign_columns
    FROM pg_constraint k
    JOIN pg_class c ON c.oid = k.conrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_class f ON f.oid = k.confrelid
    LEFT JOIN pg_namespace fn ON fn.oid = f.relnamespace
   WHERE k.contype IN ('p', 'u', 'f')`;

const FUNCTIONS = `
  SELECT n.nspname AS schema, p.proname AS name, rn.nspname AS returns_schema, r.relname AS returns_table, p.provolatile AS volatility,
         p.proretset AS returns_set, p.pronargs AS inputs, coalesce(p.proargnames, '{}')::text[] AS arg_names,
         (SELECT array_agg(format_type(u.t, NULL) ORDER BY u.ord) FROM unnest(p.proargtypes) WITH ORDINALITY u(t, ord)) AS arg_types
    FROM pg_proc p
    JOIN pg_namespace n ON n.oid = p.pronamespace AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
    JOIN pg_type t ON t.oid = p.prorettype
    JOIN pg_class r ON r.oid = t.typrelid
    JOIN pg_namespace rn ON rn.oid = r.relnamespace`;

export const keyOf = (table) => `${table.schema}.${table.name}`;

/** What the database has: tables by `schema.name`, each with its columns and constraints, and functions that return rows of one. */
export async function readCatalog(pool) {
  const [columns, constraints, functions] = await Promise.all([COLUMNS, CONSTRAINTS, FUNCTIONS].map((sql) => pool.query(sql)));
  const tables = new Map();
  for (const column of columns.rows) {
    const key = `${column.schema}.${column.table}`;
    if (!tables.has(key)) {
      tables.set(key, { schema: column.schema, name: column.table, columns: new Map(), primaryKey: [], unique: [], foreignKeys: [] });
    }
    // format_type says "character", which as a cast would cut the value to one character.
    tables.get(key).columns.set(column.name, column.type_name === 'bpchar' ? { ...column, type: 'bpchar' } : column);
  }
  for (const constraint of constraints.rows) {
    const table = tables.get(`${constraint.schema}.${constraint.table}`);
    if (!table) continue;
    if (constraint.kind === 'p') table.primaryKey = constraint.columns;
    if (constraint.kind === 'f') table.foreignKeys.push(constraint);
    else table.unique.push(constraint.name);
  }
  return { tables, functions: new Map(functions.rows.map((row) => [keyOf(row), row])) };
}
