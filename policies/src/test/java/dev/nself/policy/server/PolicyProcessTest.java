package dev.nself.policy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A pack as a process of its own. */
class PolicyProcessTest {

    private Process process;

    @AfterEach
    void end() {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    @Test
    void theFirstLineOfItsOutputIsThePortWhateverItsRulesPrint() throws IOException {
        start(java());
        assertThat(firstLine()).matches("[0-9]{2,5}");
    }

    @Test
    void endsWhenWhoStartedItIsKilled() throws Exception {
        // Two commands, so that the shell stays as parent.
        start(List.of("sh", "-c", String.join(" ", java()) + "; true"));
        assertThat(firstLine()).matches("[0-9]{2,5}");
        ProcessHandle pack = process.descendants().findFirst().orElseThrow();
        process.destroyForcibly();
        assertThat(pack.onExit().get(20, TimeUnit.SECONDS).isAlive()).isFalse();
    }

    @Test
    void endsWhenItIsStopped() throws Exception {
        start(java());
        assertThat(firstLine()).matches("[0-9]{2,5}");
        process.destroy();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void saysWhatIsMissingWhenAPersonStartsIt() throws Exception {
        List<String> command = java();
        start(command.subList(0, command.size() - 1));
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isNotZero();
        assertThat(firstLine()).isNull();
    }

    private void start(List<String> command) throws IOException {
        process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    private String firstLine() throws IOException {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
    }

    private static List<String> java() {
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-cp", classes, "dev.nself.policy.server.NoisyPack", "127.0.0.1:1");
    }
}
