import {
  GraphQLBoolean, GraphQLEnumType, GraphQLFloat, GraphQLInputObjectType, GraphQLInt, GraphQLList, GraphQLNonNull, GraphQLObjectType,
  GraphQLScalarType, GraphQLSchema, GraphQLString, valueFromASTUntyped,
} from 'graphql';
import { callOf, insert, remove, select, update } from './operations.js';

const required = (type) => new GraphQLNonNull(type);
const listOf = (type) => new GraphQLList(required(type));
const BUILT_IN = { Int: GraphQLInt, String: GraphQLString, Boolean: GraphQLBoolean, Float: GraphQLFloat };
const TEXT_LIKE = new Set(['String', 'citext', 'bpchar', 'name']);
const NUMERIC = new Set(['Int', 'Float', 'smallint', 'int2', 'int8', 'float8', 'numeric']);
const ADMIN = { columns: '*', filter: {}, check: {}, allow_aggregations: true };
const ORDER_BY = new GraphQLEnumType({
  name: 'order_by',
  values: Object.fromEntries(['asc', 'asc_nulls_first', 'asc_nulls_last', 'desc', 'desc_nulls_first', 'desc_nulls_last'].map((v) => [v, {}])),
});

/** The types and root fields that one role may see. */
class RoleSchema {
  constructor(model, role) {
    this.model = model;
    this.role = role;
    this.types = new Map();
    this.queries = {};
    this.mutations = {};
  }

  /** Types refer to one another in rings, so each is made once, by name, and its fields when they are asked for. */
  once(name, make) {
    if (!this.types.has(name)) this.types.set(name, make(name));
    return this.types.get(name);
  }

  permission(table, action) {
    return this.role === 'admin' ? ADMIN : table.permissions[action].get(this.role);
  }

  columns(table, action) {
    const permission = this.permission(table, action);
    if (!permission) return [];
    const preset = permission.set ?? {};
    const { columns = action === 'insert' ? '*' : [] } = permission;
    return [...table.columns.values()].filter((column) =>
      (columns === '*' || columns.includes(column.name)) && !(action !== 'select' && (column.name in preset || column.computed)));
  }

  scalar(name) {
    return BUILT_IN[name] ?? this.once(name, () => new GraphQLScalarType({
      name, parseValue: (value) => value, parseLiteral: (node, variables) => valueFromASTUntyped(node, variables),
    }));
  }

  comparison(column) {
    const type = this.scalar(column.scalar);
    const same = ['_eq', '_neq', '_gt', '_lt', '_gte', '_lte'];
    const text = ['_like', '_nlike', '_ilike', '_nilike', '_similar', '_nsimilar', '_regex', '_iregex', '_nregex', '_niregex'];
    const json = column.scalar === 'jsonb' ? ['_contains', '_contained_in'] : column.is_array ? ['_contains', '_contained_in'] : [];
    return this.once(`${column.scalar}_comparison_exp`, (name) => new GraphQLInputObjectType({ name, fields: {
      ...Object.fromEntries([...same, ...json].map((operator) => [operator, { type }])),
      ...Object.fromEntries((TEXT_LIKE.has(column.scalar) ? text : []).map((operator) => [operator, { type }])),
      ...(column.scalar === 'jsonb' && { _has_key: { type: GraphQLString } }),
      _in: { type: listOf(type) }, _nin: { type: listOf(type) }, _is_null: { type: GraphQLBoolean },
    } }));
  }

  relationships(table, kind) {
    return [...table.relationships.values()]
      .map((relationship) => [relationship, this.model.tables.get(relationship.remote)])
      .filter(([relationship, remote]) => (!kind || relationship.kind === kind) && this.columns(remote, 'select').length > 0);
  }

  boolExp(table) {
    return this.once(`${table.typeName}_bool_exp`, (name) => new GraphQLInputObjectType({ name, fields: () => {
      const self = this.boolExp(table);
      return {
        _and: { type: listOf(self) }, _or: { type: listOf(self) }, _not: { type: self },
        ...Object.fromEntries(this.columns(table, 'select').map((column) => [column.graphql, { type: this.comparison(column) }])),
        ...Object.fromEntries(this.relationships(table).map(([{ name: field }, remote]) => [field, { type: this.boolExp(remote) }])),
      };
    } }));
  }

