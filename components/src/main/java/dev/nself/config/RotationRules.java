package dev.nself.config;

import java.util.List;

/** Rotation of the platform's secrets by name. */
final class RotationRules {
    /** Every secret that the platform makes; a test holds them equal to the model's. */
    static final List<String> SECRETS = List.of(
            "admin-secret-key", "auth-encryption-key", "hasura-admin-secret", "jwt", "mail-password", "postgres-app",
            "postgres-auth", "postgres-hasura", "postgres-replicator", "postgres-superuser", "redis-password", "storage-app",
            "storage-root", "webhook-secret");

    private RotationRules() {}

    static void check(PlatformArgs args, Problems problems) {
        args.rotation().keySet().stream()
                .filter(name -> !SECRETS.contains(name))
                .forEach(name -> problems.add(Paths.key("rotation", String.valueOf(name)), "is not a secret of the platform",
                        Nearest.to(String.valueOf(name), SECRETS)
                                .map(meant -> "did you mean nself:rotation." + meant + "?")
                                .orElse("allowed: " + String.join(", ", SECRETS))));
    }
}
