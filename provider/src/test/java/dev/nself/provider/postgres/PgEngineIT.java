package dev.nself.provider.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.pulumi.Context;
import com.pulumi.automation.AutomationException;
import com.pulumi.automation.LocalWorkspace;
import com.pulumi.automation.LocalWorkspaceOptions;
import com.pulumi.automation.OperationType;
import com.pulumi.automation.PreviewOptions;
import com.pulumi.automation.UpOptions;
import com.pulumi.automation.WorkspaceStack;
import com.pulumi.resources.CustomResourceOptions;
import dev.nself.provider.exec.Command;
import dev.nself.resource.LiveFileArgs;
import dev.nself.resource.PgCandidateArgs;
import dev.nself.resource.PgPoolerArgs;
import dev.nself.resource.PgPrimary;
import dev.nself.resource.PgPrimaryArgs;
import dev.nself.resource.PgSeed;
import dev.nself.resource.PgSeedArgs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The move as a user sees it: the real engine, another member in the program. */
class PgEngineIT {

    @TempDir
    private Path files;

    @TempDir
    private Path folder;

    private TestCluster cluster;
    private WorkspaceStack stack;

    @AfterEach
    void remove() throws Exception {
        if (stack != null) {
            stack.close();
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void anotherMemberIsOneUpdateInPlaceAndWhatIsThereStaysTheSame() throws Exception {
        assumeTrue(pulumiRuns(), "skipped: no pulumi in PATH; run this test with ./nself test, which finds or builds one");
        cluster = TestCluster.of("engine", files, "app1", "db1");
        stack = stack();
        assertThat(up(context -> seed("app1"))).isEqualTo(Map.of(OperationType.CREATE, 2));
        cluster.startFirst("app1");
        cluster.startProxies("app1");
        Consumer<Context> single = context -> primary(context, "app1", seed("app1"));

        assertThat(up(single)).isEqualTo(Map.of(OperationType.SAME, 2, OperationType.CREATE, 1));
        assertThat(up(single)).as("up twice").isEqualTo(Map.of(OperationType.SAME, 3));
        stack.refresh();
        assertThat(up(single)).as("refresh, then up").isEqualTo(Map.of(OperationType.SAME, 3));
        Object identifier = stack.getOutputs().get("systemIdentifier").value();

        assertThat(up(context -> {
            primary(context, "app1", seed("app1"));
            seed("db1");
        })).isEqualTo(Map.of(OperationType.SAME, 3, OperationType.CREATE, 1));
        cluster.start("db1");
        Consumer<Context> split = context -> primary(context, "db1", seed("db1"));
        assertThat(stack.preview(PreviewOptions.builder().program(split).build()).changeSummary())
                .isEqualTo(Map.of(OperationType.SAME, 2, OperationType.UPDATE, 1, OperationType.DELETE, 1));
        assertThat(up(split)).isEqualTo(Map.of(OperationType.SAME, 2, OperationType.UPDATE, 1, OperationType.DELETE, 1));

        assertThat(stack.getOutputs().get("primary").value()).isEqualTo("db1");
        assertThat(stack.getOutputs().get("systemIdentifier").value()).isEqualTo(identifier);
        assertThat(cluster.sql("db1", "SELECT pg_is_in_recovery()")).isEqualTo("f");
        stack.refresh();
        assertThat(up(split)).as("refresh, then up").isEqualTo(Map.of(OperationType.SAME, 3));
        assertThat(state()).doesNotContain(TestCluster.PASSWORD);
    }

    private PgSeed seed(String member) {
        return new PgSeed("seed-" + member, PgSeedArgs.builder()
                .member(member)
                .candidates(candidates())
                .image(TestCluster.IMAGE)
                .network(cluster.prefix())
                .replicationPassword(TestCluster.PASSWORD)
                .authorityPem((String) cluster.seedOf(member).get("authorityPem"))
                .build());
    }

    private void primary(Context context, String member, PgSeed seed) {
        PgPrimary primary = new PgPrimary("primary", PgPrimaryArgs.builder()
                .members(List.of(member))
                .candidates(candidates())
                .image(TestCluster.IMAGE)
                .replicationPassword(TestCluster.PASSWORD)
                .poolers(List.of(PgPoolerArgs.builder()
                        .container(cluster.container("pooler")).containerId("1").upstreamHost("db-direct").build()))
                .routes(List.of(LiveFileArgs.builder()
                        .container(cluster.container("proxy")).containerId("1").path("/etc/nself/haproxy/postgres.cfg")
                        .content(TestCluster.route(member)).reload("kill -USR2 1").build()))
                .build(), CustomResourceOptions.builder().dependsOn(seed).build());
        context.export("primary", primary.primary());
        context.export("systemIdentifier", primary.systemIdentifier());
    }

    private List<PgCandidateArgs> candidates() {
        return Stream.of("app1", "db1")
                .map(name -> PgCandidateArgs.builder()
                        .name(name).container(cluster.container(name)).volume(cluster.container(name)).host(name).port(5432)
                        .build())
                .toList();
    }

    private WorkspaceStack stack() throws AutomationException, IOException {
        Files.createDirectories(folder.resolve("state"));
        Files.writeString(folder.resolve("Pulumi.yaml"), """
                name: engine-test
                runtime: java
                plugins:
                  providers:
                    - {name: nself, path: "%s"}
                """.formatted(Path.of("bin").toAbsolutePath()));
        LocalWorkspaceOptions options = LocalWorkspaceOptions.builder()
                .environmentVariables(Map.of(
                        "PULUMI_BACKEND_URL", "file://" + folder.resolve("state"),
                        "PULUMI_CONFIG_PASSPHRASE", "for a test",
                        "PULUMI_SKIP_UPDATE_CHECK", "1"))
                .build();
        return LocalWorkspace.createOrSelectStack("it", folder, options);
    }

    private Map<OperationType, Integer> up(Consumer<Context> program) throws AutomationException {
        return stack.up(UpOptions.builder().program(program).onStandardOutput(System.out::println).build())
                .summary()
                .resourceChanges();
    }

    private String state() throws IOException {
        return Files.readString(folder.resolve("state/.pulumi/stacks/engine-test/it.json"));
    }

    private static boolean pulumiRuns() {
        try {
            return Command.run(List.of("pulumi", "version"), "", Duration.ofSeconds(30)).ok();
        } catch (RuntimeException e) {
            return false;
        }
    }
}
