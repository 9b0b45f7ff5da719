package dev.nself.model.service;

import dev.nself.config.PlatformArgs;
import dev.nself.model.CertificateSpec;
import dev.nself.model.Container;
import dev.nself.model.DataVolume;
import dev.nself.model.HealthCheck;
import dev.nself.model.Member;
import dev.nself.model.Network;
import dev.nself.model.Place;
import dev.nself.model.Service;
import dev.nself.model.ServiceKind;
import dev.nself.model.Step;
import dev.nself.model.Text;
import java.util.List;
import java.util.Optional;

/** Object storage with an S3 interface: MinIO unless the image says otherwise. */
public final class ObjectStorage {

    public static final String SERVICE = "storage";
    public static final int PORT = 9000;

    /** The step after which the objects are where they are to be, and clients find them. */
    static final String PRIMARY = "storage-primary";

    /** The step that makes buckets and the user that services log in as. */
    static final String BUCKETS = "storage-buckets";

    /** Where MinIO looks for {@code public.crt} and {@code private.key}. */
    public static final String CERTIFICATES = "/etc/nself/minio";

    private static final String AUTHORITY = "/etc/nself/ca.pem";
    private static final String ROOT_USER = "nself-root";
    private static final String APP_USER = "nself-app";

    private ObjectStorage() {}

    public static Service.Stateful service(PlatformArgs args) {
        var own = args.services().storage();
        // Root without any capability: the image's data folder belongs to root.
        Container container = Container.named(SERVICE, PinnedImages.choose("storage", own.image(), args.images()))
                .command(List.of("server", "--certs-dir", CERTIFICATES, "/data"))
                .env("MINIO_ROOT_USER", ROOT_USER)
                .env("MINIO_ROOT_PASSWORD", Text.secret(Secrets.STORAGE_ROOT))
                .env("MINIO_REGION", args.storage().region())
                .env("MINIO_BROWSER", "off")
                .env("MINIO_UPDATE", "off")
                .env(own.environment())
                .networks(Network.LINK)
                .reachable(PORT)
                .health(HealthCheck.command("curl", "-fsS", "-o", "/dev/null", "--cacert", AUTHORITY,
                        "https://localhost:9000/minio/health/live"))
                .limits(LimitsOf.service(own, 400))
                .after(HostFirewall.before(args))
                .stopSeconds(30)
                .build();
        return new Service.Stateful(ServiceKind.STORAGE, container, List.of(new DataVolume("data", "/data")), Optional.empty());
    }

    /** The storage where it is to be, with its clients led there. */
    public static Step primary(Service.Stateful store, List<Member> members, List<Member> candidates, List<Place> proxies) {
        return new Step.Primary(PRIMARY, List.of(SERVICE, DataProxy.SERVICE), store, members, candidates,
                proxies, List.of(), SERVICE, "");
    }

    /** The server's certificate, under the name that clients know; {@code localhost} is for what is done in its container. */
    public static CertificateSpec certificate() {
        return new CertificateSpec(SERVICE, SERVICE, List.of(SERVICE, "localhost"), 365);
    }

    /** The buckets; services get a user of their own and never the root password. */
    public static Step buckets(PlatformArgs args) {
        return new Step.Buckets(BUCKETS, List.of(PRIMARY), SERVICE, AUTHORITY, ROOT_USER, Secrets.STORAGE_ROOT,
                args.storage().buckets(), APP_USER, Secrets.STORAGE_APP);
    }

    /** What a service needs to use the storage; clients outside reach it under the public address. */
    static void client(Container.Builder container, PlatformArgs args) {
        container.env("S3_ENDPOINT", "https://" + SERVICE + ":" + PORT)
                .env("S3_PUBLIC_URL", Routes.url(args, "storage"))
                .env("S3_REGION", args.storage().region())
                .env("S3_BUCKET", args.storage().buckets().get(0))
                .env("S3_ACCESS_KEY", APP_USER)
                .env("S3_SECRET_KEY", Text.secret(Secrets.STORAGE_APP));
    }
}
