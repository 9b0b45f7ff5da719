package dev.nself.resource;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Export;
import com.pulumi.core.annotations.ResourceType;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;
import java.util.Map;

/**
 * The knowledge that servers can carry a stack: each is reached, its Docker engine, architecture, memory, disk and
 * clock are right, its ports are free or the stack's own, its private address is its own, and all reach each other
 * there.
 *
 * <p>Whatever depends on this one is made on servers that were looked at first. Every fault of every server is told at
 * once. It looks when it is made and when its arguments change, not in a preview, and removing it does nothing.
 */
@ResourceType(type = ServerCheck.TOKEN)
public final class ServerCheck extends CustomResource {

    static final String TOKEN = "nself:index:ServerCheck";

    @Export(name = "found", refs = {Map.class, String.class}, tree = "[0,1,1]")
    private Output<Map<String, String>> found;

    public ServerCheck(String name, ServerCheckArgs args) {
        this(name, args, CustomResourceOptions.Empty);
    }

    public ServerCheck(String name, ServerCheckArgs args, CustomResourceOptions options) {
        super(TOKEN, name, args, options);
    }

    /** Name of each server to its Docker version, architecture, processors, memory and free disk, in words. */
    public Output<Map<String, String>> found() {
        return found;
    }
}
