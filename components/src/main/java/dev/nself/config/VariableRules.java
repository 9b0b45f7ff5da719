package dev.nself.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Environment variables: well-formed names, and none that the platform sets itself. */
final class VariableRules {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** Service to the variables that are not the user's, as a pattern, to the argument that sets them. */
    private static final Map<String, Map<Pattern, String>> RESERVED = new LinkedHashMap<>();

    static {
        reserve("postgres", "POSTGRES_(USER|PASSWORD|DB|INITDB_ARGS|HOST_AUTH_METHOD).*|PGDATA", null);
        reserve("redis", "REDISCLI_AUTH", null);
        reserve("storage", "MINIO_ROOT_(USER|PASSWORD).*", null);
        reserve("storage", "MINIO_REGION.*", "storage.region");
        reserve("hasura", "HASURA_GRAPHQL_((METADATA_)?DATABASE_URL|ADMIN_SECRET|JWT_SECRETS?|SERVER_PORT)|NSELF_.*", null);
        reserve("hasura", "HASURA_GRAPHQL_CORS_DOMAIN", "proxy.corsOrigins");
        reserve("auth", "HASURA_GRAPHQL_.*|POSTGRES_.*|AUTH_(ENCRYPTION_KEY|SERVER_URL|PORT|HOST)", null);
        reserve("auth", "AUTH_SMTP_.*", "auth.smtp");
        reserve("auth", "AUTH_PROVIDER_.*", "auth.providers");
        reserve("auth", "AUTH_CLIENT_URL", "auth.clientUrl");
        reserve("auth", "AUTH_ACCESS_TOKEN_EXPIRES_IN", "auth.accessTokenMinutes");
        reserve("auth", "AUTH_REFRESH_TOKEN_EXPIRES_IN", "auth.refreshTokenDays");
        reserve("auth", "AUTH_MFA_ENABLED", "auth.mfa");
        reserve("auth", "AUTH_DISABLE_SIGNUP", "auth.signUp");
        reserve("auth", "AUTH_EMAIL_SIGNIN_EMAIL_VERIFIED_REQUIRED", "auth.emailVerification");
        reserve("admin", "ADMIN_SECRET_KEY|NSELF_PROJECT_PATH|DOCKER_HOST", null);
        String connections = "DATABASE_URL|REDIS_URL|HASURA_GRAPHQL_ENDPOINT|S3_(ENDPOINT|PUBLIC_URL|ACCESS_KEY|SECRET_KEY|REGION)"
                + "|NODE_EXTRA_CA_CERTS|PGSSLROOTCERT|NSELF_.*";
        reserve("functions", connections + "|PORT", null);
        reserve("custom", connections, null);
        reserve("custom", "PORT", "port of this custom service");
    }

    private VariableRules() {}

    /**
     * Checks the variables that a user adds.
     *
     * @param service key of the platform's service, or {@code custom}
     */
    static void check(String path, Map<String, String> variables, String service, Problems problems) {
        variables.keySet().forEach(name -> {
            String inner = Paths.key(path, String.valueOf(name));
            if (name == null || !NAME.matcher(name).matches()) {
                problems.add(inner, "must be named with letters, digits and underscores, not starting with a digit", null);
            } else {
                checkReserved(inner, name, service, problems);
            }
        });
    }

    private static void checkReserved(String path, String name, String service, Problems problems) {
        RESERVED.getOrDefault(service, Map.of()).forEach((pattern, argument) -> {
            if (pattern.matcher(name).matches()) {
                problems.add(path, "is set by the platform", argument == null ? "remove it" : "use " + argument);
            }
        });
    }

    private static void reserve(String service, String names, String argument) {
        RESERVED.computeIfAbsent(service, key -> new LinkedHashMap<>()).put(Pattern.compile(names), argument);
    }
}
