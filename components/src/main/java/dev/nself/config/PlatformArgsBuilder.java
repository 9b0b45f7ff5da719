package dev.nself.config;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Makes {@link PlatformArgs} from Java; what is not set keeps its default. */
public final class PlatformArgsBuilder {
    private final String domain;
    private final Tier tier;
    private final Target target;
    private List<ServerArgs> servers;
    private TlsArgs tls;
    private ServicesArgs services;
    private List<CustomServiceArgs> custom;
    private PostgresArgs postgres;
    private ProxyArgs proxy;
    private AuthArgs auth;
    private StorageArgs storage;
    private ImagesArgs images;
    private Map<String, String> labels;
    private String application;
    private Map<String, String> rotation;

    PlatformArgsBuilder(String domain, Tier tier, Target target) {
        this.domain = domain;
        this.tier = tier;
        this.target = target;
    }

    /** The machines, on target {@code servers}. */
    public PlatformArgsBuilder servers(ServerArgs... args) {
        servers = Arrays.asList(args);
        return this;
    }

    /** Certificates of the public hosts. */
    public PlatformArgsBuilder tls(TlsArgs args) {
        tls = args;
        return this;
    }

    /** The platform's own services. */
    public PlatformArgsBuilder services(ServicesArgs args) {
        services = args;
        return this;
    }

    /** Services of the user's own. */
    public PlatformArgsBuilder custom(CustomServiceArgs... args) {
        custom = Arrays.asList(args);
        return this;
    }

    /** The database. */
    public PlatformArgsBuilder postgres(PostgresArgs args) {
        postgres = args;
        return this;
    }

    /** The reverse proxy. */
    public PlatformArgsBuilder proxy(ProxyArgs args) {
        proxy = args;
        return this;
    }

    /** Sign-up, sign-in and tokens. */
    public PlatformArgsBuilder auth(AuthArgs args) {
        auth = args;
        return this;
    }

    /** Object storage. */
    public PlatformArgsBuilder storage(StorageArgs args) {
        storage = args;
        return this;
    }

    /** Where images come from. */
    public PlatformArgsBuilder images(ImagesArgs args) {
        images = args;
        return this;
    }

    /** Labels of every container, network and volume. */
    public PlatformArgsBuilder labels(Map<String, String> args) {
        labels = args;
        return this;
    }

    /** Folder of the user's application. */
    public PlatformArgsBuilder application(String folder) {
        application = folder;
        return this;
    }

    /** Name of a secret to a word; a changed word makes a new secret. */
    public PlatformArgsBuilder rotation(Map<String, String> words) {
        rotation = words;
        return this;
    }

    /** The arguments. */
    public PlatformArgs build() {
        return new PlatformArgs(
                domain, tier, target, servers, tls, services, custom, postgres, proxy, auth, storage, images, labels,
                application, rotation);
    }
}
