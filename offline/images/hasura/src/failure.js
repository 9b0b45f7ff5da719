/** An error with the code that the engine's API gives it; `status` is for the metadata API, GraphQL answers 200. */
export class Failure extends Error {
  constructor(code, message, { path = '$', status = 400, internal } = {}) {
    super(message);
    this.code = code;
    this.path = path;
    this.status = status;
    this.internal = internal;
  }

  toJSON() {
    return { path: this.path, error: this.message, code: this.code, ...(this.internal && { internal: this.internal }) };
  }
}

/** What PostgreSQL refused, in the engine's words. Only what a caller can act on is told; the rest stays in the log. */
export function fromPostgres(error) {
  const state = error.code ?? '';
  if (error instanceof Failure || !/^[0-9A-Z]{5}$/.test(state)) return error;
  if (state === '23505') return new Failure('constraint-violation', `Uniqueness violation. ${error.message}`);
  if (state === '23503') return new Failure('constraint-violation', `Foreign key violation. ${error.message}`);
  if (state === '23502') return new Failure('constraint-violation', `Not-NULL violation. ${error.message}`);
  if (state === '23514') return new Failure('permission-error', `Check constraint violation. ${error.message}`);
  if (state.startsWith('22')) return new Failure('data-exception', error.message);
  if (state === '42501') return new Failure('postgres-error', error.message);
  console.error(JSON.stringify({ level: 'error', type: 'query-log', detail: { code: state, error: error.message } }));
  return new Failure('unexpected', 'database query error');
}
