package dev.nself.model.service;

import dev.nself.config.PlatformArgs;
import dev.nself.model.Container;
import dev.nself.model.HealthCheck;
import dev.nself.model.Network;
import dev.nself.model.Service;
import dev.nself.model.ServiceKind;

/** Mailpit: catches every mail on a developer's machine. */
public final class Mailpit {

    static final String SERVICE = "mailpit";

    /** Auth sends without TLS to a host of this very name only. */
    static final String ALIAS = "mailhog";

    private Mailpit() {}

    public static Service service(PlatformArgs args) {
        var own = args.services().mailpit();
        Container container = Container.named(SERVICE, PinnedImages.choose("mailpit", own.image(), args.images()))
                .aliases(ALIAS)
                .user(1000, 1000)
                .env("MP_SMTP_AUTH_ACCEPT_ANY", "true")
                .env("MP_SMTP_AUTH_ALLOW_INSECURE", "true")
                .env("MP_MAX_MESSAGES", "500")
                .env(own.environment())
                .networks(Network.APP)
                .health(HealthCheck.command("/mailpit", "readyz"))
                .limits(LimitsOf.service(own, 50))
                .build();
        return new Service.Stateless(ServiceKind.MAILPIT, container, 1);
    }
}
