package dev.nself.model.service;

import dev.nself.config.PlatformArgs;
import dev.nself.config.Target;
import dev.nself.model.Container;
import dev.nself.model.HealthCheck;
import dev.nself.model.Network;
import dev.nself.model.Service;
import dev.nself.model.ServiceKind;
import dev.nself.model.Step;
import dev.nself.model.Text;
import java.util.List;

/** Hasura: the GraphQL interface to the database. */
public final class Hasura {

    public static final String SERVICE = "hasura";
    static final String METADATA = "hasura-metadata";
    static final String GRAPHQL = "http://" + SERVICE + ":8080/v1/graphql";

    private Hasura() {}

    public static Service service(PlatformArgs args) {
        var own = args.services().hasura();
        Text database = Secrets.databaseUrl("hasura", Secrets.POSTGRES_HASURA, args.postgres().database());
        Container container = Container.named(SERVICE, PinnedImages.choose("hasura", own.image(), args.images()))
                .user(1001, 1001)
                .env("HASURA_GRAPHQL_DATABASE_URL", database)
                .env("HASURA_GRAPHQL_METADATA_DATABASE_URL", database)
                .env("HASURA_GRAPHQL_ADMIN_SECRET", Text.secret(Secrets.HASURA_ADMIN))
                .env("HASURA_GRAPHQL_JWT_SECRET", Secrets.verifyingJwt(args.auth().jwt()))
                .env("HASURA_GRAPHQL_UNAUTHORIZED_ROLE", "public")
                .env("HASURA_GRAPHQL_ENABLE_CONSOLE", Boolean.toString(console(args)))
                .env("HASURA_GRAPHQL_DEV_MODE", Boolean.toString(console(args)))
                .env("HASURA_GRAPHQL_ENABLE_TELEMETRY", "false")
                .env("HASURA_GRAPHQL_CORS_DOMAIN", origins(args))
                .env("HASURA_GRAPHQL_LOG_LEVEL", "info")
                .env("HASURA_GRAPHQL_ENABLED_LOG_TYPES", "startup,http-log,webhook-log,websocket-log")
                .env("HASURA_GRAPHQL_PG_CONNECTIONS", "25")
                .env("NSELF_WEBHOOK_SECRET", Text.secret(Secrets.WEBHOOK))
                .env("FUNCTIONS_URL", Functions.URL)
                .env(own.environment())
                .networks(Network.APP, Network.DATA)
                .health(HealthCheck.command("curl", "-fsS", "-o", "/dev/null", "http://127.0.0.1:8080/healthz"))
                .limits(LimitsOf.service(own, 200))
                .after(Postgres.ROLES)
                .build();
        return new Service.Stateless(ServiceKind.HASURA, container, 1);
    }

    /** The user's metadata, after everything that it may name is there. */
    public static Step metadata(String directory, String sha256, List<String> after) {
        return new Step.Metadata(METADATA, after, SERVICE, Secrets.HASURA_ADMIN, directory, sha256);
    }

    /** Hasura does not start with an empty list, so nobody else is told as the own address, which needs no leave. */
    private static String origins(PlatformArgs args) {
        List<String> origins = args.proxy().corsOrigins();
        return origins.isEmpty() ? Routes.url(args, "api") : String.join(",", origins);
    }

    /** The console and the interfaces behind it, which know only the admin secret, are for a developer's machine. */
    static boolean console(PlatformArgs args) {
        return args.target() == Target.LOCAL;
    }
}
