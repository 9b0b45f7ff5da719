package dev.nself.model.service;

import dev.nself.config.PlatformArgs;
import dev.nself.model.Container;
import dev.nself.model.Text;

/** What code of the user gets to reach the platform: as role {@code app}, never as the superuser or Hasura's admin. */
final class Clients {

    private Clients() {}

    static void environment(Container.Builder container, PlatformArgs args) {
        container.env("DATABASE_URL", Secrets.databaseUrl("app", Secrets.POSTGRES_APP, args.postgres().database()))
                .env("DATABASE_DIRECT_URL", Secrets.directDatabaseUrl("app", Secrets.POSTGRES_APP, args.postgres().database()))
                .env("HASURA_GRAPHQL_ENDPOINT", Hasura.GRAPHQL)
                .env("NSELF_DOMAIN", args.domain())
                .env("NSELF_WEBHOOK_SECRET", Text.secret(Secrets.WEBHOOK))
                // Both verify the database's certificate, each in its own way.
                .env("NODE_EXTRA_CA_CERTS", "/etc/nself/ca.pem")
                .env("PGSSLROOTCERT", "/etc/nself/ca.pem");
        if (args.services().redis().enabled()) {
            container.env("REDIS_URL", Redis.url());
        }
        if (args.services().storage().enabled()) {
            ObjectStorage.client(container, args);
        }
    }
}
