package dev.nself.component;

import com.pulumi.resources.ComponentResourceOptions;

/** Hasura, on port 8080. */
public final class GraphqlEngine extends ServiceComponent {

    public GraphqlEngine(ServiceArgs args, ComponentResourceOptions options) {
        super("GraphqlEngine", args, options);
    }
}
