import { keyOf } from './database.js';

const SCALARS = { int4: 'Int', bool: 'Boolean', float4: 'Float', text: 'String', varchar: 'String', bpchar: 'bpchar', name: 'name' };
const ACTIONS = ['select', 'insert', 'update', 'delete'];

export const tableRef = (table) => (typeof table === 'string' ? { schema: 'public', name: table } : { schema: 'public', ...table });
const listOf = (value) => (Array.isArray(value) ? value : [value]);

function rootNames(base, custom = {}) {
  const standard = {
    select: base, select_by_pk: `${base}_by_pk`, select_aggregate: `${base}_aggregate`,
    insert: `insert_${base}`, insert_one: `insert_${base}_one`,
    update: `update_${base}`, update_by_pk: `update_${base}_by_pk`,
    delete: `delete_${base}`, delete_by_pk: `delete_${base}_by_pk`,
  };
  const named = Object.entries(standard).map(([operation, name]) => {
    const own = custom[operation];
    return [operation, (typeof own === 'object' ? own?.name : own) || name];
  });
  return Object.fromEntries(named);
}

function tableModel(entry, physical) {
  const { configuration = {} } = entry;
  const base = configuration.custom_name || (physical.schema === 'public' ? physical.name : `${physical.schema}_${physical.name}`);
  const nameOf = (column) => configuration.column_config?.[column]?.custom_name || configuration.custom_column_names?.[column] || column;
  const columns = [...physical.columns.values()].map((column) => [nameOf(column.name), {
    ...column, graphql: nameOf(column.name), scalar: SCALARS[column.type_name] ?? column.type_name,
  }]);
  return {
    ...physical, key: keyOf(physical), entry, typeName: base, roots: rootNames(base, configuration.custom_root_fields),
    columns: new Map(columns), relationships: new Map(),
    permissions: Object.fromEntries(ACTIONS.map((action) => [action,
      new Map((entry[`${action}_permissions`] ?? []).map(({ role, permission }) => [role, permission]))])),
  };
}

function ownKey(table, columns) {
  return table.foreignKeys.find((key) => key.columns.length === columns.length && columns.every((column) => key.columns.includes(column)));
}

function alongKey(key, reversed) {
  return key.columns.map((column, i) => (reversed ? [key.foreign_columns[i], column] : [column, key.foreign_columns[i]]));
}

/** Where a relationship leads and which columns join, or why it leads nowhere. */
function relationshipModel(kind, { name, using }, table, physical) {
  const manual = using.manual_configuration;
  if (manual) {
    return { name, kind, remote: keyOf(tableRef(manual.remote_table)), mapping: Object.entries(manual.column_mapping) };
  }
  const on = using.foreign_key_constraint_on;
  if (on?.table) {
    const columns = listOf(on.columns ?? on.column);
    const other = physical.get(keyOf(tableRef(on.table)));
    const key = other && ownKey(other, columns);
    if (!key || `${key.foreign_schema}.${key.foreign_table}` !== table.key) {
      throw new Error(`no foreign constraint exists on the given column(s) ${columns} of ${keyOf(tableRef(on.table))}`);
    }
    return { name, kind, remote: keyOf(other), mapping: alongKey(key, true) };
  }
  const key = ownKey(table, listOf(on));
  if (!key) throw new Error(`no foreign constraint exists on the given column(s) ${listOf(on)} of ${table.key}`);
  return { name, kind, remote: `${key.foreign_schema}.${key.foreign_table}`, mapping: alongKey(key, false) };
}

function unknownColumns(table, permission) {
  const known = new Set([...table.columns.values()].map((column) => column.name));
  const named = permission.columns === '*' ? [] : permission.columns ?? [];
  return [...named, ...Object.keys(permission.set ?? {})].filter((column) => !known.has(column));
}

/**
 * The metadata against the catalogue: what can be served, and a list of what cannot be with the reason, in the shape
 * that the engine's API reports inconsistent objects.
 */
export function buildModel(metadata, catalog) {
  const inconsistent = [];
  const report = (type, name, definition, reason) => inconsistent.push({ type, name, definition, reason: `Inconsistent object: ${reason}` });
  const source = metadata.sources.find(({ name }) => name === 'default') ?? { tables: [] };
  const tables = new Map();
  for (const entry of source.tables ?? []) {
    const key = keyOf(tableRef(entry.table));
    const physical = catalog.tables.get(key);
    if (physical) tables.set(key, tableModel(entry, physical));
    else report('table', `table ${key} in source default`, entry.table, `no such table/view exists in source: "${key}"`);
  }
  for (const table of tables.values()) {
    const relationships = ['object', 'array'].flatMap((kind) => (table.entry[`${kind}_relationships`] ?? []).map((rel) => [kind, rel]));
    for (const [kind, definition] of relationships) {
      const label = `${kind}_relation ${definition.name} in table ${table.key} in source default`;
      try {
        const relationship = relationshipModel(kind, definition, table, catalog.tables);
        if (tables.has(relationship.remote)) table.relationships.set(definition.name, relationship);
        else report(`${kind}_relation`, label, definition, `table "${relationship.remote}" is not tracked`);
      } catch (error) {
        report(`${kind}_relation`, label, definition, error.message);
      }
    }
    for (const action of ACTIONS) {
      for (const [role, permission] of table.permissions[action]) {
        const unknown = unknownColumns(table, permission);
        if (unknown.length === 0) continue;
        table.permissions[action].delete(role);
        report(`${action}_permission`, `${action}_permission of ${role} in table ${table.key}`, permission, `no such column(s): ${unknown}`);
      }
    }
  }
  const functions = (source.functions ?? []).flatMap((entry) => functionModel(entry, catalog, tables, report));
  return { tables, functions, inconsistent };
}

function functionModel(entry, catalog, tables, report) {
  const key = keyOf(tableRef(entry.function));
  const physical = catalog.functions.get(key);
  const returns = physical && `${physical.returns_schema}.${physical.returns_table}`;
  if (!physical || !tables.has(returns) || physical.volatility === 'v') {
    const reason = !physical ? `no such function exists that returns rows of a table: "${key}"`
      : !tables.has(returns) ? `the table "${returns}" that it returns is not tracked` : 'a VOLATILE function is not exposed as a query';
    report('function', `function ${key} in source default`, entry.function, reason);
    return [];
  }
  const { configuration = {} } = entry;
  const name = configuration.custom_name || (physical.schema === 'public' ? physical.name : `${physical.schema}_${physical.name}`);
  const args = (physical.arg_types ?? []).map((type, i) => ({ name: physical.arg_names[i] || `arg_${i + 1}`, type, position: i }));
  return [{ ...physical, graphql: name, table: returns, args, sessionArgument: configuration.session_argument }];
}
