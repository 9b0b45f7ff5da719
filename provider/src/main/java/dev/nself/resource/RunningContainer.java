package dev.nself.resource;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Export;
import com.pulumi.core.annotations.ResourceType;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;

/**
 * A container of the Docker provider once it runs as wanted: started, healthy, and within limits that the provider's
 * container has no inputs for.
 *
 * <p>Limits are set with {@code docker update}; a container that was replaced gets them anew because its id changed.
 * Whatever depends on this one finds a healthy service; a container that does not get healthy in time fails the run
 * with its last log lines, or warns with them where the container is optional.
 */
@ResourceType(type = RunningContainer.TOKEN)
public final class RunningContainer extends CustomResource {

    static final String TOKEN = "nself:index:RunningContainer";

    @Export(name = "container", refs = String.class, tree = "[0]")
    private Output<String> container;

    public RunningContainer(String name, RunningContainerArgs args) {
        this(name, args, CustomResourceOptions.Empty);
    }

    public RunningContainer(String name, RunningContainerArgs args, CustomResourceOptions options) {
        super(TOKEN, name, args, options);
    }

    /** Its name, once limited. */
    public Output<String> container() {
        return container;
    }
}
