package dev.nself.policies.containers;

import dev.nself.policies.types.Docker;
import dev.nself.policies.types.Kubernetes;
import dev.nself.policy.Policy;
import dev.nself.policy.Rule;
import dev.nself.policy.Stack;
import dev.nself.policy.StackPolicy;
import dev.nself.policy.StackResource;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;

/**
 * {@code ctr-shares}: processors and processes are limited too.
 *
 * <p>The Docker provider knows no limit of processes, and of processors only weights: another resource may set them
 * on the running container. It counts when it depends on the container and says {@code cpus} or {@code pids}.
 */
final class Shares {

    private Shares() {}

    static Policy policy() {
        return new StackPolicy(Rule.advisory("ctr-shares",
                "a container's share of processors and its number of processes are limited",
                "a loop or a fork bomb in one container otherwise stops all others on the server",
                "CIS Docker 5.12", "CIS Docker 5.29", "CKV_K8S_10", "CKV_K8S_11", "KSV-0011"), Shares::check);
    }

    private static void check(Stack stack, Verdict verdict) {
        for (StackResource container : stack.ofType(Docker.CONTAINER)) {
            verdict.about(container, () -> docker(stack, container, verdict));
        }
        for (StackResource workload : stack.ofType(Kubernetes.WORKLOADS)) {
            verdict.about(workload, () -> kubernetes(workload, verdict));
        }
    }

    private static void docker(Stack stack, StackResource container, Verdict verdict) {
        verdict.attempt(() -> {
            Value shares = container.get("cpuShares");
            boolean limited = isAbove0(shares) || container.get("cpuSet").text().filter(set -> !set.isEmpty()).isPresent();
            if (!limited && !isLimitedBeside(stack, container, "cpus")) {
                verdict.violation(shares, "must be a weight above 0", "set cpuShares (1024 is an ordinary share) or cpuSet");
            }
        });
        verdict.attempt(() -> {
            Value limits = container.get("ulimits");
            boolean limited = limits.items().stream().anyMatch(limit ->
                    limit.get("name").text().filter("nproc"::equals).isPresent() && isAbove0(limit.get("hard")));
            if (!limited && !isLimitedBeside(stack, container, "pids")) {
                verdict.violation(limits, "must limit the number of processes", "add a limit nproc, or set pids on the running container");
            }
        });
    }

    private static boolean isLimitedBeside(Stack stack, StackResource container, String limit) {
        return stack.dependentsOf(container).stream().anyMatch(other -> isAbove0(other.get(limit)));
    }

    private static void kubernetes(StackResource workload, Verdict verdict) {
        for (Value container : Kubernetes.containers(workload.resource())) {
            verdict.attempt(() -> {
                Value requests = container.get("resources").get("requests").get("cpu");
                Value limits = container.get("resources").get("limits").get("cpu");
                if (requests.text().isEmpty() && limits.text().isEmpty()) {
                    verdict.violation(requests, "must be a share of processors", "set resources.requests.cpu, for example 100m");
                }
            });
        }
    }

    private static boolean isAbove0(Value value) {
        return value.number().filter(number -> number > 0).isPresent();
    }
}
