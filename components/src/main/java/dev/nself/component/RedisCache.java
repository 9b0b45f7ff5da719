package dev.nself.component;

import com.pulumi.resources.ComponentResourceOptions;

/** Redis, on port 6379. */
public final class RedisCache extends ServiceComponent {

    public RedisCache(ServiceArgs args, ComponentResourceOptions options) {
        super("RedisCache", args, options);
    }
}
