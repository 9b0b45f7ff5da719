package dev.nself.resource;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Export;
import com.pulumi.core.annotations.ResourceType;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;

/**
 * A metadata folder of Hasura (version 3), applied to a running engine once per content.
 *
 * <p>Tables of the schemas that Auth and Storage track themselves are kept. Inconsistent objects are an error and
 * nothing is applied.
 */
@ResourceType(type = HasuraMetadata.TOKEN)
public final class HasuraMetadata extends CustomResource {

    static final String TOKEN = "nself:index:HasuraMetadata";

    @Export(name = "sha256", refs = String.class, tree = "[0]")
    private Output<String> sha256;

    public HasuraMetadata(String name, HasuraMetadataArgs args) {
        this(name, args, CustomResourceOptions.Empty);
    }

    public HasuraMetadata(String name, HasuraMetadataArgs args, CustomResourceOptions options) {
        super(TOKEN, name, args, options);
    }

    /** Of the folder that is applied. */
    public Output<String> sha256() {
        return sha256;
    }
}
