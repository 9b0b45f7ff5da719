package dev.nself.policies.database;

import dev.nself.policies.types.Aws;
import dev.nself.policies.types.PostgresServers;
import dev.nself.policies.types.PostgresSettings;
import dev.nself.policies.types.RdsParameters;
import dev.nself.policy.Policy;
import dev.nself.policy.Resource;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.List;

/** {@code db-log-connections}: the log says who logged in. From PostgreSQL 18 on the setting is a list of stages. */
final class LoggedConnections {

    private LoggedConnections() {}

    static Policy policy() {
        Rule rule = Rule.advisory("db-log-connections",
                "a PostgreSQL server writes each connection to its log",
                "after an incident it is the only place that says which role came from where",
                "CISP 3.1.20");
        return ResourcePolicy.of(rule)
                .on(PostgresServers.TYPES, LoggedConnections::servers)
                .on(List.of(Aws.DATABASE_PARAMETERS, Aws.DATABASE_CLUSTER_PARAMETERS), LoggedConnections::parameters);
    }

    private static void servers(Resource resource, Verdict verdict) {
        for (PostgresSettings server : PostgresServers.in(resource)) {
            verdict.attempt(() -> {
                Value log = server.get("log_connections");
                boolean off = server.isOff("log_connections") || log.text().filter(text -> !text.isBlank()).isEmpty();
                if (off && !(log.isAbsent() && !server.settingsSeen())) {
                    verdict.violation(log, "must be on", "set log_connections = on");
                }
            });
        }
    }

    /** An instance's group of Aurora can be made for other things than a cluster's. */
    private static void parameters(Resource group, Verdict verdict) {
        RdsParameters parameters = new RdsParameters(group.properties());
        if (!parameters.isPostgres() || parameters.isAurora() && group.type().equals(Aws.DATABASE_PARAMETERS)) {
            verdict.notApplicable("no group that decides about PostgreSQL's log");
            return;
        }
        Value log = parameters.get("log_connections");
        boolean stages = log.text().filter(text -> text.matches(".*(all|receipt|auth).*")).isPresent();
        if (!PostgresSettings.isOn(log) && !stages) {
            verdict.violation(log, "log_connections must be 1", "add the parameter log_connections with value 1");
        }
    }
}
