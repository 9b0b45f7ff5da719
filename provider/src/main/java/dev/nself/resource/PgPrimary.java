package dev.nself.resource;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Export;
import com.pulumi.core.annotations.ResourceType;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;
import java.util.List;

/**
 * Where the primary of the platform's PostgreSQL is, and the way to it. One resource of the same name in every tier:
 * another member is its update in place, and the running database moves in it.
 *
 * <p>The old primary is fenced and stopped, all of it is proven to be in the new one, and only then is that promoted;
 * clients wait at the poolers meanwhile. A run that was cut off is finished by the next one, and until the promotion the
 * move is taken back by asking for the old member again. The old server stays stopped, with its data; its container
 * must be deleted after this update, which it is when nothing of the new tier depends on it. Removing this resource
 * changes nothing.
 */
@ResourceType(type = PgPrimary.TOKEN)
public final class PgPrimary extends CustomResource {

    static final String TOKEN = "nself:index:PgPrimary";

    @Export(name = "primary", refs = String.class, tree = "[0]")
    private Output<String> primary;

    @Export(name = "systemIdentifier", refs = String.class, tree = "[0]")
    private Output<String> systemIdentifier;

    @Export(name = "drift", refs = {List.class, String.class}, tree = "[0,1]")
    private Output<List<String>> drift;

    public PgPrimary(String name, PgPrimaryArgs args) {
        this(name, args, CustomResourceOptions.Empty);
    }

    public PgPrimary(String name, PgPrimaryArgs args, CustomResourceOptions options) {
        super(TOKEN, name, args, options);
    }

    /** Name of the candidate that serves. */
    public Output<String> primary() {
        return primary;
    }

    /** PostgreSQL's own number of the cluster, which never changes. */
    public Output<String> systemIdentifier() {
        return systemIdentifier;
    }

    /** What a refresh found different; mended by the next update. */
    public Output<List<String>> drift() {
        return drift;
    }
}
