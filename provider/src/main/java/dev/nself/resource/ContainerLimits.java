package dev.nself.resource;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Export;
import com.pulumi.core.annotations.ResourceType;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;

/**
 * Limits of a container that the Docker provider's container has no inputs for.
 *
 * <p>Set with {@code docker update}; a container that was replaced gets them anew because its id changed.
 */
@ResourceType(type = ContainerLimits.TOKEN)
public final class ContainerLimits extends CustomResource {

    static final String TOKEN = "nself:index:ContainerLimits";

    @Export(name = "container", refs = String.class, tree = "[0]")
    private Output<String> container;

    public ContainerLimits(String name, ContainerLimitsArgs args) {
        this(name, args, CustomResourceOptions.Empty);
    }

    public ContainerLimits(String name, ContainerLimitsArgs args, CustomResourceOptions options) {
        super(TOKEN, name, args, options);
    }

    /** Its name, once limited. */
    public Output<String> container() {
        return container;
    }
}
