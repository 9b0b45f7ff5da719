-- Sample data: 5 tenants, 200 users, 5,000 posts and 400 files, the same on every machine: each value comes from the MD5
-- of what it is and of the seed below, and never from random() or now().
--
-- The invitation 5eed5eed-0000-4000-8000-000000000001 lets anybody into the first tenant, so that there is something to
-- look at after a sign-up. Leave this file out where that is not wanted.

-- A number from 0 to below - 1 that the key decides.
CREATE FUNCTION public.sample_number(key text, below integer) RETURNS integer
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN ('x' || substr(md5('nself sample 1/' || key), 1, 7))::bit(28)::integer % below;

CREATE FUNCTION public.sample_id(key text) RETURNS uuid
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN overlay(overlay(md5('nself sample 1/' || key) PLACING '4' FROM 13) PLACING '8' FROM 17)::uuid;

-- So many words in a row, as a sentence.
CREATE FUNCTION public.sample_text(key text, words integer) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    WITH vocabulary AS (
        SELECT string_to_array('account answer archive backup balance branch bridge budget cache calendar camera canvas '
            'cargo center channel charge circle client cluster coffee column compass concert copper corner cotton cursor '
            'database delivery deploy desert design device diagram dinner document domain driver eagle editor engine event '
            'example failure feather filter forest fountain frame garden gateway glacier graph harbor header hotel index '
            'invoice island journal journey kernel keyboard kitchen ladder lantern latency ledger letter library machine '
            'market meadow memory message meter migration mirror module monitor mountain museum network notebook number '
            'object ocean office orange orchard order packet paper partner pattern payment pencil picture pipeline planet '
            'platform pocket policy portal postgres printer process profile project query railway record release replica '
            'report request resource river rocket role router sample schedule schema school season secret segment sensor '
            'server session shadow signal silver snapshot socket spring station storage stream summer switch table target '
            'template tenant theater thread ticket timber token tower tracker traffic travel tunnel update upload valley '
            'vector version village volume wallet weather window winter worker workshop', ' ') AS word
    )
    SELECT upper(left(string_agg(w, ' ' ORDER BY n), 1)) || substr(string_agg(w, ' ' ORDER BY n), 2)
    FROM (
        SELECT n, word[1 + public.sample_number(key || '/' || n, cardinality(word))] AS w
        FROM vocabulary, generate_series(1, words) AS n
    ) AS chosen;
END;

DO $$
DECLARE
    names  CONSTANT text[] := '{Acme,Borealis,Cobalt,Dune,Ember}';
    first  CONSTANT timestamptz := '2026-01-01 00:00:00+00';
    tenant uuid;
BEGIN
    FOR t IN 1 .. cardinality(names) LOOP
        tenant := public.sample_id('tenant ' || t);
        -- The policies hold for the owner as well: rows go in tenant by tenant.
        PERFORM set_config('app.tenant_id', tenant::text, true);

        INSERT INTO public.tenants (id, name, created_at) VALUES (tenant, names[t] || ' (sample)', first);

        INSERT INTO public.users (id, tenant_id, display_name, role, created_at)
        SELECT public.sample_id(format('user %s/%s', t, u)), tenant, public.sample_text(format('name %s/%s', t, u), 2),
               CASE u WHEN 1 THEN 'admin' ELSE 'member' END, first + u * interval '1 hour'
        FROM generate_series(1, 40) AS u;

        INSERT INTO public.posts (id, tenant_id, user_id, title, content, created_at, updated_at)
        SELECT public.sample_id(format('post %s/%s', t, p)), tenant,
               public.sample_id(format('user %s/%s', t, 1 + public.sample_number(format('author %s/%s', t, p), 40))),
               public.sample_text(format('title %s/%s', t, p), 3 + public.sample_number(format('length %s/%s', t, p), 5)),
               public.sample_text(format('content %s/%s', t, p), 30 + public.sample_number(format('words %s/%s', t, p), 60)) || '.',
               first + p * interval '37 minutes', first + p * interval '37 minutes'
        FROM generate_series(1, 1000) AS p;

        INSERT INTO public.files (id, tenant_id, user_id, filename, content_type, size, created_at)
        SELECT public.sample_id(format('file %s/%s', t, f)), tenant,
               public.sample_id(format('user %s/%s', t, 1 + public.sample_number(format('owner %s/%s', t, f), 40))),
               format('sample-%s.pdf', f), 'application/pdf',
               1024 + public.sample_number(format('size %s/%s', t, f), 1000000), first + f * interval '5 hours'
        FROM generate_series(1, 80) AS f;
    END LOOP;

    tenant := public.sample_id('tenant 1');
    PERFORM set_config('app.tenant_id', tenant::text, true);
    INSERT INTO public.invitations (code, tenant_id, uses_left, expires_at, created_at)
    VALUES ('5eed5eed-0000-4000-8000-000000000001', tenant, 1000000, 'infinity', first);
    PERFORM set_config('app.tenant_id', '', true);
END
$$;

DROP FUNCTION public.sample_text, public.sample_id, public.sample_number;
