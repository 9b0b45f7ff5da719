package dev.nself.component;

import com.pulumi.resources.ComponentResourceOptions;

/** The user's functions over HTTP, on port 3000. */
public final class Functions extends ServiceComponent {

    public Functions(ServiceArgs args, ComponentResourceOptions options) {
        super("Functions", args, options);
    }
}
