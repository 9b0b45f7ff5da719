-- Tenants, their users, posts and files. A row names its tenant itself, and every foreign key carries the tenant along,
-- so that no row can point into another tenant.

CREATE TABLE public.tenants (
    id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    name       text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    created_at timestamptz NOT NULL DEFAULT now()
);

-- The profile of an account: the same id as in auth.users (see 004_accounts.sql).
CREATE TABLE public.users (
    id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    tenant_id    uuid NOT NULL REFERENCES public.tenants ON DELETE CASCADE,
    display_name text NOT NULL CHECK (length(display_name) <= 200),
    role         text NOT NULL DEFAULT 'member' CHECK (role IN ('member', 'admin')),
    created_at   timestamptz NOT NULL DEFAULT now(),
    UNIQUE (tenant_id, id)
);

CREATE TABLE public.posts (
    id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    tenant_id  uuid NOT NULL,
    user_id    uuid NOT NULL,
    title      text NOT NULL CHECK (length(title) BETWEEN 1 AND 300),
    content    text NOT NULL DEFAULT '' CHECK (length(content) <= 100000),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    FOREIGN KEY (tenant_id, user_id) REFERENCES public.users (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX posts_by_age ON public.posts (tenant_id, created_at DESC, id);
CREATE INDEX posts_by_user ON public.posts (tenant_id, user_id);

CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END
$$;
CREATE TRIGGER posts_touch BEFORE UPDATE ON public.posts FOR EACH ROW EXECUTE FUNCTION public.touch();

-- What lies in object storage. The key is computed: no client chooses where its object goes.
CREATE TABLE public.files (
    id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    tenant_id    uuid NOT NULL,
    user_id      uuid NOT NULL,
    filename     text NOT NULL CHECK (filename ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$'),
    content_type text NOT NULL CHECK (content_type IN
                     ('application/pdf', 'image/gif', 'image/jpeg', 'image/png', 'image/webp', 'text/csv', 'text/plain')),
    size         bigint NOT NULL CHECK (size BETWEEN 1 AND 104857600),
    object_key   text NOT NULL GENERATED ALWAYS AS (tenant_id::text || '/' || id::text || '/' || filename) STORED,
    created_at   timestamptz NOT NULL DEFAULT now(),
    FOREIGN KEY (tenant_id, user_id) REFERENCES public.users (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX files_by_age ON public.files (tenant_id, created_at DESC, id);
CREATE INDEX files_by_user ON public.files (tenant_id, user_id);

-- Who knows the code may sign up into the tenant, while it has uses left.
CREATE TABLE public.invitations (
    code       uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    tenant_id  uuid NOT NULL REFERENCES public.tenants ON DELETE CASCADE,
    role       text NOT NULL DEFAULT 'member' CHECK (role IN ('member', 'admin')),
    uses_left  integer NOT NULL DEFAULT 1 CHECK (uses_left >= 0),
    expires_at timestamptz NOT NULL DEFAULT now() + interval '7 days',
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX invitations_by_tenant ON public.invitations (tenant_id);
