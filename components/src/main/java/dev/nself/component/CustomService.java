package dev.nself.component;

import com.pulumi.resources.ComponentResourceOptions;

/** A service of the user. */
public final class CustomService extends ServiceComponent {

    public CustomService(ServiceArgs args, ComponentResourceOptions options) {
        super("CustomService", args, options);
    }
}
