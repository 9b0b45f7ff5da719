package dev.nself.config;

import java.util.List;
import java.util.Map;

/**
 * Everything that a user may ask of the platform. Three arguments have no default: domain, tier and target.
 *
 * <p>The constructor fills defaults, those that depend on the target or the domain included, and throws for no
 * mistake of a user; {@link PlatformValidation#validate} finds those.
 *
 * @param domain domain whose subdomains ({@code api.}, {@code auth.}, ...) are the public hosts
 * @param tier how many servers carry the platform
 * @param target where the servers are
 * @param servers the machines, on target {@code servers}; those that the tier does not use wait for the next one
 * @param tls certificates of the public hosts
 * @param services the platform's own services
 * @param custom services of the user's own, at most ten
 * @param postgres the database
 * @param proxy the reverse proxy
 * @param auth sign-up, sign-in and tokens
 * @param storage object storage
 * @param images where images come from
 * @param labels labels of every container, network and volume
 * @param application folder with {@code database/}, {@code hasura/metadata} and {@code functions/} of the user's
 *     application, relative to the project folder
 * @param rotation name of one of the platform's secrets to a word; a changed word makes a new secret
 */
public record PlatformArgs(
        @Doc("Domain whose subdomains are the public hosts, such as example.com")
                @Required(fix = "for example example.com, or nself.localhost on target local")
                String domain,
        @Doc("How many servers carry the platform")
                @Required(fix = "one of single, split, replicated")
                Tier tier,
        @Doc("Where the servers are") @Required(fix = "one of local, servers, aws, kubernetes") Target target,
        @Doc("Your machines, on target servers; those that the tier does not use wait for the next one")
                List<ServerArgs> servers,
        @Doc("Certificates of the public hosts") TlsArgs tls,
        @Doc("The platform's own services") ServicesArgs services,
        @Doc("Services of your own, at most ten") List<CustomServiceArgs> custom,
        @Doc("The database") PostgresArgs postgres,
        @Doc("The reverse proxy") ProxyArgs proxy,
        @Doc("Sign-up, sign-in and tokens") AuthArgs auth,
        @Doc("Object storage") StorageArgs storage,
        @Doc("Where images come from") ImagesArgs images,
        @Doc("Labels of every container, network and volume") Map<String, String> labels,
        @Doc("Folder of your application: database/, hasura/metadata/, functions/") String application,
        @Doc("Secret's name to a word, such as redis-password: 2026-05; a changed word makes a new secret")
                Map<String, String> rotation) {

    public PlatformArgs {
        servers = Copies.list(servers, List.of());
        tls = (tls == null ? new TlsArgs(null, null, null, null, null, null) : tls).on(target);
        services = (services == null ? ServicesArgs.defaults() : services).on(target);
        custom = Copies.list(custom, List.of());
        postgres = postgres == null ? PostgresArgs.defaults() : postgres;
        proxy = (proxy == null ? ProxyArgs.defaults() : proxy).on(target, domain);
        auth = (auth == null ? AuthArgs.defaults() : auth)
                .on(target, domain == null || !DomainRules.isDomain(domain) ? null : "https://" + domain + proxy.portSuffix());
        storage = storage == null ? StorageArgs.defaults() : storage;
        images = images == null ? ImagesArgs.defaults() : images;
        labels = Copies.map(labels);
        application = application == null ? "." : application;
        rotation = Copies.map(rotation);
    }

    /** A platform with every default. */
    public static PlatformArgs of(String domain, Tier tier, Target target) {
        return builder(domain, tier, target).build();
    }

    /** Starts from every default. */
    public static PlatformArgsBuilder builder(String domain, Tier tier, Target target) {
        return new PlatformArgsBuilder(domain, tier, target);
    }
}
