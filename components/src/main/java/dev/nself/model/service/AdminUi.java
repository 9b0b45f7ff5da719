package dev.nself.model.service;

import dev.nself.config.PlatformArgs;
import dev.nself.model.Container;
import dev.nself.model.DataVolume;
import dev.nself.model.HealthCheck;
import dev.nself.model.Network;
import dev.nself.model.Service;
import dev.nself.model.ServiceKind;
import dev.nself.model.Text;
import java.util.List;
import java.util.Optional;

/** The admin interface. It gets no Docker socket, which would be the whole server: what needs one is not offered. */
public final class AdminUi {

    static final String SERVICE = "admin";

    private AdminUi() {}

    public static Service service(PlatformArgs args) {
        var own = args.services().admin();
        Container container = Container.named(SERVICE, PinnedImages.choose("admin", own.image(), args.images()))
                .user(1001, 1001)
                .env("NSELF_PROJECT_PATH", "/workspace")
                .env("ADMIN_SECRET_KEY", Text.secret(Secrets.ADMIN_KEY))
                .env("BASE_DOMAIN", args.domain())
                .env(own.environment())
                .networks(Network.APP)
                // Any answer will do: it calls itself unhealthy whenever it finds no Docker socket.
                .health(HealthCheck.command("curl", "-sS", "-o", "/dev/null", "--max-time", "4", "http://127.0.0.1:3021/api/health"))
                .limits(LimitsOf.service(own, 150))
                .after(Hasura.SERVICE)
                .build();
        return new Service.Stateful(ServiceKind.ADMIN, container, List.of(new DataVolume("data", "/app/data")), Optional.empty());
    }
}
