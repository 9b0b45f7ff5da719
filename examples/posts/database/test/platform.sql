-- What the platform makes before it applies database/init and database/migrations, for tests without a platform:
-- extensions, schemas, roles, and of Auth the tables that the application reads or writes.

CREATE EXTENSION IF NOT EXISTS citext;
CREATE EXTENSION IF NOT EXISTS pgcrypto;
CREATE EXTENSION IF NOT EXISTS "uuid-ossp";

CREATE ROLE migrator NOLOGIN;
CREATE ROLE hasura LOGIN NOBYPASSRLS;
CREATE ROLE auth LOGIN NOBYPASSRLS;
CREATE ROLE app LOGIN NOBYPASSRLS;

ALTER SCHEMA public OWNER TO migrator;
GRANT USAGE ON SCHEMA public TO hasura, auth, app;
ALTER DEFAULT PRIVILEGES FOR ROLE migrator IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO hasura, app;
ALTER DEFAULT PRIVILEGES FOR ROLE migrator IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO hasura, app, auth;

CREATE SCHEMA auth AUTHORIZATION auth;
GRANT USAGE ON SCHEMA auth TO hasura, migrator;
ALTER DEFAULT PRIVILEGES FOR ROLE auth IN SCHEMA auth GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO hasura;
ALTER DEFAULT PRIVILEGES FOR ROLE auth IN SCHEMA auth GRANT SELECT, REFERENCES, TRIGGER ON TABLES TO migrator;

SET ROLE auth;
CREATE TABLE auth.roles (role text PRIMARY KEY);
INSERT INTO auth.roles VALUES ('user'), ('me'), ('anonymous');
CREATE TABLE auth.users (
    id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    email        citext UNIQUE,
    display_name text NOT NULL DEFAULT '',
    metadata     jsonb
);
CREATE TABLE auth.user_roles (
    user_id uuid NOT NULL REFERENCES auth.users ON DELETE CASCADE,
    role    text NOT NULL REFERENCES auth.roles,
    UNIQUE (user_id, role)
);
RESET ROLE;
