package dev.nself.model.service;

import dev.nself.config.PlatformArgs;
import dev.nself.model.CertificateSpec;
import dev.nself.model.Container;
import dev.nself.model.DataVolume;
import dev.nself.model.Database;
import dev.nself.model.HealthCheck;
import dev.nself.model.Network;
import dev.nself.model.Service;
import dev.nself.model.ServiceKind;
import dev.nself.model.Step;
import dev.nself.model.Text;
import java.util.List;

/** PostgreSQL, and what must be in it before services connect. */
public final class Postgres {

    /** The host name that clients use in every tier. */
    static final String ALIAS = "db";

    /** The step that makes roles; whatever logs in comes after it. */
    static final String ROLES = "postgres-roles";

    static final String SERVICE = "postgres";

    /** A server refuses a key that others can read, and uploaded files are readable by all. */
    private static final String START = "install -m 0600 /etc/nself/tls/privkey.pem /tmp/server.key"
            + " && exec docker-entrypoint.sh \"$@\"";

    private Postgres() {}

    /** The server, with the settings that every later move to another tier needs from the first day on. */
    public static Service service(PlatformArgs args) {
        var own = args.services().postgres();
        Container container = Container.named(SERVICE, PinnedImages.choose("postgres", own.image(), args.images()))
                .alias(ALIAS)
                .user(999, 999)
                .entrypoint("bash", "-c", START, "postgres")
                .command(List.of("postgres", "-c", "config_file=/etc/nself/postgresql.conf"))
                .env("POSTGRES_USER", "postgres")
                .env("POSTGRES_PASSWORD", Text.secret(Secrets.POSTGRES_SUPERUSER))
                .env("POSTGRES_DB", args.postgres().database())
                .env("POSTGRES_INITDB_ARGS", "--data-checksums --encoding=UTF8 --locale-provider=builtin --locale=C.UTF-8"
                        + " --auth-local=peer --auth-host=scram-sha-256")
                .env("PGDATA", mount(args) + "/pgdata")
                .env(own.environment())
                .networks(Network.DATA)
                // Over TCP: during initialisation the server listens on its socket only.
                .health(HealthCheck.command("pg_isready", "-q", "-h", "127.0.0.1", "-U", "app", "-d", args.postgres().database())
                        .startingWithin(120))
                .limits(LimitsOf.service(own, 400).withSharedMemoryMiB(256))
                .stopSeconds(60)
                .build();
        return new Service.Stateful(ServiceKind.POSTGRES, container, List.of(new DataVolume("data", mount(args))));
    }

    /** Roles, schemas and extensions. Nothing of the platform connects as the superuser. */
    public static Step roles(PlatformArgs args) {
        return new Step.Roles(ROLES, List.of(SERVICE), SERVICE, new Database(
                args.postgres().database(),
                args.postgres().extensions(),
                List.of(new Database.Schema("public", "migrator"),
                        new Database.Schema("auth", "auth"),
                        new Database.Schema("hdb_catalog", "hasura"),
                        new Database.Schema("hdb_views", "hasura")),
                List.of(new Database.Role("migrator", "", false),
                        // Hasura asks for its catalog's schema at every start, which needs the right even when it is there.
                        new Database.Role("hasura", Secrets.POSTGRES_HASURA, true),
                        new Database.Role("auth", Secrets.POSTGRES_AUTH, false),
                        new Database.Role("app", Secrets.POSTGRES_APP, false)),
                grants()));
    }

    /** Everybody may use what migrations make; Hasura and foreign keys reach the accounts, nobody owns another's schema. */
    private static List<Database.Grant> grants() {
        List<String> rows = List.of("SELECT", "INSERT", "UPDATE", "DELETE");
        List<String> sequences = List.of("USAGE", "SELECT");
        List<String> execute = List.of("EXECUTE");
        return List.of(
                new Database.Grant("hasura", "public",
                        List.of("SELECT", "INSERT", "UPDATE", "DELETE", "REFERENCES", "TRIGGER"), sequences, execute),
                new Database.Grant("app", "public", rows, sequences, execute),
                new Database.Grant("auth", "public", List.of(), List.of(), execute),
                new Database.Grant("hasura", "auth", rows, sequences, execute),
                new Database.Grant("migrator", "auth", List.of("SELECT", "REFERENCES", "TRIGGER"), List.of(), execute));
    }

    /** The server's certificate; clients on other servers verify it under the same name. */
    public static CertificateSpec certificate() {
        return new CertificateSpec(SERVICE, ALIAS, List.of(ALIAS), 365);
    }

    /** From major version 18 on the image keeps its data one folder higher, and declares the volume there. */
    private static String mount(PlatformArgs args) {
        int major = Integer.parseInt(args.postgres().version());
        return major >= 18 ? "/var/lib/postgresql" : "/var/lib/postgresql/data";
    }
}
