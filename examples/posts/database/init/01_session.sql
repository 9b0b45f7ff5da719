-- Who is asking, for the policies of row level security.
--
-- Two callers say it in two ways. Hasura sets one JSON setting, hasura.user, and only in mutations. Services that speak
-- SQL as the role "app" set app.tenant_id themselves:  SELECT set_config('app.tenant_id', '<uuid>', true);
-- Once set in a session, a setting that has ended reads as the empty string and not as NULL, hence every NULLIF.

CREATE FUNCTION public.session_claim(name text) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN NULLIF(current_setting('hasura.user', true), '')::json ->> name;

-- NULL for anything that is no uuid, such as the claim "null" of a user without a tenant: NULL equals no row.
CREATE FUNCTION public.uuid_or_null(value text) RETURNS uuid
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN value ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN value::uuid END;

-- The tenant of the caller; NULL, and so no rows, when neither setting names one or when they contradict each other.
CREATE FUNCTION public.session_tenant() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT CASE
               WHEN claim IS NULL THEN setting
               WHEN setting IS NULL OR setting = claim THEN claim
           END
    FROM (SELECT uuid_or_null(session_claim('x-hasura-tenant-id')) AS claim,
                 uuid_or_null(current_setting('app.tenant_id', true)) AS setting) AS said;
END;

-- Whether the GraphQL caller may write rows of this user: its own, or all of the tenant for its admin.
CREATE FUNCTION public.session_may_act_for(user_id uuid) RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN session_claim('x-hasura-role') IN ('admin', 'tenant_admin')
        OR uuid_or_null(session_claim('x-hasura-user-id')) = user_id;
