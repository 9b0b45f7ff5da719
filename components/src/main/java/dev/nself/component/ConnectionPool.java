package dev.nself.component;

import com.pulumi.resources.ComponentResourceOptions;

/** PgBouncer, the database's host name {@code db} of an application server. */
public final class ConnectionPool extends ServiceComponent {

    public ConnectionPool(ServiceArgs args, ComponentResourceOptions options) {
        super("ConnectionPool", args, options);
    }
}
