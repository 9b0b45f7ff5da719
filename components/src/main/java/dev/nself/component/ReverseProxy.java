package dev.nself.component;

import com.pulumi.resources.ComponentResourceOptions;

/** Nginx: the only service that publishes ports. */
public final class ReverseProxy extends ServiceComponent {

    public ReverseProxy(ServiceArgs args, ComponentResourceOptions options) {
        super("ReverseProxy", args, options);
    }
}
