package dev.nself.model.service;

import dev.nself.config.JwtAlgorithm;
import dev.nself.config.PlatformArgs;
import dev.nself.model.Part.Encoding;
import dev.nself.model.SecretSpec;
import dev.nself.model.SecretSpec.Kind;
import dev.nself.model.Text;
import java.util.List;
import java.util.Map;

/**
 * The platform's secrets by name, each used by one service or between exactly two.
 *
 * <p>Lengths are those of nself's production environment: 48 characters for the database, 64 for Hasura's
 * admin secret, 48 for the object storage.
 */
public final class Secrets {

    static final String POSTGRES_SUPERUSER = "postgres-superuser";
    static final String POSTGRES_HASURA = "postgres-hasura";
    static final String POSTGRES_AUTH = "postgres-auth";
    static final String POSTGRES_APP = "postgres-app";
    static final String POSTGRES_REPLICATOR = "postgres-replicator";
    public static final String HASURA_ADMIN = "hasura-admin-secret";
    static final String JWT = "jwt";
    static final String AUTH_ENCRYPTION = "auth-encryption-key";
    static final String MAIL = "mail-password";
    static final String ADMIN_KEY = "admin-secret-key";
    static final String WEBHOOK = "webhook-secret";
    public static final String REDIS = "redis-password";
    static final String STORAGE_ROOT = "storage-root";
    static final String STORAGE_APP = "storage-app";

    private Secrets() {}

    /** Every secret of a platform with these arguments. */
    public static List<SecretSpec> of(PlatformArgs args) {
        Map<String, String> rotation = args.rotation();
        return List.of(
                        secret(POSTGRES_SUPERUSER, Kind.PASSWORD, 48, rotation),
                        secret(POSTGRES_HASURA, Kind.PASSWORD, 48, rotation),
                        secret(POSTGRES_AUTH, Kind.PASSWORD, 48, rotation),
                        secret(POSTGRES_APP, Kind.PASSWORD, 48, rotation),
                        secret(POSTGRES_REPLICATOR, Kind.PASSWORD, 48, rotation),
                        secret(HASURA_ADMIN, Kind.PASSWORD, 64, rotation),
                        jwt(args.auth().jwt(), rotation),
                        secret(AUTH_ENCRYPTION, Kind.HEX, 64, rotation),
                        secret(MAIL, Kind.PASSWORD, 32, rotation),
                        secret(ADMIN_KEY, Kind.HEX, 64, rotation),
                        secret(WEBHOOK, Kind.HEX, 64, rotation),
                        secret(REDIS, Kind.PASSWORD, 48, rotation),
                        secret(STORAGE_ROOT, Kind.PASSWORD, 48, rotation),
                        secret(STORAGE_APP, Kind.PASSWORD, 40, rotation));
    }

    /** Where a role of the database logs in; the host name never changes with the tier. */
    static Text databaseUrl(String role, String secret, String database) {
        return databaseUrl(role, secret, Postgres.ALIAS, database);
    }

    /** The same past the pool of connections, for sessions that keep something. */
    static Text directDatabaseUrl(String role, String secret, String database) {
        return databaseUrl(role, secret, Postgres.DIRECT_ALIAS, database);
    }

    private static Text databaseUrl(String role, String secret, String host, String database) {
        return Text.of("postgres://" + role + ":").andSecret(secret, Encoding.URL)
                .and("@" + host + ":" + Postgres.PORT + "/" + database + "?sslmode=require");
    }

    /** One line of JSON, the same wherever tokens are only verified. */
    static Text verifyingJwt(JwtAlgorithm algorithm) {
        return switch (algorithm) {
            case HS256 -> Text.of("{\"type\":\"HS256\",\"key\":\"").andSecret(JWT, Encoding.JSON)
                    .and("\",\"issuer\":\"hasura-auth\"}");
            case RS256 -> Text.of("{\"type\":\"RS256\",\"key\":\"").andPublicKey(JWT, Encoding.JSON)
                    .and("\",\"issuer\":\"hasura-auth\"}");
        };
    }

    /** The same with what signs; for Auth alone. */
    static Text signingJwt(JwtAlgorithm algorithm) {
        return switch (algorithm) {
            case HS256 -> verifyingJwt(algorithm);
            case RS256 -> Text.of("{\"type\":\"RS256\",\"kid\":\"nself\",\"key\":\"").andPublicKey(JWT, Encoding.JSON)
                    .and("\",\"signing_key\":\"").andSecret(JWT, Encoding.JSON)
                    .and("\",\"issuer\":\"hasura-auth\"}");
        };
    }

    private static SecretSpec jwt(JwtAlgorithm algorithm, Map<String, String> rotation) {
        return switch (algorithm) {
            case HS256 -> secret(JWT, Kind.HEX, 96, rotation);
            case RS256 -> secret(JWT, Kind.RSA, 2048, rotation);
        };
    }

    private static SecretSpec secret(String name, Kind kind, int length, Map<String, String> rotation) {
        return new SecretSpec(name, kind, length, rotation.getOrDefault(name, ""));
    }
}
