/** The tables of nhost/auth that this stand-in fills or that metadata of users points at, by the same names and columns. */
export const TABLES = `
  CREATE EXTENSION IF NOT EXISTS citext WITH SCHEMA public;
  CREATE EXTENSION IF NOT EXISTS pgcrypto WITH SCHEMA public;
  DO $$ BEGIN
    CREATE DOMAIN auth.email AS public.citext CHECK (VALUE ~ '^[^@[:space:]]+@[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?(\\.[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?)*$');
  EXCEPTION WHEN duplicate_object THEN NULL; END $$;
  CREATE TABLE IF NOT EXISTS auth.roles (role text PRIMARY KEY);
  CREATE TABLE IF NOT EXISTS auth.providers (id text PRIMARY KEY);
  CREATE TABLE IF NOT EXISTS auth.provider_requests (id uuid PRIMARY KEY, options jsonb);
  CREATE TABLE IF NOT EXISTS auth.refresh_token_types (value text PRIMARY KEY, comment text);
  CREATE TABLE IF NOT EXISTS auth.users (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now(), last_seen timestamptz,
    disabled boolean NOT NULL DEFAULT false,
    display_name text NOT NULL DEFAULT '', avatar_url text NOT NULL DEFAULT '', locale varchar(3) NOT NULL,
    email auth.email UNIQUE, phone_number text UNIQUE, password_hash text,
    email_verified boolean NOT NULL DEFAULT false, phone_number_verified boolean NOT NULL DEFAULT false, new_email auth.email,
    otp_method_last_used text, otp_hash text, otp_hash_expires_at timestamptz NOT NULL DEFAULT now(),
    default_role text NOT NULL DEFAULT 'user' REFERENCES auth.roles ON UPDATE CASCADE ON DELETE RESTRICT,
    is_anonymous boolean NOT NULL DEFAULT false,
    totp_secret text, active_mfa_type text CHECK (active_mfa_type IN ('totp', 'sms')),
    ticket text, ticket_expires_at timestamptz NOT NULL DEFAULT now(),
    metadata jsonb, webauthn_current_challenge text);
  CREATE TABLE IF NOT EXISTS auth.user_roles (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(), created_at timestamptz NOT NULL DEFAULT now(),
    user_id uuid NOT NULL REFERENCES auth.users ON UPDATE CASCADE ON DELETE CASCADE,
    role text NOT NULL REFERENCES auth.roles ON UPDATE CASCADE ON DELETE RESTRICT, UNIQUE (user_id, role));
  CREATE TABLE IF NOT EXISTS auth.user_providers (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(), created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now(),
    user_id uuid NOT NULL REFERENCES auth.users ON UPDATE CASCADE ON DELETE CASCADE, access_token text NOT NULL, refresh_token text,
    provider_id text NOT NULL REFERENCES auth.providers ON UPDATE CASCADE ON DELETE RESTRICT, provider_user_id text NOT NULL,
    UNIQUE (provider_id, provider_user_id));
  CREATE TABLE IF NOT EXISTS auth.user_security_keys (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(), user_id uuid NOT NULL REFERENCES auth.users ON UPDATE CASCADE ON DELETE CASCADE,
    credential_id text NOT NULL UNIQUE, credential_public_key bytea, counter bigint NOT NULL DEFAULT 0,
    transports varchar(255) NOT NULL DEFAULT '', nickname text);
  CREATE TABLE IF NOT EXISTS auth.refresh_tokens (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(), created_at timestamptz NOT NULL DEFAULT now(), expires_at timestamptz NOT NULL,
    user_id uuid NOT NULL REFERENCES auth.users ON UPDATE CASCADE ON DELETE CASCADE, metadata jsonb,
    type text NOT NULL DEFAULT 'regular' REFERENCES auth.refresh_token_types ON UPDATE CASCADE ON DELETE RESTRICT,
    refresh_token_hash varchar(255));
  CREATE INDEX IF NOT EXISTS refresh_tokens_hash_expires_at_user_id_idx ON auth.refresh_tokens (refresh_token_hash, expires_at, user_id);
  INSERT INTO auth.refresh_token_types VALUES ('regular', 'Regular refresh token'), ('pat', 'Personal access token') ON CONFLICT DO NOTHING;
  INSERT INTO auth.roles VALUES ('user'), ('anonymous'), ('me') ON CONFLICT DO NOTHING;`;

const camel = (name) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());
const capital = (name) => name[0].toUpperCase() + name.slice(1);
const table = (name) => ({ schema: 'auth', name });
const object = (name, column) => ({ kind: 'object', name, using: { foreign_key_constraint_on: [column] } });
const array = (name, other, column) => ({ kind: 'array', name, using: { foreign_key_constraint_on: { table: table(other), columns: [column] } } });

function tracked(name, plural, singular, columns, relationships) {
  const custom = Object.fromEntries(columns.split(' ').map((column) => [column, column === 'webauthn_current_challenge' ? 'currentChallenge' : camel(column)]));
  const write = (verb) => ({ [verb]: `${verb}${capital(plural)}` });
  return {
    table: table(name), relationships,
    configuration: {
      custom_name: plural, custom_column_names: custom,
      custom_root_fields: {
        select: plural, select_by_pk: singular, select_aggregate: `${plural}Aggregate`, ...write('insert'), insert_one: `insert${capital(singular)}`,
        ...write('update'), update_by_pk: `update${capital(singular)}`, ...write('delete'), delete_by_pk: `delete${capital(singular)}`,
      },
    },
  };
}

/** How the tables look in Hasura: the API's names that applications written for nhost/auth know. */
export const METADATA = [
  tracked('provider_requests', 'authProviderRequests', 'authProviderRequest', 'id options', []),
  tracked('refresh_token_types', 'authRefreshTokenTypes', 'authRefreshTokenType', 'value comment', [array('refreshTokens', 'refresh_tokens', 'type')]),
  tracked('refresh_tokens', 'authRefreshTokens', 'authRefreshToken', 'refresh_token_hash created_at expires_at user_id', [object('user', 'user_id')]),
  tracked('roles', 'authRoles', 'authRole', 'role', [array('userRoles', 'user_roles', 'role'), array('usersByDefaultRole', 'users', 'default_role')]),
  tracked('user_providers', 'authUserProviders', 'authUserProvider',
    'id created_at updated_at user_id access_token refresh_token provider_id provider_user_id', [object('user', 'user_id'), object('provider', 'provider_id')]),
  tracked('user_roles', 'authUserRoles', 'authUserRole', 'id created_at user_id role', [object('user', 'user_id'), object('roleByRole', 'role')]),
  tracked('users', 'users', 'user', 'id created_at updated_at last_seen disabled display_name avatar_url locale email phone_number password_hash '
    + 'email_verified phone_number_verified new_email otp_method_last_used otp_hash otp_hash_expires_at default_role is_anonymous totp_secret '
    + 'active_mfa_type ticket ticket_expires_at webauthn_current_challenge',
  [object('defaultRoleByRole', 'default_role'), array('userProviders', 'user_providers', 'user_id'), array('roles', 'user_roles', 'user_id'),
    array('refreshTokens', 'refresh_tokens', 'user_id'), array('securityKeys', 'user_security_keys', 'user_id')]),
  tracked('providers', 'authProviders', 'authProvider', 'id', [array('userProviders', 'user_providers', 'provider_id')]),
  tracked('user_security_keys', 'authUserSecurityKeys', 'authUserSecurityKey', 'id user_id credential_id credential_public_key', [object('user', 'user_id')]),
];
