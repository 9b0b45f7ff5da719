package dev.nself.provider;

import dev.nself.provider.container.HealthyContainersType;
import dev.nself.provider.container.LocalImageType;
import dev.nself.provider.container.RunningContainerType;
import dev.nself.provider.database.DatabaseRolesType;
import dev.nself.provider.database.MigrationsType;
import dev.nself.provider.firewall.HostFirewallType;
import dev.nself.provider.hasura.HasuraMetadataType;
import dev.nself.provider.objects.ObjectPrimaryType;
import dev.nself.provider.postgres.PgPrimaryType;
import dev.nself.provider.postgres.PgSeedType;
import dev.nself.provider.redis.RedisPrimaryType;
import dev.nself.provider.rpc.ConfigHandler;
import dev.nself.provider.rpc.ProviderServer;
import dev.nself.provider.rpc.ResourceType;
import dev.nself.provider.secret.SecretType;
import dev.nself.provider.server.ServerCheckType;
import dev.nself.provider.storage.BucketType;
import dev.nself.provider.x509.CertificateAuthorityType;
import dev.nself.provider.x509.CertificateType;
import java.time.Clock;
import java.util.List;

/**
 * The native provider {@code nself}. Started by the engine with its address as the first argument; with
 * {@code --rehearse} in its place it calls itself once and ends, which shows the JVM the classes that a start needs.
 */
public final class Main {

    private static final String VERSION = "0.1.0";

    private Main() {}

    public static void main(String[] args) {
        Clock clock = Clock.systemUTC();
        List<ResourceType> types =
                List.of(
                        new SecretType(),
                        new CertificateAuthorityType(clock),
                        new CertificateType(clock),
                        new DatabaseRolesType(),
                        new MigrationsType(),
                        new PgSeedType(),
                        new PgPrimaryType(),
                        new HasuraMetadataType(),
                        new BucketType(),
                        new HealthyContainersType(),
                        new LocalImageType(),
                        new RunningContainerType(),
                        new HostFirewallType(),
                        new RedisPrimaryType(),
                        new ObjectPrimaryType(),
                        new ServerCheckType(clock));
        if (List.of(args).contains("--rehearse")) {
            ProviderServer.rehearse("nself", VERSION, types);
            System.exit(0);
        } else {
            ProviderServer.serve("nself", VERSION, types, ConfigHandler.NONE, args);
        }
    }
}
