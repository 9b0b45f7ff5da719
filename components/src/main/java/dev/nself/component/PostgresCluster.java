package dev.nself.component;

import com.pulumi.resources.ComponentResourceOptions;

/** PostgreSQL, on port 5432 of the host name {@code db}. */
public final class PostgresCluster extends ServiceComponent {

    public PostgresCluster(ServiceArgs args, ComponentResourceOptions options) {
        super("PostgresCluster", args, options);
    }
}
