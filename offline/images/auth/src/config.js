const list = (text) => (text ?? '').split(',').map((item) => item.trim()).filter(Boolean);
const yes = (text, standard = false) => (text === undefined || text === '' ? standard : text === 'true');
const number = (text, standard) => (text ? Number(text) : standard);

/** The variables of nhost/auth that count here, with its defaults. */
export function readConfig(env) {
  const required = ['AUTH_ENCRYPTION_KEY', 'HASURA_GRAPHQL_JWT_SECRET', 'HASURA_GRAPHQL_GRAPHQL_URL', 'HASURA_GRAPHQL_ADMIN_SECRET'];
  const missing = required.filter((name) => !env[name]);
  const database = env.POSTGRES_CONNECTION ?? env.HASURA_GRAPHQL_DATABASE_URL;
  if (!database) missing.push('POSTGRES_CONNECTION');
  if (missing.length) throw new Error(`${missing.join(', ')}: must be set`);
  if (!/^[0-9a-f]{64}$/i.test(env.AUTH_ENCRYPTION_KEY)) throw new Error('AUTH_ENCRYPTION_KEY: must be 32 bytes as 64 hexadecimal digits');
  const defaultRole = env.AUTH_USER_DEFAULT_ROLE || 'user';
  return {
    port: number(env.AUTH_PORT, 4000),
    prefix: env.AUTH_API_PREFIX ?? '',
    database,
    migrations: env.POSTGRES_MIGRATIONS_CONNECTION || database,
    graphqlUrl: env.HASURA_GRAPHQL_GRAPHQL_URL,
    adminSecret: env.HASURA_GRAPHQL_ADMIN_SECRET,
    jwtSecret: JSON.parse(env.HASURA_GRAPHQL_JWT_SECRET),
    serverUrl: env.AUTH_SERVER_URL ?? '',
    clientUrl: env.AUTH_CLIENT_URL ?? '',
    redirectUrls: list(env.AUTH_ACCESS_CONTROL_ALLOWED_REDIRECT_URLS),
    accessSeconds: number(env.AUTH_ACCESS_TOKEN_EXPIRES_IN, 900),
    refreshSeconds: number(env.AUTH_REFRESH_TOKEN_EXPIRES_IN, 2592000),
    defaultRole,
    allowedRoles: [...new Set([...list(env.AUTH_USER_DEFAULT_ALLOWED_ROLES || 'me'), defaultRole])],
    locale: env.AUTH_LOCALE_DEFAULT || 'en',
    passwordLength: number(env.AUTH_PASSWORD_MIN_LENGTH, 3),
    verifiedRequired: yes(env.AUTH_EMAIL_SIGNIN_EMAIL_VERIFIED_REQUIRED, true),
    signupDisabled: yes(env.AUTH_DISABLE_SIGNUP),
    newUsersDisabled: yes(env.AUTH_DISABLE_NEW_USERS),
    concealErrors: yes(env.AUTH_CONCEAL_ERRORS),
    mfaAsked: yes(env.AUTH_MFA_ENABLED),
    providersAsked: Object.keys(env).filter((name) => /^AUTH_PROVIDER_.*_ENABLED$/.test(name) && yes(env[name])),
    customClaims: JSON.parse(env.AUTH_JWT_CUSTOM_CLAIMS || '{}'),
    claimDefaults: JSON.parse(env.AUTH_JWT_CUSTOM_CLAIMS_DEFAULTS || '{}'),
    smtp: {
      host: env.AUTH_SMTP_HOST, port: number(env.AUTH_SMTP_PORT, 587), secure: yes(env.AUTH_SMTP_SECURE),
      user: env.AUTH_SMTP_USER ?? '', password: env.AUTH_SMTP_PASS ?? '', sender: env.AUTH_SMTP_SENDER, method: env.AUTH_SMTP_AUTH_METHOD || 'PLAIN',
    },
  };
}
