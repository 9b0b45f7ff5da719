package dev.nself.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.nself.policy.Diagnostic;
import dev.nself.policy.EnforcementLevel;
import dev.nself.policy.Judge;
import dev.nself.policy.PolicyPack;
import dev.nself.policy.Resource;
import dev.nself.policy.Rule;
import dev.nself.policy.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What holds for the pack as a whole. */
class PackTest {

    private static final PolicyPack PACK = Rules.pack();

    @Test
    void nameVersionAndDescriptionAreThoseOfTheManifestAndThePom() {
        Map<String, Object> manifest = FixtureFile.read(Path.of("PulumiPolicy.yaml"));
        assertThat(manifest).containsEntry("runtime", "java")
                .containsEntry("version", PACK.version())
                .containsEntry("description", PACK.description());
        assertThat(Path.of("pom.xml")).content().contains("<version>" + PACK.version() + "</version>");
    }

    @Test
    void messagesReadAsTheRestOfTheProject() {
        for (Rule rule : PACK.policies().stream().map(policy -> policy.rule()).toList()) {
            assertThat(List.of(rule.demand(), rule.reason())).as(rule.id()).allSatisfy(text ->
                    assertThat(text).doesNotEndWith(".").doesNotContain("\n").hasSizeLessThan(200));
            assertThat(rule.allSettings()).as(rule.id()).allSatisfy(setting ->
                    assertThat(setting.fullSchema()).containsKeys("type", "description", "default"));
        }
    }

    @TestFactory
    Stream<DynamicTest> whatIsAsItShouldBePassesEveryRule() throws IOException {
        try (Stream<Path> bases = Files.list(FixtureFile.FOLDER.resolve("bases"))) {
            return bases.sorted().toList().stream().map(base -> dynamicTest(base.getFileName().toString(), () -> {
                Resource resource = FixtureResource.of(FixtureFile.read(base)).resource();
                Judge judge = Judge.of(PACK, Clock.systemUTC())
                        .in(new Run("test", "production", "", true, Map.of(), List.of(), Map.of()));
                assertThat(judge.resource(resource).diagnostics())
                        .filteredOn(told -> told.level() != EnforcementLevel.DISABLED)
                        .extracting(Diagnostic::message).isEmpty();
            }));
        }
    }
}
