package dev.nself.policies.tls;

import dev.nself.policies.types.Aws;
import dev.nself.policies.types.HbaLine;
import dev.nself.policies.types.Kubernetes;
import dev.nself.policies.types.PostgresServers;
import dev.nself.policies.types.PostgresSettings;
import dev.nself.policies.types.RdsParameters;
import dev.nself.policy.Policy;
import dev.nself.policy.Resource;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code tls-database}: a server that speaks TLS, and with nobody from outside its own machine without it.
 *
 * <p>Lines of pg_hba.conf for loopback addresses and sockets may do without. CloudNativePG ends every pg_hba.conf with
 * a line that takes both, so a cluster needs a line of its own that turns plain connections away.
 */
final class DatabaseServers {

    private static final String GROUP_FIX = "give it a parameter group of its own with rds.force_ssl set to 1";

    private DatabaseServers() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("tls-database",
                "a PostgreSQL server has TLS on and takes no connection over a network without it",
                "whoever sees the network otherwise reads every row and can take over a session",
                "CKV2_AWS_69", "CISP 5.8", "CISP 6.8");
        return ResourcePolicy.of(rule)
                .on(PostgresServers.TYPES, DatabaseServers::servers)
                .on(List.of(Aws.DATABASE_PARAMETERS, Aws.DATABASE_CLUSTER_PARAMETERS), DatabaseServers::parameters)
                .on(Aws.DATABASE_INSTANCE, (instance, verdict) -> defaultGroup(instance, "parameterGroupName", verdict))
                .on(Aws.DATABASE_CLUSTER,
                        (cluster, verdict) -> defaultGroup(cluster, "dbClusterParameterGroupName", verdict));
    }

    private static void servers(Resource resource, Verdict verdict) {
        for (PostgresSettings server : PostgresServers.in(resource)) {
            verdict.attempt(() -> tls(server, verdict));
            verdict.attempt(() -> lines(server, resource.type().equals(Kubernetes.POSTGRES_CLUSTER), verdict));
        }
    }

    private static void tls(PostgresSettings server, Verdict verdict) {
        Value ssl = server.get("ssl");
        if (!PostgresSettings.isOn(ssl) && !(ssl.isAbsent() && !server.settingsSeen())) {
            verdict.violation(ssl, "must be on",
                    "set ssl = on with ssl_cert_file and ssl_key_file in an uploaded postgresql.conf, or by -c ssl=on");
        }
    }

    private static void lines(PostgresSettings server, boolean operator, Verdict verdict) {
        Set<String> refused = new HashSet<>();
        for (HbaLine line : server.hba()) {
            if (line.refusesPlain()) {
                refused.add(line.address().replace("::0/0", "::/0"));
            }
            // The first line that fits decides, so none of those that follow does.
            if (refused.contains("all") || refused.containsAll(Set.of("0.0.0.0/0", "::/0"))) {
                return;
            }
            if (line.takesPlain()) {
                verdict.violation(line.given(), "must not take connections without TLS", "begin the line with hostssl");
            }
        }
        if (operator) {
            verdict.violation(server.hbaPlace(),
                    "must turn away connections without TLS, which the operator's own last line takes",
                    "add the line hostnossl all all all reject to spec.postgresql.pg_hba");
        } else if (server.imagesOwnHba()) {
            verdict.violation(server.hbaPlace(), "must be given, since the image's own takes connections without TLS",
                    "upload a pg_hba.conf of hostssl lines and name it by hba_file");
        }
    }

    private static void parameters(Resource group, Verdict verdict) {
        RdsParameters parameters = new RdsParameters(group.properties());
        if (!parameters.isPostgres() || parameters.isAurora() && group.type().equals(Aws.DATABASE_PARAMETERS)) {
            verdict.notApplicable("no group that decides about PostgreSQL's TLS");
            return;
        }
        Value force = parameters.get("rds.force_ssl");
        boolean byItself = force.isAbsent()
                && RdsParameters.forcesTlsByItself(parameters.isAurora(), parameters.major());
        if (!byItself && !PostgresSettings.isOn(force)) {
            verdict.violation(force, "rds.force_ssl must be 1", "add the parameter rds.force_ssl with value 1");
        }
    }

    /** The group that AWS gives to what names none cannot be changed. */
    private static void defaultGroup(Resource database, String property, Verdict verdict) {
        boolean aurora = database.get("engine").text().filter("aurora-postgresql"::equals).isPresent();
        if (!aurora && database.get("engine").text().filter("postgres"::equals).isEmpty()) {
            verdict.notApplicable("no PostgreSQL");
            return;
        }
        Value group = database.get(property);
        if (!group.isUnknown()
                && (group.isAbsent() || group.text().filter(name -> name.startsWith("default.")).isPresent())) {
            Value version = database.get("engineVersion");
            // Without a version AWS takes a recent one, which in RDS forces TLS; Aurora's may not.
            boolean byItself = version.isAbsent() ? !aurora
                    : RdsParameters.forcesTlsByItself(aurora, RdsParameters.major(version.text().orElse("")));
            if (!byItself) {
                verdict.violation(group, "must be a group that forces TLS: this version's default does not", GROUP_FIX);
            }
        }
    }
}
