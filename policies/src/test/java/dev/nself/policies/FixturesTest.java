package dev.nself.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.nself.policy.Policy;
import dev.nself.policy.ResourcePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every rule against its fixtures, {@code fixtures/<group>/<rule id>.yaml}. {@code -Dfixture=<rule id>} runs one rule's.
 */
class FixturesTest {

    @TestFactory
    Stream<DynamicNode> rules() throws IOException {
        String only = System.getProperty("fixture", "");
        return files().filter(file -> only.isEmpty() || id(file).equals(only)).map(FixturesTest::rule);
    }

    @Test
    void everyRuleHasFixturesAndEveryFixtureARule() throws IOException {
        assertThat(files().map(FixturesTest::id).toList())
                .containsExactlyInAnyOrderElementsOf(Rules.pack().policies().stream().map(policy -> policy.rule().id()).toList());
    }

    private static DynamicContainer rule(Path file) {
        Policy policy = policy(id(file));
        Map<String, Object> all = FixtureFile.read(file);
        return dynamicContainer(id(file), Stream.of(
                Stream.of(dynamicTest("is complete", () -> complete(policy, all))),
                cases(policy, all, "passes", Fixture::passes),
                cases(policy, all, "breaks", Fixture::breaks),
                cases(policy, all, "unknown", Fixture::cannotTell),
                cases(policy, all, "remedies", Fixture::remedies)).flatMap(stream -> stream));
    }

    private static void complete(Policy policy, Map<String, Object> all) {
        assertThat(all.keySet()).isSubsetOf("resource", "config", "run", "passes", "breaks", "unknown", "remedies");
        assertThat(FixtureFile.map(all, "passes")).as("a passing fixture").isNotEmpty();
        assertThat(FixtureFile.map(all, "breaks")).as("a fixture for each way to break it").isNotEmpty();
        assertThat(FixtureFile.map(all, "unknown")).as("a fixture with an unknown value").isNotEmpty();
        if (policy instanceof ResourcePolicy resourcePolicy && !resourcePolicy.remediableTypes().isEmpty()) {
            assertThat(FixtureFile.map(all, "remedies")).as("a fixture that is remedied").isNotEmpty();
        }
    }

    private static Stream<DynamicTest> cases(Policy policy, Map<String, Object> all, String kind, Consumer<Fixture> check) {
        Map<String, Object> shared = new LinkedHashMap<>(FixtureFile.map(all, "resource"));
        Stream.of("config", "run").filter(all::containsKey).forEach(key -> shared.put(key, all.get(key)));
        Map<String, Object> cases = FixtureFile.map(all, kind);
        return cases.keySet().stream().map(title -> dynamicTest(kind + ": " + title, () -> {
            Map<String, Object> given = new LinkedHashMap<>(shared);
            given.putAll(FixtureFile.map(cases, title));
            try {
                check.accept(new Fixture(policy, given));
            } catch (AssertionError e) {
                // The build's report has only numbers for these tests.
                throw new AssertionError(policy.rule().id() + ", " + kind + ", " + title + ": " + e.getMessage(), e);
            }
        }));
    }

    private static Policy policy(String id) {
        return Rules.pack().policies().stream().filter(policy -> policy.rule().id().equals(id)).findFirst()
                .orElseThrow(() -> new AssertionError("no rule of the fixtures' name, got " + id));
    }

    private static String id(Path file) {
        return file.getFileName().toString().replace(".yaml", "");
    }

    private static Stream<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(FixtureFile.FOLDER)) {
            List<Path> files = all.filter(file -> file.toString().endsWith(".yaml") && !file.getParent().endsWith("bases")).sorted().toList();
            return files.stream();
        }
    }
}
