package dev.nself.policies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nself.policy.Diagnostic;
import dev.nself.policy.EnforcementLevel;
import dev.nself.policy.Judge;
import dev.nself.policy.Judgement;
import dev.nself.policy.Policy;
import dev.nself.policy.PolicyConfig;
import dev.nself.policy.PolicyPack;
import dev.nself.policy.Remediation;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Run;
import dev.nself.policy.Stack;
import dev.nself.policy.StackResource;
import dev.nself.policy.Value;
import dev.nself.policy.Violation;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One case of a rule: resources, configuration, and what the rule must say.
 *
 * @param policy the rule alone, at its own level
 * @param given a resource's keys, or {@code resources} for several; {@code config}, {@code run}, {@code expect}
 */
record Fixture(Policy policy, Map<String, Object> given) {

    void passes() {
        assertThat(judged().diagnostics()).as("nothing to say").isEmpty();
    }

    void breaks() {
        Judgement judged = judged();
        List<Map<String, Object>> expected = expectations();
        assertThat(judged.diagnostics()).as("one violation for each expected: " + judged).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            checkViolation(judged.diagnostics().get(i), expected.get(i));
        }
    }

    void cannotTell() {
        Judgement judged = judged();
        assertThat(judged.diagnostics()).as("a notice, never a silent pass").isNotEmpty().allSatisfy(diagnostic -> {
            assertThat(diagnostic.level()).isEqualTo(EnforcementLevel.ADVISORY);
            assertThat(diagnostic.violation()).isEmpty();
            assertThat(diagnostic.message()).contains("can't tell until the update");
        });
        if (given.get("path") instanceof String path) {
            assertThat(judged.diagnostics()).anySatisfy(told -> assertThat(told.message()).contains(path + ":"));
        }
    }

    /** At level remediate the inputs become what {@code becomes} says, and then pass. */
    void remedies() {
        Judge judge = judge(Map.of(policy.rule().id(), new PolicyConfig(Optional.of(EnforcementLevel.REMEDIATE), settings())));
        StackResource resource = resources().get(0);
        List<Remediation> made = judge.remediate(resource.resource());
        assertThat(made).as("one remediation").hasSize(1);
        Value properties = made.get(0).properties().orElseThrow(() -> new AssertionError(made));
        Map<String, Object> becomes = new LinkedHashMap<>(given);
        Map<String, Object> changed = FixtureFile.map(given, "becomes");
        becomes.put("set", merged(FixtureFile.map(given, "set"), changed));
        becomes.put("remove", FixtureFile.<String>list(given, "remove").stream().filter(path -> !changed.containsKey(path)).toList());
        assertThat(properties).isEqualTo(FixtureResource.of(becomes).resource().properties());
        assertThat(judge.resource(resource.resource().withProperties(properties)).diagnostics()).isEmpty();
        assertThat(judge.remediate(resource.resource().withProperties(properties))).as("nothing left to do").isEmpty();
    }

    private void checkViolation(Diagnostic diagnostic, Map<String, Object> expected) {
        Violation violation = diagnostic.violation().orElseThrow(() -> new AssertionError("no violation: " + diagnostic));
        String name = (String) expected.getOrDefault("resource", resources().get(0).name());
        assertThat(violation.rule()).isEqualTo(policy.rule().id());
        assertThat(diagnostic.level()).isEqualTo(policy.rule().level());
        assertThat(violation.name()).as("resource").isEqualTo(name);
        if (!name.equals("the stack")) {
            assertThat(violation.urn()).isEqualTo(FixtureResource.urn(name));
        }
        assertThat(expected).as("a fixture says which fix it expects").containsKey("fix");
        assertThat(violation.fix()).as("fix").contains((String) expected.get("fix"));
        assertThat(violation.path()).as("path").isEqualTo(expected.getOrDefault("path", violation.path()));
        assertThat(violation.problem()).as("problem").contains((String) expected.getOrDefault("problem", ""));
        assertThat(diagnostic.message()).contains(policy.rule().reason()).contains(policy.rule().sources());
        FixtureFile.<String>list(expected, "not").forEach(hidden -> assertThat(diagnostic.message()).doesNotContain(hidden));
    }

    private List<Map<String, Object>> expectations() {
        return given.get("expect") instanceof List<?>
                ? FixtureFile.list(given, "expect")
                : List.of(FixtureFile.map(given, "expect"));
    }

    private Judgement judged() {
        Judge judge = judge(Map.of(policy.rule().id(), PolicyConfig.settings(settings())));
        List<StackResource> resources = resources();
        return policy instanceof ResourcePolicy
                ? judge.resource(resources.get(0).resource())
                : judge.stack(new Stack(resources));
    }

    private Judge judge(Map<String, PolicyConfig> config) {
        Map<String, Object> run = FixtureFile.map(given, "run");
        Map<String, String> stackConfig = new LinkedHashMap<>();
        FixtureFile.map(run, "config").forEach((key, value) -> stackConfig.put(key, value.toString()));
        return Judge.of(new PolicyPack("fixtures", "0.0.0", "one rule", List.of(policy)), Clock.systemUTC())
                .configured(config)
                .in(new Run("test", (String) run.getOrDefault("stack", "fixture"), "", true,
                        stackConfig, FixtureFile.list(run, "secretKeys"), Map.of()));
    }

    private Value settings() {
        return Value.of(FixtureFile.map(given, "config"));
    }

    private List<StackResource> resources() {
        List<Map<String, Object>> several = FixtureFile.list(given, "resources");
        return several.isEmpty()
                ? List.of(FixtureResource.of(given))
                : several.stream().map(FixtureResource::of).toList();
    }

    private static Map<String, Object> merged(Map<String, Object> first, Map<String, Object> second) {
        Map<String, Object> both = new LinkedHashMap<>(first);
        both.putAll(second);
        return both;
    }
}
