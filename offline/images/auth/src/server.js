import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import pg from 'pg';
import { Accounts } from './accounts.js';
import { Mail } from './mail.js';
import { connection, migrate, postMetadata } from './setup.js';
import { Tokens } from './tokens.js';

const VERSION = '0.49.1-stand-in';
const MAX_BODY = 1024 * 1024;
const EMAIL = /^[^@\s]+@[a-zA-Z0-9-]+(\.[a-zA-Z0-9-]+)*$/;

const REFUSALS = {
  'invalid-request': [400, 'The request payload is incorrect'],
  'invalid-email-password': [401, 'Incorrect email or password'],
  'invalid-refresh-token': [401, 'Invalid or expired refresh token'],
  'invalid-ticket': [401, 'Invalid ticket'],
  'unverified-user': [401, 'User is not verified.'],
  'disabled-user': [401, 'User is disabled'],
  'user-already-exists': [409, 'User already exists'],
  'password-too-short': [400, 'Password is too short'],
  'role-not-allowed': [400, 'Role not allowed'],
  'default-role-must-be-in-allowed-roles': [400, 'Default role must be in allowed roles'],
  'redirectTo-not-allowed': [400, 'The value of "options.redirectTo" is not allowed.'],
  'signup-disabled': [403, 'Sign up is disabled.'],
  'email-already-verified': [400, "User's email is already verified"],
  'invalid-token': [401, 'missing, invalid or expired token'],
  'stand-in': [501, 'The stand-in of the offline kit does not offer this: it has sign-up and sign-in by email and password, tokens, verification and password reset. Use the published image.'],
  'not-found': [404, 'There is no such path'],
  'internal-server-error': [500, 'Internal server error'],
};
const TELLING = new Set(['invalid-email-password', 'unverified-user', 'disabled-user', 'user-already-exists', 'role-not-allowed', 'signup-disabled',
  'email-already-verified', 'invalid-refresh-token', 'invalid-ticket']);

class Refusal extends Error {}
const refuse = (name) => { throw new Refusal(name); };

const presentable = (user, roles) => ({
  id: user.id, email: user.email, displayName: user.display_name, avatarUrl: user.avatar_url, locale: user.locale, createdAt: user.created_at,
  defaultRole: user.default_role, roles, metadata: user.metadata ?? {}, emailVerified: user.email_verified, isAnonymous: user.is_anonymous,
  phoneNumber: user.phone_number, phoneNumberVerified: user.phone_number_verified, activeMfaType: user.active_mfa_type,
});

/** What the API does, one method a path. */
class Api {
  constructor(config, accounts, tokens, mail) {
    Object.assign(this, { config, accounts, tokens, mail });
  }

  async session(user, roles, refresh) {
    return {
      accessToken: await this.tokens.sign(user, roles), accessTokenExpiresIn: this.config.accessSeconds,
      refreshToken: refresh.token, refreshTokenId: refresh.id, user: presentable(user, roles),
    };
  }

  async caller({ headers }) {
    const [, token] = /^Bearer (\S+)$/.exec(headers.authorization ?? '') ?? [];
    const id = token && await this.tokens.verify(token);
    return (id && await this.accounts.byId(id)) || refuse('invalid-token');
  }

  password(text) {
    if (typeof text !== 'string' || text.length > 50) refuse('invalid-request');
    return text.length < this.config.passwordLength ? refuse('password-too-short') : text;
  }

  email(text) {
    return typeof text === 'string' && text.length <= 254 && EMAIL.test(text) ? text.toLowerCase() : refuse('invalid-request');
  }

  redirect(to = this.config.clientUrl) {
    const starts = [this.config.clientUrl, ...this.config.redirectUrls].filter(Boolean).map((url) => url.replace(/\/$/, ''));
    const allowed = to === this.config.clientUrl || starts.some((start) => to === start || to.startsWith(`${start}/`) || to.startsWith(`${start}?`));
    return allowed ? to : refuse('redirectTo-not-allowed');
  }

  roles({ allowedRoles, defaultRole } = {}) {
    const roles = allowedRoles ?? this.config.allowedRoles;
    if (!Array.isArray(roles) || roles.some((role) => !this.config.allowedRoles.includes(role))) refuse('role-not-allowed');
    const standard = defaultRole ?? this.config.defaultRole;
    return roles.includes(standard) ? { roles, standard } : refuse('default-role-must-be-in-allowed-roles');
  }

