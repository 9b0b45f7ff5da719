package dev.nself.policies.database;

import dev.nself.policies.types.Docker;
import dev.nself.policies.types.HbaLine;
import dev.nself.policies.types.Kubernetes;
import dev.nself.policies.types.PostgresServers;
import dev.nself.policies.types.PostgresSettings;
import dev.nself.policy.Policy;
import dev.nself.policy.Resource;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Setting;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code db-replication-user}: services and standbys have roles of their own.
 *
 * <p>A server's own container has to know its superuser, and so may one that runs to an end, such as a migration.
 */
final class Superusers {

    private static final Setting<List<String>> NAMES = Setting.texts("superusers", "names of roles that are superusers",
            List.of("postgres", "supabase_admin"));

    private static final Pattern ADDRESS =
            Pattern.compile("\\bpostgres(?:ql)?(?:\\+\\w+)?://(?<user>[^:@/\\s?]+)(?::[^@\\s]*)?@");
    private static final Pattern HAS_PAIRS = Pattern.compile("jdbc:postgresql://|(?:^|\\s)(?:host|dbname)\\s*=");
    private static final Pattern PAIR = Pattern.compile("(?:^|[\\s?&])user\\s*=\\s*'?(?<user>[^&\\s']+)");
    private static final Pattern LOGIN =
            Pattern.compile("(?:.*_)?(?:PG|DB|DATABASE|POSTGRES|POSTGRESQL)_?USER(?:NAME)?");
    private static final Pattern REPLICATION = Pattern.compile("(?:.*_)?REPLICATION_USER(?:NAME)?");

    private static final String FIX = "make a role with the rights that it needs, and use that";

    private Superusers() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("db-replication-user",
                        "services and standbys log in with roles of their own, never as a superuser",
                        "no row security holds for a superuser, who also reads files and runs programs on the server",
                        "CISP 4.3", "CISP 5.11", "CISP 7.1")
                .withSettings(NAMES);
        return ResourcePolicy.of(rule)
                .on(PostgresServers.TYPES, Superusers::judge)
                .on("nself:index:DatabaseRoles", (roles, verdict) -> verdict.each(roles.get("roles"),
                        role -> own(role.get("name"), roles.get("superuser"), verdict)))
                .on("nself:index:Migrations",
                        (migrations, verdict) -> own(migrations.get("role"), migrations.get("superuser"), verdict));
    }

    private static void judge(Resource resource, Verdict verdict) {
        verdict.attempt(() -> PostgresServers.in(resource).forEach(server -> server(server, verdict)));
        if (resource.type().equals(Docker.CONTAINER)) {
            boolean server = !PostgresServers.in(resource).isEmpty();
            boolean mayKnow = server || Docker.runsToAnEnd(resource);
            verdict.attempt(() -> environment(Docker.environment(resource.properties()), mayKnow, verdict));
        } else if (Kubernetes.WORKLOADS.contains(resource.type())) {
            boolean server = !PostgresServers.in(resource).isEmpty();
            boolean mayKnow = server || Kubernetes.runsToAnEnd(resource);
            Kubernetes.containers(resource).forEach(container ->
                    verdict.attempt(() -> environment(Kubernetes.environment(container), mayKnow, verdict)));
        } else if (resource.type().equals(Kubernetes.POSTGRES_CLUSTER)) {
            cluster(resource.get("spec"), verdict);
        }
    }

    private static void server(PostgresSettings server, Verdict verdict) {
        verdict.attempt(() -> {
            Value primary = server.get("primary_conninfo");
            Matcher user = PAIR.matcher(primary.text().orElse(""));
            if (user.find() && isSuperuser(user.group("user"), verdict)) {
                verdict.violation(primary.asSecret(), "must not replicate as " + user.group("user"), FIX);
            }
        });
        verdict.attempt(() -> server.hba().forEach(line -> line(line, verdict)));
    }

    private static void line(HbaLine line, Verdict verdict) {
        boolean far = !line.kind().equals("local") && !line.isLoopback();
        if (far && !line.rejects() && line.databases().contains("replication")
                && line.roles().stream().anyMatch(role -> role.equals("all") || isSuperuser(role, verdict))) {
            verdict.violation(line.given(), "must name the role that replicates, and no superuser",
                    "make a role with LOGIN REPLICATION and name it in the line");
        }
    }

    private static void environment(Map<String, Value> environment, boolean mayKnow, Verdict verdict) {
        environment.forEach((name, value) -> verdict.attempt(() -> {
            String text = value.text().orElse("");
            if (REPLICATION.matcher(name).matches()) {
                user(value, text, verdict);
            } else if (!mayKnow && LOGIN.matcher(name).matches()) {
                user(value, text, verdict);
            } else if (!mayKnow) {
                user(value, userOf(text), verdict);
            }
        }));
    }

    /** The role of an address or of pairs such as {@code host=db user=app}; empty for neither. */
    private static String userOf(String text) {
        Matcher address = ADDRESS.matcher(text);
        if (address.find()) {
            return address.group("user");
        }
        Matcher pair = PAIR.matcher(text);
        return HAS_PAIRS.matcher(text).find() && pair.find() ? pair.group("user") : "";
    }

    private static void user(Value value, String user, Verdict verdict) {
        if (isSuperuser(user, verdict)) {
            verdict.violation(value.asSecret(), "must not log in as " + user, FIX);
        }
    }

    private static void cluster(Value spec, Verdict verdict) {
        verdict.attempt(() -> {
            Value access = spec.get("enableSuperuserAccess");
            if (access.isTrue()) {
                verdict.violation(access, "must be false",
                        "remove it: the operator needs no password for the superuser");
            }
        });
        verdict.attempt(() -> {
            Value owner = spec.get("bootstrap").get("initdb").get("owner");
            if (isSuperuser(owner.text().orElse(""), verdict)) {
                verdict.violation(owner, "must not be a superuser", FIX);
            }
        });
        verdict.each(spec.get("managed").get("roles"), role -> {
            Value superuser = role.get("superuser");
            if (superuser.isTrue()) {
                verdict.violation(superuser, "must be false", FIX);
            }
        });
    }

    private static void own(Value role, Value superuser, Verdict verdict) {
        String name = role.text().orElse("");
        if (isSuperuser(name, verdict) || !name.isEmpty() && superuser.text().filter(name::equals).isPresent()) {
            verdict.violation(role, "must not be the superuser", FIX);
        }
    }

    private static boolean isSuperuser(String role, Verdict verdict) {
        return verdict.setting(NAMES).contains(role);
    }
}
