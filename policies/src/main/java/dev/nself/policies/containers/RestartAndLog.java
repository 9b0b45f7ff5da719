package dev.nself.policies.containers;

import dev.nself.policies.types.Docker;
import dev.nself.policy.Policy;
import dev.nself.policy.Resource;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;

/** {@code ctr-restart-log}: a server that was restarted serves again, and its disk is not full of logs. */
final class RestartAndLog {

    private RestartAndLog() {}

    static Policy policy() {
        Rule rule = Rule.advisory("ctr-restart-log",
                "a container comes back after a crash, and its log has a size at which it is cut",
                "a crash at night lasts till the morning; a full disk stops the database",
                "CIS Docker 5.15", "CIS Docker 2.13");
        return ResourcePolicy.of(rule)
                .on(Docker.CONTAINER, RestartAndLog::check)
                .remedy(Docker.CONTAINER, RestartAndLog::remedied);
    }

    private static void check(Resource container, Verdict verdict) {
        verdict.attempt(() -> {
            Value restart = container.get("restart");
            if (!Docker.runsToAnEnd(container) && restart.text().filter(policy -> !policy.equals("no")).isEmpty()) {
                verdict.violation(restart, "must bring the container back", "set restart to unless-stopped");
            }
        });
        verdict.attempt(() -> {
            if (isLogUnlimited(container)) {
                verdict.violation(container.get("logOpts").get("max-size"), "must be a size",
                        "set logDriver to json-file and logOpts to {max-size: 10m, max-file: \"3\"}");
            }
        });
    }

    /** Without a driver the engine's default holds, which is json-file without an end. */
    private static boolean isLogUnlimited(Resource container) {
        return container.get("logDriver").text().filter(driver -> !driver.equals("json-file")).isEmpty()
                && container.get("logOpts").get("max-size").text().filter(size -> !size.equals("-1")).isEmpty();
    }

    private static Value remedied(Resource container, Verdict verdict) {
        return isLogUnlimited(container)
                ? container.properties()
                        .with("logDriver", "json-file")
                        .with("logOpts", container.get("logOpts").with("max-size", "10m").with("max-file", "3"))
                : container.properties();
    }
}
