package dev.nself.policies.secrets;

import dev.nself.policies.types.Docker;
import dev.nself.policies.types.Kubernetes;
import dev.nself.policies.types.Program;
import dev.nself.policies.types.StackNames;
import dev.nself.policy.Policy;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Setting;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code sec-console-off}: consoles that ask for nothing, or for one secret only, are for a developer's machine. */
final class ConsoleOff {

    private static final Setting<List<String>> DEVELOPMENT = Setting.texts("developmentStacks",
            "names of stacks on which consoles and development modes may be on, a * at the end for any text; everything else is asked there too",
            StackNames.DEVELOPMENT);

    /** Variables that switch on what is for development, with the values that do. */
    private static final Map<String, List<String>> SWITCHES = Map.of(
            "HASURA_GRAPHQL_ENABLE_CONSOLE", List.of("true"),
            "HASURA_GRAPHQL_DEV_MODE", List.of("true"));

    /** The same, for what gives everyone a way in. */
    private static final Map<String, List<String>> OPEN = Map.of(
            "GF_AUTH_ANONYMOUS_ENABLED", List.of("true"),
            "GF_USERS_ALLOW_SIGN_UP", List.of("true"),
            "REDIS_ALLOW_EMPTY_PASSWORD", List.of("yes", "true"),
            "ALLOW_EMPTY_PASSWORD", List.of("yes", "true"),
            "POSTGRES_HOST_AUTH_METHOD", List.of("trust"));

    private ConsoleOff() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("sec-console-off",
                        "consoles and development modes are off outside development, and nothing is open without a credential",
                        "the console and its interfaces let whoever finds them read and change every row",
                        "CWE-489", "CWE-306", "OWASP A05:2021")
                .withSettings(DEVELOPMENT);
        return ResourcePolicy.of(rule)
                .on(Docker.CONTAINER, (container, verdict) -> judge(container.get("envs"), Docker.environment(container.properties()), verdict))
                .on(Kubernetes.WORKLOADS, (workload, verdict) -> Kubernetes.containers(workload).forEach(container ->
                        verdict.attempt(() -> judge(container.get("env"), kubernetes(container), verdict))));
    }

    private static void judge(Value all, Map<String, Value> environment, Verdict verdict) {
        if (!StackNames.match(verdict.setting(DEVELOPMENT), verdict.run())) {
            on(SWITCHES, environment, "must be off outside development",
                    "set it to false, or name the stack in the rule's developmentStacks", verdict);
        }
        on(OPEN, environment, "must not let in everyone", "remove it and set a credential", verdict);
        if (new Program(all, environment, true).isHasura()) {
            verdict.attempt(() -> {
                Value secret = environment.getOrDefault("HASURA_GRAPHQL_ADMIN_SECRET", all.part("HASURA_GRAPHQL_ADMIN_SECRET", ""));
                if (secret.text().filter(text -> !text.isEmpty()).isEmpty()) {
                    verdict.violation(secret.asSecret(), "must be set: without it everyone is the administrator",
                            "set HASURA_GRAPHQL_ADMIN_SECRET to a generated secret");
                }
            });
        }
    }

    private static void on(Map<String, List<String>> switches, Map<String, Value> environment, String problem, String fix, Verdict verdict) {
        environment.forEach((name, value) -> verdict.attempt(() -> {
            if (switches.getOrDefault(name, List.of()).contains(value.text().orElse("").toLowerCase(Locale.ROOT))) {
                verdict.violation(value, problem, fix);
            }
        }));
    }

    /** A value that comes from elsewhere, such as a Secret, is there. */
    private static Map<String, Value> kubernetes(Value container) {
        Map<String, Value> environment = Kubernetes.environment(container);
        for (Value variable : container.get("env").items()) {
            if (!variable.get("valueFrom").isAbsent()) {
                variable.get("name").text().ifPresent(name -> environment.put(name, variable.part(name, "from elsewhere")));
            }
        }
        return environment;
    }
}
