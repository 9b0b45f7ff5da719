package dev.nself.model.service;

import dev.nself.config.PlatformArgs;
import dev.nself.model.CertificateSpec;
import dev.nself.model.Container;
import dev.nself.model.DataVolume;
import dev.nself.model.HealthCheck;
import dev.nself.model.Member;
import dev.nself.model.Network;
import dev.nself.model.Part.Encoding;
import dev.nself.model.Place;
import dev.nself.model.Service;
import dev.nself.model.ServiceKind;
import dev.nself.model.Step;
import dev.nself.model.Text;
import java.util.List;
import java.util.Optional;

/** Redis: cache, queues, rate counters. */
public final class Redis {

    public static final String SERVICE = "redis";
    public static final int PORT = 6379;

    /** The step after which the cache is where it is to be, and clients find it. */
    static final String PRIMARY = "redis-primary";

    private Redis() {}

    public static Service.Stateful service(PlatformArgs args) {
        var own = args.services().redis();
        Container container = Container.named(SERVICE, PinnedImages.choose("redis", own.image(), args.images()))
                .user(999, 999)
                .command(List.of("redis-server", "/etc/nself/redis.conf"))
                .env("REDISCLI_AUTH", Text.secret(Secrets.REDIS))
                .env(own.environment())
                .networks(Network.LINK)
                .reachable(PORT)
                // The client exits with 0 even when it may not log in.
                .health(HealthCheck.shell("test \"$(redis-cli --tls --cacert /etc/nself/ca.pem --sni redis -h 127.0.0.1 ping)\" = PONG"))
                .limits(LimitsOf.service(own, 100))
                .after(HostFirewall.before(args))
                .stopSeconds(30)
                .build();
        return new Service.Stateful(ServiceKind.REDIS, container, List.of(new DataVolume("data", "/data")), Optional.empty());
    }

    /** The cache where it is to be, with its clients led there. */
    public static Step primary(Service.Stateful store, List<Member> members, List<Member> candidates, List<Place> proxies) {
        return new Step.Primary(PRIMARY, List.of(SERVICE, DataProxy.SERVICE), store, members, candidates,
                proxies, List.of(), SERVICE, Secrets.REDIS);
    }

    /** The server's certificate, under the name that clients know. */
    public static CertificateSpec certificate() {
        return new CertificateSpec(SERVICE, SERVICE, List.of(SERVICE), 365);
    }

    static Text url() {
        return Text.of("rediss://default:").andSecret(Secrets.REDIS, Encoding.URL).and("@" + SERVICE + ":6379");
    }
}
