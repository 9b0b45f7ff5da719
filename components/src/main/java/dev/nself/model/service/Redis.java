package dev.nself.model.service;

import dev.nself.config.PlatformArgs;
import dev.nself.model.Container;
import dev.nself.model.DataVolume;
import dev.nself.model.HealthCheck;
import dev.nself.model.Network;
import dev.nself.model.Part.Encoding;
import dev.nself.model.Service;
import dev.nself.model.ServiceKind;
import dev.nself.model.Text;
import java.util.List;

/** Redis: cache, queues, rate counters. */
public final class Redis {

    static final String SERVICE = "redis";

    private Redis() {}

    public static Service service(PlatformArgs args) {
        var own = args.services().redis();
        Container container = Container.named(SERVICE, PinnedImages.choose("redis", own.image(), args.images()))
                .user(999, 999)
                .command(List.of("redis-server", "/etc/nself/redis.conf"))
                .env("REDISCLI_AUTH", Text.secret(Secrets.REDIS))
                .env(own.environment())
                .networks(Network.DATA)
                // The client exits with 0 even when it may not log in.
                .health(HealthCheck.shell("test \"$(redis-cli -h 127.0.0.1 ping)\" = PONG"))
                .limits(LimitsOf.service(own, 100))
                .stopSeconds(30)
                .build();
        return new Service.Stateful(ServiceKind.REDIS, container, List.of(new DataVolume("data", "/data")));
    }

    static Text url() {
        return Text.of("redis://default:").andSecret(Secrets.REDIS, Encoding.URL).and("@" + SERVICE + ":6379");
    }
}