  async signUp({ body }) {
    if (this.config.signupDisabled) refuse('signup-disabled');
    const { options = {} } = body;
    const email = this.email(body.email);
    const password = this.password(body.password);
    const { roles, standard } = this.roles(options);
    const redirectTo = this.redirect(options.redirectTo);
    const verify = this.config.verifiedRequired;
    const ticket = verify ? `verifyEmail:${randomUUID()}` : undefined;
    const user = await this.accounts.create({
      email, password, displayName: options.displayName ?? email, locale: options.locale ?? this.config.locale, defaultRole: standard, roles,
      metadata: options.metadata, disabled: this.config.newUsersDisabled, ticket,
    }).catch((error) => (error.code === '23505' && error.table === 'users' && error.schema === 'auth' ? refuse('user-already-exists') : Promise.reject(error)));
    if (verify) await this.mail.send('emailVerify', email, ticket, redirectTo);
    if (verify || user.disabled) return { session: null };
    return { session: await this.session(user, roles, await this.accounts.newRefreshToken(user.id)) };
  }

  async signIn({ body }) {
    if (typeof body.password !== 'string') refuse('invalid-request');
    const user = await this.accounts.withPassword(this.email(body.email), body.password) ?? refuse('invalid-email-password');
    if (user.disabled) refuse('disabled-user');
    if (!user.email_verified && this.config.verifiedRequired) refuse('unverified-user');
    return { session: await this.session(user, await this.accounts.rolesOf(user.id), await this.accounts.newRefreshToken(user.id)) };
  }

  async refresh({ body }) {
    if (typeof body.refreshToken !== 'string') refuse('invalid-request');
    const refresh = await this.accounts.rotate(body.refreshToken) ?? refuse('invalid-refresh-token');
    return this.session(await this.accounts.byId(refresh.userId), await this.accounts.rolesOf(refresh.userId), refresh);
  }

  async signOut(request) {
    const { refreshToken, all } = request.body;
    if (all) await this.accounts.forgetAll((await this.caller(request)).id);
    else await this.accounts.forget(String(refreshToken ?? refuse('invalid-request')));
    return 'OK';
  }

  async verifyToken(request) {
    const { token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] } = request.body;
    return await this.tokens.verify(token ?? '') ? 'OK' : refuse('invalid-token');
  }

  async user(request) {
    const user = await this.caller(request);
    return presentable(user, await this.accounts.rolesOf(user.id));
  }

  async sendVerification({ body }) {
    const email = this.email(body.email);
    const redirectTo = this.redirect(body.options?.redirectTo);
    const user = await this.accounts.byEmail(email) ?? refuse('invalid-email-password');
    if (user.email_verified) refuse('email-already-verified');
    await this.mail.send('emailVerify', user.email, await this.accounts.giveTicket(user.id, 'verifyEmail'), redirectTo);
    return 'OK';
  }

  async resetPassword({ body }) {
    const email = this.email(body.email);
    const redirectTo = this.redirect(body.options?.redirectTo);
    const user = await this.accounts.byEmail(email) ?? refuse('invalid-email-password');
    await this.mail.send('passwordReset', user.email, await this.accounts.giveTicket(user.id, 'passwordReset'), redirectTo);
    return 'OK';
  }

  async changePassword(request) {
    const { newPassword, ticket } = request.body;
    const password = this.password(newPassword);
    if (ticket !== undefined && !String(ticket).startsWith('passwordReset:')) refuse('invalid-ticket');
    const user = ticket === undefined ? await this.caller(request) : await this.accounts.takeTicket(ticket) ?? refuse('invalid-ticket');
    await this.accounts.setPassword(user.id, password);
    return 'OK';
  }

  /** Where the link of a mail leads: uses its ticket up and sends the browser on, signed in. */
  async verify({ query }) {
    const { ticket = '', type, redirectTo } = query;
    const to = new URL(this.redirect(redirectTo || undefined));
    const expected = { emailVerify: 'verifyEmail:', passwordReset: 'passwordReset:' }[type];
    const user = expected && ticket.startsWith(expected) && await this.accounts.takeTicket(ticket);
    if (!user) {
      to.search = new URLSearchParams({ error: 'invalid-ticket', errorDescription: 'Invalid or expired verification ticket' });
      return { location: to.href };
    }
    if (type === 'emailVerify') await this.accounts.verifyEmail(user.id);
    to.searchParams.set('refreshToken', (await this.accounts.newRefreshToken(user.id)).token);
    to.searchParams.set('type', type);
    return { location: to.href };
  }
}

