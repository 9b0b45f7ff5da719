-- The second wall between tenants. The first one is Hasura's row permissions (hasura/metadata), and for GraphQL queries it
-- is the only one, since Hasura tells the database who is asking in mutations alone. This wall holds
--   * everything the role "app" does (functions, custom services): it sees and writes the tenant of app.tenant_id only;
--   * every write of the role "hasura": it stays in the tenant of the caller's token, whatever the row permissions say;
--   * the owner of the tables too (FORCE), so that a SECURITY DEFINER function is no hole by accident.
-- A function in a policy is wrapped in (SELECT ...): it is then run once for a statement and not once for a row.

ALTER TABLE public.tenants ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE public.users ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE public.posts ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE public.files ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE public.invitations ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

CREATE POLICY own_tenant ON public.tenants USING (id = (SELECT public.session_tenant()));
CREATE POLICY own_tenant ON public.users USING (tenant_id = (SELECT public.session_tenant()));
CREATE POLICY own_tenant ON public.posts USING (tenant_id = (SELECT public.session_tenant()));
CREATE POLICY own_tenant ON public.files USING (tenant_id = (SELECT public.session_tenant()));
CREATE POLICY own_tenant ON public.invitations USING (tenant_id = (SELECT public.session_tenant()));

-- A constant, so that the planner drops it: a condition on the session would come before any operator that is not
-- leakproof, and @@ is not, so that full text search could never use its index.
CREATE POLICY graphql_reads ON public.tenants FOR SELECT TO hasura USING (true);
CREATE POLICY graphql_reads ON public.users FOR SELECT TO hasura USING (true);
CREATE POLICY graphql_reads ON public.posts FOR SELECT TO hasura USING (true);
CREATE POLICY graphql_reads ON public.files FOR SELECT TO hasura USING (true);
CREATE POLICY graphql_reads ON public.invitations FOR SELECT TO hasura USING (true);

-- Hasura's own role "admin": the admin secret, that is the console and the operator.
CREATE POLICY graphql_admin ON public.tenants TO hasura USING ((SELECT public.session_claim('x-hasura-role')) = 'admin');
CREATE POLICY graphql_admin ON public.users TO hasura USING ((SELECT public.session_claim('x-hasura-role')) = 'admin');
CREATE POLICY graphql_admin ON public.posts TO hasura USING ((SELECT public.session_claim('x-hasura-role')) = 'admin');
CREATE POLICY graphql_admin ON public.files TO hasura USING ((SELECT public.session_claim('x-hasura-role')) = 'admin');
CREATE POLICY graphql_admin ON public.invitations TO hasura USING ((SELECT public.session_claim('x-hasura-role')) = 'admin');

-- Within the tenant, GraphQL users write what is theirs; its admin writes everything.
CREATE POLICY own_insert ON public.posts AS RESTRICTIVE FOR INSERT TO hasura WITH CHECK (public.session_may_act_for(user_id));
CREATE POLICY own_update ON public.posts AS RESTRICTIVE FOR UPDATE TO hasura USING (public.session_may_act_for(user_id));
CREATE POLICY own_delete ON public.posts AS RESTRICTIVE FOR DELETE TO hasura USING (public.session_may_act_for(user_id));
CREATE POLICY own_insert ON public.files AS RESTRICTIVE FOR INSERT TO hasura WITH CHECK (public.session_may_act_for(user_id));
CREATE POLICY own_update ON public.files AS RESTRICTIVE FOR UPDATE TO hasura USING (public.session_may_act_for(user_id));
CREATE POLICY own_delete ON public.files AS RESTRICTIVE FOR DELETE TO hasura USING (public.session_may_act_for(user_id));
CREATE POLICY own_update ON public.users AS RESTRICTIVE FOR UPDATE TO hasura USING (public.session_may_act_for(id));

-- Who knows an invitation may see it: that is how a new user finds the tenant before having one.
CREATE POLICY known_code ON public.invitations FOR SELECT TO migrator
    USING (code = (SELECT public.uuid_or_null(current_setting('app.invitation', true))));
