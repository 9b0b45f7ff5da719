package dev.nself.config;

import static dev.nself.config.PlatformService.ADMIN;
import static dev.nself.config.PlatformService.AUTH;
import static dev.nself.config.PlatformService.FUNCTIONS;
import static dev.nself.config.PlatformService.HASURA;
import static dev.nself.config.PlatformService.MAILPIT;
import static dev.nself.config.PlatformService.POSTGRES;
import static dev.nself.config.PlatformService.PROXY;
import static dev.nself.config.PlatformService.REDIS;
import static dev.nself.config.PlatformService.STORAGE;

/**
 * The platform's own services. {@code postgres}, {@code hasura} and {@code proxy} cannot be switched off;
 * {@code mailpit}, which shows mails instead of sending them, exists on target local only.
 */
public record ServicesArgs(
        @Doc("PostgreSQL, the database; always on") ServiceArgs postgres,
        @Doc("Hasura, the GraphQL API; always on") ServiceArgs hasura,
        @Doc("Auth: sign-up, sign-in, tokens") ServiceArgs auth,
        @Doc("Functions: the application's functions folder over HTTP") ServiceArgs functions,
        @Doc("Admin UI") ServiceArgs admin,
        @Doc("Redis: cache, queues, rate counters") ServiceArgs redis,
        @Doc("Object storage with an S3 API (MinIO)") ServiceArgs storage,
        @Doc("Mailpit: catches the platform's mails; on target local only") ServiceArgs mailpit,
        @Doc("Nginx, the only service that publishes ports; always on") ServiceArgs proxy) {

    public ServicesArgs {
        postgres = POSTGRES.fill(postgres);
        hasura = HASURA.fill(hasura);
        auth = AUTH.fill(auth);
        functions = FUNCTIONS.fill(functions);
        admin = ADMIN.fill(admin);
        redis = REDIS.fill(redis);
        storage = STORAGE.fill(storage);
        mailpit = MAILPIT.fill(mailpit);
        proxy = PROXY.fill(proxy);
    }

    /** Every service as it is by default. */
    public static ServicesArgs defaults() {
        return new ServicesArgs(null, null, null, null, null, null, null, null, null);
    }

    /** A copy in which {@code service} has other arguments. */
    public ServicesArgs with(PlatformService service, ServiceArgs args) {
        return new ServicesArgs(
                service == POSTGRES ? args : postgres,
                service == HASURA ? args : hasura,
                service == AUTH ? args : auth,
                service == FUNCTIONS ? args : functions,
                service == ADMIN ? args : admin,
                service == REDIS ? args : redis,
                service == STORAGE ? args : storage,
                service == MAILPIT ? args : mailpit,
                service == PROXY ? args : proxy);
    }

    ServicesArgs on(Target target) {
        return mailpit.enabled() != null || target == null
                ? this
                : with(MAILPIT, mailpit.withEnabled(target == Target.LOCAL));
    }
}
