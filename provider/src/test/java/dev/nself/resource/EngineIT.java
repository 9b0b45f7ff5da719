package dev.nself.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.pulumi.Context;
import com.pulumi.automation.AutomationException;
import com.pulumi.automation.LocalWorkspace;
import com.pulumi.automation.LocalWorkspaceOptions;
import com.pulumi.automation.OperationType;
import com.pulumi.automation.PreviewOptions;
import com.pulumi.automation.UpOptions;
import com.pulumi.automation.WorkspaceStack;
import dev.nself.fleet.Fleet;
import dev.nself.provider.TestContainer;
import dev.nself.provider.exec.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The provider as a user meets it: started by the real engine from the path in Pulumi.yaml. */
class EngineIT {

    @TempDir
    private Path folder;

    private WorkspaceStack stack;

    @BeforeEach
    void makeStack() throws AutomationException, IOException {
        assumeTrue(pulumiRuns(), "skipped: no pulumi in PATH; run this test with ./nself test, which finds or builds one");
        Path provider = Path.of("bin").toAbsolutePath();
        Files.createDirectories(folder.resolve("state"));
        Files.writeString(folder.resolve("Pulumi.yaml"), """
                name: engine-test
                runtime: java
                plugins:
                  providers:
                    - {name: nself, path: "%s"}
                """.formatted(provider));
        LocalWorkspaceOptions options = LocalWorkspaceOptions.builder()
                .environmentVariables(Map.of(
                        "PULUMI_BACKEND_URL", "file://" + folder.resolve("state"),
                        "PULUMI_CONFIG_PASSPHRASE", "for a test",
                        "PULUMI_SKIP_UPDATE_CHECK", "1"))
                .build();
        stack = LocalWorkspace.createOrSelectStack("it", folder, options);
    }