const routesOf = (api) => ({
  'GET /healthz': () => ({ status: 'ok' }),
  'GET /version': () => ({ version: VERSION, standIn: 'nself offline kit' }),
  'GET /.well-known/jwks.json': () => api.tokens.jwks,
  'POST /signup/email-password': (request) => api.signUp(request),
  'POST /signin/email-password': (request) => api.signIn(request),
  'POST /token': (request) => api.refresh(request),
  'POST /token/verify': (request) => api.verifyToken(request),
  'POST /signout': (request) => api.signOut(request),
  'GET /user': (request) => api.user(request),
  'POST /user/password': (request) => api.changePassword(request),
  'POST /user/password/reset': (request) => api.resetPassword(request),
  'POST /user/email/send-verification-email': (request) => api.sendVerification(request),
  'GET /verify': (request) => api.verify(request),
});
const NOT_OFFERED = /^\/(mfa|user\/mfa|signin\/(mfa|provider|anonymous|passwordless|otp|pat|webauthn|idtoken)|signup\/(webauthn|provider)|elevate|pat|link|oauth2|user\/(deanonymize|email\/change|webauthn))(\/|$)/;

async function bodyOf(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MAX_BODY) refuse('invalid-request');
    chunks.push(chunk);
  }
  if (size === 0) return {};
  try {
    return Object(JSON.parse(Buffer.concat(chunks).toString()));
  } catch {
    return refuse('invalid-request');
  }
}

function refusalOf(error, config) {
  const known = error instanceof Refusal ? error.message : 'internal-server-error';
  if (known === 'internal-server-error') console.error(JSON.stringify({ level: 'ERROR', msg: 'request failed', error: error.message }));
  const name = config.concealErrors && TELLING.has(known) ? 'invalid-request' : known;
  const [status, message] = REFUSALS[name];
  return [status, { status, error: name === 'stand-in' ? 'disabled-endpoint' : name, message }];
}

function serve(config, api) {
  const routes = routesOf(api);
  return createServer(async (request, response) => {
    const url = new URL(request.url, 'http://localhost');
    const path = url.pathname === '/healthz' ? url.pathname : url.pathname.startsWith(config.prefix) ? url.pathname.slice(config.prefix.length) : '';
    let status = 200, answer;
    try {
      const route = routes[`${request.method === 'HEAD' ? 'GET' : request.method} ${path}`];
      if (request.method === 'OPTIONS') [status, answer] = [204, ''];
      else if (!route) refuse(NOT_OFFERED.test(path) ? 'stand-in' : 'not-found');
      else answer = await route({ headers: request.headers, query: Object.fromEntries(url.searchParams), body: await bodyOf(request) });
    } catch (error) {
      [status, answer] = refusalOf(error, config);
    }
    const headers = {
      'Content-Type': 'application/json', 'Access-Control-Allow-Origin': request.headers.origin ?? '*', 'Access-Control-Allow-Credentials': 'true',
      'Access-Control-Allow-Methods': 'POST, GET', 'Access-Control-Allow-Headers': request.headers['access-control-request-headers'] ?? 'content-type, authorization',
      ...(answer?.location && { Location: answer.location }),
    };
    response.writeHead(answer?.location ? 302 : status, headers);
    response.end(request.method === 'HEAD' || status === 204 || answer?.location ? undefined : JSON.stringify(answer));
    if (path !== '/healthz') console.log(JSON.stringify({ level: status < 500 ? 'INFO' : 'ERROR', msg: 'call completed', method: request.method, path, status: answer?.location ? 302 : status }));
  });
}

/** Migrates, tells Hasura, then listens: in this order, and any failure ends the start, as with the published program. */
export async function start(config) {
  const tokens = await Tokens.from(config);
  await migrate(config);
  await postMetadata(config);
  const pool = new pg.Pool(connection(config.database, { max: 10 }));
  // An idle connection that the server closes is no failure: the pool opens another when it needs one.
  pool.on('error', () => {});
  const server = serve(config, new Api(config, new Accounts(pool, config), tokens, new Mail(config)));
  await new Promise((resolve) => { server.listen(config.port, resolve); });
  return { server, pool };
}
