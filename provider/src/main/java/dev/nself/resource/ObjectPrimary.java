package dev.nself.resource;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Export;
import com.pulumi.core.annotations.ResourceType;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;
import java.util.List;

/**
 * The server that the object storage (MinIO, one server with one folder) runs on: one resource with one logical name in
 * every tier.
 *
 * <p>Naming another member moves all that is stored there in place: MinIO's files are copied as they are while the old
 * server runs, then it stops, the rest is copied, both sides are compared, the new server starts and the routes change.
 * Versions with their ids and times, metadata, tags, uploads in progress, settings of buckets, users and policies stay
 * what they are. Both containers need the same image and the same root user. A run that was cut off at any point is
 * finished by the next, or taken back by naming the old member again. What cannot be told apart is refused.
 *
 * <p>What is copied from engine to engine passes through the machine that runs the update, by the engines' own
 * connections (SSH, TLS). A mark on each data volume says who holds the data; containers never do. Depends on the
 * containers of its members and of the proxies; whatever uses the storage depends on it. Removing it changes nothing.
 */
@ResourceType(type = ObjectPrimary.TOKEN)
public final class ObjectPrimary extends CustomResource {

    static final String TOKEN = "nself:index:ObjectPrimary";

    @Export(name = "primary", refs = String.class, tree = "[0]")
    private Output<String> primary;

    @Export(name = "drift", refs = {List.class, String.class}, tree = "[0,1]")
    private Output<List<String>> drift;

    public ObjectPrimary(String name, ObjectPrimaryArgs args) {
        this(name, args, CustomResourceOptions.Empty);
    }

    public ObjectPrimary(String name, ObjectPrimaryArgs args, CustomResourceOptions options) {
        super(TOKEN, name, args, options);
    }

    /** Name of the member that serves, once it has all data and the routes lead to it. */
    public Output<String> primary() {
        return primary;
    }

    /** Routes that a refresh found different; mended by the next update. */
    public Output<List<String>> drift() {
        return drift;
    }
}
