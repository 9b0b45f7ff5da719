import { getArgumentValues, getDirectiveValues, GraphQLIncludeDirective, GraphQLSkipDirective, getNamedType } from 'graphql';
import { Failure } from './failure.js';
import { condition, joined, presets, quote, rowCheck, rowFilter, Statement, tableName, tail } from './sql.js';

/** The fields asked for, by the name they have in the answer; fragments are opened and what is asked twice is merged. */
function asked(nodes, type, info, fields = new Map()) {
  for (const selection of nodes.flatMap((node) => node.selectionSet?.selections ?? [])) {
    if (getDirectiveValues(GraphQLSkipDirective, selection, info.variableValues)?.if === true) continue;
    if (getDirectiveValues(GraphQLIncludeDirective, selection, info.variableValues)?.if === false) continue;
    if (selection.kind === 'FragmentSpread') asked([info.fragments[selection.name.value]], type, info, fields);
    else if (selection.kind === 'InlineFragment') asked([selection], type, info, fields);
    else if (!selection.name.value.startsWith('__')) {
      const key = selection.alias?.value ?? selection.name.value;
      if (!fields.has(key)) fields.set(key, { definition: type.getFields()[selection.name.value], nodes: [] });
      fields.get(key).nodes.push(selection);
    }
  }
  return [...fields].map(([key, { definition, nodes: found }]) => ({
    key, definition, nodes: found, type: getNamedType(definition.type), args: getArgumentValues(definition, found[0], info.variableValues),
  }));
}

const literal = (text) => `'${text.replaceAll("'", "''")}'`;
const object = (pairs) => `json_build_object(${pairs.map(([key, sql]) => `${literal(key)}, ${sql}`).join(', ')})`;

/** One row under `alias` as JSON with the fields asked for, relationships included. */
function rowJson(table, alias, nodes, type, info, statement) {
  const fields = asked(nodes, type, info).map((field) => {
    const { column, relationship, aggregate } = field.definition.extensions;
    if (column) return `${alias}.${quote(column)} AS ${quote(field.key)}`;
    const remote = statement.model.tables.get(relationship.remote);
    const inner = statement.alias();
    const on = joined(relationship, alias, inner);
    const sql = aggregate ? aggregateOf(tableName(remote), remote, inner, field, info, statement, on)
      : relationship.kind === 'array' ? rowsOf(tableName(remote), remote, inner, field, info, statement, on)
        : `SELECT ${rowJson(remote, inner, field.nodes, field.type, info, statement)} FROM ${tableName(remote)} ${inner} `
          + `WHERE ${on} AND ${rowFilter(remote, inner, 'select', statement)} LIMIT 1`;
    return `(${sql}) AS ${quote(field.key)}`;
  });
  return fields.length ? `(SELECT row_to_json(o) FROM (SELECT ${fields.join(', ')}) o)` : `'{}'::json`;
}

function rowsOf(from, table, alias, field, info, statement, extra) {
  const rest = tail(table, alias, field.args, statement, extra);
  const row = rowJson(table, alias, field.nodes, field.type, info, statement);
  return `SELECT coalesce(json_agg(r.j), '[]') FROM (SELECT ${rest.distinct} ${row} AS j FROM ${from} ${alias} ${rest.sql}) r`;
}

function aggregateOf(from, table, alias, field, info, statement, extra) {
  const rest = tail(table, alias, field.args, statement, extra);
  const nested = [];
  const parts = asked(field.nodes, field.type, info).map((part) => {
    if (part.definition.name === 'aggregate') {
      return [part.key, object(asked(part.nodes, part.type, info).map((count) => [count.key, countOf(table, count.args)]))];
    }
    nested.push(`${rowJson(table, alias, part.nodes, part.type, info, statement)} AS __n${nested.length}`);
    return [part.key, `coalesce(json_agg(b.__n${nested.length - 1}), '[]')`];
  });
  return `SELECT ${object(parts)} FROM (SELECT ${rest.distinct} ${[`${alias}.*`, ...nested].join(', ')} FROM ${from} ${alias} ${rest.sql}) b`;
}

function countOf(table, { columns, distinct }) {
  if (!columns?.length) return 'count(*)';
  const named = columns.map((name) => `b.${quote(table.columns.get(name).name)}`);
  return `count(${distinct ? 'DISTINCT ' : ''}${named.length > 1 ? `(${named.join(', ')})` : named[0]})`;
}

async function answer(context, statement, sql) {
  const { rows: [row] } = await context.database.query(sql, statement.values);
  return row;
}

const rootField = (info) => ({ nodes: info.fieldNodes, type: getNamedType(info.returnType) });

export async function select(table, kind, args, context, info, source) {
  const statement = new Statement(context.model, context.session);
  const alias = statement.alias();
  const from = source ? source(statement) : tableName(table);
  const field = { ...rootField(info), args };
  if (kind === 'aggregate') return (await answer(context, statement, `SELECT (${aggregateOf(from, table, alias, field, info, statement)}) AS j`)).j;
  if (kind === 'rows') return (await answer(context, statement, `SELECT (${rowsOf(from, table, alias, field, info, statement)}) AS j`)).j;
  const key = Object.entries(args).map(([name, value]) => {
    const column = table.columns.get(name);
    return `${alias}.${quote(column.name)} = ${statement.value(value, column)}`;
  });
  const row = rowJson(table, alias, field.nodes, field.type, info, statement);
  const found = await answer(context, statement,
    `SELECT ${row} AS j FROM ${from} ${alias} WHERE ${key.join(' AND ')} AND ${rowFilter(table, alias, 'select', statement)}`);
  return found?.j ?? null;
}

