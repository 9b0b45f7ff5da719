package dev.nself.component;

import com.pulumi.resources.ComponentResourceOptions;

/** The admin interface, on port 3021. */
public final class AdminUi extends ServiceComponent {

    public AdminUi(ServiceArgs args, ComponentResourceOptions options) {
        super("AdminUi", args, options);
    }
}
