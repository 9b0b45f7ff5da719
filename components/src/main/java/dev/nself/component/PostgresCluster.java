package dev.nself.component;

import com.pulumi.resources.ComponentResourceOptions;

/** PostgreSQL, which clients reach through a {@link ConnectionPool} or a {@link DataProxy}. */
public final class PostgresCluster extends ServiceComponent {

    public PostgresCluster(ServiceArgs args, ComponentResourceOptions options) {
        super("PostgresCluster", args, options);
    }
}
