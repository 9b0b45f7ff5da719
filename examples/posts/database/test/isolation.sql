-- Holds the isolation of tenants against a database to which init/ and migrations/ were applied: real roles, real policies,
-- nothing stays behind. As a superuser:  psql -v ON_ERROR_STOP=1 -f database/test/isolation.sql
-- Prints a line for each thing that holds; the first that doesn't ends it with an error.

\set QUIET on
\set VERBOSITY terse
\o /dev/null
SET client_min_messages = notice;
BEGIN;

-- Runs a statement as a role that has said who it is, and counts the rows that it found or wrote.
CREATE FUNCTION pg_temp.rows(who text, tenant text, claims text, statement text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    n bigint;
BEGIN
    PERFORM set_config('app.tenant_id', tenant, true), set_config('hasura.user', claims, true);
    EXECUTE format('SET LOCAL ROLE %I', who);
    EXECUTE statement;
    GET DIAGNOSTICS n = ROW_COUNT;
    RESET ROLE;
    PERFORM set_config('app.tenant_id', '', true), set_config('hasura.user', '', true);
    RETURN n;
END
$$;

CREATE FUNCTION pg_temp.expect(what text, got bigint, wanted bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF got IS DISTINCT FROM wanted THEN
        RAISE EXCEPTION '%: got %; expected %', what, got, wanted;
    END IF;
    RAISE NOTICE 'ok  %', what;
END
$$;

CREATE FUNCTION pg_temp.refused(what text, because text, who text, tenant text, claims text, statement text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_temp.rows(who, tenant, claims, statement);
    RAISE EXCEPTION 'was let through' USING ERRCODE = 'NS001';
EXCEPTION
    WHEN SQLSTATE 'NS001' THEN
        RAISE EXCEPTION '%: the statement was let through: %', what, statement;
    WHEN OTHERS THEN
        IF SQLERRM NOT LIKE '%' || because || '%' THEN
            RAISE EXCEPTION '%: refused, but because "%"; expected "%"', what, SQLERRM, because;
        END IF;
        RAISE NOTICE 'ok  %', what;
END
$$;

CREATE FUNCTION pg_temp.claims(role text, tenant text, person text) RETURNS text LANGUAGE sql
    RETURN json_build_object('x-hasura-role', role, 'x-hasura-tenant-id', tenant, 'x-hasura-user-id', person)::text;

-- Two tenants with two users, one post and one file each, beside whatever is there.
CREATE FUNCTION pg_temp.tenant(n integer) RETURNS text LANGUAGE sql RETURN format('aaaaaaaa-0000-4000-8000-00000000000%s', n);
CREATE FUNCTION pg_temp.person(n integer, of integer) RETURNS text LANGUAGE sql
    RETURN format('bbbbbbbb-0000-4000-8000-0000000000%s%s', of, n);
-- The statement by which Auth makes an account; published and smaller Auths differ in the column locale.
CREATE FUNCTION pg_temp.sign_up(id text, metadata jsonb) RETURNS text LANGUAGE sql AS $$
    SELECT format('INSERT INTO auth.users (id, display_name, metadata%s) VALUES (%L, %L, %L%s)',
        CASE WHEN locale THEN ', locale' END, id, 'Zoe', metadata, CASE WHEN locale THEN ', ''en''' END)
    FROM (SELECT EXISTS (SELECT FROM information_schema.columns
        WHERE table_schema = 'auth' AND table_name = 'users' AND column_name = 'locale') AS locale) AS columns
$$;

DO $$
BEGIN
    FOR t IN 1 .. 2 LOOP
        INSERT INTO tenants (id, name) VALUES (pg_temp.tenant(t)::uuid, 'Tenant ' || t);
        FOR p IN 1 .. 2 LOOP
            IF to_regclass('auth.users') IS NOT NULL THEN
                SET LOCAL session_replication_role = replica; -- an account of which the application hears nothing
                EXECUTE pg_temp.sign_up(pg_temp.person(p, t), NULL);
                SET LOCAL session_replication_role = origin;
            END IF;
            INSERT INTO users (id, tenant_id, display_name)
            VALUES (pg_temp.person(p, t)::uuid, pg_temp.tenant(t)::uuid, 'Person');
        END LOOP;
        INSERT INTO posts (tenant_id, user_id, title, content)
        VALUES (pg_temp.tenant(t)::uuid, pg_temp.person(1, t)::uuid, 'Zyzzyva ' || t, 'A beetle of tenant ' || t);
        INSERT INTO files (tenant_id, user_id, filename, content_type, size)
        VALUES (pg_temp.tenant(t)::uuid, pg_temp.person(1, t)::uuid, 'beetle.png', 'image/png', 10);
        INSERT INTO invitations (code, tenant_id)
        VALUES (('cccccccc-0000-4000-8000-00000000000' || t)::uuid, pg_temp.tenant(t)::uuid);
    END LOOP;
END
$$;

\set beetle '''SELECT FROM posts WHERE title LIKE ''''Zyzzyva%'''''''

\echo direct SQL, role app
SELECT pg_temp.expect(format('app without a tenant sees no row of %s', name), pg_temp.rows('app', '', '', 'SELECT FROM ' || name), 0)
FROM unnest('{tenants,users,posts,files,invitations}'::text[]) AS name;
SELECT pg_temp.expect('app sees the posts of its tenant only', pg_temp.rows('app', pg_temp.tenant(1), '', 'SELECT FROM posts'), 1);
SELECT pg_temp.expect('app sees its tenant only', pg_temp.rows('app', pg_temp.tenant(1), '', 'SELECT FROM tenants'), 1);
SELECT pg_temp.expect('app finds nothing for a tenant that is no uuid',
    pg_temp.rows('app', 'null', '', 'SELECT FROM posts'), 0);
SELECT pg_temp.expect('app finds nothing when its two settings contradict each other',
    pg_temp.rows('app', pg_temp.tenant(1), pg_temp.claims('user', pg_temp.tenant(2), ''), 'SELECT FROM posts'), 0);
SELECT pg_temp.expect('app cannot make itself admin by a claim',
    pg_temp.rows('app', '', pg_temp.claims('admin', NULL, NULL), 'SELECT FROM posts'), 0);
SELECT pg_temp.expect('app cannot change another tenant''s posts',
    pg_temp.rows('app', pg_temp.tenant(1), '', format('UPDATE posts SET title = ''x'' WHERE tenant_id = %L', pg_temp.tenant(2))), 0);
SELECT pg_temp.expect('app cannot delete another tenant''s posts',
    pg_temp.rows('app', pg_temp.tenant(1), '', format('DELETE FROM posts WHERE tenant_id = %L', pg_temp.tenant(2))), 0);
SELECT pg_temp.refused('app cannot insert into another tenant', 'row-level security', 'app', pg_temp.tenant(1), '',
    format('INSERT INTO posts (tenant_id, user_id, title) VALUES (%L, %L, ''x'')', pg_temp.tenant(2), pg_temp.person(1, 2)));
SELECT pg_temp.refused('app cannot move a row into another tenant', 'row-level security', 'app', pg_temp.tenant(1), '',
    format('UPDATE posts SET tenant_id = %L, user_id = %L', pg_temp.tenant(2), pg_temp.person(1, 2)));
SELECT pg_temp.refused('no row points to a user of another tenant', 'foreign key', 'app', pg_temp.tenant(1), '',
    format('INSERT INTO posts (tenant_id, user_id, title) VALUES (%L, %L, ''x'')', pg_temp.tenant(1), pg_temp.person(1, 2)));
SELECT pg_temp.expect('app inserts into its own tenant', pg_temp.rows('app', pg_temp.tenant(1), '',
    format('INSERT INTO posts (tenant_id, user_id, title) VALUES (%L, %L, ''mine'')', pg_temp.tenant(1), pg_temp.person(1, 1))), 1);
SELECT pg_temp.refused('app cannot switch row level security off', 'row-level security', 'app', pg_temp.tenant(1), '',
    'SET LOCAL row_security = off; SELECT FROM posts');
SET LOCAL row_security = on;
SELECT pg_temp.expect('search keeps to the tenant',
    pg_temp.rows('app', pg_temp.tenant(1), '', 'SELECT FROM search_posts(''zyzzyva'')'), 1);

\echo the owner of the tables
SELECT pg_temp.expect('the owner without a tenant sees nothing', pg_temp.rows('migrator', '', '', 'SELECT FROM posts'), 0);
SELECT pg_temp.expect('the owner sees the tenant it names', pg_temp.rows('migrator', pg_temp.tenant(2), '', :beetle), 1);

\echo GraphQL, role hasura
SELECT pg_temp.expect('a query reads (row permissions decide)', pg_temp.rows('hasura', '', '', :beetle), 2);
SELECT pg_temp.expect('a mutation inserts into its tenant',
    pg_temp.rows('hasura', '', pg_temp.claims('user', pg_temp.tenant(1), pg_temp.person(1, 1)),
        format('INSERT INTO posts (tenant_id, user_id, title) VALUES (%L, %L, ''mine'')', pg_temp.tenant(1), pg_temp.person(1, 1))), 1);
SELECT pg_temp.refused('a mutation cannot insert into another tenant', 'row-level security',
    'hasura', '', pg_temp.claims('user', pg_temp.tenant(1), pg_temp.person(1, 2)),
    format('INSERT INTO posts (tenant_id, user_id, title) VALUES (%L, %L, ''x'')', pg_temp.tenant(2), pg_temp.person(1, 2)));
SELECT pg_temp.refused('nor can the admin of a tenant', 'row-level security',
    'hasura', '', pg_temp.claims('tenant_admin', pg_temp.tenant(1), pg_temp.person(1, 1)),
    format('INSERT INTO posts (tenant_id, user_id, title) VALUES (%L, %L, ''x'')', pg_temp.tenant(2), pg_temp.person(1, 2)));
SELECT pg_temp.refused('a mutation cannot insert in another user''s name', 'row-level security',
    'hasura', '', pg_temp.claims('user', pg_temp.tenant(1), pg_temp.person(2, 1)),
    format('INSERT INTO posts (tenant_id, user_id, title) VALUES (%L, %L, ''x'')', pg_temp.tenant(1), pg_temp.person(1, 1)));
SELECT pg_temp.refused('a write without claims is refused', 'row-level security', 'hasura', '', '',
    format('INSERT INTO posts (tenant_id, user_id, title) VALUES (%L, %L, ''x'')', pg_temp.tenant(1), pg_temp.person(1, 1)));
SELECT pg_temp.refused('so is one of a user without a tenant', 'row-level security',
    'hasura', '', pg_temp.claims('user', 'null', pg_temp.person(1, 1)),
    format('INSERT INTO files (tenant_id, user_id, filename, content_type, size) VALUES (%L, %L, ''a.png'', ''image/png'', 1)',
        pg_temp.tenant(1), pg_temp.person(1, 1)));
SELECT pg_temp.expect('a mutation cannot change another tenant''s posts',
    pg_temp.rows('hasura', '', pg_temp.claims('user', pg_temp.tenant(1), pg_temp.person(1, 1)),
        format('UPDATE posts SET title = ''x'' WHERE tenant_id = %L', pg_temp.tenant(2))), 0);
SELECT pg_temp.expect('a mutation cannot change what another user of the tenant wrote',
    pg_temp.rows('hasura', '', pg_temp.claims('user', pg_temp.tenant(2), pg_temp.person(2, 2)), 'UPDATE posts SET title = ''x'''), 0);
SELECT pg_temp.expect('the author can',
    pg_temp.rows('hasura', '', pg_temp.claims('user', pg_temp.tenant(2), pg_temp.person(1, 2)), 'UPDATE posts SET content = ''x'''), 1);
SELECT pg_temp.expect('and the tenant''s admin',
    pg_temp.rows('hasura', '', pg_temp.claims('tenant_admin', pg_temp.tenant(2), pg_temp.person(2, 2)), 'UPDATE posts SET content = ''y'''), 1);
SELECT pg_temp.expect(format('a mutation cannot delete another user''s %s', name),
    pg_temp.rows('hasura', '', pg_temp.claims('user', pg_temp.tenant(2), pg_temp.person(2, 2)), 'DELETE FROM ' || name), 0)
FROM unnest('{posts,files}'::text[]) AS name;
SELECT pg_temp.refused('nor put down a file in another user''s name', 'row-level security',
    'hasura', '', pg_temp.claims('user', pg_temp.tenant(1), pg_temp.person(2, 1)),
    format('INSERT INTO files (tenant_id, user_id, filename, content_type, size) VALUES (%L, %L, ''a.png'', ''image/png'', 1)',
        pg_temp.tenant(1), pg_temp.person(1, 1)));
SELECT pg_temp.expect('nor change another user''s file',
    pg_temp.rows('hasura', '', pg_temp.claims('user', pg_temp.tenant(2), pg_temp.person(2, 2)), 'UPDATE files SET size = 1'), 0);
SELECT pg_temp.expect('nor another user''s profile: one''s own it is',
    pg_temp.rows('hasura', '', pg_temp.claims('user', pg_temp.tenant(2), pg_temp.person(2, 2)), 'UPDATE users SET display_name = ''x'''), 1);
SELECT pg_temp.expect('a mutation cannot delete another tenant''s files',
    pg_temp.rows('hasura', '', pg_temp.claims('tenant_admin', pg_temp.tenant(1), pg_temp.person(1, 1)),
        format('DELETE FROM files WHERE tenant_id = %L', pg_temp.tenant(2))), 0);
SELECT pg_temp.expect('a mutation cannot rename another tenant',
    pg_temp.rows('hasura', '', pg_temp.claims('tenant_admin', pg_temp.tenant(1), pg_temp.person(1, 1)),
        format('UPDATE tenants SET name = ''x'' WHERE id = %L', pg_temp.tenant(2))), 0);
SELECT pg_temp.refused('a mutation cannot invite into another tenant', 'row-level security',
    'hasura', '', pg_temp.claims('tenant_admin', pg_temp.tenant(1), pg_temp.person(1, 1)),
    format('INSERT INTO invitations (tenant_id) VALUES (%L)', pg_temp.tenant(2)));
SELECT pg_temp.expect('the admin secret writes everywhere',
    pg_temp.rows('hasura', '', '{"x-hasura-role":"admin"}', format('UPDATE posts SET content = ''z'' WHERE title LIKE %L', 'Zyzzyva%')), 2);

\echo accounts
SELECT to_regclass('auth.users') IS NOT NULL AS linked \gset
\if :linked
SELECT pg_temp.expect('a sign-up is let in', pg_temp.rows('auth', '', '',
    pg_temp.sign_up('dddddddd-0000-4000-8000-000000000001', NULL)), 1);
SELECT pg_temp.expect('it gets a tenant of its own',
    (SELECT count(*) FROM users u JOIN tenants t ON t.id = u.tenant_id JOIN users peer ON peer.tenant_id = t.id
     WHERE u.id = 'dddddddd-0000-4000-8000-000000000001' AND u.role = 'admin' AND t.name = 'Zoe'), 1);
SELECT pg_temp.expect('and the transaction does not go on as that tenant',
    (SELECT count(*) WHERE NULLIF(current_setting('app.tenant_id', true), '') IS NULL), 1);
SELECT pg_temp.expect('whose admin it is', (SELECT count(*) FROM auth.user_roles
    WHERE user_id = 'dddddddd-0000-4000-8000-000000000001' AND role = 'tenant_admin'), 1);
SELECT pg_temp.expect('an invitation lets a sign-up into its tenant', pg_temp.rows('auth', '', '',
    pg_temp.sign_up('dddddddd-0000-4000-8000-000000000002', '{"invitation": "cccccccc-0000-4000-8000-000000000001"}')), 1);
SELECT pg_temp.expect('as a member', (SELECT count(*) FROM users
    WHERE id = 'dddddddd-0000-4000-8000-000000000002' AND role = 'member' AND tenant_id::text = pg_temp.tenant(1)), 1);
SELECT pg_temp.refused('an invitation is used once', 'unknown, used up or expired', 'auth', '', '',
    pg_temp.sign_up('dddddddd-0000-4000-8000-000000000003', '{"invitation": "cccccccc-0000-4000-8000-000000000001"}'));
UPDATE invitations SET expires_at = now() - interval '1 second' WHERE code = 'cccccccc-0000-4000-8000-000000000002';
SELECT pg_temp.refused('an invitation ends', 'unknown, used up or expired', 'auth', '', '',
    pg_temp.sign_up('dddddddd-0000-4000-8000-000000000003', '{"invitation": "cccccccc-0000-4000-8000-000000000002"}'));
SELECT pg_temp.refused('an invitation cannot be made up', 'unknown, used up or expired', 'auth', '', '',
    pg_temp.sign_up('dddddddd-0000-4000-8000-000000000003', '{"invitation": "x"}'));
SELECT pg_temp.expect('what else a client sends along counts for nothing', pg_temp.rows('auth', '', '', pg_temp.sign_up('dddddddd-0000-4000-8000-000000000004',
    jsonb_build_object('tenantId', pg_temp.tenant(1), 'tenant_id', pg_temp.tenant(1), 'role', 'admin'))), 1);
SELECT pg_temp.expect('it is in none of the tenants that were there', (SELECT count(*) FROM users
    WHERE id = 'dddddddd-0000-4000-8000-000000000004' AND tenant_id::text IN (pg_temp.tenant(1), pg_temp.tenant(2))), 0);
SELECT pg_temp.refused(format('%s makes no profiles', name), 'permission denied', name, '', '',
    'SELECT open_profile(gen_random_uuid(), ''x'', NULL)')
FROM unnest('{app,hasura}'::text[]) AS name;
SELECT pg_temp.expect('an account is deleted', pg_temp.rows('auth', '', '',
    'DELETE FROM auth.users WHERE id = ''dddddddd-0000-4000-8000-000000000002'''), 1);
SELECT pg_temp.expect('and its profile with it', (SELECT count(*) FROM users WHERE id = 'dddddddd-0000-4000-8000-000000000002'), 0);
\else
\echo there is no Auth in this database: sign-ups are left out
\endif

\echo the index of the search
SET LOCAL enable_seqscan = off;
SET LOCAL ROLE hasura;
DO $$
DECLARE
    plan json;
BEGIN
    EXECUTE 'EXPLAIN (FORMAT JSON) SELECT id FROM search_posts(''zyzzyva'')' INTO plan;
    IF strpos(plan::text, 'posts_search') = 0 THEN
        RAISE EXCEPTION 'a search as hasura does not use the index posts_search: %', plan;
    END IF;
    RAISE NOTICE 'ok  a search as hasura uses the index posts_search';
END
$$;
RESET ROLE;
ROLLBACK;
\echo isolation holds
