package dev.nself.model.service;

import dev.nself.config.PlatformArgs;
import dev.nself.model.CertificateSpec;
import dev.nself.model.Container;
import dev.nself.model.HealthCheck;
import dev.nself.model.Limits;
import dev.nself.model.Network;
import dev.nself.model.Service;
import dev.nself.model.ServiceKind;
import java.util.List;

/**
 * PgBouncer, which services know as {@code db} in every tier: it shares few connections among many clients, and holds
 * them back while the database moves to another server.
 */
public final class Pooler {

    public static final String SERVICE = "pooler";

    private Pooler() {}

    public static Service service(PlatformArgs args) {
        Container container = Container.named(SERVICE, PinnedImages.choose("pgbouncer", null, args.images()))
                .aliases(Postgres.ALIAS)
                .user(70, 70)
                .networks(Network.DATA)
                .health(HealthCheck.command("pg_isready", "-q", "-h", "127.0.0.1", "-p", "5432", "-U", "app", "-d",
                        args.postgres().database()))
                .limits(Limits.of(96, 0.5, 50))
                .stopSeconds(10)
                .build();
        return new Service.Stateless(ServiceKind.POOLER, container, 1);
    }

    /** Services verify it under the name that they know the database by. */
    public static CertificateSpec certificate() {
        return new CertificateSpec(SERVICE, Postgres.ALIAS, List.of(Postgres.ALIAS), 365);
    }
}
