package dev.nself.policies.containers;

import dev.nself.policies.types.Docker;
import dev.nself.policies.types.Kubernetes;
import dev.nself.policy.Policy;
import dev.nself.policy.Resource;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Severity;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.List;

/** {@code ctr-health}: whether a service works is asked, not guessed from its process. */
final class Health {

    private Health() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("ctr-health",
                        "a container that is to run for ever has a health check",
                        "a process that hangs looks alive: nothing restarts it, and a run reports success while nobody is served",
                        "CIS Docker 5.27", "CKV_DOCKER_2", "CKV_K8S_8", "CKV_K8S_9")
                .withSeverity(Severity.MEDIUM);
        return ResourcePolicy.of(rule)
                .on(Docker.CONTAINER, Health::docker)
                .on(Kubernetes.WORKLOADS, Health::kubernetes);
    }

    private static void docker(Resource container, Verdict verdict) {
        if (Docker.runsToAnEnd(container)) {
            verdict.notApplicable("it runs to an end");
            return;
        }
        Value tests = container.get("healthcheck").get("tests");
        List<String> words = tests.texts();
        if (words.isEmpty() || words.get(0).equals("NONE")) {
            verdict.violation(tests, "must be a command that tells health",
                    "set healthcheck.tests, for example [CMD, curl, -fsS, http://127.0.0.1:8080/health]");
        }
    }

    private static void kubernetes(Resource workload, Verdict verdict) {
        if (Kubernetes.runsToAnEnd(workload)) {
            verdict.notApplicable("it runs to an end");
            return;
        }
        verdict.each(Kubernetes.podSpec(workload).get("containers"), container -> {
            for (String probe : List.of("livenessProbe", "readinessProbe")) {
                verdict.attempt(() -> {
                    Value given = container.get(probe);
                    if (given.entries().isEmpty()) {
                        verdict.violation(given, "must be given", "set " + probe + ", for example an httpGet of the service's health path");
                    }
                });
            }
        });
    }
}