  orderBy(table) {
    return this.once(`${table.typeName}_order_by`, (name) => new GraphQLInputObjectType({ name, fields: () => ({
      ...Object.fromEntries(this.columns(table, 'select').map((column) => [column.graphql, { type: ORDER_BY }])),
      ...Object.fromEntries(this.relationships(table, 'object').map(([{ name: field }, remote]) => [field, { type: this.orderBy(remote) }])),
    }) }));
  }

  columnEnum(table, suffix, columns) {
    return this.once(`${table.typeName}_${suffix}`, (name) => new GraphQLEnumType({
      name, values: Object.fromEntries(columns.map((column) => [column.graphql, {}])),
    }));
  }

  selection(table) {
    return {
      where: { type: this.boolExp(table) }, order_by: { type: listOf(this.orderBy(table)) },
      limit: { type: GraphQLInt }, offset: { type: GraphQLInt },
      distinct_on: { type: listOf(this.columnEnum(table, 'select_column', this.columns(table, 'select'))) },
    };
  }

  row(table) {
    return this.once(table.typeName, (name) => new GraphQLObjectType({ name, fields: () => ({
      ...Object.fromEntries(this.columns(table, 'select').map((column) => {
        const type = this.scalar(column.scalar);
        return [column.graphql, { type: column.not_null ? required(type) : type, extensions: { column: column.name } }];
      })),
      ...Object.assign({}, ...this.relationships(table).map(([relationship, remote]) => this.relationshipFields(relationship, remote))),
    }) }));
  }

  relationshipFields(relationship, remote) {
    if (relationship.kind === 'object') return { [relationship.name]: { type: this.row(remote), extensions: { relationship } } };
    const args = this.selection(remote);
    return {
      [relationship.name]: { type: required(listOf(this.row(remote))), args, extensions: { relationship } },
      ...(this.permission(remote, 'select').allow_aggregations && {
        [`${relationship.name}_aggregate`]: { type: required(this.aggregate(remote)), args, extensions: { relationship, aggregate: true } },
      }),
    };
  }

  aggregate(table) {
    const columns = { type: listOf(this.columnEnum(table, 'select_column', this.columns(table, 'select'))) };
    const counts = () => this.once(`${table.typeName}_aggregate_fields`, (name) => new GraphQLObjectType({ name, fields: {
      count: { type: required(GraphQLInt), args: { columns, distinct: { type: GraphQLBoolean } } },
    } }));
    return this.once(`${table.typeName}_aggregate`, (name) => new GraphQLObjectType({ name, fields: () => ({
      aggregate: { type: counts() }, nodes: { type: required(listOf(this.row(table))) },
    }) }));
  }

  keyArgs(table) {
    const columns = table.primaryKey.map((key) => this.columns(table, 'select').find(({ name }) => name === key));
    if (columns.length === 0 || columns.includes(undefined)) return undefined;
    return Object.fromEntries(columns.map((column) => [column.graphql, { type: required(this.scalar(column.scalar)) }]));
  }

  addQueries(table) {
    if (this.columns(table, 'select').length === 0) return;
    const { roots } = table;
    const args = this.selection(table);
    const ask = (kind) => (_, given, context, info) => select(table, kind, given, context, info);
    this.queries[roots.select] = { type: required(listOf(this.row(table))), args, resolve: ask('rows') };
    if (this.permission(table, 'select').allow_aggregations) {
      this.queries[roots.select_aggregate] = { type: required(this.aggregate(table)), args, resolve: ask('aggregate') };
    }
    const key = this.keyArgs(table);
    if (key) this.queries[roots.select_by_pk] = { type: this.row(table), args: key, resolve: ask('key') };
  }

  addFunction(fn) {
    const table = this.model.tables.get(fn.table);
    if (this.columns(table, 'select').length === 0) return;
    const visible = fn.args.filter(({ name }) => name !== fn.sessionArgument);
    const scalarFor = { integer: 'Int', boolean: 'Boolean', text: 'String', 'character varying': 'String' };
    const input = visible.length && this.once(`${fn.graphql}_args`, (name) => new GraphQLInputObjectType({
      name, fields: Object.fromEntries(visible.map((arg) => [arg.name, { type: this.scalar(scalarFor[arg.type] ?? arg.type.replace(/\W+/g, '_')) }])),
    }));
    this.queries[fn.graphql] = {
      type: required(listOf(this.row(table))), args: { ...(input && { args: { type: required(input) } }), ...this.selection(table) },
      resolve: (_, { args, ...given }, context, info) => select(table, 'rows', given, context, info, callOf(fn, args)),
    };
  }

