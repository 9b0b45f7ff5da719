package dev.nself.model.service;

import dev.nself.config.PlatformArgs;
import dev.nself.model.Container;
import dev.nself.model.HealthCheck;
import dev.nself.model.Limits;
import dev.nself.model.Network;
import dev.nself.model.Service;
import dev.nself.model.ServiceKind;
import java.util.List;

/**
 * HAProxy between an application server's services and the data: they know one name for each store in every tier, and
 * the way behind it changes without a restart of anything. What passes is encrypted from end to end.
 */
public final class DataProxy {

    public static final String SERVICE = "data-proxy";

    /** Folder of its files; those that say where a store is come while it runs. */
    public static final String FOLDER = "/etc/nself/haproxy";

    private static final String ASK = "exec 3<>/dev/tcp/127.0.0.1/8404"
            + " && printf 'GET /health HTTP/1.0\\r\\n\\r\\n' >&3 && read -r answer <&3 && [[ $answer == *' 200 '* ]]";

    private DataProxy() {}

    public static Service service(PlatformArgs args) {
        Container container = Container.named(SERVICE, PinnedImages.choose("haproxy", null, args.images()))
                .aliases(Postgres.DIRECT_ALIAS, Redis.SERVICE, ObjectStorage.SERVICE)
                .user(99, 99)
                .command(List.of("haproxy", "-f", FOLDER))
                .networks(Network.APP, Network.DATA, Network.LINK)
                // The image has bash and nothing that speaks HTTP.
                .health(HealthCheck.command("bash", "-c", ASK))
                .limits(Limits.of(128, 0.5, 100))
                .stopSeconds(10)
                .build();
        return new Service.Stateless(ServiceKind.DATA_PROXY, container, 1);
    }
}
