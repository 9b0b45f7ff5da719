package dev.nself.policies.servers;

import dev.nself.policies.types.Docker;
import dev.nself.policies.types.Kubernetes;
import dev.nself.policies.types.Program;
import dev.nself.policies.types.StackNames;
import dev.nself.policy.Policy;
import dev.nself.policy.Rule;
import dev.nself.policy.Setting;
import dev.nself.policy.Stack;
import dev.nself.policy.StackPolicy;
import dev.nself.policy.StackResource;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.List;
import java.util.regex.Pattern;

/**
 * {@code api-query-limits}: no single query takes the database from everyone.
 *
 * <p>Limits of depth and cost are not in Hasura's free edition. What bounds a query there is a list of allowed ones,
 * or a time after which the database ends it: either will do.
 */
final class QueryLimits {

    private static final Setting<List<String>> DEVELOPMENT = Setting.texts("developmentStacks",
            "names of stacks whose queries may run as long as they like, a * at the end for any text",
            StackNames.DEVELOPMENT);

    /** Not behind a #, and not 0, which is without end. */
    private static final Pattern TIMEOUT = Pattern.compile(
            "(?m)^[^#\\n]*statement_timeout(\"|'|%20|\\s)*(=|%3D|:|\\s)(\"|'|%20|\\s)*0*[1-9]");

    private static final List<String> SETTINGS = List.of(
            Docker.CONTAINER, "kubernetes:core/v1:ConfigMap", "kubernetes:postgresql.cnpg.io/v1:Cluster",
            "nself:index:DatabaseRoles");

    private static final List<String> GROUPS = List.of(
            "aws:rds/clusterParameterGroup:ClusterParameterGroup", "aws:rds/parameterGroup:ParameterGroup");

    private QueryLimits() {}

    static Policy policy() {
        Rule rule = Rule.advisory("api-query-limits",
                        "the GraphQL engine runs listed queries only, or the database ends a query after a time",
                        "one deep query, sent by anyone who may ask anything, keeps the database busy for all",
                        "CWE-770", "OWASP API4:2023", "nself architecture: layer 4")
                .withSettings(DEVELOPMENT);
        return new StackPolicy(rule, QueryLimits::check);
    }

    private static void check(Stack stack, Verdict verdict) {
        if (StackNames.match(verdict.setting(DEVELOPMENT), verdict.run()) || isTimed(stack)) {
            return;
        }
        for (StackResource container : stack.ofType(Docker.CONTAINER)) {
            verdict.about(container, () -> Program.ofContainer(container.resource(), Program.HASURA)
                    .ifPresent(program -> listed(program, verdict)));
        }
        for (StackResource workload : stack.ofType(Kubernetes.WORKLOADS)) {
            verdict.about(workload, () -> Program.eachOf(workload.resource(), QueryLimits::listed, verdict));
        }
    }

    private static void listed(Program program, Verdict verdict) {
        if (program.isHasura()) {
            program.variable("HASURA_GRAPHQL_ENABLE_ALLOWLIST", "false")
                    .filter(allow -> !allow.isTrue())
                    .ifPresent(allow -> verdict.violation(allow, "must be true where the database ends no query",
                            "set the database's statement_timeout, for example to 30s, or allow listed queries only"));
        }
    }

    private static boolean isTimed(Stack stack) {
        return stack.ofType(SETTINGS).stream().anyMatch(resource -> says(resource.resource().properties()))
                || stack.ofType(GROUPS).stream()
                        .filter(group -> !group.get("parameters").isUnknown())
                        .flatMap(group -> group.get("parameters").items().stream())
                        .filter(given -> given.get("name").text().filter("statement_timeout"::equals).isPresent())
                        .anyMatch(given -> given.get("value").number().filter(limit -> limit > 0).isPresent());
    }

    private static boolean says(Value properties) {
        boolean[] said = {false};
        properties.visit(value -> said[0] |= !value.isUnknown() && says(value.path(), value.text().orElse("")));
        return said[0];
    }

    /** Most name no timeout at all: those are not searched for one. */
    private static boolean says(String path, String text) {
        return (path.contains("statement_timeout") || text.contains("statement_timeout"))
                && TIMEOUT.matcher(path.replaceFirst(".*\\.", "") + " = " + text).find();
    }
}
