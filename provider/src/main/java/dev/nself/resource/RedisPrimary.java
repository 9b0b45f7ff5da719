package dev.nself.resource;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Export;
import com.pulumi.core.annotations.ResourceType;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;
import java.util.List;

/**
 * The server that Redis runs on: one resource with one logical name in every tier.
 *
 * <p>Naming another member moves the running Redis there in place: the new server follows the old one, which then gives
 * its role away while writes wait for some milliseconds, and the routes change. A run that was cut off at any point is
 * finished by the next, or taken back by naming the old member again. What cannot be told apart is refused.
 *
 * <p>A mark on each data volume says who holds the data; containers never do. Depends on the containers of its members
 * and of the proxies; whatever uses Redis depends on it. Removing it changes nothing.
 */
@ResourceType(type = RedisPrimary.TOKEN)
public final class RedisPrimary extends CustomResource {

    static final String TOKEN = "nself:index:RedisPrimary";

    @Export(name = "primary", refs = String.class, tree = "[0]")
    private Output<String> primary;

    @Export(name = "drift", refs = {List.class, String.class}, tree = "[0,1]")
    private Output<List<String>> drift;

    public RedisPrimary(String name, RedisPrimaryArgs args) {
        this(name, args, CustomResourceOptions.Empty);
    }

    public RedisPrimary(String name, RedisPrimaryArgs args, CustomResourceOptions options) {
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