/** The answer to a change: how many rows, the rows asked back, and whether each is one that the role may write. */
async function change(table, action, writing, single, context, info, statement) {
  const { nodes, type } = rootField(info);
  const returning = single ? [{ nodes, type }] : asked(nodes, type, info).filter(({ definition }) => definition.name === 'returning');
  const rows = returning.map((field, i) => `${rowJson(table, 'w', field.nodes, field.type, info, statement)} AS r${i}`);
  const allowed = action === 'delete' ? 'true' : rowCheck(table, 'w', action, statement);
  const row = await answer(context, statement, `WITH w AS (${writing}) SELECT count(*)::int AS affected, coalesce(bool_and(x.allowed), true) AS allowed`
    + rows.map((_, i) => `, coalesce(json_agg(x.r${i}), '[]') AS r${i}`).join('')
    + ` FROM (SELECT ${[`(${allowed}) AS allowed`, ...rows].join(', ')} FROM w) x`);
  if (!row.allowed) throw new Failure('permission-error', 'check constraint of an insert/update permission has failed');
  if (single) return row.r0[0] ?? null;
  return Object.fromEntries(asked(nodes, type, info).map(({ key, definition }) =>
    [key, definition.name === 'affected_rows' ? row.affected : row[`r${returning.findIndex((field) => field.key === key)}`]]));
}

function onConflict(table, given, statement) {
  if (!given) return '';
  const target = `ON CONFLICT ON CONSTRAINT ${quote(given.constraint)}`;
  const set = given.update_columns.map((name) => table.columns.get(name).name)
    .map((name) => `${quote(name)} = EXCLUDED.${quote(name)}`);
  if (set.length === 0) return `${target} DO NOTHING`;
  const where = `${rowFilter(table, 'i', 'update', statement)} AND ${condition(table, 'i', given.where, statement)}`;
  return `${target} DO UPDATE SET ${set.join(', ')} WHERE ${where}`;
}

function nothingChanged(info) {
  const { nodes, type } = rootField(info);
  return Object.fromEntries(asked(nodes, type, info).map(({ key, definition }) => [key, definition.name === 'returning' ? [] : 0]));
}

export async function insert(table, args, single, context, info) {
  const statement = new Statement(context.model, context.session);
  const objects = single ? [args.object] : args.objects;
  if (objects.length === 0) return nothingChanged(info);
  const fixed = presets(table, 'insert', statement);
  const columns = [...table.columns.values()].filter((column) => fixed.has(column.name) || objects.some((row) => row[column.graphql] !== undefined));
  const valueOf = (row, column) => {
    const given = fixed.has(column.name) ? fixed.get(column.name).value : row[column.graphql];
    return given === undefined ? 'DEFAULT' : statement.value(given, column);
  };
  const rows = objects.map((row) => `(${columns.map((column) => valueOf(row, column)).join(', ')})`);
  const values = columns.length ? `(${columns.map(({ name }) => quote(name)).join(', ')}) VALUES ${rows.join(', ')}` : 'DEFAULT VALUES';
  const writing = `INSERT INTO ${tableName(table)} AS i ${values} ${onConflict(table, args.on_conflict, statement)} RETURNING *`;
  return change(table, 'insert', writing, single, context, info, statement);
}

const keyColumns = (table, key, alias, statement) => Object.entries(key).map(([name, value]) => {
  const column = table.columns.get(name);
  return `${alias}.${quote(column.name)} = ${statement.value(value, column)}`;
}).join(' AND ');

export async function update(table, args, single, context, info) {
  const statement = new Statement(context.model, context.session);
  const fixed = presets(table, 'update', statement);
  const byName = (name) => [...table.columns.values()].find((column) => column.name === name);
  const set = [
    ...Object.entries(args._set ?? {}).map(([name, value]) => [table.columns.get(name), value]),
    ...[...fixed].map(([name, { value }]) => [byName(name), value]),
  ].map(([column, value]) => `${quote(column.name)} = ${statement.value(value, column)}`);
  const increments = Object.entries(args._inc ?? {}).map(([name, value]) => {
    const column = table.columns.get(name);
    return `${quote(column.name)} = u.${quote(column.name)} + ${statement.value(value, column)}`;
  });
  if (set.length + increments.length === 0) {
    throw new Failure('validation-failed', 'at least any one of _set, _inc operator is expected');
  }
  const where = single ? keyColumns(table, args.pk_columns, 'u', statement) : condition(table, 'u', args.where, statement);
  const writing = `UPDATE ${tableName(table)} AS u SET ${[...set, ...increments].join(', ')} `
    + `WHERE ${rowFilter(table, 'u', 'update', statement)} AND ${where} RETURNING *`;
  return change(table, 'update', writing, single, context, info, statement);
}

export async function remove(table, args, single, context, info) {
  const statement = new Statement(context.model, context.session);
  const where = single ? keyColumns(table, args, 'd', statement) : condition(table, 'd', args.where, statement);
  const writing = `DELETE FROM ${tableName(table)} AS d WHERE ${rowFilter(table, 'd', 'delete', statement)} AND ${where} RETURNING *`;
  return change(table, 'delete', writing, single, context, info, statement);
}

/** A tracked function's call as something to select from. */
export const callOf = (fn, given) => (statement) => {
  const inputs = fn.args.filter(({ name }) => name === fn.sessionArgument || given?.[name] !== undefined);
  const args = inputs.map(({ name, type }) => {
    const value = name === fn.sessionArgument ? JSON.stringify(statement.session.variables) : given[name];
    return `${quote(name)} => ${statement.value(value, { type, type_name: name === fn.sessionArgument ? 'text' : type })}`;
  });
  return `${tableName(fn)}(${args.join(', ')})`;
};
