package dev.nself.policies.servers;

import dev.nself.policies.types.Docker;
import dev.nself.policies.types.Kubernetes;
import dev.nself.policies.types.Program;
import dev.nself.policy.Policy;
import dev.nself.policy.Resource;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.Arrays;
import java.util.List;

/** {@code aud-logging}: who did what is written down. */
final class AuditLogs {

    private static final String ENGINE = "HASURA_GRAPHQL_ENABLED_LOG_TYPES";
    private static final String STANDARD = "startup,http-log,webhook-log,websocket-log";

    private AuditLogs() {}

    static Policy policy() {
        Rule rule = Rule.advisory("aud-logging",
                "requests, calls of the cloud and of the cluster are logged",
                "after a break-in nobody can tell what was read and by whom",
                "CKV_AWS_36", "CKV_AWS_37", "CKV_AWS_67", "AWS-0014", "AWS-0016", "AWS-0038", "OWASP A09:2021");
        return ResourcePolicy.of(rule)
                .on(Docker.CONTAINER, AuditLogs::container)
                .on(Kubernetes.WORKLOADS, (workload, verdict) -> Program.eachOf(workload, AuditLogs::engine, verdict))
                .on("aws:eks/cluster:Cluster", AuditLogs::cluster)
                .on("aws:cloudtrail/trail:Trail", AuditLogs::trail);
    }

    private static void container(Resource container, Verdict verdict) {
        verdict.attempt(() -> {
            Value driver = container.get("logDriver");
            if (driver.text().filter("none"::equals).isPresent()) {
                verdict.violation(driver, "must keep a log",
                        "set logDriver to json-file, with a size, or to a driver that sends");
            }
        });
        verdict.attempt(() ->
                Program.ofContainer(container, Program.HASURA).ifPresent(program -> engine(program, verdict)));
    }

    private static void engine(Program program, Verdict verdict) {
        if (program.isHasura()) {
            program.variable(ENGINE, STANDARD).ifPresent(types -> {
                List<String> given = Arrays.stream(types.text().orElse(STANDARD).split(","))
                        .map(String::strip)
                        .toList();
                if (!given.contains("http-log") || !given.contains("websocket-log")) {
                    verdict.violation(types, "must have http-log and websocket-log",
                            "set " + ENGINE + " to " + STANDARD);
                }
            });
        }
    }

    private static void cluster(Resource cluster, Verdict verdict) {
        Value types = cluster.get("enabledClusterLogTypes");
        if (!types.texts().containsAll(List.of("audit", "authenticator"))) {
            verdict.violation(types, "must have audit and authenticator",
                    "set enabledClusterLogTypes to [api, audit, authenticator]");
        }
    }

    private static void trail(Resource trail, Verdict verdict) {
        for (String flag : List.of("enableLogFileValidation", "isMultiRegionTrail")) {
            verdict.attempt(() -> {
                if (!trail.get(flag).isTrue()) {
                    verdict.violation(trail.get(flag), "must be true", "set " + flag + " to true");
                }
            });
        }
    }
}
