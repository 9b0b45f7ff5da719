package dev.nself.policies.servers;

import dev.nself.policies.types.Program;
import dev.nself.policies.types.StackNames;
import dev.nself.policy.Policy;
import dev.nself.policy.Rule;
import dev.nself.policy.Setting;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.Arrays;
import java.util.List;

/** {@code api-cors}: the engine answers the pages of the platform's own sites; of itself it answers all. */
final class CorsOrigins {

    private static final String NAME = "HASURA_GRAPHQL_CORS_DOMAIN";

    private static final Setting<List<String>> DEVELOPMENT = Setting.texts("developmentStacks",
            "names of stacks whose engine may answer every site, a * at the end for any text", StackNames.DEVELOPMENT);

    private CorsOrigins() {}

    static Policy policy() {
        Rule rule = Rule.advisory("api-cors",
                        "the GraphQL engine names the sites whose pages may call it",
                        "a page of anybody's may otherwise call it from the browser of a user who is logged in",
                        "CWE-942", "OWASP A05:2021", "nself architecture: layer 3")
                .withSettings(DEVELOPMENT);
        return Program.policy(rule, Program.HASURA, CorsOrigins::check);
    }

    private static void check(Program program, Verdict verdict) {
        if (!program.isHasura() || StackNames.match(verdict.setting(DEVELOPMENT), verdict.run())
                || program.variable("HASURA_GRAPHQL_DISABLE_CORS", "false").filter(Value::isTrue).isPresent()) {
            return;
        }
        program.variable(NAME, "*").ifPresent(origins -> {
            if (Arrays.stream(origins.text().orElse("").split(",")).anyMatch(origin -> origin.strip().equals("*"))) {
                verdict.violation(origins, "must name sites, and is * where it is not set",
                        "set " + NAME + " to the sites, for example https://app.example.com, https://*.example.com");
            }
        });
    }
}
