package dev.nself.resource;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Export;
import com.pulumi.core.annotations.ResourceType;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;
import java.util.List;

/**
 * Private buckets in a MinIO container and one user who may read and write the objects in them, and nothing else.
 *
 * <p>Another secret key is set in place. Removing it removes the user; the buckets and their objects stay.
 */
@ResourceType(type = Bucket.TOKEN)
public final class Bucket extends CustomResource {

    static final String TOKEN = "nself:index:Bucket";

    @Export(name = "buckets", refs = {List.class, String.class}, tree = "[0,1]")
    private Output<List<String>> buckets;

    @Export(name = "accessKey", refs = String.class, tree = "[0]")
    private Output<String> accessKey;

    public Bucket(String name, BucketArgs args) {
        this(name, args, CustomResourceOptions.Empty);
    }

    public Bucket(String name, BucketArgs args, CustomResourceOptions options) {
        super(TOKEN, name, args, options);
    }

    /** Their names. */
    public Output<List<String>> buckets() {
        return buckets;
    }

    /** Name of the user. */
    public Output<String> accessKey() {
        return accessKey;
    }
}
