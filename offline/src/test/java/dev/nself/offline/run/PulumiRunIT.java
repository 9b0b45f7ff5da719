package dev.nself.offline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.pulumi.automation.AutomationException;
import com.pulumi.automation.LocalWorkspace;
import com.pulumi.automation.LocalWorkspaceOptions;
import com.pulumi.automation.OperationType;
import com.pulumi.automation.UpOptions;
import com.pulumi.automation.UpdateResult;
import com.pulumi.automation.WorkspaceStack;
import dev.nself.offline.real.RealEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The installed plugin under the real Pulumi engine, with a program over the published Java SDK. */
class PulumiRunIT {

    private static RealEngine real;

    @TempDir
    static Path home;

    private final SmallProgram program = new SmallProgram();

    @TempDir
    Path folder;

    private WorkspaceStack stack;

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        real = RealEngine.orSkip();
        assumeTrue(onPath("pulumi"), "needs the pulumi command on PATH: eval \"$(./nself env)\"");
        ProcessBuilder call = new ProcessBuilder("plugin/install");
        call.environment().put("PULUMI_HOME", home.toString());
        Path log = home.resolve("log");
        Process install = call.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        assertThat(install.waitFor()).as(() -> read(log)).isZero();
    }

    @BeforeEach
    void begin() throws AutomationException, IOException {
        real.sweep();
        String state = Files.createDirectory(folder.resolve("state")).toUri().toString();
        stack = LocalWorkspace.createStack("test", "stand-in", program::run, LocalWorkspaceOptions.builder()
                .workDir(Files.createDirectory(folder.resolve("work")))
                .pulumiHome(home)
                .environmentVariables(Map.of(
                        "PULUMI_BACKEND_URL", state, "PULUMI_CONFIG_PASSPHRASE", "", "PULUMI_SKIP_UPDATE_CHECK", "1"))
                .build());
    }

    @AfterEach
    void sweep() {
        real.sweep();
    }

    @AfterAll
    static void leave() {
        RealEngine.leave();
    }

    @Test
    void comesUpOnceAndChangesOnlyWhatChanged() throws AutomationException {
        assertThat(changes(stack.up())).containsOnlyKeys(OperationType.CREATE);
        assertThat(changes(stack.up(UpOptions.builder().expectNoChanges(true).build()))).containsOnlyKeys(OperationType.SAME);
        assertThat(changes(stack.refresh())).containsOnlyKeys(OperationType.SAME);
        assertThat(changes(stack.up(UpOptions.builder().expectNoChanges(true).build()))).containsOnlyKeys(OperationType.SAME);

        String api = id(SmallProgram.API);
        String database = id(SmallProgram.DATABASE);
        program.setApiLevel("debug");
        assertThat(changes(stack.up())).containsEntry(OperationType.REPLACE, 1).containsOnlyKeys(OperationType.SAME, OperationType.REPLACE);
        assertThat(id(SmallProgram.DATABASE)).isEqualTo(database);
        assertThat(id(SmallProgram.API)).isNotEqualTo(api);
        assertThat(real.output(SmallProgram.API, "env")).contains("LEVEL=debug");

        real.engine().delete("/containers/" + SmallProgram.API + "?force=1");
        stack.refresh();
        assertThat(changes(stack.up())).containsEntry(OperationType.CREATE, 1);

        stack.destroy();
        assertThat(real.container(SmallProgram.API)).isEmpty();
        assertThat(real.container(SmallProgram.DATABASE)).isEmpty();
    }

    @Test
    void keepsASecretOutOfTheState() throws AutomationException {
        stack.up();

        assertThat(real.output(SmallProgram.DATABASE, "env")).contains("PASSWORD=" + SmallProgram.PASSWORD);
        assertThat(real.output(SmallProgram.DATABASE, "cat", "/run/password")).isEqualTo(SmallProgram.PASSWORD);
        assertThat(read(folder.resolve("state"))).doesNotContain(SmallProgram.PASSWORD);
    }

    @Test
    void tellsWhatIsWrongAndComesUpOnceThatIsMended() {
        program.setImage("localhost:1/nself-none:1");

        assertThatThrownBy(stack::up)
                .hasMessageContaining("unable to pull image localhost:1/nself-none:1")
                .hasMessageNotContainingAny("Exception", "provider error");
        program.setImage(RealEngine.IMAGE);
        assertThatCode(stack::up).doesNotThrowAnyException();
    }

    private String id(String name) {
        return real.container(name).orElseThrow().path("Id").asText();
    }

    private static Map<OperationType, Integer> changes(UpdateResult result) {
        return result.summary().resourceChanges();
    }

    private static boolean onPath(String command) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }

    private static String read(Path place) {
        try (Stream<Path> files = Files.walk(place)) {
            StringBuilder text = new StringBuilder();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                text.append(Files.readString(file));
            }
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
