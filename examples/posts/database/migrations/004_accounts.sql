-- How an account gets its tenant, and so the claim x-hasura-tenant-id of its tokens.
--
-- Auth asks Hasura for user(id) { profile { tenant_id } } whenever it makes a token (AUTH_JWT_CUSTOM_CLAIMS), so the claim
-- is what stands in public.users. What stands there is decided here, in the transaction of the sign-up, and never by the
-- client: of all that a client can send along (options.metadata) only "invitation" is looked at, and it is worth something
-- only if its code is one that the database made. Without one, the account gets a new tenant of its own and is its admin.

-- Runs as the owner of the tables, for Auth alone.
CREATE FUNCTION public.open_profile(account uuid, name text, invitation text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    callers  text := COALESCE(current_setting('app.tenant_id', true), '');
    tenant   uuid := gen_random_uuid();
    standing text := 'admin';
BEGIN
    IF invitation IS NULL THEN
        PERFORM set_config('app.tenant_id', tenant::text, true);
        INSERT INTO public.tenants (id, name) VALUES (tenant, COALESCE(NULLIF(left(name, 200), ''), 'New tenant'));
    ELSE
        PERFORM set_config('app.invitation', invitation, true);
        SELECT i.tenant_id, i.role INTO tenant, standing FROM public.invitations i WHERE i.code::text = lower(invitation);
        PERFORM set_config('app.tenant_id', tenant::text, true);
        UPDATE public.invitations i SET uses_left = i.uses_left - 1
        WHERE i.code::text = lower(invitation) AND i.uses_left > 0 AND i.expires_at > now();
        IF NOT FOUND THEN
            RAISE EXCEPTION 'the invitation is unknown, used up or expired' USING ERRCODE = 'invalid_authorization_specification';
        END IF;
    END IF;
    INSERT INTO public.users (id, tenant_id, display_name, role) VALUES (account, tenant, left(COALESCE(name, ''), 200), standing);
    -- The rest of the caller's transaction is not to go on as this tenant. (A SET clause would do it, but only a superuser
    -- may give a function one for a setting of the application's.)
    PERFORM set_config('app.tenant_id', callers, true), set_config('app.invitation', '', true);
    RETURN standing;
END
$$;

-- Runs as Auth's own role, which owns the tables of schema auth. The columns are read by name at run time, so that an Auth
-- with fewer columns works too.
CREATE FUNCTION public.account_created() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    account jsonb := to_jsonb(NEW);
BEGIN
    IF public.open_profile(NEW.id, account ->> 'display_name', account -> 'metadata' ->> 'invitation') = 'admin' THEN
        INSERT INTO auth.roles (role) VALUES ('tenant_admin') ON CONFLICT DO NOTHING;
        INSERT INTO auth.user_roles (user_id, role) VALUES (NEW.id, 'tenant_admin') ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END
$$;

-- Ties the profiles to the accounts; does nothing where there is no Auth or where it is done. If Auth is switched on later,
-- a migration of one line does it: SELECT public.link_accounts();
CREATE FUNCTION public.link_accounts() RETURNS boolean
    LANGUAGE plpgsql
AS $$
BEGIN
    IF to_regclass('auth.users') IS NULL THEN
        RAISE NOTICE 'there is no table auth.users: profiles are not linked to accounts until link_accounts() is called again';
        RETURN false;
    END IF;
    IF EXISTS (SELECT FROM pg_constraint WHERE conrelid = 'public.users'::regclass AND conname = 'users_account') THEN
        RETURN true;
    END IF;
    -- Not valid for rows that are there already: those of the sample data have no account.
    ALTER TABLE public.users ADD CONSTRAINT users_account
        FOREIGN KEY (id) REFERENCES auth.users (id) ON DELETE CASCADE NOT VALID;
    CREATE TRIGGER account_created AFTER INSERT ON auth.users FOR EACH ROW EXECUTE FUNCTION public.account_created();
    RETURN true;
END
$$;

-- By name too: the platform lets its roles run whatever functions the owner makes.
REVOKE EXECUTE ON FUNCTION public.open_profile, public.account_created, public.link_accounts FROM PUBLIC, app, hasura;
GRANT EXECUTE ON FUNCTION public.open_profile, public.account_created TO auth;
