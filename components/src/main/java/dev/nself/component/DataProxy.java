package dev.nself.component;

import com.pulumi.resources.ComponentResourceOptions;

/** HAProxy between an application server and the data: {@code db-direct}, {@code redis}, {@code storage}. */
public final class DataProxy extends ServiceComponent {

    public DataProxy(ServiceArgs args, ComponentResourceOptions options) {
        super("DataProxy", args, options);
    }
}
