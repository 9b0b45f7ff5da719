package dev.nself.model.service;

import dev.nself.config.AuthArgs;
import dev.nself.config.OAuthProvider;
import dev.nself.config.PlatformArgs;
import dev.nself.config.SmtpArgs;
import dev.nself.config.Target;
import dev.nself.model.Container;
import dev.nself.model.HealthCheck;
import dev.nself.model.Network;
import dev.nself.model.Service;
import dev.nself.model.ServiceKind;
import dev.nself.model.Text;

/** Auth (nhost): sign-up, sign-in, tokens. */
public final class Auth {

    public static final String SERVICE = "auth";

    private Auth() {}

    /** Starts after Hasura is healthy: at its start it posts metadata there, and exits when it cannot. */
    public static Service service(PlatformArgs args) {
        var own = args.services().auth();
        Container.Builder container = Container.named(SERVICE, PinnedImages.choose("auth", own.image(), args.images()))
                .user(1001, 1001)
                .networks(Network.APP, Network.DATA)
                // The image has wget and no shell.
                .health(HealthCheck.command("wget", "-q", "--spider", "http://127.0.0.1:4000/healthz"))
                .limits(LimitsOf.service(own, 100))
                .after(Hasura.SERVICE);
        connections(container, args);
        tokens(container, args.auth());
        accounts(container, args);
        mail(container, args);
        providers(container, args.auth());
        container.env(own.environment());
        return new Service.Stateless(ServiceKind.AUTH, container.build(), 1);
    }

    private static void connections(Container.Builder container, PlatformArgs args) {
        container.env("POSTGRES_CONNECTION", Secrets.databaseUrl("auth", Secrets.POSTGRES_AUTH, args.postgres().database()))
                // They hold a lock for their session, which a pool of connections would give to somebody else.
                .env("POSTGRES_MIGRATIONS_CONNECTION",
                        Secrets.directDatabaseUrl("auth", Secrets.POSTGRES_AUTH, args.postgres().database()))
                .env("HASURA_GRAPHQL_GRAPHQL_URL", Hasura.GRAPHQL)
                .env("HASURA_GRAPHQL_ADMIN_SECRET", Text.secret(Secrets.HASURA_ADMIN))
                .env("AUTH_SERVER_URL", Routes.url(args, SERVICE))
                .env("AUTH_CLIENT_URL", args.auth().clientUrl())
                .env("AUTH_ACCESS_CONTROL_ALLOWED_REDIRECT_URLS", args.auth().clientUrl());
    }

    private static void tokens(Container.Builder container, AuthArgs auth) {
        container.env("HASURA_GRAPHQL_JWT_SECRET", Secrets.signingJwt(auth.jwt()))
                .env("AUTH_ENCRYPTION_KEY", Text.secret(Secrets.AUTH_ENCRYPTION))
                .env("AUTH_ACCESS_TOKEN_EXPIRES_IN", Integer.toString(auth.accessTokenMinutes() * 60))
                .env("AUTH_REFRESH_TOKEN_EXPIRES_IN", Long.toString(auth.refreshTokenDays() * 86_400L))
                // A user without a tenant compares to nothing, where "null" would fail as a uuid.
                .env("AUTH_JWT_CUSTOM_CLAIMS_DEFAULTS", "{\"tenant-id\":\"00000000-0000-0000-0000-000000000000\"}");
    }

    private static void accounts(Container.Builder container, PlatformArgs args) {
        boolean open = args.target() == Target.LOCAL;
        container.env("AUTH_USER_DEFAULT_ROLE", "user")
                .env("AUTH_USER_DEFAULT_ALLOWED_ROLES", "user,me")
                .env("AUTH_PASSWORD_MIN_LENGTH", "9")
                .env("AUTH_GRAVATAR_ENABLED", "false")
                .env("AUTH_CONCEAL_ERRORS", Boolean.toString(!open))
                .env("AUTH_DISABLE_SIGNUP", Boolean.toString(!args.auth().signUp()))
                .env("AUTH_EMAIL_SIGNIN_EMAIL_VERIFIED_REQUIRED", Boolean.toString(args.auth().emailVerification()))
                .env("AUTH_MFA_ENABLED", Boolean.toString(args.auth().mfa()))
                .env("AUTH_MFA_TOTP_ISSUER", args.domain());
    }

    private static void mail(Container.Builder container, PlatformArgs args) {
        SmtpArgs smtp = args.auth().smtp();
        if (smtp != null) {
            container.env("AUTH_SMTP_HOST", smtp.host())
                    .env("AUTH_SMTP_PORT", smtp.port().toString())
                    .env("AUTH_SMTP_SENDER", smtp.sender())
                    .env("AUTH_SMTP_SECURE", smtp.secure().toString())
                    .env("AUTH_SMTP_AUTH_METHOD", "LOGIN")
                    .env("AUTH_SMTP_USER", smtp.user() == null ? "" : smtp.user())
                    .env("AUTH_SMTP_PASS", smtp.password() == null ? "" : smtp.password());
        } else if (args.services().mailpit().enabled()) {
            container.env("AUTH_SMTP_HOST", Mailpit.ALIAS)
                    .env("AUTH_SMTP_PORT", "1025")
                    .env("AUTH_SMTP_SENDER", "auth@" + args.domain())
                    .env("AUTH_SMTP_SECURE", "false")
                    .env("AUTH_SMTP_AUTH_METHOD", "LOGIN")
                    // Mailpit takes any; the service refuses to send without.
                    .env("AUTH_SMTP_USER", "nself")
                    .env("AUTH_SMTP_PASS", Text.secret(Secrets.MAIL));
        }
    }

    private static void providers(Container.Builder container, AuthArgs auth) {
        auth.providers().forEach((name, given) -> {
            OAuthProvider provider = OAuthProvider.of(name).orElseThrow();
            container.env(provider.variable("ENABLED"), "true").env(provider.idVariable(), given.clientId());
            provider.secretVariable().ifPresent(variable -> container.env(variable, given.clientSecret()));
            given.options().forEach((option, value) -> container.env(provider.variable(option), value));
        });
    }
}
