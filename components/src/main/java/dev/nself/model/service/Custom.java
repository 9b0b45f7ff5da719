package dev.nself.model.service;

import dev.nself.config.CustomServiceArgs;
import dev.nself.config.PlatformArgs;
import dev.nself.model.Container;
import dev.nself.model.HealthCheck;
import dev.nself.model.ImageSource;
import dev.nself.model.Limits;
import dev.nself.model.Network;
import dev.nself.model.Service;
import dev.nself.model.ServiceKind;
import java.util.List;

/** Services of the user, {@code CS_1} to {@code CS_10} of the original. */
public final class Custom {

    private Custom() {}

    public static Service service(CustomServiceArgs own, PlatformArgs args, List<String> after) {
        ImageSource image = own.build() == null
                ? new ImageSource.Published(own.image())
                : new ImageSource.Built(own.build());
        Container.Builder container = Container.named(name(own), image)
                .user(own.user())
                .env("PORT", own.port().toString())
                .env("SERVICE_NAME", own.name())
                .networks(Network.APP, Network.DATA)
                .health(health("http://127.0.0.1:" + own.port() + own.healthPath()))
                .limits(Limits.of(own.memoryMiB(), own.cpu(), 200))
                .after(after);
        Clients.environment(container, args);
        container.env(own.environment());
        return new Service.Stateless(ServiceKind.CUSTOM, container.build(), own.replicas());
    }

    static String name(CustomServiceArgs own) {
        return "cs-" + own.name();
    }

    /** An image of the user has one of these programs, or none that any check could use. */
    private static HealthCheck health(String url) {
        return HealthCheck.shell("wget -q -O /dev/null " + url + " || curl -fsS -o /dev/null " + url
                + " || node -e \"fetch('" + url + "').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))\""
                + " || python3 -c \"import urllib.request; urllib.request.urlopen('" + url + "', timeout=4)\"");
    }
}
