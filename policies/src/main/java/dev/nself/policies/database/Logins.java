package dev.nself.policies.database;

import dev.nself.policies.types.Aws;
import dev.nself.policies.types.Docker;
import dev.nself.policies.types.HbaLine;
import dev.nself.policies.types.Kubernetes;
import dev.nself.policies.types.PostgresServers;
import dev.nself.policies.types.PostgresSettings;
import dev.nself.policies.types.RdsParameters;
import dev.nself.policy.Policy;
import dev.nself.policy.Resource;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Setting;
import dev.nself.policy.Severity;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code db-scram}: nobody logs in by a word alone, and a password that is stolen from the server is of no use. */
final class Logins {

    private static final Setting<List<String>> TRUSTED = Setting.texts("trustedRoles",
            "roles without any right that may log in by trust, for example one by which a balancer finds the primary",
            List.of());

    /** {@code md5} can be used as it is stored, {@code ident} believes the other machine. */
    private static final Set<String> WEAK = Set.of("trust", "md5", "password", "ident");

    private static final Pattern INITDB = Pattern.compile("(?:--auth(?:-host|-local)?[= ]|-A ?)(?<method>\\w[\\w-]*)");

    private Logins() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("db-scram",
                        "roles log in by scram-sha-256, by certificate, or as the system's user over the socket",
                        "trust lets in whoever reaches the port, and what md5 stores is as good as the password",
                        "CISP 5.3", "CISP 5.4", "CWE-287", "CWE-916")
                .withSeverity(Severity.CRITICAL)
                .withSettings(TRUSTED);
        return ResourcePolicy.of(rule)
                .on(PostgresServers.TYPES, Logins::servers)
                .on(List.of(Aws.DATABASE_PARAMETERS, Aws.DATABASE_CLUSTER_PARAMETERS), Logins::parameters);
    }

    private static void servers(Resource resource, Verdict verdict) {
        List<PostgresSettings> servers = PostgresServers.in(resource);
        for (PostgresSettings server : servers) {
            verdict.attempt(() -> encryption(server.get("password_encryption"), verdict));
            verdict.attempt(() -> server.hba().forEach(line -> line(line, verdict)));
        }
        // The image writes these into a file of its own, which one that is given stands in for.
        if (resource.type().equals(Docker.CONTAINER) && servers.stream().anyMatch(server -> server.hba().isEmpty())) {
            verdict.attempt(() -> image(Docker.environment(resource.properties()), verdict));
        } else if (Kubernetes.WORKLOADS.contains(resource.type())) {
            Kubernetes.containers(resource).forEach(container ->
                    verdict.attempt(() -> image(Kubernetes.environment(container), verdict)));
        }
    }

    private static void encryption(Value encryption, Verdict verdict) {
        if (encryption.text().filter(text -> !text.equalsIgnoreCase("scram-sha-256")).isPresent()) {
            verdict.violation(encryption, "must be scram-sha-256",
                    "set password_encryption = 'scram-sha-256' and set the passwords anew");
        }
    }

    private static void line(HbaLine line, Verdict verdict) {
        boolean trusted = line.method().equals("trust") && verdict.setting(TRUSTED).containsAll(line.roles());
        if (WEAK.contains(line.method()) && !trusted) {
            verdict.violation(line.given(), "must not let in by " + line.method(),
                    line.kind().equals("local") ? "use peer or scram-sha-256" : "use scram-sha-256 or cert");
        }
    }

    private static void image(Map<String, Value> environment, Verdict verdict) {
        environment.forEach((name, value) -> verdict.attempt(() -> {
            String text = value.text().orElse("");
            if (name.equals("POSTGRES_HOST_AUTH_METHOD") && WEAK.contains(text)) {
                verdict.violation(value, "must be scram-sha-256",
                        "remove POSTGRES_HOST_AUTH_METHOD: the image then uses scram-sha-256");
            }
            Matcher method = INITDB.matcher(text);
            while (name.equals("POSTGRES_INITDB_ARGS") && method.find()) {
                if (WEAK.contains(method.group("method"))) {
                    verdict.violation(value, "must not set up logins by " + method.group("method"),
                            "use --auth-host=scram-sha-256 --auth-local=peer");
                }
            }
        }));
    }

    private static void parameters(Resource group, Verdict verdict) {
        RdsParameters parameters = new RdsParameters(group.properties());
        if (parameters.isPostgres()) {
            encryption(parameters.get("password_encryption"), verdict);
        }
    }
}
