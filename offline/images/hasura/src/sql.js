import { Failure } from './failure.js';
import { tableRef } from './model.js';
import { keyOf } from './database.js';

export const quote = (name) => `"${name.replaceAll('"', '""')}"`;
export const tableName = (table) => `${quote(table.schema)}.${quote(table.name)}`;

/** One statement being written: its parameters and aliases. Values only ever become parameters, names come from the catalogue. */
export class Statement {
  constructor(model, session) {
    this.model = model;
    this.session = session;
    this.values = [];
    this.aliases = 0;
  }

  alias() {
    return `t${this.aliases++}`;
  }

  value(value, column) {
    this.values.push(encode(value, column));
    return `($${this.values.length})::${column.type}`;
  }

  variable(name) {
    const value = this.session.variables[name.toLowerCase()];
    if (value === undefined) throw new Failure('not-found', `missing session variable: "${name.toLowerCase()}"`);
    return value;
  }
}

function encode(value, column) {
  if (value === null || value === undefined) return null;
  if (column.type_name === 'json' || column.type_name === 'jsonb') return JSON.stringify(value);
  if (Array.isArray(value)) return value;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

const isVariable = (value) => typeof value === 'string' && /^x-hasura-/i.test(value);
const asArray = (column) => ({ ...column, type: `${column.type}[]`, type_name: '_' });

const OPERATORS = {
  _eq: '=', _neq: '<>', _gt: '>', _lt: '<', _gte: '>=', _lte: '<=',
  _like: 'LIKE', _nlike: 'NOT LIKE', _ilike: 'ILIKE', _nilike: 'NOT ILIKE', _similar: 'SIMILAR TO', _nsimilar: 'NOT SIMILAR TO',
  _regex: '~', _iregex: '~*', _nregex: '!~', _niregex: '!~*', _contains: '@>', _contained_in: '<@', _has_key: '?',
};
const TEXT = { type: 'text', type_name: 'text' };

function comparison(target, column, operator, given, statement) {
  const value = isVariable(given) && statement.inPermission ? statement.variable(given) : given;
  if (operator === '_is_null') return `${target} IS ${value ? '' : 'NOT '}NULL`;
  if (value === null) throw new Failure('validation-failed', `unexpected null value for type '${column.scalar}'`);
  if (operator === '_in') return `${target} = ANY(${statement.value(listValue(value, statement), asArray(column))})`;
  if (operator === '_nin') return `${target} <> ALL(${statement.value(listValue(value, statement), asArray(column))})`;
  if (operator === '_has_key') return `${target} ? ${statement.value(value, TEXT)}`;
  const sql = OPERATORS[operator];
  if (!sql) throw new Failure('validation-failed', `unknown operator "${operator}"`);
  return `${target} ${sql} ${statement.value(value, column)}`;
}

function listValue(value, statement) {
  if (!Array.isArray(value)) return value;
  return value.map((item) => (isVariable(item) && statement.inPermission ? statement.variable(item) : item));
}

const every = (parts, word, none) => (parts.length ? `(${parts.join(` ${word} `)})` : none);

const columnNamed = (table, name, inPermission) => (inPermission
  ? [...table.columns.values()].find((column) => column.name === name) : table.columns.get(name));

/** A boolean expression over a row as SQL. Permissions name columns as the database does and may use session variables; a client's `where` uses the API's names. */
export function condition(table, alias, expression, statement) {
  const parts = Object.entries(expression ?? {}).map(([key, given]) => {
    if (key === '_and') return every(given.map((part) => condition(table, alias, part, statement)), 'AND', 'true');
    if (key === '_or') return every(given.map((part) => condition(table, alias, part, statement)), 'OR', 'false');
    if (key === '_not') return `NOT ${condition(table, alias, given, statement)}`;
    if (key === '_exists') return exists(given, statement);
    const relationship = table.relationships.get(key);
    if (relationship) return related(relationship, alias, given, statement);
    const column = columnNamed(table, key, statement.inPermission);
    if (!column) throw new Failure('validation-failed', `field '${key}' not found in type: '${table.typeName}_bool_exp'`);
    const operators = given !== null && typeof given === 'object' && !Array.isArray(given) ? given : { _eq: given };
    return every(Object.entries(operators).map(([operator, value]) =>
      comparison(`${alias}.${quote(column.name)}`, column, operator, value, statement)), 'AND', 'true');
  });
  return every(parts, 'AND', 'true');
}

function exists({ _table: name, _where: where }, statement) {
  const table = statement.model.tables.get(keyOf(tableRef(name)));
  const alias = statement.alias();
  return `EXISTS (SELECT 1 FROM ${tableName(table)} ${alias} WHERE ${condition(table, alias, where, statement)})`;
}

export const joined = ({ mapping }, from, to) => mapping.map(([local, remote]) => `${to}.${quote(remote)} = ${from}.${quote(local)}`).join(' AND ');

function related(relationship, alias, expression, statement) {
  const remote = statement.model.tables.get(relationship.remote);
  const inner = statement.alias();
  const allowed = statement.inPermission ? 'true' : rowFilter(remote, inner, 'select', statement);
  return `EXISTS (SELECT 1 FROM ${tableName(remote)} ${inner} WHERE ${joined(relationship, alias, inner)} AND ${allowed} AND ${condition(remote, inner, expression, statement)})`;
}

function inPermission(statement, write) {
  const before = statement.inPermission;
  statement.inPermission = true;
  try {
    return write();
  } finally {
    statement.inPermission = before;
  }
}

export function permissionOf(table, action, { session: { role } }) {
  return role === 'admin' ? { columns: '*', filter: {}, check: {}, allow_aggregations: true } : table.permissions[action].get(role);
}

/** The rows that the role may touch. */
export function rowFilter(table, alias, action, statement) {
  const permission = permissionOf(table, action, statement);
  if (!permission) return 'false';
  return inPermission(statement, () => condition(table, alias, permission.filter ?? {}, statement));
}

/** What a written row must be like for this role. */
export function rowCheck(table, alias, action, statement) {
  const { check } = permissionOf(table, action, statement);
  return inPermission(statement, () => condition(table, alias, check ?? {}, statement));
}

/** The columns that the permission sets itself, whatever the client says. */
export function presets(table, action, statement) {
  const { set = {} } = permissionOf(table, action, statement);
  return new Map(Object.entries(set).map(([name, given]) =>
    [name, { value: isVariable(given) ? statement.variable(given) : given }]));
}

const DIRECTIONS = {
  asc: 'ASC NULLS LAST', asc_nulls_first: 'ASC NULLS FIRST', asc_nulls_last: 'ASC NULLS LAST',
  desc: 'DESC NULLS FIRST', desc_nulls_first: 'DESC NULLS FIRST', desc_nulls_last: 'DESC NULLS LAST',
};

/** Pairs of an expression and its direction, in the order that they sort. */
function ordering(table, alias, orders, statement) {
  return orders.flatMap((order) => Object.entries(order)).filter(([, given]) => given !== null).flatMap(([key, given]) => {
    const column = table.columns.get(key);
    if (column) return [[`${alias}.${quote(column.name)}`, DIRECTIONS[given]]];
    const relationship = table.relationships.get(key);
    const remote = statement.model.tables.get(relationship.remote);
    const inner = statement.alias();
    return ordering(remote, inner, [given], statement).map(([expression, direction]) => [
      `(SELECT ${expression} FROM ${tableName(remote)} ${inner} WHERE ${joined(relationship, alias, inner)}`
        + ` AND ${rowFilter(remote, inner, 'select', statement)} LIMIT 1)`, direction]);
  });
}

/** WHERE to OFFSET of a selection of rows of `table` under `alias`. */
export function tail(table, alias, args, statement, extra = 'true') {
  const permission = permissionOf(table, 'select', statement);
  const where = [extra, rowFilter(table, alias, 'select', statement), condition(table, alias, args.where, statement)].join(' AND ');
  const distinct = (args.distinct_on ?? []).map((name) => `${alias}.${quote(table.columns.get(name).name)}`);
  const orders = args.order_by ? ordering(table, alias, [args.order_by].flat(), statement) : [];
  const limits = [args.limit, permission?.limit].filter((limit) => limit !== null && limit !== undefined);
  if ([...limits, args.offset ?? 0].some((number) => number < 0)) {
    throw new Failure('validation-failed', 'unexpected negative value');
  }
  return {
    distinct: distinct.length ? `DISTINCT ON (${distinct.join(', ')})` : '',
    sql: `WHERE ${where}`
      + (orders.length ? ` ORDER BY ${orders.map((pair) => pair.join(' ')).join(', ')}` : '')
      + (limits.length ? ` LIMIT ${Math.min(...limits)}` : '')
      + (args.offset ? ` OFFSET ${Number(args.offset)}` : ''),
  };
}
