package dev.nself.model.service;

import dev.nself.config.PlatformArgs;
import dev.nself.model.CertificateSpec;
import dev.nself.model.Container;
import dev.nself.model.DataVolume;
import dev.nself.model.Database;
import dev.nself.model.HealthCheck;
import dev.nself.model.Member;
import dev.nself.model.Network;
import dev.nself.model.Place;
import dev.nself.model.Seed;
import dev.nself.model.Service;
import dev.nself.model.ServiceKind;
import dev.nself.model.Step;
import dev.nself.model.Text;
import java.util.List;
import java.util.Optional;

/** PostgreSQL, and what must be in it before services connect. */
public final class Postgres {

    /** The host name that clients use in every tier. */
    static final String ALIAS = "db";

    /** The host name for what a pool of connections does not allow: LISTEN, session settings, advisory locks. */
    static final String DIRECT_ALIAS = "db-direct";

    /** Where a server answers clients and the other members. */
    public static final int PORT = 5432;

    /** The step after which the database is where it is to be, and clients find it. */
    static final String PRIMARY = "postgres-primary";

    /** The role that a new member copies the data as. */
    public static final String REPLICATOR = "replicator";

    /** The step that makes roles; whatever logs in comes after it. */
    static final String ROLES = "postgres-roles";

    public static final String SERVICE = "postgres";

    private static final String DATA = "data";
    private static final String FOLDER = "pgdata";

    /** A server refuses a key that others can read, and uploaded files are readable by all. */
    private static final String START = "install -m 0600 /etc/nself/tls/privkey.pem /tmp/server.key"
            + " && exec docker-entrypoint.sh \"$@\"";

    private Postgres() {}

    /** The server, with the settings that every later move to another tier needs from the first day on. */
    public static Service.Stateful service(PlatformArgs args, List<Member> candidates) {
        var own = args.services().postgres();
        Container container = Container.named(SERVICE, PinnedImages.choose("postgres", own.image(), args.images()))
                .user(999, 999)
                .entrypoint("bash", "-c", START, "postgres")
                .command(List.of("postgres", "-c", "config_file=/etc/nself/postgresql.conf"))
                .env("POSTGRES_USER", "postgres")
                .env("POSTGRES_PASSWORD", Text.secret(Secrets.POSTGRES_SUPERUSER))
                .env("POSTGRES_DB", args.postgres().database())
                .env("POSTGRES_INITDB_ARGS", "--data-checksums --encoding=UTF8 --locale-provider=builtin --locale=C.UTF-8"
                        + " --auth-local=peer --auth-host=scram-sha-256")
                .env("PGDATA", mount(args) + "/" + FOLDER)
                .env(own.environment())
                .networks(Network.LINK)
                .reachable(PORT)
                // Over TCP: during initialisation the server listens on its socket only.
                .health(HealthCheck.command("pg_isready", "-q", "-h", "127.0.0.1", "-U", "app", "-d", args.postgres().database())
                        .startingWithin(120))
                .limits(LimitsOf.service(own, 400).withSharedMemoryMiB(256))
                .after(HostFirewall.before(args))
                .stopSeconds(60)
                .build();
        Seed seed = new Seed(candidates, DATA, FOLDER, REPLICATOR, Secrets.POSTGRES_REPLICATOR);
        return new Service.Stateful(ServiceKind.POSTGRES, container, List.of(new DataVolume(DATA, mount(args))), Optional.of(seed));
    }

    /** The database where it is to be, with its clients led there. */
    public static Step primary(Service.Stateful store, List<Member> members, List<Member> candidates, List<Place> proxies, List<Place> poolers) {
        return new Step.Primary(PRIMARY, List.of(SERVICE, DataProxy.SERVICE, Pooler.SERVICE), store, members,
                candidates, proxies, poolers, DIRECT_ALIAS,
                Secrets.POSTGRES_REPLICATOR);
    }

    /** Roles, schemas and extensions. Nothing of the platform connects as the superuser. */
    public static Step roles(PlatformArgs args) {
        return new Step.Roles(ROLES, List.of(PRIMARY), SERVICE, new Database(
                args.postgres().database(),
                args.postgres().extensions(),
                List.of(new Database.Schema("public", "migrator"),
                        new Database.Schema("auth", "auth"),
                        new Database.Schema("hdb_catalog", "hasura"),
                        new Database.Schema("hdb_views", "hasura")),
                List.of(Database.Role.of("migrator", ""),
                        // Hasura asks for its catalog's schema at every start, which needs the right even when it is there.
                        new Database.Role("hasura", Secrets.POSTGRES_HASURA, true, false),
                        Database.Role.of("auth", Secrets.POSTGRES_AUTH),
                        Database.Role.of("app", Secrets.POSTGRES_APP),
                        new Database.Role(REPLICATOR, Secrets.POSTGRES_REPLICATOR, false, true)),
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
        return new CertificateSpec(SERVICE, DIRECT_ALIAS, List.of(DIRECT_ALIAS), 365);
    }

    /** From major version 18 on the image keeps its data one folder higher, and declares the volume there. */
    private static String mount(PlatformArgs args) {
        int major = Integer.parseInt(args.postgres().version());
        return major >= 18 ? "/var/lib/postgresql" : "/var/lib/postgresql/data";
    }
}
