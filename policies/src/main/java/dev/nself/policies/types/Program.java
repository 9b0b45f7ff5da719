package dev.nself.policies.types;

import dev.nself.policy.Resource;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A program and its variables, wherever a resource runs it.
 *
 * @param place what the variables lie in
 * @param variables as far as they are written into the resource; absent values come from elsewhere
 * @param complete whether there are no others, such as those of a whole map
 */
public record Program(Value place, Map<String, Value> variables, boolean complete) {

    /** What Hasura's engine is called. */
    public static final Pattern HASURA = Pattern.compile("(?i)hasura|graphql");

    /**
     * The rule over containers and workloads.
     *
     * @param likely what a container is called that the rule is about: in first previews no container's variables are
     *     known, and one notice for each of them would hide those that matter
     */
    public static ResourcePolicy policy(Rule rule, Pattern likely, BiConsumer<Program, Verdict> check) {
        return ResourcePolicy.of(rule)
                .on(Docker.CONTAINER, (container, verdict) ->
                        ofContainer(container, likely).ifPresent(program -> check.accept(program, verdict)))
                .on(Kubernetes.WORKLOADS, (workload, verdict) -> eachOf(workload, check, verdict));
    }

    /** A container's program; empty where its variables are not known yet and nothing says that it is meant. */
    public static Optional<Program> ofContainer(Resource container, Pattern likely) {
        Value lines = container.get("envs");
        boolean known = !lines.isUnknown() && lines.items().stream().noneMatch(Value::isUnknown);
        boolean meant = known || Stream.of(container.get("name"), container.get("image"))
                .filter(value -> !value.isUnknown())
                .flatMap(value -> value.text().stream())
                .anyMatch(text -> likely.matcher(text).find()) || likely.matcher(container.name()).find();
        return meant
                ? Optional.of(new Program(lines, Docker.environment(container.properties()), true))
                : Optional.empty();
    }

    /** Looks at each program of a workload. */
    public static void eachOf(Resource workload, BiConsumer<Program, Verdict> check, Verdict verdict) {
        for (Value container : Kubernetes.containers(workload)) {
            verdict.attempt(() -> check.accept(ofPod(container), verdict));
        }
    }

    /** The value of a variable; the standard where it is certain that there is none; empty where nobody can tell. */
    public Optional<Value> variable(String name, String standard) {
        Value given = variables.get(name);
        if (given == null) {
            return complete ? Optional.of(place.part(name, standard)) : Optional.empty();
        }
        return given.isAbsent() ? Optional.empty() : Optional.of(given);
    }

    /** Whether it is Hasura's engine: only that has these; others know its database and its admin secret too. */
    public boolean isHasura() {
        return variables.containsKey("HASURA_GRAPHQL_METADATA_DATABASE_URL")
                || variables.containsKey("HASURA_GRAPHQL_ENABLE_CONSOLE")
                || variables.containsKey("HASURA_GRAPHQL_UNAUTHORIZED_ROLE")
                || variables.containsKey("HASURA_GRAPHQL_DEV_MODE");
    }

    private static Program ofPod(Value container) {
        return new Program(container.get("env"), Kubernetes.environment(container),
                container.get("envFrom").items().isEmpty());
    }
}
