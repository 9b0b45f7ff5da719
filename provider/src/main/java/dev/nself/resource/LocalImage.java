package dev.nself.resource;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Export;
import com.pulumi.core.annotations.ResourceType;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;

/**
 * An image that somebody puts on a Docker engine by other means than a registry, such as {@code docker load}.
 *
 * <p>Never pulled: without the image the run fails, naming it. Which image a tag names is looked up once; after the tag
 * was moved a refresh finds the new one, and the next run replaces the containers that use {@link #imageId}. The image
 * stays when this resource goes.
 */
@ResourceType(type = LocalImage.TOKEN)
public final class LocalImage extends CustomResource {

    static final String TOKEN = "nself:index:LocalImage";

    @Export(name = "imageId", refs = String.class, tree = "[0]")
    private Output<String> imageId;

    public LocalImage(String name, LocalImageArgs args) {
        this(name, args, CustomResourceOptions.Empty);
    }

    public LocalImage(String name, LocalImageArgs args, CustomResourceOptions options) {
        super(TOKEN, name, args, options);
    }

    /** Its id on the engine, {@code sha256:...}. */
    public Output<String> imageId() {
        return imageId;
    }
}