    @AfterEach
    void close() throws Exception {
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    void secretsAndCertificatesStayAndAreSecretInTheState() throws AutomationException, IOException {
        Consumer<Context> program = context -> certificate(context, "1");

        assertThat(up(program)).isEqualTo(Map.of(OperationType.CREATE, 4));
        String password = (String) stack.getOutputs().get("password").value();
        assertThat(up(program)).as("up twice").isEqualTo(Map.of(OperationType.SAME, 4));
        stack.refresh();
        assertThat(up(program)).as("refresh, then up").isEqualTo(Map.of(OperationType.SAME, 4));

        String state = state();
        assertThat(password).matches("[A-Za-z0-9]{24}");
        assertThat(stack.getOutputs().get("password").isSecret()).isTrue();
        assertThat(state).doesNotContain(password).doesNotContain("BEGIN PRIVATE KEY").contains("BEGIN CERTIFICATE");

        assertThat(up(context -> certificate(context, "2")))
                .as("another keeper")
                .isEqualTo(Map.of(OperationType.SAME, 3, OperationType.REPLACE, 1));
        assertThat(stack.getOutputs().get("password").value()).isNotEqualTo(password);
    }

    @Test
    void badInputFailsBeforeAnythingIsMadeAndNamesThePropertyAndTheValue() throws IOException {
        assertThatThrownBy(() -> up(context -> new Secret(
                        "bad", SecretArgs.builder().kind("pin").length(4).build())))
                .hasMessageContaining("kind")
                .hasMessageContaining("cannot be used, got pin; allowed: password, hex, rsa, ec");
        assertThat(state()).doesNotContain("nself:index:Secret");
    }

    @Test
    void aDatabaseIsSetUpFromDeclaredSecretsAndItsPasswordsRotate() throws Exception {
        Files.createDirectories(folder.resolve("database"));
        Files.writeString(folder.resolve("database/001.sql"), "CREATE TABLE posts (id int PRIMARY KEY)");
        try (TestContainer postgres = TestContainer.postgres("engine")) {
            Consumer<Context> program = context -> database(context, postgres, "1");
            assertThat(stack.preview(PreviewOptions.builder().program(program).build()).changeSummary())
                    .as("with all passwords unknown")
                    .isEqualTo(Map.of(OperationType.CREATE, 5));
            assertThat(up(program)).isEqualTo(Map.of(OperationType.CREATE, 5));
            String first = (String) stack.getOutputs().get("password").value();
            assertThat(postgres.sqlAs("app", first, "shop", "SELECT count(*) FROM posts")).isEqualTo("0");
            assertThat(up(context -> database(context, postgres, "1"))).isEqualTo(Map.of(OperationType.SAME, 5));
            stack.refresh();
            assertThat(up(context -> database(context, postgres, "1"))).isEqualTo(Map.of(OperationType.SAME, 5));
            assertThat(state()).doesNotContain(first);

            assertThat(up(context -> database(context, postgres, "2")))
                    .as("rotation")
                    .isEqualTo(Map.of(OperationType.SAME, 3, OperationType.REPLACE, 1, OperationType.UPDATE, 1));
            String second = (String) stack.getOutputs().get("password").value();
            assertThat(postgres.sqlAs("app", second, "shop", "SELECT 1")).isEqualTo("1");

            postgres.sql("shop", "ALTER ROLE app PASSWORD 'by hand'");
            stack.refresh();
            assertThat(up(context -> database(context, postgres, "2")))
                    .as("drift")
                    .isEqualTo(Map.of(OperationType.SAME, 4, OperationType.UPDATE, 1));
            assertThat(postgres.sqlAs("app", second, "shop", "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void aFailedMigrationIsNotRecordedAndTheNextUpFinishes() throws Exception {
        Files.createDirectories(folder.resolve("database"));
        Files.writeString(folder.resolve("database/001.sql"), "CREATE TABLE posts (id nonsense)");
        try (TestContainer postgres = TestContainer.postgres("engine")) {
            assertThatThrownBy(() -> up(context -> database(context, postgres, "1")))
                    .hasMessageContaining("migration 001.sql, line 1: ERROR:  type \"nonsense\" does not exist");
            Files.writeString(folder.resolve("database/001.sql"), "CREATE TABLE posts (id int)");

            assertThat(up(context -> database(context, postgres, "1")))
                    .isEqualTo(Map.of(OperationType.SAME, 4, OperationType.CREATE, 1));
        }
    }

    @Test
    void aMovedTagReachesWhatUsesTheImageWithTheUpAfterARefresh() throws Exception {
        String tag = "nself-test-provider-engine:" + ProcessHandle.current().pid();
        TestContainer.needsImages("redis:8.0.4-bookworm", "postgres:17.6-trixie");
        Consumer<Context> program = context -> {
            LocalImage image = new LocalImage("image", LocalImageArgs.builder().name(tag).build());
            // Stands for a container: replaced when the image's id changes.
            new Secret("user", SecretArgs.builder()
                    .kind("hex")
                    .keepers(image.imageId().applyValue(id -> Map.of("image", id)))
                    .build());
        };
        assertThatThrownBy(() -> up(program))
                .hasMessageContaining("name: the engine has no such image, got " + tag + "; load it with docker load");
        try {
            TestContainer.docker("tag", "redis:8.0.4-bookworm", tag);
            assertThat(up(program))
                    .as("with the stack of the failed run")
                    .isEqualTo(Map.of(OperationType.SAME, 1, OperationType.CREATE, 2));
            stack.refresh();
            assertThat(up(program)).as("refresh, then up").isEqualTo(Map.of(OperationType.SAME, 3));

            TestContainer.docker("tag", "postgres:17.6-trixie", tag);
            stack.refresh();

            assertThat(up(program)).isEqualTo(Map.of(OperationType.SAME, 2, OperationType.REPLACE, 1));
            assertThat(up(program)).isEqualTo(Map.of(OperationType.SAME, 3));
        } finally {
            TestContainer.docker("image", "rm", tag);
        }
    }

    @Test
    void serversAreLookedAtOnceAndAgainWhenTheirArgumentsChange() throws Exception {
        try (Fleet fleet = Fleet.start("engine", "app1", "db1").withImages("redis:8.0.4-bookworm")) {
            assertThat(stack.preview(PreviewOptions.builder().program(check(fleet, 1_000_000_000)).build())
                            .changeSummary())
                    .as("a preview asks no server")
                    .isEqualTo(Map.of(OperationType.CREATE, 2));
            assertThatThrownBy(() -> up(check(fleet, 1_000_000_000)))
                    .hasMessageContaining("app1: memory must be at least 1000000000 MiB")
                    .hasMessageContaining("db1: memory must be at least 1000000000 MiB");

            assertThat(up(check(fleet, 256))).isEqualTo(Map.of(OperationType.SAME, 1, OperationType.CREATE, 1));
            assertThat(up(check(fleet, 256))).as("up twice").isEqualTo(Map.of(OperationType.SAME, 2));
            stack.refresh();
            assertThat(up(check(fleet, 256))).as("refresh, then up").isEqualTo(Map.of(OperationType.SAME, 2));
            assertThat(up(check(fleet, 512))).isEqualTo(Map.of(OperationType.SAME, 1, OperationType.UPDATE, 1));
        }
    }

    private static Consumer<Context> check(Fleet fleet, int memoryMiB) {
        return context -> new ServerCheck("servers", ServerCheckArgs.builder()
                .servers(fleet.servers().stream()
                        .map(server -> ServerCheckServerArgs.builder()
                                .name(server.name())
                                .dockerHost(server.ssh())
                                .address(server.address())
                                .ports(List.of(443))
                                .memoryMiB(memoryMiB)
                                .build())
                        .toList())
                .stack("shop")
                .architecture("linux/amd64")
                .image("redis:8.0.4-bookworm")
                .build());
    }

    private Map<OperationType, Integer> up(Consumer<Context> program) throws AutomationException {
        return stack.up(UpOptions.builder().program(program).showSecrets(true).build())
                .summary()
                .resourceChanges();
    }

    private static void certificate(Context context, String generation) {
        Secret password = new Secret(
                "password",
                SecretArgs.builder()
                        .kind("password")
                        .length(24)
                        .keepers(Map.of("generation", generation))
                        .build());
        CertificateAuthority authority = new CertificateAuthority(
                "ca", CertificateAuthorityArgs.builder().commonName("test").build());
        new Certificate(
                "certificate",
                CertificateArgs.builder()
                        .caCertificate(authority.certificate())
                        .caPrivateKey(authority.privateKey())
                        .commonName("test")
                        .dnsNames(List.of("test.localhost"))
                        .build());
        context.export("password", password.value());
    }

    private void database(Context context, TestContainer postgres, String generation) {
        Secret password = new Secret(
                "app-password",
                SecretArgs.builder().kind("password").keepers(Map.of("generation", generation)).build());
        DatabaseRoles roles = new DatabaseRoles(
                "roles",
                DatabaseRolesArgs.builder()
                        .container(postgres.name())
                        .database("shop")
                        .schemas(List.of(DatabaseSchemaArgs.builder().name("public").owner("migrator").build()))
                        .roles(List.of(
                                DatabaseRoleArgs.builder().name("migrator").build(),
                                DatabaseRoleArgs.builder().name("app").password(password.value()).build()))
                        .grants(List.of(DatabaseGrantArgs.builder()
                                .role("app")
                                .schema("public")
                                .tables(List.of("SELECT"))
                                .build()))
                        .build());
        new Migrations(
                "migrations",
                MigrationsArgs.builder()
                        .container(postgres.name())
                        .database(roles.database())
                        .directory(folder.resolve("database").toString())
                        .files(ContentHash.ofFiles(folder.resolve("database"), ".sql"))
                        .build());
        String containerId = TestContainer.docker("inspect", "--format", "{{.Id}}", postgres.name()).output().strip();
        new RunningContainer(
                "limits",
                RunningContainerArgs.builder()
                        .container(postgres.name())
                        .containerId(containerId)
                        .pids(200)
                        .build());
        context.export("password", password.value());
    }

    /** The state as it lies on the disk. */
    private String state() throws IOException {
        return Files.readString(folder.resolve("state/.pulumi/stacks/engine-test/it.json"));
    }

    private static boolean pulumiRuns() {
        try {
            return Command.run(List.of("pulumi", "version"), "", Duration.ofMinutes(1)).ok();
        } catch (RuntimeException e) {
            return false;
        }
    }
}
