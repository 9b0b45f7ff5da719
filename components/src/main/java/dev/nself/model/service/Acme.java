package dev.nself.model.service;

import dev.nself.config.PlatformArgs;
import dev.nself.config.TlsMode;
import dev.nself.model.Container;
import dev.nself.model.HealthCheck;
import dev.nself.model.Limits;
import dev.nself.model.Mount;
import dev.nself.model.Network;
import dev.nself.model.Service;
import dev.nself.model.ServiceKind;
import dev.nself.model.Step;
import dev.nself.model.proxy.Upstream;
import java.util.List;

/**
 * lego, which has the certificate of the public hosts signed by Let's Encrypt or another ACME authority, and renews it when
 * a third of its life is left. The proxy passes the authority's challenges on to it and reads the certificate from a volume.
 */
public final class Acme {

    public static final String SERVICE = "acme";

    /** Where the authority's challenges are answered. */
    public static final int PORT = 5002;

    /** What is run in its container, and asked for its health. */
    public static final String SCRIPT = "/etc/nself/acme.sh";

    /** The authority that signed the directory's own certificate, where that is a private one. */
    public static final String DIRECTORY_AUTHORITY = "/etc/nself/directory-ca.pem";

    /** Its name in the volume: certificates and private key in one file, so that both change at once. */
    public static final String PUBLISHED = "proxy.pem";

    /**
     * Where it sees the volume. Images have this folder open to every user, and a fresh volume takes that over: none of the
     * published image's own folders would let an ordinary user in.
     */
    public static final String FOLDER = "/var/tmp";

    /** The account and the certificates. */
    private static final String VOLUME = "certificates";

    private Acme() {}

    static boolean isUsed(PlatformArgs args) {
        return args.tls().mode() == TlsMode.ACME;
    }

    /** The volume between it and the proxy. */
    public static Step volume() {
        return new Step.SharedVolume(VOLUME, List.of());
    }

    /**
     * Runs as a user of its own in the group of the proxy's, which reads the certificate and not the account. Healthy means
     * that a valid certificate for every host is there. That may take until somebody sets the names' addresses, so an
     * {@code up} warns after a while and goes on.
     */
    public static Service service(PlatformArgs args) {
        Container.Builder container = Container.named(SERVICE, PinnedImages.choose("lego", null, args.images()))
                .user(1000, 101)
                .entrypoint("sh", SCRIPT)
                .env("LEGO_SERVER", args.tls().directory())
                .env("LEGO_EMAIL", args.tls().email())
                .env("LEGO_PATH", FOLDER + "/lego")
                .env("ACME_NAMES", String.join(" ", ReverseProxy.certificate(args).dnsNames()))
                // The wait after the first failure, which doubles up to an hour, and the shortest between two looks.
                .env("ACME_WAIT_SECONDS", "60")
                .networks(Network.APP)
                .mount(new Mount(VOLUME, FOLDER, false))
                .health(new HealthCheck(List.of("CMD", "sh", SCRIPT, "check"), 10, 5, 3, 60))
                .optional()
                .limits(Limits.of(128, 0.25, 50))
                .after(ReverseProxy.SERVICE);
        if (args.tls().directoryCa() != null) {
            container.env("LEGO_CA_CERTIFICATES", DIRECTORY_AUTHORITY);
        }
        return new Service.Stateless(ServiceKind.ACME, container.build(), 1);
    }

    /** The volume as the proxy sees it. */
    static Mount atProxy(String path) {
        return new Mount(VOLUME, path, true);
    }

    static Upstream upstream() {
        return new Upstream(SERVICE, PORT);
    }
}