  response(table) {
    return this.once(`${table.typeName}_mutation_response`, (name) => new GraphQLObjectType({ name, fields: () => ({
      affected_rows: { type: required(GraphQLInt) },
      ...(this.columns(table, 'select').length && { returning: { type: required(listOf(this.row(table))) } }),
    }) }));
  }

  input(table, suffix, columns) {
    return this.once(`${table.typeName}_${suffix}`, (name) => new GraphQLInputObjectType({
      name, fields: Object.fromEntries(columns.map((column) => [column.graphql, { type: this.scalar(column.scalar) }])),
    }));
  }

  onConflict(table) {
    const columns = this.columns(table, 'update');
    if (columns.length === 0 || table.unique.length === 0 || this.columns(table, 'select').length === 0) return {};
    const constraint = this.once(`${table.typeName}_constraint`, (name) => new GraphQLEnumType({
      name, values: Object.fromEntries(table.unique.map((value) => [value, {}])),
    }));
    return { on_conflict: { type: this.once(`${table.typeName}_on_conflict`, (name) => new GraphQLInputObjectType({ name, fields: {
      constraint: { type: required(constraint) },
      update_columns: { type: required(listOf(this.columnEnum(table, 'update_column', columns))), defaultValue: [] },
      where: { type: this.boolExp(table) },
    } })) } };
  }

  addMutations(table) {
    const { roots } = table;
    const readable = this.columns(table, 'select').length > 0;
    const add = (root, type, args, run, single) => {
      if (type) this.mutations[roots[root]] = { type, args, resolve: (_, given, context, info) => run(table, given, single, context, info) };
    };
    const one = readable && this.row(table);
    if (this.permission(table, 'insert')) {
      const object = this.columns(table, 'insert').length ? this.input(table, 'insert_input', this.columns(table, 'insert')) : this.scalar('no_columns');
      add('insert', this.response(table), { objects: { type: required(listOf(object)) }, ...this.onConflict(table) }, insert, false);
      add('insert_one', one, { object: { type: required(object) }, ...this.onConflict(table) }, insert, true);
    }
    if (!readable) return;
    const key = this.keyArgs(table);
    if (this.columns(table, 'update').length) this.addUpdates(table, key, add, one);
    if (this.permission(table, 'delete')) {
      add('delete', this.response(table), { where: { type: required(this.boolExp(table)) } }, remove, false);
      if (key) add('delete_by_pk', one, key, remove, true);
    }
  }

  addUpdates(table, key, add, one) {
    const columns = this.columns(table, 'update');
    const numeric = columns.filter((column) => NUMERIC.has(column.scalar));
    const changes = {
      _set: { type: this.input(table, 'set_input', columns) },
      ...(numeric.length && { _inc: { type: this.input(table, 'inc_input', numeric) } }),
    };
    add('update', this.response(table), { where: { type: required(this.boolExp(table)) }, ...changes }, update, false);
    if (!key) return;
    const keyInput = this.once(`${table.typeName}_pk_columns_input`, (name) => new GraphQLInputObjectType({ name, fields: key }));
    add('update_by_pk', one, { pk_columns: { type: required(keyInput) }, ...changes }, update, true);
  }

  build() {
    for (const table of this.model.tables.values()) {
      this.addQueries(table);
      this.addMutations(table);
    }
    this.model.functions.forEach((fn) => this.addFunction(fn));
    const root = (name, fields) => new GraphQLObjectType({ name, fields });
    const empty = { no_queries_available: { type: GraphQLString, resolve: () => 'There are no queries available to the current role.' } };
    return new GraphQLSchema({
      query: root('query_root', Object.keys(this.queries).length ? this.queries : empty),
      ...(Object.keys(this.mutations).length && { mutation: root('mutation_root', this.mutations) }),
    });
  }
}

export const schemaFor = (model, role) => new RoleSchema(model, role).build();
