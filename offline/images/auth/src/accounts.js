import { createHash, randomUUID } from 'node:crypto';
import bcrypt from 'bcryptjs';

const COST = 10;
const TICKET_SECONDS = 3600;
const hashOf = (token) => `\\x${createHash('sha256').update(token).digest('hex')}`;
// Compared with when there is no such user, so that the answer takes as long as for one with a wrong password.
const NOBODY = bcrypt.hash(randomUUID(), COST);

/** Users, their roles and their refresh tokens in schema auth. */
export class Accounts {
  constructor(pool, { refreshSeconds }) {
    this.pool = pool;
    this.refreshSeconds = refreshSeconds;
  }

  async one(sql, values) {
    return (await this.pool.query(sql, values)).rows[0];
  }

  hash(password) {
    return bcrypt.hash(password, COST);
  }

  /** One statement, so that a user never exists without roles. Fails with 23505 when the email is taken. */
  async create({ email, password, displayName, locale, defaultRole, roles, metadata, disabled, ticket }) {
    return this.one(`
      WITH made AS (
        INSERT INTO auth.users (email, password_hash, display_name, locale, default_role, metadata, disabled, ticket, ticket_expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, now() + $9 * interval '1 second') RETURNING *
      ), given AS (INSERT INTO auth.user_roles (user_id, role) SELECT made.id, unnest($10::text[]) FROM made)
      SELECT * FROM made`,
    [email, await this.hash(password), displayName, locale, defaultRole, metadata && JSON.stringify(metadata), disabled, ticket ?? null, TICKET_SECONDS, roles]);
  }

  byId(id) {
    return this.one('SELECT * FROM auth.users WHERE id = $1', [id]);
  }

  byEmail(email) {
    return this.one('SELECT * FROM auth.users WHERE email = $1', [email]);
  }

  async withPassword(email, password) {
    const user = await this.byEmail(email);
    const fits = await bcrypt.compare(password, user?.password_hash ?? await NOBODY);
    return fits && user?.password_hash ? user : undefined;
  }

  async rolesOf(userId) {
    return (await this.pool.query('SELECT role FROM auth.user_roles WHERE user_id = $1 ORDER BY created_at, role', [userId])).rows.map(({ role }) => role);
  }

  async giveTicket(userId, kind) {
    const ticket = `${kind}:${randomUUID()}`;
    await this.pool.query("UPDATE auth.users SET ticket = $2, ticket_expires_at = now() + $3 * interval '1 second' WHERE id = $1", [userId, ticket, TICKET_SECONDS]);
    return ticket;
  }

  /** Uses a ticket up; undefined if it is unknown or too old. */
  takeTicket(ticket) {
    return this.one('UPDATE auth.users SET ticket = NULL, ticket_expires_at = now() WHERE ticket = $1 AND ticket_expires_at > now() RETURNING *', [ticket]);
  }

  verifyEmail(userId) {
    return this.pool.query('UPDATE auth.users SET email_verified = true WHERE id = $1', [userId]);
  }

  async setPassword(userId, password) {
    await this.pool.query('UPDATE auth.users SET password_hash = $2 WHERE id = $1', [userId, await this.hash(password)]);
  }

  async newRefreshToken(userId) {
    const token = randomUUID();
    const { id } = await this.one(`
      WITH seen AS (UPDATE auth.users SET last_seen = now() WHERE id = $1)
      INSERT INTO auth.refresh_tokens (user_id, refresh_token_hash, expires_at) VALUES ($1, $2, now() + $3 * interval '1 second') RETURNING id`,
    [userId, hashOf(token), this.refreshSeconds]);
    return { id, token };
  }

  /** A new token for an old one, which from then on is worth nothing: of two that come with the same one, one is refused. */
  async rotate(old) {
    const token = randomUUID();
    const row = await this.one(`
      UPDATE auth.refresh_tokens t SET refresh_token_hash = $2, expires_at = now() + $3 * interval '1 second'
        FROM auth.users u
       WHERE t.refresh_token_hash = $1 AND t.type = 'regular' AND t.expires_at > now() AND u.id = t.user_id AND NOT u.disabled
      RETURNING t.id, t.user_id`, [hashOf(old), hashOf(token), this.refreshSeconds]);
    if (!row) return undefined;
    await this.pool.query('UPDATE auth.users SET last_seen = now() WHERE id = $1', [row.user_id]);
    return { id: row.id, token, userId: row.user_id };
  }

  forget(token) {
    return this.pool.query('DELETE FROM auth.refresh_tokens WHERE refresh_token_hash = $1', [hashOf(token)]);
  }

  forgetAll(userId) {
    return this.pool.query("DELETE FROM auth.refresh_tokens WHERE user_id = $1 AND type = 'regular'", [userId]);
  }
}
