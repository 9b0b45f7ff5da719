package dev.nself.resource;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Export;
import com.pulumi.core.annotations.ResourceType;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;

/**
 * The data volume of a PostgreSQL member, made ready before the member's container starts for the first time; that
 * container must depend on this.
 *
 * <p>Where a primary of the platform runs elsewhere, its data are copied while it serves, and the member comes up as its
 * standby. Where no place has data the volume stays empty, and the image begins a new cluster. Data that are there are
 * kept, unless they are proven to be an earlier state of the primary's; what is in doubt fails, with nothing touched.
 * Removing it removes no data.
 */
@ResourceType(type = PgSeed.TOKEN)
public final class PgSeed extends CustomResource {

    static final String TOKEN = "nself:index:PgSeed";

    @Export(name = "volume", refs = String.class, tree = "[0]")
    private Output<String> volume;

    public PgSeed(String name, PgSeedArgs args) {
        this(name, args, CustomResourceOptions.Empty);
    }

    public PgSeed(String name, PgSeedArgs args, CustomResourceOptions options) {
        super(TOKEN, name, args, options);
    }

    /** Name of the volume, once a container may start on it. */
    public Output<String> volume() {
        return volume;
    }
}
