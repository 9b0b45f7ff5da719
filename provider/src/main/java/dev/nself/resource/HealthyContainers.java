package dev.nself.resource;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Export;
import com.pulumi.core.annotations.ResourceType;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;
import java.util.List;

/**
 * Containers that the engine itself calls healthy: the last thing that an {@code up} waits for.
 *
 * <p>{@link RunningContainer} lets dependents go on as soon as a container's check passes, which the engine finds out
 * some seconds later.
 */
@ResourceType(type = HealthyContainers.TOKEN)
public final class HealthyContainers extends CustomResource {

    static final String TOKEN = "nself:index:HealthyContainers";

    @Export(name = "containers", refs = {List.class, String.class}, tree = "[0,1]")
    private Output<List<String>> containers;

    public HealthyContainers(String name, HealthyContainersArgs args, CustomResourceOptions options) {
        super(TOKEN, name, args, options);
    }

    /** Their names, once healthy. */
    public Output<List<String>> containers() {
        return containers;
    }
}
